"""Disputes over who handles a complaint or a report (令121号 33): seven working days, then the common superior."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import date, timedelta
from typing import Any

from demo import cast
from demo.rehearsal import Rehearsal
from domain.calendar import legal_day
from domain.procedure import Phase
from domain.results import Result
from domain.steps import StepKind
from models import matter
from models.matter import StepRow
from servers import Addresses
from tests.complaining import complaining, filed_away
from tests.rehearsing import HANDLER, SECOND, STRANGER, numbered, refused
from tests.reporting import reporting

ELSEWHERE = {"to_office": cast.NEIGHBOUR.office_id, "proof": "协商纪要", "statement": "由邻市处理。"}


def disputed(addresses: Addresses, number: int, play: Callable[[Rehearsal, int, StepRow], Awaitable[None]]) -> None:
    """Stated on 7 May: the seventh working day is the 15th, for Saturday the 9th is worked."""

    async def walk() -> None:
        async with complaining(addresses, number) as complaint:
            acceptance = await complaint.step(StepKind.ACCEPTANCE, Phase.REPORTING)
            await complaint.wait(1)
            said: dict[str, Any] = {"offices": (cast.NEIGHBOUR.office_id,), "since": complaint.now}
            words = {"statement": "双方均认为不属于本部门处理。"}
            await complaint.act("dispute_statement", acceptance.number, HANDLER, **said, **words)
            dispute = await complaint.step(StepKind.POWER_DISPUTE, Phase.REPORTING)
            twice = await refused(complaint, "dispute_statement", acceptance.number, HANDLER, **said, **words)
            assert twice == "dispute_under_way"
            assert numbered(complaint, acceptance.number).due_at == acceptance.due_at, "nothing stops its own clock"
            assert dispute.due_at
            assert legal_day(dispute.due_at - timedelta(microseconds=1)) == date(2026, 5, 15)
            await play(complaint, dispute.number, acceptance)

    asyncio.run(walk())


def test_on_the_last_day_of_the_talks_the_offices_still_agree(addresses: Addresses) -> None:
    async def play(complaint: Rehearsal, number: int, acceptance: StepRow) -> None:
        await complaint.reach(cast.morning(date(2026, 5, 15)) + timedelta(hours=14))
        await complaint.act("dispute_settlement", number, HANDLER, **ELSEWHERE)
        assert numbered(complaint, number).result is Result.POWER_ELSEWHERE
        late = numbered(complaint, acceptance.number)
        assert late.lapsed_at, "the seven working days ran out on the 14th meanwhile"
        refusal: dict[str, Any] = {"accepted": False, "statement": "其他部门已受理。", "ground": "order121/16.1.2"}
        await complaint.act("acceptance_decision", acceptance.number, STRANGER, **refusal)
        await complaint.act(
            "service", acceptance.number, STRANGER, served_at=complaint.now, signed_by="示例收件人", proof="送达回证"
        )
        step = await complaint.step(StepKind.ARCHIVING, Phase.REPORTING)
        await complaint.act("outcome", step.number, STRANGER, result=Result.CLOSED, statement="归档。")
        await complaint.over()

    disputed(addresses, 699, play)


def test_the_day_after_only_the_common_superior_designates(addresses: Addresses) -> None:
    async def play(complaint: Rehearsal, number: int, acceptance: StepRow) -> None:
        await complaint.reach(cast.morning(date(2026, 5, 16)))
        assert await refused(complaint, "dispute_settlement", number, HANDLER, **ELSEWHERE) == "talks_over"
        ask = {"superior": cast.NEIGHBOUR.office_id, "statement": "协商不成。"}
        assert await refused(complaint, "designation_request", number, HANDLER, **ask) == "no_common_superior"
        await complaint.act("designation_request", number, HANDLER, **ask | {"superior": cast.PROVINCE.office_id})
        designated = ELSEWHERE | {"designated_by": cast.PROVINCE.office_id, "proof": "指定处理通知书"}
        await complaint.act("dispute_settlement", number, HANDLER, **designated)
        with complaint.desk.database.transaction() as session:
            assert matter.known(session, complaint.matter_id).office_id == cast.NEIGHBOUR.office_id
        await complaint.end()

    disputed(addresses, 680, play)


def test_a_superior_may_designate_at_once_and_an_office_outside_of_the_register(addresses: Addresses) -> None:
    async def play(complaint: Rehearsal, number: int, acceptance: StepRow) -> None:
        designated = {"outside": "示例外省市场监督管理局", "designated_by": "示例总局", "proof": "指定处理通知书"}
        await complaint.act("dispute_settlement", number, HANDLER, statement="指定外省处理。", **designated)
        assert await filed_away(complaint) == "complaint_passed_on"

    disputed(addresses, 681, play)


def test_a_complaint_is_filed_away_though_the_dispute_has_not_ended(addresses: Addresses) -> None:
    async def play(complaint: Rehearsal, number: int, acceptance: StepRow) -> None:
        words = {"statement": "已经自行和解。"}
        await complaint.act("complaint_withdrawal", acceptance.number, complaint.matter_id, **words)
        assert await filed_away(complaint) == "complaint_withdrawn"
        assert numbered(complaint, number).result is Result.ENDED_WITH_MATTER

    disputed(addresses, 682, play)


def test_a_report_is_talked_over_as_well_and_the_designated_office_has_it(addresses: Addresses) -> None:
    """The fifteen working days of its verification run on from the first receipt."""

    async def walk() -> None:
        async with reporting(addresses, 806) as report:
            verification = await report.step(StepKind.VERIFICATION, Phase.REPORTING)
            await report.wait(1)
            said: dict[str, Any] = {"offices": (cast.NEIGHBOUR.office_id,), "since": report.now}
            await report.act("dispute_statement", verification.number, HANDLER, statement="双方均认为不属于。", **said)
            dispute = await report.step(StepKind.POWER_DISPUTE, Phase.REPORTING)
            assert dispute.due_at
            await report.reach(dispute.due_at)
            designated = ELSEWHERE | {"designated_by": cast.PROVINCE.office_id, "proof": "指定处理通知书"}
            await report.act("dispute_settlement", dispute.number, HANDLER, **designated)
            assert numbered(report, dispute.number).result is Result.POWER_ELSEWHERE
            assert numbered(report, verification.number).due_at == verification.due_at
            said = {"confirmed": False, "statement": "不属实。", "second_officer": SECOND}
            late = await refused(report, "verification", verification.number, HANDLER, **said)
            assert late == "officer_of_another_region"
            told: dict[str, Any] = {"within": False, "statement": "属于信访事项。", "told_how": "通过12315热线回复"}
            await report.act("redirection", verification.number, STRANGER, **told)
            closing = await report.step(StepKind.CLOSING, Phase.DRAFTING)
            await report.act("closing_draft", closing.number, STRANGER, statement="拟办结。")
            await report.end()

    asyncio.run(walk())
