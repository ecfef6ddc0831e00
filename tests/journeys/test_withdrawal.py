"""An order to correct that is withdrawn, or revoked by another body, on the real servers."""

import asyncio
from datetime import timedelta

from domain.procedure import Phase
from domain.results import Result
from domain.steps import StepKind
from domain.withdrawal import Revoker
from models import matter
from servers import Addresses
from tests.ignoring import AGREED, chosen, enforcing, ignored, urged
from tests.papers import papers
from tests.rehearsing import HANDLER, HEAD, SECOND, confirmed, numbered, refused, rehearsing, served


def test_an_order_that_the_office_withdraws_falls_with_its_re_check_and_the_party_is_told(
    addresses: Addresses,
) -> None:
    async def walk() -> None:
        async with rehearsing(addresses, 738) as rehearsal:
            order = await confirmed(rehearsal)
            step = await chosen(rehearsal, StepKind.ORDER_WITHDRAWAL)
            own = {"proposes": Result.WITHDRAWN, "statement": "检查前已有合格证明。", "second_officer": SECOND,
                   "revoked_by": Revoker.OFFICE}  # fmt: skip
            assert await refused(rehearsal, "draft", step, HANDLER, **own) == "nothing_to_withdraw"
            await rehearsal.act(
                "draft", step, HANDLER, proposes=Result.UPHELD, statement="尚未制作", second_officer=SECOND
            )
            await rehearsal.act("approval", step, HEAD, **AGREED)
            await served(rehearsal, order)
            due_at = numbered(rehearsal, order).due_at
            assert due_at is not None
            await rehearsal.reach(due_at + timedelta(days=1))
            recheck = await rehearsal.step(StepKind.RECHECK, Phase.REPORTING)
            step = await chosen(rehearsal, StepKind.ORDER_WITHDRAWAL)
            await rehearsal.act("draft", step, HANDLER, **own)
            await rehearsal.act("approval", step, HEAD, **AGREED)
            results = {one: numbered(rehearsal, one).result for one in (order, recheck.number, step)}
            assert list(results.values()) == [Result.REVOKED, Result.REVOKED, Result.WITHDRAWN]
            report = {"passed": False, "statement": "仍未改正", "second_officer": SECOND}
            code = await refused(rehearsal, "recheck", recheck.number, HANDLER, **report)
            assert code == "answer_to_closed_step"
            (paper,) = papers(rehearsal, "order_withdrawal")
            assert paper.addressee == rehearsal.party
            await rehearsal.act("choice", 0, HEAD, begins=StepKind.CLOSING, reason="责令改正已撤销")
            closing = await rehearsal.step(StepKind.CLOSING, Phase.DRAFTING)
            await rehearsal.act("closing_draft", closing.number, HANDLER, statement="办结")
            assert await refused(rehearsal, "approval", closing.number, HEAD, **AGREED) == "document_not_served"
            await rehearsal.act(
                "service", step, HANDLER, document=paper.document_id, served_at=rehearsal.now, signed_by="示例收件人",
                proof="送达回证",
            )  # fmt: skip
            await rehearsal.act("approval", closing.number, HEAD, **AGREED)
            await rehearsal.over()

    asyncio.run(walk())


def test_an_order_that_a_court_revokes_falls_by_its_judgment_and_the_urging_with_it(addresses: Addresses) -> None:
    async def walk() -> None:
        async with ignored(addresses, 739, enforcing()) as (rehearsal, order):
            urging = await urged(rehearsal)
            step = await chosen(rehearsal, StepKind.ORDER_WITHDRAWAL)
            judged = {"proposes": Result.WITHDRAWN, "statement": "法院判决撤销。", "second_officer": SECOND,
                      "revoked_by": Revoker.COURT}  # fmt: skip
            assert await refused(rehearsal, "draft", step, HANDLER, **judged) == "draft_incomplete"
            await rehearsal.act("draft", step, HANDLER, **judged, document="示例行初1号判决书")
            again = {"begins": StepKind.ORDER_TO_CORRECT, "reason": "再次责令"}
            assert await refused(rehearsal, "choice", 0, HEAD, **again) == "step_not_lawful"
            await rehearsal.act("approval", step, HEAD, **AGREED)
            assert [numbered(rehearsal, one).result for one in (order, urging)] == [Result.REVOKED] * 2
            assert papers(rehearsal, "order_withdrawal") == []  # the judgment has reached the party from the court
            await rehearsal.act("choice", 0, HEAD, **again)
            await served(rehearsal, (await rehearsal.step(StepKind.ORDER_TO_CORRECT, Phase.DRAFTING)).number)
            with rehearsal.desk.database.transaction() as session:
                assert matter.facts(session, rehearsal.matter_id)["orders"] == 1  # the one that was revoked is none
            await rehearsal.end()

    asyncio.run(walk())
