"""What follows an order to correct that is ignored, or falls, on the real servers and on virtual time."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest

from activities.law import Law
from demo.acting import close
from demo.rehearsal import Rehearsal
from domain.errors import Refused
from domain.procedure import Phase
from domain.results import Result
from domain.steps import StepKind, Track
from domain.withdrawal import Revoker
from models import document, matter
from models.document import DocumentRow
from models.matter import StepRow
from rules.place import HERE
from servers import Addresses
from tests.parameters import set_to
from tests.rehearsing import HANDLER, HEAD, SECOND, confirmed, rehearsing, served


def enforcing() -> Law:
    """Of an installation whose legal office lets an ignored order be enforced through the court."""
    with set_to(orders_before_enforcement=1):
        return Law([HERE / "matter"])


@asynccontextmanager
async def ignored(addresses: Addresses, number: int, law: Law | None = None) -> AsyncIterator[tuple[Rehearsal, int]]:
    """An order was served and never answered; its re-check has failed."""
    async with rehearsing(addresses, number, law=law) as rehearsal:
        step = await confirmed(rehearsal)
        await served(rehearsal, step)
        due_at = the(rehearsal, step).due_at
        assert due_at is not None
        await rehearsal.reach(due_at + timedelta(days=2))
        recheck = await rehearsal.step(StepKind.RECHECK, Phase.REPORTING)
        await rehearsal.act(
            "recheck", recheck.number, HANDLER, passed=False, statement="仍未改正", second_officer=SECOND
        )
        yield rehearsal, step


def the(rehearsal: Rehearsal, step: int) -> StepRow:
    return next(row for row in rehearsal.steps() if row.number == step)


def papers(rehearsal: Rehearsal, kind: str) -> list[DocumentRow]:
    with rehearsal.desk.database.transaction() as session:
        found = [one for row in rehearsal.steps() for one in document.of_step(session, row)]
    return [one for one in found if one.kind == kind]


async def chosen(rehearsal: Rehearsal, kind: StepKind) -> int:
    await rehearsal.act("choice", 0, HEAD, begins=kind, reason="经法制机构审核同意")
    return (await rehearsal.step(kind, Phase.DRAFTING)).number


async def refused(rehearsal: Rehearsal, kind: str, step: int, actor: str, **content: object) -> str:
    with pytest.raises(Refused) as refusal:
        await rehearsal.act(kind, step, actor, **content)
    return refusal.value.code


AGREED = {"agreed": True, "remarks": "同意"}
URGED = {"proposes": Result.SERVED, "statement": "复查时产品仍在销售。", "manner": "逐件附具合格证明。",
         "second_officer": SECOND}  # fmt: skip
APPLIED = {"proposes": Result.SUBMITTED, "statement": "责令改正后仍不改正。", "second_officer": SECOND,
           "remedies": "经向复议机构和法院核实，没有申请复议，没有起诉。"}  # fmt: skip
UNPERFORMED = {"result": Result.UNPERFORMED, "statement": "期满仍未履行", "second_officer": SECOND}


async def urged(rehearsal: Rehearsal) -> int:
    """The urging is drafted, approved and served; its ten working days run."""
    step = await chosen(rehearsal, StepKind.URGING)
    assert await refused(rehearsal, "draft", step, HANDLER, **URGED | {"manner": None}) == "draft_incomplete"
    await rehearsal.act("draft", step, HANDLER, **URGED)
    assert await refused(rehearsal, "approval", step, HANDLER, **AGREED) == "not_a_head_of_department"
    await rehearsal.act("approval", step, HEAD, **AGREED)
    await rehearsal.act("service", step, HANDLER, served_at=rehearsal.now, signed_by="示例收件人", proof="送达回证")
    await rehearsal.step(StepKind.URGING, Phase.AWAITING)
    return step


def test_an_ignored_order_is_enforced_through_the_court_after_ten_working_days_and_the_ends_of_all_remedies(
    addresses: Addresses,
) -> None:
    async def walk() -> None:
        async with ignored(addresses, 734, enforcing()) as (rehearsal, order):
            step = await urged(rehearsal)
            (paper,) = papers(rehearsal, "urging_notice")
            assert (paper.addressee, paper.context["period"]) == (rehearsal.party, "10个工作日")
            assert paper.context["demands"] == ["附具检验合格证明。"]
            over = the(rehearsal, step).due_at
            assert over is not None
            assert await refused(rehearsal, "outcome", step, HANDLER, **UNPERFORMED) == "urging_not_over"
            nothing = {"result": Result.DEFENCE_ACCEPTED, "statement": "成立", "second_officer": SECOND}
            assert await refused(rehearsal, "outcome", step, HANDLER, **nothing) == "no_defence"
            assert await refused(rehearsal, "defence", step, HANDLER, statement="代为陈述") == "not_the_party"
            await rehearsal.act("defence", step, rehearsal.party, statement="生产企业已经停业。")
            await rehearsal.reach(over + timedelta(hours=9))
            await rehearsal.step(StepKind.URGING, Phase.LAPSED)
            assert await refused(rehearsal, "outcome", step, HANDLER, **UNPERFORMED) == "defence_not_examined"
            await rehearsal.act("outcome", step, HANDLER, **UNPERFORMED, examined="停业不免除销售者的义务。")
            again = {"begins": StepKind.CLOSING, "track": Track.CORRECTION, "reason": "办结"}
            court = await chosen(rehearsal, StepKind.COURT_APPLICATION)
            assert await refused(rehearsal, "choice", 0, HEAD, **again) == "step_not_lawful"
            opens, closes = the(rehearsal, court).period_from, the(rehearsal, court).due_at
            served_at = the(rehearsal, order).happened_at
            assert opens is not None
            assert closes is not None
            assert served_at is not None
            assert opens > served_at + timedelta(days=180)  # six months, the longer of the two remedies
            unread = {"remedies": None}
            assert await refused(rehearsal, "draft", court, HANDLER, **APPLIED | unread) == "draft_incomplete"
            await rehearsal.act("draft", court, HANDLER, **APPLIED)
            assert await refused(rehearsal, "approval", court, HEAD, **AGREED) == "remedies_still_open"
            await rehearsal.reach(opens + timedelta(hours=9))
            await rehearsal.act("approval", court, HEAD, **AGREED)
            (paper,) = papers(rehearsal, "enforcement_application")
            assert (paper.addressee, paper.context["defences"]) == (None, ["生产企业已经停业。"])
            handed_in = {"result": Result.SUBMITTED, "statement": "已提交法院", "second_officer": SECOND}
            assert await refused(rehearsal, "outcome", court, HANDLER, **handed_in) == "proof_missing"
            await rehearsal.act("outcome", court, HANDLER, **handed_in, proof="法院收件凭证")
            ruling = await rehearsal.step(StepKind.COURT_RULING, Phase.REPORTING)
            assert await refused(rehearsal, "choice", 0, HEAD, **again) == "step_not_lawful"
            granted = {"result": Result.COURT_GRANTED, "statement": "裁定准予强制执行", "proof": "示例行审1号"}
            await rehearsal.act("outcome", ruling.number, HANDLER, **granted)
            await rehearsal.act("choice", 0, HEAD, **again)
            await close(rehearsal)
            await rehearsal.over()
            with rehearsal.desk.database.transaction() as session:
                ending = matter.known(session, rehearsal.matter_id).ending
            assert ending == "unanswered/failed/unperformed/court_granted"

    asyncio.run(walk())


def test_an_application_after_three_months_comes_too_late(addresses: Addresses) -> None:
    async def walk() -> None:
        async with ignored(addresses, 735, enforcing()) as (rehearsal, _):
            step = await urged(rehearsal)
            over = the(rehearsal, step).due_at
            assert over is not None
            await rehearsal.reach(over + timedelta(days=1))
            await rehearsal.act("outcome", step, HANDLER, **UNPERFORMED)
            court = await chosen(rehearsal, StepKind.COURT_APPLICATION)
            await rehearsal.act("draft", court, HANDLER, **APPLIED)
            closes = the(rehearsal, court).due_at
            assert closes is not None
            await rehearsal.reach(closes - timedelta(hours=1))
            await rehearsal.act("approval", court, HEAD, **AGREED)
            await rehearsal.reach(closes + timedelta(hours=1))
            handed_in = {"statement": "已提交法院", "second_officer": SECOND, "proof": "法院收件凭证"}
            late = await refused(rehearsal, "outcome", court, HANDLER, result=Result.SUBMITTED, **handed_in)
            assert late == "court_enforcement_too_late"
            await rehearsal.act(
                "outcome", court, HANDLER, result=Result.DROPPED, statement="超过申请期限", second_officer=SECOND
            )
            await rehearsal.act("choice", 0, HEAD, begins=StepKind.CLOSING, reason="办结")
            await close(rehearsal)
            await rehearsal.over()

    asyncio.run(walk())


def test_who_corrects_when_urged_ends_the_matter(addresses: Addresses) -> None:
    async def walk() -> None:
        async with ignored(addresses, 736, enforcing()) as (rehearsal, _):
            step = await urged(rehearsal)
            done = {"result": Result.PERFORMED, "statement": "现场查看：均已附具合格证明"}
            assert await refused(rehearsal, "outcome", step, HANDLER, **done) == "one_officer_alone"
            await rehearsal.act("outcome", step, HANDLER, **done, second_officer=SECOND)
            await close(rehearsal)
            await rehearsal.over()

    asyncio.run(walk())


def test_without_the_word_of_the_legal_office_nobody_is_urged_and_sampling_is_proposed(addresses: Addresses) -> None:
    async def walk() -> None:
        async with ignored(addresses, 737) as (rehearsal, _):
            urging = {"begins": StepKind.URGING, "reason": "催告"}
            assert await refused(rehearsal, "choice", 0, HEAD, **urging) == "step_not_lawful"
            filing = {"begins": StepKind.FILING, "reason": "拟处罚"}
            assert await refused(rehearsal, "choice", 0, HEAD, **filing) == "step_not_lawful"  # PQL 54
            step = await chosen(rehearsal, StepKind.SAMPLING_PROPOSAL)
            draft = {"proposes": Result.PROPOSED, "statement": "建议抽查该批次"}
            assert await refused(rehearsal, "draft", step, HANDLER, **draft) == "draft_incomplete"
            await rehearsal.act("draft", step, HANDLER, **draft, plan="示例2025年抽查计划")
            await rehearsal.act("approval", step, HEAD, **AGREED)
            await rehearsal.act("choice", 0, HEAD, begins=StepKind.CLOSING, reason="已建议抽查")
            await close(rehearsal)
            await rehearsal.over()

    asyncio.run(walk())


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
            due_at = the(rehearsal, order).due_at
            assert due_at is not None
            await rehearsal.reach(due_at + timedelta(days=1))
            recheck = await rehearsal.step(StepKind.RECHECK, Phase.REPORTING)
            step = await chosen(rehearsal, StepKind.ORDER_WITHDRAWAL)
            await rehearsal.act("draft", step, HANDLER, **own)
            await rehearsal.act("approval", step, HEAD, **AGREED)
            results = {one: the(rehearsal, one).result for one in (order, recheck.number, step)}
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
            assert [the(rehearsal, one).result for one in (order, urging)] == [Result.REVOKED] * 2
            assert papers(rehearsal, "order_withdrawal") == []  # the judgment has reached the party from the court
            await rehearsal.act("choice", 0, HEAD, **again)
            await served(rehearsal, (await rehearsal.step(StepKind.ORDER_TO_CORRECT, Phase.DRAFTING)).number)
            await rehearsal.end()

    asyncio.run(walk())
