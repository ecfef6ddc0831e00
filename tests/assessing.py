"""Invented matters of invented bureaus, and a look at their region at the end of a day."""

from datetime import date, datetime, time, timedelta
from typing import Any

from sqlmodel import Session

from demo import cast
from domain.calendar import SHANGHAI
from domain.circulation import CheckRegime
from domain.office import Office
from domain.procedure import Phase
from domain.production import Production
from domain.region import RegionFacts
from domain.steps import StepKind, Track
from models import enterprise, office, region_assessment
from models.circulation import CirculationCheckRow, Origin
from models.document import DocumentRow
from models.enterprise import EnterpriseRow
from models.matter import MatterRow, StepRow
from models.region_assessment import RegionAssessmentRow

DAY = date(2025, 6, 30)
ONE = timedelta(days=1)
PROVINCE = cast.OFFICE.model_copy(update={"office_id": "province", "region": "430000"})
COUNTY = cast.OFFICE.model_copy(update={"office_id": "county", "region": "430726"})


def at(day: date, hour: int = 0) -> datetime:
    return datetime.combine(day, time(hour), SHANGHAI)


def over(day: date) -> datetime:
    """The end of a period whose last day is `day`."""
    return at(day + ONE)


def enter_offices(session: Session) -> None:
    for one in (PROVINCE, COUNTY, cast.OFFICE, cast.NEIGHBOUR):
        office.register_office(session, one, ())


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


def matter(session: Session, name: str, by: Office = COUNTY, **sample: Any) -> str:
    checked = check(session, name, by, **sample)
    row = MatterRow(
        matter_id=name, check_id=checked, party_id=party(session, name), office_id=by.office_id, rehearsal=True,
        began_at=at(date(2025, 1, 6)),
    )  # fmt: skip
    session.add(row)
    session.flush()
    return name


def step(session: Session, of: str, number: int, kind: StepKind, track: Track = Track.CLUE, **given: Any) -> None:
    begun = StepRow(
        matter_id=of, number=number, track=track, kind=kind, rule="示例", begun_at=at(date(2025, 1, 7)),
        **{"phase": Phase.AWAITING} | given,
    )  # fmt: skip
    session.add(begun)
    session.flush()


def verified(session: Session, of: str, due_on: date, ended_at: datetime | None = None) -> None:
    step(session, of, 1, StepKind.VERIFICATION, due_at=over(due_on), ended_at=ended_at)


def ordered(session: Session, of: str, on: date, track: Track = Track.AFTER_CARE) -> None:
    """By default upon a failed sample, which alone has the 75 days of O18 47."""
    step(session, of, 2, StepKind.ORDER_TO_CORRECT, track, due_at=over(on))
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
