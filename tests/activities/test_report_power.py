"""Which office handles a report (令121号 29, 33, 34, 41): distributed, handed back, disputed; transferred as a case."""

from datetime import date, timedelta
from typing import Any

import pytest

from activities.file_inspection import inspect_file
from activities.informing import read_informant
from activities.matter_story import story
from demo import cast
from domain.calendar import legal_day
from domain.errors import Refused
from domain.file_inspection import FileInspection
from domain.procedure import Phase
from domain.results import Result
from domain.steps import StepKind, Track
from models import matter, office
from models.matter import MatterRow
from notices.binding import text_of
from servers import Addresses
from tests.activities.test_handling_power import CLERK, COUNTY
from tests.complaining import complained_of
from tests.registering import HANDLER, registered
from tests.reporting import LAST_DAY, Reported, a_report, closed, reported

WORDS = {"statement": "被举报行为发生在示例区。"}
ELSEWHERE = {"to_office": cast.NEIGHBOUR.office_id, "proof": "协商纪要", "statement": "由邻市处理。"}


def received(report: Reported) -> int:
    """The county office is on record. Returns the number of the verification."""
    with report.session() as session:
        office.register_office(session, COUNTY, (CLERK,))
    return report.step(StepKind.VERIFICATION).number


def held_by(report: Reported) -> str:
    with report.session() as session:
        return matter.known(session, report.matter_id).office_id


def disputed(report: Reported) -> int:
    """Stated on 7 May. Returns the number of the dispute."""
    number = report.step(StepKind.VERIFICATION).number
    report.wait(1)
    said: dict[str, Any] = {"offices": (cast.NEIGHBOUR.office_id,), "since": report.now}
    report.act("dispute_statement", number, HANDLER, statement="双方均认为不属于本部门处理。", **said)
    return report.step(StepKind.POWER_DISPUTE).number


def test_a_report_is_distributed_downwards_with_its_period_and_its_informant_known_there_alone(
    addresses: Addresses,
) -> None:
    with reported(addresses, a_report(800)) as (report,):
        number = received(report)
        aside = report.refused("distribution", number, HANDLER, to_office=cast.NEIGHBOUR.office_id, **WORDS)
        assert aside.code == "not_below"
        report.act("distribution", number, HANDLER, to_office=COUNTY.office_id, **WORDS)
        assert held_by(report) == COUNTY.office_id
        due = report.step(StepKind.VERIFICATION).due
        assert due is not None
        assert due["on"] == LAST_DAY.isoformat()
        with report.session() as session, pytest.raises(Refused, match="officer_of_another_region"):
            read_informant(session, report.law, report.matter_id, HANDLER, "核实购买地点")
        with report.session() as session:
            assert read_informant(session, report.law, report.matter_id, CLERK.officer_id, "核实购买地点").name
        report.act("hand_back", number, CLERK.officer_id, statement="不在本区。")
        assert held_by(report) == cast.OFFICE.office_id
        ask = {"superior": cast.PROVINCE.office_id}  # O121 13 speaks of complaints
        assert report.refused("superior_request", number, HANDLER, **ask, **WORDS).code == "act_not_awaited"


def test_a_report_distributed_to_an_office_outside_of_the_register_is_closed_here(addresses: Addresses) -> None:
    with reported(addresses, a_report(801)) as (report,):
        number = report.step(StepKind.VERIFICATION).number
        report.act("distribution", number, HANDLER, outside="示例县市场监督管理局", **WORDS)
        assert closed(report) == "power_elsewhere"
        with report.session() as session:
            told = story(session, report.law, report.matter_id, report.now)
        assert told.ending is not None
        assert told.ending.zh == "由其他部门处理"


