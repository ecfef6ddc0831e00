"""Track D on the real servers: a province supervises a lagging city, from its figures to the lifting."""

import asyncio
from datetime import date, datetime, timedelta

import pytest

from demo import cast
from demo.acting import HANDLER, SECOND, hand_over
from demo.rehearsal import Rehearsal
from domain.errors import Refused
from domain.procedure import Phase
from domain.results import Result
from domain.steps import StepKind
from models import region_assessment
from models.region_assessment import RegionAssessmentRow
from servers import Addresses
from tests.rehearsing import rehearsing

UPPER, UPPER_HEAD = cast.PROVINCIAL_HANDLER.officer_id, cast.PROVINCIAL_HEAD.officer_id
LATER = date(2025, 4, 14)


def look(name: str, on: date) -> RegionAssessmentRow:
    """The province looks at the city on a day."""
    return RegionAssessmentRow(
        assessment_id=name, region=cast.REGION, on=on, office_id=cast.PROVINCE.office_id, rehearsal=True
    )


def supervision_of(lagging: Rehearsal, began_at: datetime) -> Rehearsal:
    return Rehearsal(lagging.desk, lagging.skipper, lagging.watch, lagging.check, began_at)


async def supervised(matter: Rehearsal) -> int:
    """The head of the province chooses the notice; it is drafted, approved and served. Returns its step."""
    await matter.act("choice", 0, UPPER_HEAD, begins=StepKind.SUPERVISION_NOTICE, reason="线索逾期未核查")
    notice = await matter.step(StepKind.SUPERVISION_NOTICE, Phase.DRAFTING)
    await matter.act(
        "draft",
        notice.number,
        UPPER,
        proposes=Result.SERVED,
        statement="请在期限内完成核查并报告。",
        period_days=10,
        period_reason="积压线索不多，十日足够。",
    )
    await matter.act("approval", notice.number, UPPER_HEAD, agreed=True, remarks="同意")
    await matter.step(StepKind.SUPERVISION_NOTICE, Phase.SERVING)
    await matter.act(
        "service", notice.number, UPPER, served_at=matter.now, signed_by="示例收件人", proof="公文交换单"
    )
    await matter.step(StepKind.SUPERVISION_NOTICE, Phase.AWAITING)
    return notice.number


async def closed(matter: Rehearsal) -> None:
    await hand_over(matter)
    step = await matter.step(StepKind.CLOSING, Phase.DRAFTING)
    await matter.act("closing_draft", step.number, UPPER, statement="督办结束。")
    await matter.act("approval", step.number, UPPER_HEAD, agreed=True, remarks="同意。")


async def verified(lagging: Rehearsal) -> None:
    """The city verifies the clue at last, and closes it."""
    await lagging.reach(cast.morning(LATER) + timedelta(days=9))
    step = await lagging.step(StepKind.VERIFICATION, Phase.REPORTING)
    await lagging.act(
        "verification", step.number, HANDLER, confirmed=False, statement="不属实", second_officer=SECOND
    )


def test_a_city_that_leaves_its_clues_is_supervised_until_its_figures_are_in_order(addresses: Addresses) -> None:
    async def walk() -> None:
        async with rehearsing(addresses, 951) as lagging:
            await lagging.step(StepKind.VERIFICATION, Phase.REPORTING)
            matter = supervision_of(lagging, cast.morning(LATER))
            await matter.supervise(look("look-1", LATER), cast.OFFICE.office_id)
            notice = await supervised(matter)
            await verified(lagging)
            await matter.wait(10)
            stranger = {"statement": "已全部核查。"}
            with pytest.raises(Refused, match="not_the_party"):
                await matter.act("answer", notice, UPPER, **stranger)
            await matter.act("answer", notice, HANDLER, **stranger)
            again = await matter.step(StepKind.REASSESSMENT, Phase.REPORTING)
            with matter.desk.database.transaction() as session:
                assert region_assessment.record(session, look("look-2", LATER + timedelta(days=11)))
            await matter.wait(2)
            said = {"statement": "重新评估", "assessment": "look-2"}
            with pytest.raises(Refused, match="figures_disagree"):
                await matter.act("outcome", again.number, UPPER, result=Result.LAGGING, **said)
            await matter.act("outcome", again.number, UPPER, result=Result.IMPROVED, **said)
            lifting = await matter.step(StepKind.LIFTING, Phase.DRAFTING)
            await matter.act("draft", lifting.number, UPPER, proposes=Result.LIFTED, statement="已改进。")
            await matter.act("approval", lifting.number, UPPER_HEAD, agreed=True, remarks="同意。")
            await closed(matter)
            await matter.over()
            assert [(one.kind, one.result) for one in matter.steps()] == [
                (StepKind.SUPERVISION_NOTICE, Result.IN_TIME),
                (StepKind.REASSESSMENT, Result.IMPROVED),
                (StepKind.LIFTING, Result.LIFTED),
                (StepKind.CLOSING, Result.CLOSED),
            ]
            await lagging.end()

    asyncio.run(walk())


def test_a_bureau_has_five_working_days_to_ask_for_a_review_and_a_revoked_notice_is_over(
    addresses: Addresses,
) -> None:
    async def walk() -> None:
        async with rehearsing(addresses, 952) as lagging:
            await lagging.step(StepKind.VERIFICATION, Phase.REPORTING)
            matter = supervision_of(lagging, cast.morning(LATER))
            await matter.supervise(look("look-3", LATER), cast.OFFICE.office_id)
            notice = await supervised(matter)
            await matter.wait(3)
            await matter.act("review_request", notice, HANDLER, statement="线索已移送，不在本局。")
            with pytest.raises(Refused, match="review_asked_already"):
                await matter.act("review_request", notice, HANDLER, statement="再次申请。")
            review = await matter.step(StepKind.REVIEW, Phase.REPORTING)
            assert review.period == "supervision_review_answer"
            assert review.due is not None
            assert review.due["on"] == "2025-04-30"  # ten working days, the make-up day of April 27 among them
            await matter.act("outcome", review.number, UPPER_HEAD, result=Result.REVOKED, statement="撤销。")
            await closed(matter)
            await matter.over()
            assert {one.kind: one.result for one in matter.steps()}[StepKind.SUPERVISION_NOTICE] is Result.REVOKED
            await lagging.end()

    asyncio.run(walk())
