"""How steps may end: on which grounds filing is refused (处罚程序规定 20), with education where 行政处罚法 33 wants it;
what the heads decide together (处罚程序规定 60)."""

from datetime import UTC, datetime

import pytest

from activities.law import Law
from activities.outcomes import propose, report
from domain.acts import Draft, Outcome
from domain.errors import Refused
from domain.procedure import Phase
from domain.results import Result
from domain.steps import StepKind, Track
from models.matter import MatterRow, StepRow
from models.session import Database
from servers import Addresses

NOW = datetime(2025, 3, 3, tzinfo=UTC)


def refused(addresses: Addresses, ground: str | None, education: str | None) -> str | None:
    """The code with which a draft is refused, None where it is taken."""
    row = MatterRow(matter_id="示例", check_id="示例", party_id="示例", office_id="示例", rehearsal=True, began_at=NOW)
    step = StepRow(
        matter_id="示例", number=2, track=Track.PENALTY, kind=StepKind.FILING, phase=Phase.DRAFTING, rule="",
        begun_at=NOW,
    )  # fmt: skip
    draft = Draft(
        act_id="1", matter_id="示例", step=2, actor="示例", sent_at=NOW, received_at=NOW, proposes=Result.NOT_FILED,
        statement="示例", ground=ground, education=education,
    )  # fmt: skip
    database = Database(addresses.database_url)
    try:
        with database.transaction() as session:
            propose(session, Law(), row, step, draft)
    except Refused as refusal:
        return refusal.code
    finally:
        database.close()
    return None


@pytest.mark.parametrize("ground", ["pr/20.1.1", "pr/20.1.2", "pr/20.1.3"])
def test_who_is_not_filed_against_for_what_he_did_is_educated(addresses: Addresses, ground: str) -> None:
    assert refused(addresses, ground, None) == "draft_incomplete"
    assert refused(addresses, ground, "已当面教育并记录。") is None


def test_another_lawful_ground_needs_no_education(addresses: Addresses) -> None:
    assert refused(addresses, "pr/20.1.4", None) is None


@pytest.mark.parametrize("ground", ["pql/12", "pr/19", "nothing", "pr/20.1.9"])
def test_filing_is_refused_on_no_other_ground(addresses: Addresses, ground: str) -> None:
    assert refused(addresses, ground, "已教育") == "no_ground_for_not_filing"


def test_filing_is_not_refused_without_a_ground(addresses: Addresses) -> None:
    assert refused(addresses, None, "已教育") == "draft_incomplete"


@pytest.mark.parametrize(
    ("grave", "minutes", "code"),
    [(True, None, "minutes_missing"), (True, "示例集体讨论记录1号", None), (False, None, None), (None, None, None)],
)
def test_a_complex_or_grave_case_is_punished_by_the_heads_together(
    addresses: Addresses, grave: bool | None, minutes: str | None, code: str | None
) -> None:
    row = MatterRow(matter_id="示例", check_id="示例", party_id="示例", office_id="示例", rehearsal=True, began_at=NOW)
    step = StepRow(
        matter_id="示例", number=2, track=Track.PENALTY, kind=StepKind.PENALTY_CASE, phase=Phase.REPORTING, rule="",
        begun_at=NOW,
    )  # fmt: skip
    outcome = Outcome(
        act_id="1", matter_id="示例", step=2, actor="示例", sent_at=NOW, received_at=NOW, result=Result.PUNISHED,
        statement="示例", grave=grave, minutes=minutes,
    )  # fmt: skip
    database = Database(addresses.database_url)
    told = None
    try:
        with database.transaction() as session:
            report(session, Law(), row, step, outcome)
    except Refused as refusal:
        told = refusal.code
    database.close()
    assert told == code
    assert step.result is (None if code else Result.PUNISHED)