def test_what_nobody_has_received_as_a_report_is_not_distributed(addresses: Addresses) -> None:
    """What a check or a mediation has shown is the office's own; a complaint and a report go by the same acts."""
    with registered(addresses, 802) as own:
        number = own.step(StepKind.VERIFICATION).number
        refusal = own.refused("distribution", number, HANDLER, unit="示例科", **WORDS)
        assert refusal.code == "not_received_here"
    with complained_of(addresses, 802) as complaint:
        number = complaint.step(StepKind.ACCEPTANCE).number
        found: dict[str, Any] = {"found_at": complaint.now, "place": "示例市", "facts": "没有合格证。"}
        complaint.act("clue_found", number, HANDLER, **found)
        with complaint.session() as session:
            (clue,) = [one for one in matter.not_started(session) if one.clue_id]
        number = complaint.step(StepKind.VERIFICATION, clue.matter_id).number
        said = {"matter_id": clue.matter_id, "unit": "示例科"}
        assert complaint.refused("distribution", number, HANDLER, **said, **WORDS).code == "not_received_here"
        assert StepKind.TRANSFER in {one.kind for one in complaint.possible(clue.matter_id)}


def test_offices_agree_within_seven_working_days_while_the_verification_runs_on(addresses: Addresses) -> None:
    with reported(addresses, a_report(803)) as (report,):
        number = disputed(report)
        dispute, verification = report.step(StepKind.POWER_DISPUTE), report.step(StepKind.VERIFICATION)
        assert (dispute.track, dispute.rule) == (Track.CLUE, "matter.settle_power_dispute_of_report")
        assert dispute.due_at is not None
        assert verification.due_at is not None
        assert legal_day(dispute.due_at - timedelta.resolution) == date(2026, 5, 15)
        assert legal_day(verification.due_at - timedelta.resolution) == LAST_DAY
        report.reach(cast.morning(date(2026, 5, 16)))
        assert report.refused("dispute_settlement", number, HANDLER, **ELSEWHERE).code == "talks_over"
        ask = {"superior": cast.NEIGHBOUR.office_id, "statement": "协商不成。"}
        assert report.refused("designation_request", number, HANDLER, **ask).code == "no_common_superior"
        report.act("designation_request", number, HANDLER, **ask | {"superior": cast.PROVINCE.office_id})
        designated = ELSEWHERE | {"designated_by": cast.PROVINCE.office_id, "proof": "指定处理通知书"}
        report.act("dispute_settlement", number, HANDLER, **designated)
        assert held_by(report) == cast.NEIGHBOUR.office_id
        assert report.step(StepKind.VERIFICATION).phase is Phase.REPORTING


def test_a_designated_office_outside_of_the_register_ends_the_report_here(addresses: Addresses) -> None:
    with reported(addresses, a_report(804)) as (report,):
        number = disputed(report)
        designated = {"outside": "示例外省市场监督管理局", "designated_by": "示例总局", "proof": "指定处理通知书"}
        report.act("dispute_settlement", number, HANDLER, statement="指定外省处理。", **designated)
        assert report.step(StepKind.VERIFICATION).result is Result.POWER_ELSEWHERE
        assert closed(report) == "power_elsewhere"


def test_once_a_case_is_filed_it_is_transferred_and_its_file_does_not_tell_of_the_dispute(addresses: Addresses) -> None:
    """PR 14 speaks of cases; the reported reads nothing of a report (O121 37)."""
    with reported(addresses, a_report(805)) as (report,):
        number = disputed(report)
        report.act("distribution", report.step(StepKind.VERIFICATION).number, HANDLER, unit="示例科", **WORDS)
        report.confirm()
        report.find(StepKind.FILING, breaches=("pql/53",))
        report.decide(StepKind.FILING, Result.FILED)
        assert report.refused("dispute_settlement", number, HANDLER, **ELSEWHERE).code == "case_filed"
        assert StepKind.TRANSFER in {one.kind for one in report.possible()}
        with report.session() as session:
            party = session.get_one(MatterRow, report.matter_id).party_id or ""
            asked = FileInspection(
                inspection_id="i-805", matter_id=report.matter_id, inspector=party, officer=HANDLER, at=report.now
            )
            shown = text_of(inspect_file(session, report.law, asked).pdf)
        assert [word for word in ("举报", "处理权限", "分送", "示例科", "争议") if word in shown] == []
