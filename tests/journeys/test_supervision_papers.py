"""Papers of a supervision on the real servers: each is made by its decision and reaches the bureau."""

import asyncio
from datetime import timedelta

from demo import cast
from demo.acting import HANDLER, hand_over
from demo.rehearsal import Rehearsal
from domain.guidance_acts import Commitment
from domain.procedure import Phase
from domain.results import Result
from domain.steps import StepKind
from models import region_assessment
from servers import Addresses
from tests.journeys.test_supervision import LATER, UPPER, UPPER_HEAD, closed, look, supervised, supervision_of, verified
from tests.papers import papers, read, served_on, the
from tests.rehearsing import refused, rehearsing

CITY = cast.OFFICE.office_id


async def reassessed(matter: Rehearsal, name: str, result: Result) -> None:
    again = await matter.step(StepKind.REASSESSMENT, Phase.REPORTING)
    await matter.wait(1)
    with matter.desk.database.transaction() as session:
        assert region_assessment.record(session, look(name, matter.now.date()))
    await matter.wait(1)
    await matter.act("outcome", again.number, UPPER, result=result, statement="重新评估", assessment=name)


def test_a_lagging_bureau_is_reminded_supervised_interviewed_and_released_each_time_on_paper(
    addresses: Addresses,
) -> None:
    async def walk() -> None:
        async with rehearsing(addresses, 768) as lagging:
            await lagging.step(StepKind.VERIFICATION, Phase.REPORTING)
            matter = supervision_of(lagging, cast.morning(LATER))
            await matter.supervise(look("look-768", LATER), CITY)
            await matter.act("choice", 0, UPPER_HEAD, begins=StepKind.BUREAU_REMINDER, reason="先提醒")
            step = await matter.step(StepKind.BUREAU_REMINDER, Phase.DRAFTING)
            await matter.act("draft", step.number, UPPER, proposes=Result.SENT, statement="请按期核查线索。")
            reminder = the(matter, "bureau_reminder")
            assert (reminder.addressee, reminder.number) == (CITY, "示省监提函〔2025〕1号")
            for stated in ("示例市市场监督管理局：", "常德市", "2025年4月14日", "逾期未完成核查的线索数1",
                           "请按期核查线索"):  # fmt: skip
                assert stated in read(reminder)
            receipt = {"served_at": matter.now, "signed_by": "示例收件人", "proof": "公文交换单"}
            await matter.act("service", step.number, UPPER, **receipt)
            await reassessed(matter, "look-768-2", Result.LAGGING)
            notice = await supervised(matter)
            printed = read(the(matter, "supervision_notice"))
            for stated in ("执法监督通知书", "自收到本通知书之日起10日内", "请在期限内完成核查并报告",
                           "积压线索不多，十日足够", "10个工作日", "5个工作日", "2025年4月15日对",
                           "第十九条"):  # fmt: skip
                assert stated in printed
            await matter.wait(9)
            await matter.act("answer", notice, HANDLER, statement="尚未核查。")
            await reassessed(matter, "look-768-3", Result.LAGGING)
            await matter.act("choice", 0, UPPER_HEAD, begins=StepKind.BUREAU_INTERVIEW, reason="仍然滞后")
            await interviewed(matter)
            await verified(lagging)
            await matter.reach(lagging.now + timedelta(days=1))
            await reassessed(matter, "look-768-4", Result.IMPROVED)
            lifting = await matter.step(StepKind.LIFTING, Phase.DRAFTING)
            await matter.act("draft", lifting.number, UPPER, proposes=Result.LIFTED, statement="已全部核查。")
            await matter.act("approval", lifting.number, UPPER_HEAD, agreed=True, remarks="同意。")
            lifted = read(the(matter, "supervision_lifting"))
            for stated in ("示省监督通〔2025〕1号", "逾期未完成核查的线索数0", "已全部核查"):
                assert stated in lifted
            await closed(matter)
            await matter.over()
            for one in papers(matter):
                assert len(served_on(matter, one)) == (one.addressee is not None)
                assert one.addressee in (None, CITY)
            assert cast.OFFICE.name in read(the(matter, "closing_approval"))
            await lagging.end()

    asyncio.run(walk())


async def interviewed(matter: Rehearsal) -> None:
    number = (await matter.step(StepKind.BUREAU_INTERVIEW, Phase.DRAFTING)).number
    planned = {"person": "局长", "place": "示例会议室", "topic": "线索逾期未核查。"}
    past = {"held_at": matter.now - timedelta(days=1)}
    assert await refused(matter, "appointment", number, UPPER, **planned, **past) == "appointment_in_the_past"
    day = matter.now + timedelta(days=3)
    await matter.act("appointment", number, UPPER, **planned, held_at=day)
    await matter.act("approval", number, UPPER_HEAD, agreed=True, remarks="同意约谈。")
    printed = read(the(matter, "bureau_interview_notice"))
    for stated in ("约谈你单位局长", "示例会议室", "线索逾期未核查"):
        assert stated in printed
    held = {"place": "示例会议室", "attended": ("局长示例辛",), "said": "说明原因。", "held_at": day}
    held |= {"commitments": (Commitment(what="完成核查", by=day.date() + timedelta(days=5)),)}
    early = await refused(matter, "talk", number, UPPER, **held, recorder=UPPER_HEAD)
    assert early == "act_not_awaited"  # the notice has not arrived
    receipt = {"served_at": matter.now, "signed_by": "示例收件人", "proof": "公文交换单"}
    await matter.act("service", number, UPPER, **receipt)
    assert await refused(matter, "talk", number, UPPER, **held, recorder=UPPER_HEAD) == "held_outside_the_step"
    await matter.wait(4)
    assert await refused(matter, "talk", number, UPPER, **held, recorder=UPPER) == "recorder_alone"
    assert await refused(matter, "talk", number, UPPER, **held, recorder=HANDLER) == "recorder_alone"
    await matter.act("talk", number, UPPER, **held, recorder=UPPER_HEAD)
    record = the(matter, "bureau_interview_record")
    assert record.addressee is None
    for stated in ("局长示例辛", "示例庚（主持）", "示例己（记录）", "完成核查（2025年", "说明原因"):
        assert stated in read(record)


def test_a_review_is_answered_on_paper_even_where_it_revokes_the_notice(addresses: Addresses) -> None:
    async def walk() -> None:
        async with rehearsing(addresses, 769) as lagging:
            await lagging.step(StepKind.VERIFICATION, Phase.REPORTING)
            matter = supervision_of(lagging, cast.morning(LATER))
            await matter.supervise(look("look-769", LATER), CITY)
            notice = await supervised(matter)
            await matter.wait(1)
            await matter.act("review_request", notice, HANDLER, statement="线索不在本局。\r\n")
            step = await matter.step(StepKind.REVIEW, Phase.REPORTING)
            await matter.act("outcome", step.number, UPPER_HEAD, result=Result.REVOKED, statement="所称属实。")
            answer = the(matter, "supervision_review")
            for stated in ("示省监督通〔2025〕1号", "线索不在本局", "所称属实", "决定撤销上述通知书"):
                assert stated in read(answer)
            assert [one.kind for one in await matter.unserved()] == ["supervision_review"]
            await hand_over(matter)
            await closed(matter)
            await matter.over()
            await lagging.end()

    asyncio.run(walk())
