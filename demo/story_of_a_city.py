"""A lagging city (督办): a province reminds it, supervises it, interviews its head, and lifts the supervision."""

from datetime import date, timedelta

from demo import cast
from demo.acting import HANDLER, SECOND, hand_over
from demo.rehearsal import Rehearsal
from domain.calendar import legal_day
from domain.guidance_acts import Commitment
from domain.procedure import Phase
from domain.results import Result
from domain.steps import StepKind
from models import region_assessment
from models.region_assessment import RegionAssessmentRow

UPPER, UPPER_HEAD = cast.PROVINCIAL_HANDLER.officer_id, cast.PROVINCIAL_HEAD.officer_id
LOOKED_AT = date(2025, 4, 14)
RECEIPT = {"signed_by": "示例收件人", "proof": "公文交换单"}
AGREED = {"agreed": True, "remarks": "同意。"}


async def of_a_city(lagging: Rehearsal) -> None:
    """The city leaves a clue unverified; what the province does about it is the matter that is told."""
    await lagging.open()
    await lagging.step(StepKind.VERIFICATION, Phase.REPORTING)
    matter = lagging.beside(cast.morning(LOOKED_AT))
    await matter.supervise(_look(matter, 1, LOOKED_AT), cast.OFFICE.office_id)
    await _reminded(matter)
    await _reassessed(matter, 2, Result.LAGGING)
    notice = await _supervised(matter)
    await matter.wait(2)
    await matter.act("review_request", notice, HANDLER, statement="请求复查：部分线索已经移送。")
    review = await matter.step(StepKind.REVIEW, Phase.REPORTING)
    await matter.act(
        "outcome", review.number, UPPER_HEAD, result=Result.UPHELD, statement="移送没有记录，所称不能成立。"
    )
    await matter.wait(6)
    await matter.act("answer", notice, HANDLER, statement="尚未核查完毕。")
    await _reassessed(matter, 3, Result.LAGGING)
    await _interviewed(matter)
    await _verified_at_last(lagging, matter)
    await _reassessed(matter, 4, Result.IMPROVED)
    lifting = await matter.step(StepKind.LIFTING, Phase.DRAFTING)
    await matter.act("draft", lifting.number, UPPER, proposes=Result.LIFTED, statement="积压线索已全部核查。")
    await matter.act("approval", lifting.number, UPPER_HEAD, **AGREED)
    await hand_over(matter)
    closing = await matter.step(StepKind.CLOSING, Phase.DRAFTING)
    await matter.act("closing_draft", closing.number, UPPER, statement="督办事项已经办结。")
    await matter.act("approval", closing.number, UPPER_HEAD, **AGREED)
    lagging.matter_id, lagging.now = matter.matter_id, matter.now


def _look(matter: Rehearsal, number: int, on: date) -> RegionAssessmentRow:
    return RegionAssessmentRow(
        assessment_id=f"rehearsal-city-{number}", region=cast.REGION, on=on, office_id=cast.PROVINCE.office_id,
        rehearsal=True,
    )  # fmt: skip


async def _reminded(matter: Rehearsal) -> None:
    await matter.act("choice", 0, UPPER_HEAD, begins=StepKind.BUREAU_REMINDER, reason="先行提醒。")
    step = await matter.step(StepKind.BUREAU_REMINDER, Phase.DRAFTING)
    await matter.act("draft", step.number, UPPER, proposes=Result.SENT, statement="请按期核查线索。")
    await matter.act("service", step.number, UPPER, served_at=matter.now, **RECEIPT)


async def _reassessed(matter: Rehearsal, number: int, result: Result) -> None:
    again = await matter.step(StepKind.REASSESSMENT, Phase.REPORTING)
    await matter.wait(1)
    look = _look(matter, number, legal_day(matter.now))
    with matter.desk.database.transaction() as session:
        region_assessment.record(session, look)
    await matter.wait(1)
    said = {"result": result, "statement": "已按数据重新评估。", "assessment": f"rehearsal-city-{number}"}
    await matter.act("outcome", again.number, UPPER, **said)


async def _supervised(matter: Rehearsal) -> int:
    await matter.act("choice", 0, UPPER_HEAD, begins=StepKind.SUPERVISION_NOTICE, reason="提醒后仍然逾期。")
    number = (await matter.step(StepKind.SUPERVISION_NOTICE, Phase.DRAFTING)).number
    await matter.act(
        "draft", number, UPPER, proposes=Result.SERVED, statement="请在期限内完成核查并报告。", period_days=10,
        period_reason="积压线索不多，十日足够。",
    )  # fmt: skip
    await matter.act("approval", number, UPPER_HEAD, **AGREED)
    await matter.act("service", number, UPPER, served_at=matter.now, **RECEIPT)
    await matter.step(StepKind.SUPERVISION_NOTICE, Phase.AWAITING)
    return number


async def _interviewed(matter: Rehearsal) -> None:
    await matter.act("choice", 0, UPPER_HEAD, begins=StepKind.BUREAU_INTERVIEW, reason="督办后仍然滞后。")
    number = (await matter.step(StepKind.BUREAU_INTERVIEW, Phase.DRAFTING)).number
    day = matter.now + timedelta(days=3)
    await matter.act(
        "appointment", number, UPPER, person="局长", place="示例会议室", topic="线索逾期未核查。", held_at=day
    )
    await matter.act("approval", number, UPPER_HEAD, **AGREED)
    await matter.act("service", number, UPPER, served_at=matter.now, **RECEIPT)
    await matter.reach(day + timedelta(hours=2))
    await matter.act(
        "talk", number, UPPER, place="示例会议室", attended=("局长示例辛",), said="说明了积压的原因。", held_at=day,
        commitments=(Commitment(what="完成全部线索核查", by=legal_day(day) + timedelta(days=7)),),
        recorder=UPPER_HEAD,
    )  # fmt: skip


async def _verified_at_last(lagging: Rehearsal, matter: Rehearsal) -> None:
    await lagging.reach(matter.now + timedelta(days=2))
    step = await lagging.step(StepKind.VERIFICATION, Phase.REPORTING)
    said = {"confirmed": False, "statement": "合格证明在外箱内，线索不属实。", "second_officer": SECOND}
    await lagging.act("verification", step.number, HANDLER, **said)
    closing = await lagging.step(StepKind.CLOSING, Phase.DRAFTING)
    await lagging.act("closing_draft", closing.number, HANDLER, statement="线索不属实，办结。")
    await lagging.act("approval", closing.number, cast.HEAD.officer_id, **AGREED)
    await matter.reach(lagging.now + timedelta(days=1))
