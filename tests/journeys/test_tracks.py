"""Tracks A, B (its door), D and G on the real servers: each way that the law has, and what is refused on it."""

import asyncio
from datetime import date, datetime, time, timedelta

from demo import cast
from demo.acting import HANDLER, HEAD, PASSED_ITEMS, SECOND, close, hand_over, serve_result, verify
from demo.play import play
from demo.play_sample import announce, play_sample
from demo.plots import AnswerPlot, OrderPlot, SamplePlot
from domain.acts import Channel
from domain.calendar import SHANGHAI
from domain.procedure import Phase
from domain.results import Result
from domain.steps import StepKind, Track
from models import matter
from models.matter import StepRow
from servers import Addresses
from tests.rehearsing import confirmed, refused, rehearsing, sampled

ANNOUNCED = SamplePlot(order=OrderPlot(AnswerPlot.NEVER, corrected=False), announced=False, punished=True)
LETTER = {"purpose": "预防同类问题。", "reason": "未保存查验记录。", "suggestions": ("逐批查验并保存记录。",)}


def the(rows: list[StepRow], kind: StepKind) -> StepRow:
    return next(row for row in rows if row.kind is kind)


def test_a_failed_sample_goes_by_its_articles_to_the_announcement_and_to_a_case(addresses: Addresses) -> None:
    async def walk() -> None:
        async with sampled(addresses, 931) as rehearsal:
            await play(rehearsal, ANNOUNCED)
            await rehearsal.over()
            steps = rehearsal.steps()
            order, again = the(steps, StepKind.ORDER_TO_CORRECT), the(steps, StepKind.ANNOUNCED_RECHECK)
            assert (order.track, order.period) == (Track.AFTER_CARE, "correction_sample")
            assert order.period_from is not None
            assert order.happened_at is not None
            assert order.period_from < order.happened_at  # sixty days from the order itself (O18 46), not from service
            assert the(steps, StepKind.RECHECK).period_from == order.period_from  # as are the seventy-five (O18 47)
            announced = the(steps, StepKind.ANNOUNCEMENT).happened_at
            assert announced is not None
            assert again.due is not None
            assert again.due["not_before"] == (announced.astimezone(SHANGHAI).date() + timedelta(days=61)).isoformat()
            assert the(steps, StepKind.PENALTY_CASE).period_from == the(steps, StepKind.FILING).ended_at

    asyncio.run(walk())


def test_on_the_way_of_a_failed_sample_nothing_is_taken_out_of_turn(addresses: Addresses) -> None:
    async def walk() -> None:
        async with sampled(addresses, 932) as rehearsal:
            await rehearsal.open()
            await verify(rehearsal, confirmed=True, statement="属实")
            notice = await rehearsal.step(StepKind.RESULT_NOTICE, Phase.DRAFTING)
            served = {"served_at": rehearsal.now, "signed_by": "示例收件人", "proof": "送达回证"}
            assert await refused(rehearsal, "service", notice.number, HANDLER, **served) == "act_not_awaited"
            await serve_result(rehearsal)
            objection = await rehearsal.step(StepKind.OBJECTION, Phase.AWAITING)
            assert objection.due_at is not None
            early = {"begins": StepKind.ORDER_TO_CORRECT, "reason": "先行责令"}
            assert await refused(rehearsal, "choice", 0, HEAD, **early) == "step_not_lawful"
            await rehearsal.reach(objection.due_at + timedelta(days=1))
            party, said = rehearsal.party, {"statement": "申请复检"}
            assert await refused(rehearsal, "objection", objection.number, party, **said) == "objection_too_late"
            posted = {"channel": Channel.POST, "sent_at": objection.due_at - timedelta(hours=1)}
            await rehearsal.act("objection", objection.number, party, **said, **posted)
            again = await rehearsal.step(StepKind.RETEST, Phase.REPORTING)
            passed = {"report": "示例复检报告", "items": PASSED_ITEMS}
            first, other = cast.LABORATORY.laboratory_id, cast.RETESTING_LABORATORY.laboratory_id
            itself = await refused(rehearsal, "retest_report", again.number, HANDLER, laboratory_id=first, **passed)
            assert itself == "same_institute"
            await rehearsal.act("retest_report", again.number, HANDLER, laboratory_id=other, **passed)
            await close(rehearsal)
            await rehearsal.over()
            order = the(rehearsal.steps(), StepKind.ORDER_TO_CORRECT)
            assert order.result is Result.REVOKED  # begun when nobody had objected, it falls with the result

    asyncio.run(walk())


