"""Looks at a region (区域评估): an assessment made out for a day, its figures with the lags that rules find in them."""

from datetime import date, datetime, time

from sqlmodel import Session

from activities import clock
from activities.law import Law
from activities.supervising import FAMILY, LAGS, judge_assessment
from domain.base import Text
from domain.calendar import SHANGHAI
from domain.errors import Refused
from domain.region import Assessed, Lag, RegionFacts, counted_in
from models import judgement, office, region, region_assessment
from models.enterprise import natural
from models.judgement import FindingRow
from models.matter import MatterRow
from models.region_assessment import RegionAssessmentRow
from rules import statutes

RECHECK = "recheck_sample"


def made_out(
    session: Session, law: Law, code: str, office_id: str, on: date, today: date, *, rehearsal: bool
) -> RegionAssessmentRow:
    """The assessment of a region by an office as of the end of a day, as it is or will be on record.

    Refused `day_not_over`: its figures would still change.
    """
    if on >= today:
        raise Refused(
            "day_not_over",
            zh=f"{on}尚未结束，不能按当日24时统计。",
            en=f"{on} is not over: figures are as of the end of a day.",
            field="on",
            value=on.isoformat(),
        )
    return RegionAssessmentRow(
        assessment_id=natural("assessment", code, office_id, on.isoformat(), rehearsal),
        region=code,
        on=on,
        office_id=office_id,
        rehearsal=rehearsal,
        rechecks_due_for_orders_until=_rechecks_due(session, law, on),
    )


def _rechecks_due(session: Session, law: Law, on: date) -> date:
    """O18 47: the last day of an order whose period for the re-check was over before `on`, by the clock."""
    day = on
    while clock.due_since(session, law, RECHECK, datetime.combine(day, time(), SHANGHAI)).on >= on:
        day -= date.resolution
    return day


def assess(session: Session, law: Law, assessment: RegionAssessmentRow) -> Assessed:
    """Record and judge it, once. Refused as `models.region_assessment.record` refuses."""
    if region_assessment.record(session, assessment):
        judge_assessment(session, law, assessment)
    return assessed(session, law, assessment.assessment_id)


def assessed(session: Session, law: Law, assessment_id: str) -> Assessed:
    """The figures of an assessment, as the register has them now. Refused `unknown_assessment`."""
    facts = region_assessment.facts(session, assessment_id)
    row = session.get_one(RegionAssessmentRow, assessment_id)
    stored = judgement.of_assessment(session, assessment_id)
    found = judgement.findings(session, stored.judgement_id) if stored else []
    matter = session.get(MatterRow, assessment_id)
    return Assessed(
        assessment_id=assessment_id,
        region=row.region,
        name=region.region(session, row.region, row.on).name,
        office=office.office(session, row.office_id).name,
        on=row.on,
        rehearsal=row.rehearsal,
        facts=facts,
        lags=tuple(_lag(law, row.on, one) for one in found if one.kind in LAGS),
        matter_id=matter.matter_id if matter else None,
    )


def _lag(law: Law, on: date, found: FindingRow) -> Lag:
    rule = next((one for one in law.rule_set(FAMILY, on).rules if one.id == found.rule), None)
    read = [name for name in RegionFacts.model_fields if rule and name in rule.condition.facts]
    return Lag(
        rule=found.rule,
        finding=found.finding,
        title=Text(zh=found.title["zh"], en=found.title["en"]),
        cited=statutes.cited_as_read(found.basis),
        figures=tuple(dict.fromkeys(figure for name in read for figure in counted_in(name))),
    )
