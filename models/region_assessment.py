"""Assessments (评估) of a region by the office above it, and the things behind each of their figures."""

from datetime import date

from sqlmodel import Field, Session, SQLModel, text

from domain.errors import Refused
from domain.region import Counted, Figure, RegionFacts
from models import office, region


class RegionAssessmentRow(SQLModel, table=True):
    """One look at a region on a day, as of its end (24:00 in Shanghai).

    `rechecks_due_for_orders_until` is the last day of an order whose period for the re-check was over before that day
    (O18 47), by the clock of the period. Without it overdue re-checks are unknown. `rehearsal` keeps invented matters
    and real ones apart.
    """

    __tablename__ = "region_assessment"

    assessment_id: str = Field(primary_key=True)
    region: str = Field(foreign_key="region.code", index=True)
    on: date
    office_id: str = Field(foreign_key="office.office_id")
    rehearsal: bool = False
    rechecks_due_for_orders_until: date | None = None


def record(session: Session, assessment: RegionAssessmentRow) -> bool:
    """Record an assessment once. False where it is there already.

    Refused: `unknown_office`, `unknown_region`, `region_not_on_day`; `region_not_below` where the region is not
    inside that of the office, or is the same: a bureau assesses those below it.
    """
    if session.get(RegionAssessmentRow, assessment.assessment_id):
        return False
    upper = office.office(session, assessment.office_id)
    below = [one.code for one in region.ancestors(session, assessment.region, assessment.on)[1:]]
    if not any(one.code in below for one in region.today_of(session, upper.region)):
        raise Refused(
            "region_not_below",
            zh=f"“{assessment.region}”不是“{upper.name}”的下级区域。",
            en=f"{assessment.region} is no region below that of {upper.name}.",
            field="region",
            value=assessment.region,
        )
    session.add(assessment)
    session.flush()
    return True


def facts(session: Session, assessment_id: str) -> RegionFacts:
    """The figures of an assessment. Refused `unknown_assessment`."""
    found = session.execute(text("select * from region_facts where assessment_id = :id"), {"id": assessment_id})
    row = found.mappings().one_or_none()
    if row is None:
        raise _unknown(assessment_id)
    return RegionFacts.model_validate({name: row[name] for name in RegionFacts.model_fields})


_THINGS = text("""
    select f.subject, coalesce(e.name, p.name, below.name) as about, o.name as office,
           coalesce(c.seen_on, (m.began_at at time zone 'Asia/Shanghai')::date) as "on",
           m.ended_at, f.step, ((s.due_at - interval '1 second') at time zone 'Asia/Shanghai')::date as due_on
    from region_figures as f
    left join enterprise as e on e.enterprise_id = f.subject and f.figure like 'enterprises%'
    left join circulation_check as c on c.check_id = f.subject and f.figure like 'checks%'
    left join matter as m
        on m.matter_id = f.subject and f.figure not like 'enterprises%' and f.figure not like 'checks%'
    left join enterprise as p on p.enterprise_id = coalesce(m.party_id, c.party_id)
    left join office as below on below.office_id = m.bureau_id
    left join office as o on o.office_id = coalesce(m.office_id, c.office_id)
    left join step as s on s.matter_id = m.matter_id and s.number = f.step
    where f.assessment_id = :id and f.figure = :figure
    order by due_on nulls last, "on", f.subject
    limit :most
""")


def things(session: Session, assessment_id: str, figure: Figure, most: int | None = None) -> list[Counted]:
    """What one figure counts, the oldest first. Refused `unknown_assessment`."""
    if session.get(RegionAssessmentRow, assessment_id) is None:
        raise _unknown(assessment_id)
    rows = session.execute(_THINGS, {"id": assessment_id, "figure": figure.value, "most": most}).mappings()
    return [Counted(**row) for row in rows]


def _unknown(assessment_id: str) -> Refused:
    return Refused(
        "unknown_assessment",
        zh=f"没有编号为“{assessment_id}”的评估。",
        en=f"There is no assessment {assessment_id}.",
        field="assessment",
        value=assessment_id,
    )
