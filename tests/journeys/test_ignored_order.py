"""An order to correct that is ignored, on the real servers and on virtual time: the court, sampling, no fine."""

import asyncio
from datetime import date, datetime, timedelta
from typing import Any

from activities import matter_queue
from demo.acting import close
from demo.rehearsal import Rehearsal
from domain.calendar import legal_day
from domain.procedure import Phase
from domain.results import Result
from domain.steps import StepKind, Track
from models import matter
from models.matter import StepRow
from servers import Addresses
from tests.ignoring import AGREED, chosen, enforcing, ignored, urged
from tests.papers import papers
from tests.rehearsing import HANDLER, HEAD, SECOND, numbered, refused

APPLIED = {"proposes": Result.SUBMITTED, "statement": "责令改正后仍不改正。", "second_officer": SECOND,
           "remedies": "经向复议机构和法院核实，没有申请复议，没有起诉。"}  # fmt: skip
UNPERFORMED = {"result": Result.UNPERFORMED, "statement": "期满仍未履行", "second_officer": SECOND}


def test_an_ignored_order_is_enforced_through_the_court_after_ten_working_days_and_the_ends_of_all_remedies(
    addresses: Addresses,
) -> None:
    async def walk() -> None:
        async with ignored(addresses, 734, enforcing()) as (rehearsal, order):
            step = await urged(rehearsal)
            (paper,) = papers(rehearsal, "urging_notice")
            assert (paper.addressee, paper.context["period"]) == (rehearsal.party, "10个工作日")
            assert paper.context["demands"] == ["附具检验合格证明。"]
            over = numbered(rehearsal, step).due_at
            assert over is not None
            assert await refused(rehearsal, "outcome", step, HANDLER, **UNPERFORMED) == "urging_not_over"
            nothing = {"result": Result.DEFENCE_ACCEPTED, "statement": "成立", "second_officer": SECOND}
            assert await refused(rehearsal, "outcome", step, HANDLER, **nothing) == "no_defence"
            assert await refused(rehearsal, "defence", step, HANDLER, statement="代为陈述") == "not_the_party"
            await rehearsal.act("defence", step, rehearsal.party, statement="生产企业已经停业😀。")
            await rehearsal.reach(over + timedelta(hours=9))
            await rehearsal.step(StepKind.URGING, Phase.LAPSED)
            assert await refused(rehearsal, "outcome", step, HANDLER, **UNPERFORMED) == "defence_not_examined"
            await rehearsal.act("outcome", step, HANDLER, **UNPERFORMED, examined="停业不免除销售者的义务。")
            again = {"begins": StepKind.CLOSING, "track": Track.CORRECTION, "reason": "办结"}
            court = await chosen(rehearsal, StepKind.COURT_APPLICATION)
            assert await refused(rehearsal, "choice", 0, HEAD, **again) == "step_not_lawful"
            opens, closes = numbered(rehearsal, court).period_from, numbered(rehearsal, court).due_at
            served_at = numbered(rehearsal, order).happened_at
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
            assert (paper.addressee, paper.context["defences"]) == (None, ["生产企业已经停业〔U+1F600〕。"])
            handed_in = {"result": Result.SUBMITTED, "statement": "已提交法院", "second_officer": SECOND}
            assert await refused(rehearsal, "outcome", court, HANDLER, **handed_in) == "proof_missing"
            await rehearsal.act("outcome", court, HANDLER, **handed_in, proof="法院收件凭证")
            ruling = await rehearsal.step(StepKind.COURT_RULING, Phase.REPORTING)
            await _courts_periods(rehearsal, ruling.number)
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


async def _courts_periods(rehearsal: Rehearsal, step: int) -> None:
    """行政强制法 56-58, 69: five working days to accept, seven to rule, thirty days where it hears both sides first."""

    async def report(result: Result, **content: Any) -> None:
        told = {"result": result, "statement": "示例", "proof": "示例法院文书"}
        await rehearsal.act("outcome", step, HANDLER, **told | content)

    asked = numbered(rehearsal, step)
    assert (asked.period, asked.period_from) == ("court_acceptance", rehearsal.now)
    with rehearsal.desk.database.transaction() as session:
        rows = matter_queue.of_matter(session, rehearsal.desk.law, rehearsal.now, rehearsal.matter_id)
    waits = next(one for one in rows if one.step == step)
    assert waits.whom.zh == "人民法院"
    assert waits.due_on == _workday(rehearsal, rehearsal.now, 5)
    unproved = {"result": Result.COURT_ACCEPTED, "statement": "示例"}
    assert await refused(rehearsal, "outcome", step, HANDLER, **unproved) == "proof_missing"
    early = {"result": Result.COURT_HEARS, "statement": "示例", "proof": "示例通知"}
    assert await refused(rehearsal, "outcome", step, HANDLER, **early) == "result_not_possible"
    assert asked.due_at is not None
    await rehearsal.reach(asked.due_at + timedelta(hours=9))  # late, and nothing follows from it
    accepted_at = rehearsal.now
    await report(Result.COURT_ACCEPTED)
    ruling = numbered(rehearsal, step)
    assert (ruling.period, ruling.period_from, ruling.lapsed_at) == ("court_ruling", accepted_at, None)
    assert ruling.due is not None
    assert ruling.due["on"] == str(_workday(rehearsal, accepted_at, 7))
    await rehearsal.wait(2)
    await report(Result.COURT_HEARS)
    heard = numbered(rehearsal, step)
    assert (heard.period, heard.period_from) == ("court_ruling_heard", accepted_at)
    assert heard.due is not None
    assert heard.due["on"] == str(legal_day(accepted_at) + timedelta(days=30))
    assert heard.due_at is not None
    await rehearsal.reach(heard.due_at + timedelta(hours=1))

    def over(rows: list[StepRow]) -> StepRow | None:
        return next((row for row in rows if row.number == step and row.lapsed_at is not None), None)

    await asyncio.wait_for(rehearsal.watch.until(rehearsal.matter_id, over), 60)
    assert numbered(rehearsal, step).phase is Phase.REPORTING


def _workday(rehearsal: Rehearsal, since: datetime, count: int) -> date:
    """The working day so many after a moment."""
    with rehearsal.desk.database.transaction() as session:
        days, day = rehearsal.desk.law.published(session).calendar, legal_day(since)
    while count:
        day += timedelta(days=1)
        count -= days.is_workday(day)
    return day


def test_an_application_after_three_months_comes_too_late(addresses: Addresses) -> None:
    async def walk() -> None:
        async with ignored(addresses, 735, enforcing()) as (rehearsal, _):
            step = await urged(rehearsal)
            over = numbered(rehearsal, step).due_at
            assert over is not None
            await rehearsal.reach(over + timedelta(days=1))
            await rehearsal.act("outcome", step, HANDLER, **UNPERFORMED)
            court = await chosen(rehearsal, StepKind.COURT_APPLICATION)
            await rehearsal.act("draft", court, HANDLER, **APPLIED)
            closes = numbered(rehearsal, court).due_at
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
