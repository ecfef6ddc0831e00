"""What an upper bureau reads of a region at the end of a day, and the things behind each figure."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlmodel import Session

from demo import cast
from domain.calendar import SHANGHAI, Calendar
from domain.circulation import CheckRegime, SampleOutcome
from domain.due import due
from domain.errors import Refused
from domain.matter import Result
from domain.matter_facts import StepKind, Track
from domain.office import Office
from domain.procedure import Phase
from domain.production import Production
from domain.region import Figure, RegionFacts
from models import enterprise, issuance, office, region_assessment
from models.circulation import CirculationCheckRow, Origin
from models.document import DocumentRow
from models.enterprise import EnterpriseRow
from models.issuance import LotApplicationRow
from models.matter import MatterRow, StepRow
from models.parameter import ParameterRow
from models.region_assessment import Behind, RegionAssessmentRow
from models.session import Database
from rules import catalog, deadlines
from servers import Addresses

DAY = date(2025, 6, 30)
ONE = timedelta(days=1)
PROVINCE = cast.OFFICE.model_copy(update={"office_id": "province", "region": "430000"})
COUNTY = cast.OFFICE.model_copy(update={"office_id": "county", "region": "430726"})


def at(day: date, hour: int = 0) -> datetime:
    return datetime.combine(day, time(hour), SHANGHAI)


def over(day: date) -> datetime:
    """The end of a period whose last day is `day`."""
    return at(day + ONE)


@pytest.fixture
def session(addresses: Addresses) -> Iterator[Session]:
    database = Database(addresses.database_url)
    with database.transaction() as opened:
        for one in (PROVINCE, COUNTY, cast.OFFICE, cast.NEIGHBOUR):
            office.register_office(opened, one, ())
        yield opened
    database.close()


def party(session: Session, name: str, region: str | None = "430726", *, rehearsal: bool = True) -> str:
    entered = enterprise.enter_enterprise(session, f"示例{name}", rehearsal=rehearsal)
    session.get_one(EnterpriseRow, entered).region = region
    session.flush()
    return entered


def lot(session: Session, maker: str) -> str:
    product = enterprise.enter_product(session, maker, name="示例产品", kind="示例", model="甲", brand="")
    return enterprise.enter_lot(session, product, "批号一", Production())


def check(session: Session, name: str, by: Office = COUNTY, seen_on: date = DAY, **given: Any) -> str:
    row: dict[str, Any] = {"regime": CheckRegime.DAILY_INSPECTION, "origin": Origin.REHEARSAL}
    row |= {"check_id": name, "lot_id": lot(session, party(session, name)), "seen_on": seen_on}
    row |= {"office_id": by.office_id, "plan": "示例计划", "inspection_code": "示例码"}
    session.add(CirculationCheckRow(**row | given))
    session.flush()
    return name


def matter(session: Session, name: str, clue_due_on: date = DAY, by: Office = COUNTY, **sample: Any) -> str:
    checked = check(session, name, by, **sample)
    row = MatterRow(
        matter_id=name, check_id=checked, party_id=party(session, name), office_id=by.office_id, rehearsal=True,
        began_at=at(date(2025, 1, 6)), clue_due_on=clue_due_on, clue_due_at=over(clue_due_on), clue_due={},
    )  # fmt: skip
    session.add(row)
    session.flush()
    return name


def step(session: Session, of: str, number: int, kind: StepKind, **given: Any) -> None:
    begun = StepRow(
        matter_id=of, number=number, track=Track.CLUE, kind=kind, phase=Phase.AWAITING, rule="示例",
        begun_at=at(date(2025, 1, 7)), **given,
    )  # fmt: skip
    session.add(begun)
    session.flush()


def verified(session: Session, of: str, due_on: date, ended_at: datetime | None = None) -> None:
    step(session, of, 1, StepKind.VERIFICATION, due_at=over(due_on), ended_at=ended_at)


def ordered(session: Session, of: str, on: date) -> None:
    step(session, of, 2, StepKind.ORDER_TO_CORRECT, due_at=over(on))
    paper = DocumentRow(
        document_id=of, matter_id=of, step=2, kind="order_to_correct", office_id=COUNTY.office_id, series="责改",
        year=2025, ordinal=1, rehearsal=True, number="示例", issued_on=on, issued_at=at(on), context={}, pdf=b"",
        sha256="",
    )  # fmt: skip
    session.add(paper)
    session.flush()


def assessed(session: Session, region: str = "430700", on: date = DAY, **given: Any) -> str:
    name = f"{region}/{on}"
    row: dict[str, Any] = {"assessment_id": name, "region": region, "on": on, "office_id": "province"}
    assert region_assessment.record(session, RegionAssessmentRow(**row | {"rehearsal": True} | given))
    return name


def figures(session: Session, region: str = "430700", on: date = DAY, **given: Any) -> RegionFacts:
    return region_assessment.facts(session, assessed(session, region, on, **given))


def test_the_view_has_the_columns_of_its_fact_model(session: Session) -> None:
    columns = session.execute(text("select * from region_facts where false")).keys()
    assert list(columns) == ["assessment_id", *RegionFacts.model_fields]


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


def test_a_clue_whose_verification_was_never_begun_runs_by_its_own_period(session: Session) -> None:
    name = matter(session, "one", clue_due_on=DAY)
    assert figures(session).verifications_overdue == 0
    assessment = assessed(session, on=DAY + ONE)
    assert region_assessment.behind(session, assessment)[Figure.VERIFICATIONS_OVERDUE] == (Behind(name, None),)


def test_an_extended_verification_is_not_overdue_by_the_first_period(session: Session) -> None:
    verified(session, matter(session, "one", clue_due_on=DAY - ONE), DAY + ONE)
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


def last_order(on: date) -> date:
    """The last day of an order whose re-check was due before `on`, by the clock of the period."""
    period = deadlines.period("recheck_sample", on)
    day = on
    while due(period, day, Calendar()).on >= on:
        day -= ONE
    return day


@pytest.mark.parametrize(("days_after", "overdue"), [(74, 0), (75, 0), (76, 1)])
def test_a_re_check_is_overdue_on_the_76th_day_after_the_order(
    session: Session, days_after: int, overdue: int
) -> None:
    sample: dict[str, Any] = {"regime": CheckRegime.SUPERVISORY_SAMPLING, "sample_outcome": SampleOutcome.NONCONFORMING}
    ordered(session, matter(session, "one", **sample), DAY - timedelta(days=days_after))
    assert figures(session, rechecks_due_for_orders_until=last_order(DAY)).rechecks_overdue == overdue


@pytest.mark.parametrize(
    ("regime", "outcome"),
    [
        (CheckRegime.SUPERVISORY_SAMPLING, SampleOutcome.CONFORMING),
        (CheckRegime.ENFORCEMENT_SAMPLING, SampleOutcome.NONCONFORMING),
    ],
)
def test_only_a_failed_supervisory_sample_has_the_75_days(
    session: Session, regime: CheckRegime, outcome: SampleOutcome
) -> None:
    ordered(session, matter(session, "one", regime=regime, sample_outcome=outcome), date(2025, 1, 8))
    assert figures(session, rechecks_due_for_orders_until=DAY).rechecks_overdue == 0


def test_a_re_check_that_was_made_is_not_overdue_and_without_the_clock_nothing_is_known(session: Session) -> None:
    sample: dict[str, Any] = {"regime": CheckRegime.SUPERVISORY_SAMPLING, "sample_outcome": SampleOutcome.NONCONFORMING}
    ordered(session, matter(session, "one", **sample), date(2025, 1, 8))
    step(session, "one", 3, StepKind.RECHECK, ended_at=at(DAY, 9), result=Result.PASSED)
    before = figures(session, on=DAY - ONE, rechecks_due_for_orders_until=date(2025, 1, 8))
    after = figures(session, on=DAY, rechecks_due_for_orders_until=date(2025, 1, 8))
    assert (before.rechecks_overdue, after.rechecks_overdue) == (1, 0)
    assert figures(session, on=DAY + ONE).rechecks_overdue is None


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
        row = LotApplicationRow(
            application_id=maker, lot_id=lot(session, maker), applied_at=at(DAY), issued_at=when
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
    facts, behind = region_assessment.facts(session, name), region_assessment.behind(session, name)
    counted = {figure: len(things) for figure, things in behind.items()}
    assert counted == {figure: getattr(facts, figure.value) for figure in Figure}
    assert all(counted[figure] for figure in Figure if figure is not Figure.CERTIFIED)
    assert behind[Figure.VERIFICATIONS_OVERDUE] == (Behind("matter 0", 1), Behind("matter 1", 1))
    assert behind[Figure.RECHECKS_OVERDUE] == (Behind("matter 2", 2),)


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
    for ask in (region_assessment.facts, region_assessment.behind):
        with pytest.raises(Refused, match="unknown_assessment"):
            ask(session, "two")