def test_only_the_provincial_bureau_announces_and_the_re_check_waits_for_its_window(addresses: Addresses) -> None:
    async def walk() -> None:
        async with sampled(addresses, 933) as rehearsal:
            await rehearsal.open()
            await verify(rehearsal, confirmed=True, statement="属实")
            await play_sample(rehearsal, SamplePlot(order=OrderPlot(AnswerPlot.IN_TIME, corrected=False)))
            up = await rehearsal.step(StepKind.REPORT_UP, Phase.DRAFTING)
            draft = {"proposes": Result.PROVINCE, "statement": "上报", "to_office": cast.NEIGHBOUR.office_id}
            assert await refused(rehearsal, "draft", up.number, HANDLER, **draft) == "wrong_level"
            await rehearsal.act("draft", up.number, HANDLER, **draft | {"to_office": cast.PROVINCE.office_id})
            assert await refused(rehearsal, "approval", up.number, HANDLER, agreed=True, remarks="同意") == (
                "not_a_head_of_department"
            )
            await rehearsal.act("approval", up.number, HEAD, agreed=True, remarks="同意")
            await hand_over(rehearsal)
            number = (await rehearsal.step(StepKind.ANNOUNCEMENT, Phase.HEARING)).number
            said = {"asked_by": "当面", "statement": "没有意见", "answer": "已记录"}
            assert await refused(rehearsal, "hearing", number, HANDLER, **said) == "officer_of_another_region"
            await announce(rehearsal, number)
            again = await rehearsal.step(StepKind.ANNOUNCED_RECHECK, Phase.REPORTING)
            assert again.due is not None
            opens = datetime.combine(date.fromisoformat(again.due["not_before"]), time(9), SHANGHAI)
            await rehearsal.reach(opens - timedelta(days=1))
            done = {"passed": True, "statement": "合格", "second_officer": SECOND}
            assert await refused(rehearsal, "recheck", again.number, HANDLER, **done) == "before_the_window"
            await rehearsal.reach(opens)
            await rehearsal.act("recheck", again.number, HANDLER, **done)
            await close(rehearsal)
            await rehearsal.over()

    asyncio.run(walk())


def test_an_interview_is_offered_at_any_time_and_holds_nothing_up(addresses: Addresses) -> None:
    async def walk() -> None:
        async with rehearsing(addresses, 934) as rehearsal:
            await rehearsal.act("choice", 0, HEAD, begins=StepKind.REMINDER_LETTER, reason="提醒履行查验义务")
            letter = await rehearsal.step(StepKind.REMINDER_LETTER, Phase.DRAFTING)
            await rehearsal.act("letter_draft", letter.number, HANDLER, **LETTER)  # and it is never delivered
            await rehearsal.act("choice", 0, HEAD, begins=StepKind.INTERVIEW, reason="自愿约谈")
            await rehearsal.step(StepKind.INTERVIEW, Phase.DRAFTING)
            await verify(rehearsal, confirmed=False, statement="不属实")
            await close(rehearsal)
            await rehearsal.over()
            assert the(rehearsal.steps(), StepKind.INTERVIEW).result is Result.ENDED_WITH_MATTER

    asyncio.run(walk())


def test_a_missing_certificate_alone_is_never_filed(addresses: Addresses) -> None:
    async def walk() -> None:
        async with rehearsing(addresses, 935) as rehearsal:
            await confirmed(rehearsal)
            filing = {"begins": StepKind.FILING, "reason": "立案处罚"}
            assert await refused(rehearsal, "choice", 0, HEAD, **filing) == "step_not_lawful"
            await rehearsal.end()
            with rehearsal.desk.database.transaction() as session:
                facts = matter.facts(session, rehearsal.matter_id)
            assert (facts["order"], facts["subject"], facts["filing"]) == ("in_preparation", "enterprise", "none")

    asyncio.run(walk())
