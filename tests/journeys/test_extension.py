"""延期改正 on the real servers: asked for in time, answered in writing, and the order's demands met one by one."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest

from demo.acting import close, hand_over
from demo.rehearsal import Rehearsal
from domain.acts import Channel
from domain.correction import Done, Found
from domain.errors import Refused
from domain.procedure import Phase
from domain.results import Result
from domain.steps import StepKind
from models import audit, matter_queue, message
from servers import Addresses
from tests.papers import papers
from tests.parameters import set_to
from tests.rehearsing import HANDLER, HEAD, SECOND, confirmed, drafted, numbered, refused, rehearsing, served

DAYS = 10  # by which this installation lets a period be extended at most


@pytest.fixture
def extendable() -> Iterator[None]:
    with set_to(correction_extension_days=DAYS):
        yield


@asynccontextmanager
async def ordered(addresses: Addresses, number: int) -> AsyncIterator[tuple[Rehearsal, int]]:
    """An order is served; its fifteen days run."""
    async with rehearsing(addresses, number) as rehearsal:
        step = await confirmed(rehearsal)
        await served(rehearsal, step)
        yield rehearsal, step


def told(rehearsal: Rehearsal, begins: str) -> list[str]:
    with rehearsal.desk.database.transaction() as session:
        messages = message.of_matter(session, rehearsal.matter_id)
        return [one.recipient for one in messages if one.about.startswith(begins)]


ASKED = {"count": 10, "reason": "检验机构排期，报告月底方能取得。"}


def test_a_request_that_is_granted_moves_the_period_by_its_ledger_and_is_answered_in_writing(
    addresses: Addresses, extendable: None
) -> None:
    async def walk() -> None:
        async with ordered(addresses, 730) as (rehearsal, step):
            before = numbered(rehearsal, step).due_at
            assert before is not None
            assert await refused(rehearsal, "extension_refusal", step, HEAD, reason="不准") == "no_extension_asked"
            assert await refused(rehearsal, "extension_request", step, HANDLER, **ASKED) == "not_the_party"
            await rehearsal.wait(5)
            await rehearsal.act("extension_request", step, rehearsal.party, **ASKED)
            assert await refused(rehearsal, "extension_request", step, rehearsal.party, **ASKED) == (
                "extension_asked_already"
            )
            assert numbered(rehearsal, step).due_at == before  # asking moves nothing
            with rehearsal.desk.database.transaction() as session:
                (row,) = matter_queue.queue(session, rehearsal.now, matter_id=rehearsal.matter_id)
                assert row["asked"]
            granted = {"reason": "申请属实。"}
            assert await refused(rehearsal, "extension", step, HANDLER, count=5, **granted) == (
                "not_a_head_of_department"
            )
            assert await refused(rehearsal, "extension", step, HEAD, count=DAYS + 1, **granted) == "extension_too_long"
            await rehearsal.act("extension", step, HEAD, count=DAYS, **granted)
            after = numbered(rehearsal, step).due_at
            assert after is not None
            assert after >= before + timedelta(days=DAYS)  # and on, where it ends on a holiday
            assert await refused(rehearsal, "extension", step, HEAD, count=1, **granted) == "extensions_used_up"
            (paper,) = papers(rehearsal, "extension_answer")
            assert paper.addressee == rehearsal.party
            assert paper.context["granted_days"] == DAYS
            assert paper.context["due"] == (numbered(rehearsal, step).due or {})["on"]
            await rehearsal.reach(before + timedelta(hours=9))
            assert numbered(rehearsal, step).lapsed_at is None
            await rehearsal.reach(after - timedelta(hours=1))
            await rehearsal.act("answer", step, rehearsal.party, statement="已改正")
            assert numbered(rehearsal, step).result is Result.IN_TIME
            recheck = await rehearsal.step(StepKind.RECHECK, Phase.REPORTING)
            await rehearsal.act(
                "recheck", recheck.number, HANDLER, passed=True, statement="合格", second_officer=SECOND
            )
            closing = await rehearsal.step(StepKind.CLOSING, Phase.DRAFTING)
            await rehearsal.act("closing_draft", closing.number, HANDLER, statement="办结")
            unserved = await refused(rehearsal, "approval", closing.number, HEAD, agreed=True, remarks="同意")
            assert unserved == "document_not_served"
            assert paper.document_id in {one.document_id for one in await rehearsal.unserved()}
            await hand_over(rehearsal)
            await rehearsal.act("approval", closing.number, HEAD, agreed=True, remarks="同意")
            await rehearsal.over()

    asyncio.run(walk())


def test_where_the_installation_allows_no_extension_a_request_is_taken_and_can_only_be_refused(
    addresses: Addresses,
) -> None:
    async def walk() -> None:
        async with ordered(addresses, 731) as (rehearsal, step):
            before = numbered(rehearsal, step).due_at
            await rehearsal.act("extension_request", step, rehearsal.party, **ASKED)
            code = await refused(rehearsal, "extension", step, HEAD, count=1, reason="申请属实。")
            assert code == "period_not_extendable"
            assert await refused(rehearsal, "extension_refusal", step, HANDLER, reason="理由不足。") == (
                "not_a_head_of_department"
            )
            await rehearsal.act("extension_refusal", step, HEAD, reason="库存已清点，十五日足够。")
            (paper,) = papers(rehearsal, "extension_answer")
            assert paper.context["granted_days"] is None
            assert numbered(rehearsal, step).due_at == before
            await rehearsal.act("extension_request", step, rehearsal.party, **ASKED)  # who was refused may ask again
            await rehearsal.end()

    asyncio.run(walk())


def test_a_request_is_in_time_by_its_postmark_and_an_unanswered_one_is_alarmed(
    addresses: Addresses, extendable: None
) -> None:
    async def walk() -> None:
        async with ordered(addresses, 732) as (rehearsal, step):
            end = numbered(rehearsal, step).due_at
            assert end is not None
            await rehearsal.wait(1)
            await rehearsal.act("extension_request", step, rehearsal.party, **ASKED)
            office = rehearsal.check.office_id
            assert told(rehearsal, "asked") == [office]
            assert told(rehearsal, "unanswered") == []
            await rehearsal.reach(end - timedelta(minutes=1))
            await rehearsal.watch.until(rehearsal.matter_id, lambda rows: rows[0] if alarmed(rehearsal) == 2 else None)
            assert told(rehearsal, "unanswered") == [office, office]  # a day before, and on the last day
            await rehearsal.act("extension_refusal", step, HEAD, reason="库存不多。")
            await rehearsal.reach(end + timedelta(days=2))
            await rehearsal.step(StepKind.ORDER_TO_CORRECT, Phase.LAPSED)
            late = await refused(rehearsal, "extension_request", step, rehearsal.party, **ASKED)
            assert late == "extension_asked_too_late"
            posted = {"channel": Channel.POST, "sent_at": end - timedelta(hours=1)}
            await rehearsal.act("extension_request", step, rehearsal.party, **ASKED, **posted)
            granted = await refused(rehearsal, "extension", step, HEAD, count=1, reason="申请属实。")
            assert granted == "period_over"  # what is over cannot be extended: the re-check has begun
            await rehearsal.act("extension_refusal", step, HEAD, reason="期限已经届满，依法复查。")
            assert len(papers(rehearsal, "extension_answer")) == 2
            await rehearsal.end()

    asyncio.run(walk())


def alarmed(rehearsal: Rehearsal) -> int:
    with rehearsal.desk.database.transaction() as session:
        chain = audit.entries(session, audit.of_matter(rehearsal.matter_id))
        return sum(entry.event == "extension_unanswered" for entry in chain)


def test_a_partly_corrected_order_is_repeated_for_what_is_open_and_only_for_that(addresses: Addresses) -> None:
    async def walk() -> None:
        async with rehearsing(addresses, 733) as rehearsal:
            step = await confirmed(rehearsal)
            demands = ("附具检验合格证明。", "补标生产日期。", "未改正前停止销售。")
            await served(rehearsal, step, demands=demands)
            odd = (Done(demand=4, statement="已办"),)
            code = await refused(rehearsal, "answer", step, rehearsal.party, statement="已改正", done=odd)
            assert code == "unknown_demand"
            done = (Done(demand=1, statement="已附具"), Done(demand=3, statement="已下架"))
            await rehearsal.act("answer", step, rehearsal.party, statement="部分改正", done=done)
            recheck = await rehearsal.step(StepKind.RECHECK, Phase.REPORTING)
            said = {"statement": "逐项复查", "second_officer": SECOND}
            whole = await refused(rehearsal, "recheck", recheck.number, HANDLER, passed=True, **said)
            assert whole == "demand_not_checked"
            found = tuple(Found(demand=number, corrected=number != 2) for number in (1, 2, 3))
            await rehearsal.act("recheck", recheck.number, HANDLER, passed=False, demands=found, **said)
            await rehearsal.act("choice", 0, HEAD, begins=StepKind.ORDER_TO_CORRECT, reason="尚有一项未改正")
            again = await rehearsal.step(StepKind.ORDER_TO_CORRECT, Phase.DRAFTING, recheck.number)
            with pytest.raises(Refused, match="demand_not_open"):
                await drafted(rehearsal, again.number, demands=demands)
            await served(rehearsal, again.number, demands=demands[1:2])
            await rehearsal.act("answer", again.number, rehearsal.party, statement="已补标")
            last = await rehearsal.step(StepKind.RECHECK, Phase.REPORTING, again.number)
            await rehearsal.act("recheck", last.number, HANDLER, passed=True, **said)
            await close(rehearsal)
            await rehearsal.over()
            orders = papers(rehearsal, "order_to_correct")
            assert [one.context["demands"] for one in orders] == [list(demands), ["补标生产日期。"]]

    asyncio.run(walk())
