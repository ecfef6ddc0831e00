"""What an upper bureau reads of a region at the end of a day, and the things behind each figure."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from sqlalchemy import text
from sqlmodel import Session

from demo import cast
from domain.certificate import LifePhase
from domain.circulation import CheckRegime, SampleOutcome
from domain.errors import Refused
from domain.region import Figure, RegionFacts
from domain.steps import StepKind
from models import issuance, region_assessment, standing
from models.circulation import Origin
from models.issuance import LotApplicationRow
from models.matter import MatterRow
from models.parameter import ParameterRow
from models.region_assessment import RegionAssessmentRow
from models.session import Database
from rules import catalog
from servers import Addresses
from tests.assessing import (
    DAY,
    ONE,
    assessed,
    at,
    check,
    enter_offices,
    figures,
    lot,
    matter,
    ordered,
    over,
    party,
    step,
    verified,
)


@pytest.fixture
def session(addresses: Addresses) -> Iterator[Session]:
    database = Database(addresses.database_url)
    with database.transaction() as opened:
        enter_offices(opened)
        yield opened
    database.close()


def test_the_view_has_the_columns_of_its_fact_model(session: Session) -> None:
    columns = session.execute(text("select * from region_facts where false")).keys()
    assert list(columns) == ["assessment_id", *RegionFacts.model_fields]


def test_an_enterprise_counts_until_the_day_of_its_end(session: Session) -> None:
    standing.dissolve(session, party(session, "企业"), DAY + ONE, None)
    assert [figures(session, on=day).enterprises for day in (DAY, DAY + ONE)] == [1, 0]


def test_a_verification_due_on_the_day_is_not_overdue_and_the_day_after_it_is(session: Session) -> None:
    verified(session, matter(session, "one"), DAY)
    assert figures(session, on=DAY).verifications_overdue == 0
    late = figures(session, on=DAY + ONE)
    assert (late.verifications_overdue, late.verifications_late, late.late_per_mille) == (1, 1, 1000)


def test_the_bureau_breaches_article_18_by_one_overdue_verification_and_no_party_does(session: Session) -> None:
    verified(session, matter(session, "one"), DAY)
    judged = catalog.rule_set("region", DAY).judge(figures(session, on=DAY + ONE))
    assert [(one.finding, one.against, one.basis) for one in judged.findings] == [
        ("verification_overdue", "inspector", ("pr/18",))
    ]


def test_a_verification_whose_period_stands_still_is_not_overdue(session: Session) -> None:
    step(session, matter(session, "one"), 1, StepKind.VERIFICATION, due_at=None)
    assert figures(session).verifications_overdue == 0


def test_what_was_verified_late_is_late_and_no_longer_overdue(session: Session) -> None:
    verified(session, matter(session, "late"), DAY - ONE, ended_at=at(DAY, 9))
    verified(session, matter(session, "in time"), DAY - ONE, ended_at=at(DAY - ONE, 23))
    here = figures(session)
    assert (here.verifications_overdue, here.verifications_late, here.late_per_mille) == (0, 1, 500)


def test_what_was_done_after_the_day_had_not_been_done_on_it(session: Session) -> None:
    verified(session, matter(session, "one"), DAY - ONE, ended_at=over(DAY))
    assert figures(session).verifications_overdue == 1
    assert figures(session, on=DAY + ONE).verifications_overdue == 0


def test_a_matter_is_of_the_bureau_that_handles_it_and_of_every_region_above(session: Session) -> None:
    matter(session, "here")
    matter(session, "elsewhere", by=cast.NEIGHBOUR)
    begun = [figures(session, region).matters_begun for region in ("430726", "430700", "430100", "430725")]
    assert begun == [1, 1, 1, 0]


def test_a_matter_has_ended_once_its_end_is_on_record(session: Session) -> None:
    session.get_one(MatterRow, matter(session, "one")).ended_at = at(DAY, 12)
    session.flush()
    assert [figures(session, on=day).matters_ended for day in (DAY - ONE, DAY)] == [0, 1]


def test_an_order_is_overdue_after_its_last_day(session: Session) -> None:
    matter(session, "one")
    step(session, "one", 2, StepKind.ORDER_TO_CORRECT, due_at=over(DAY))
    assert [figures(session, on=day).orders_overdue for day in (DAY, DAY + ONE)] == [0, 1]


def test_coverage_counts_enterprises_with_an_issued_certificate_of_former_regions_too(session: Session) -> None:
    makers = [party(session, "甲", "430112"), party(session, "乙", "430122"), party(session, "丙", "430112")]
    party(session, "外", "430124")
    party(session, "无", None)
    party(session, "甲", "430112", rehearsal=False)
    issued = [at(DAY, 23), None, over(DAY)]
    for maker, when in zip(makers, issued, strict=True):
        phase = LifePhase.IN_CIRCULATION if when else LifePhase.INSPECTING
        row = LotApplicationRow(
            application_id=maker, lot_id=lot(session, maker), applied_at=at(DAY), issued_at=when, phase=phase
        )
        issuance.apply(session, row)
    here = figures(session, "430112")
    assert (here.enterprises, here.enterprises_with_certificates, here.coverage_per_mille) == (3, 1, 333)
    assert figures(session, "430112", DAY + ONE, rehearsal=False).enterprises == 1
    assert figures(session, "430103").coverage_per_mille is None


def test_checks_are_counted_only_where_a_window_is_set_and_only_those_of_an_office(session: Session) -> None:
    for number, day in enumerate((DAY + ONE, DAY, DAY - ONE, DAY - 2 * ONE)):
        check(session, f"check {number}", seen_on=day)
    check(session, "published", origin=Origin.PUBLISHED)
    assert figures(session).checks_in_window is None
    session.get_one(ParameterRow, "region_window").value = 2
    session.flush()
    assert region_assessment.facts(session, f"430700/{DAY}").checks_in_window == 2


def test_the_things_behind_the_figures_add_up_to_them(session: Session) -> None:
    sample: dict[str, Any] = {"regime": CheckRegime.SUPERVISORY_SAMPLING, "sample_outcome": SampleOutcome.NONCONFORMING}
    for number in range(4):
        name = matter(session, f"matter {number}", **sample if number else {})
        verified(session, name, DAY - ONE, ended_at=at(DAY, number) if number > 1 else None)
    ordered(session, "matter 2", date(2025, 1, 8))
    session.get_one(MatterRow, "matter 3").ended_at = at(DAY)
    session.get_one(ParameterRow, "region_window").value = 1
    session.flush()
    name = assessed(session, rechecks_due_for_orders_until=date(2025, 1, 8))
    facts = region_assessment.facts(session, name)
    behind = {figure: region_assessment.things(session, name, figure) for figure in Figure}
    counted = {figure: len(things) for figure, things in behind.items()}
    assert counted == {figure: getattr(facts, figure.value) for figure in Figure}
    assert all(counted[figure] for figure in Figure if figure is not Figure.CERTIFIED)
    overdue = [*behind[Figure.VERIFICATIONS_OVERDUE], *behind[Figure.RECHECKS_OVERDUE]]
    assert [(one.subject, one.step) for one in overdue] == [("matter 0", 1), ("matter 1", 1), ("matter 2", 2)]


def test_an_office_assesses_only_what_lies_below_it_and_only_once(session: Session) -> None:
    row: dict[str, Any] = {"assessment_id": "one", "region": "430726", "on": DAY, "office_id": cast.OFFICE.office_id}
    assert region_assessment.record(session, RegionAssessmentRow(**row))
    assert not region_assessment.record(session, RegionAssessmentRow(**row))
    for changed, code in (
        ({"region": "430700"}, "region_not_below"),
        ({"region": "430102"}, "region_not_below"),
        ({"region": "430799"}, "unknown_region"),
        ({"region": "430122"}, "region_not_on_day"),
        ({"office_id": "nobody"}, "unknown_office"),
    ):
        with pytest.raises(Refused) as refused:
            region_assessment.record(session, RegionAssessmentRow(**row | changed | {"assessment_id": "two"}))
        assert refused.value.code == code
    with pytest.raises(Refused, match="unknown_assessment"):
        region_assessment.facts(session, "two")
    with pytest.raises(Refused, match="unknown_assessment"):
        region_assessment.things(session, "two", Figure.CERTIFIED)
