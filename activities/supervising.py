"""Supervision of a lower bureau (督办): its region is assessed and judged, and a lag opens a matter about it."""

from datetime import datetime

from sqlmodel import Session

from activities.law import Law
from activities.matter_opening import open_matter_on
from domain.acts import Outcome
from domain.errors import Refused
from domain.judgement import Judged, Kind
from domain.region import RegionFacts
from domain.results import Result
from models import judgement, judgement_recording, office, region_assessment
from models.matter import MatterRow
from models.region_assessment import RegionAssessmentRow

FAMILY = "region"
LAGS = {Kind.VIOLATION, Kind.CLUE}  # a question to the data is no lag


def judge_assessment(session: Session, law: Law, assessment: RegionAssessmentRow) -> tuple[str, Judged]:
    """Judge the figures of a region by the rules of the assessment's day, once. Returns the judgement's id, too."""
    facts: RegionFacts = region_assessment.facts(session, assessment.assessment_id)
    rules = law.rule_set(FAMILY, assessment.on)
    judged = rules.judge(facts)
    judgement_id = judgement_recording.record(
        session, FAMILY, assessment.assessment_id, assessment.on, rules.fingerprint, facts, judged, of="assessment_id"
    )
    return judgement_id, judged


def open_supervision(
    session: Session, law: Law, assessment: RegionAssessmentRow, bureau_id: str, at: datetime
) -> MatterRow | None:
    """Record and judge an assessment; where it finds a lag, open the matter about the bureau of that region, once.

    Refused `bureau_of_another_region`, and as `models.region_assessment.record` refuses.
    """
    bureau = office.office(session, bureau_id)
    if bureau.region != assessment.region:
        raise Refused(
            "bureau_of_another_region",
            zh=f"“{bureau.name}”不是被评估区域的部门。",
            en=f"{bureau.name} is not the bureau of the region that was assessed.",
            field="bureau_id",
            value=bureau_id,
        )
    region_assessment.record(session, assessment)
    if opened := session.get(MatterRow, assessment.assessment_id):
        return opened
    judgement_id, judged = judge_assessment(session, law, assessment)
    if not _lags(judged):
        return None
    row = MatterRow(
        matter_id=assessment.assessment_id,
        assessment_id=assessment.assessment_id,
        bureau_id=bureau_id,
        office_id=assessment.office_id,
        rehearsal=assessment.rehearsal,
        began_at=at,
    )
    found = [one for one in judgement.findings(session, judgement_id) if one.kind in LAGS]
    return open_matter_on(session, row, judgement_id, found, "lag_found")


def reassessed(session: Session, law: Law, row: MatterRow, act: Outcome) -> None:
    """A re-assessment says what its own figures say. Refused `assessment_missing`, `assessment_of_another_region`,
    `figures_disagree`."""
    new = session.get(RegionAssessmentRow, act.assessment or "")
    old = session.get_one(RegionAssessmentRow, row.assessment_id)
    if new is None:
        raise Refused(
            "assessment_missing", zh="应当写明重新评估的编号。", en="Name the new assessment.",
            field="assessment", value=act.assessment,
        )  # fmt: skip
    if (new.region, new.office_id, new.rehearsal) != (old.region, old.office_id, old.rehearsal) or new.on < old.on:
        raise Refused(
            "assessment_of_another_region",
            zh="重新评估应当由同一部门对同一区域、在原评估之后进行。",
            en="A re-assessment is of the same region, by the same office, and later than the first.",
            field="assessment",
            value=new.assessment_id,
        )
    _, judged = judge_assessment(session, law, new)
    shown = Result.LAGGING if _lags(judged) else Result.IMPROVED
    if act.result is not shown:
        raise Refused(
            "figures_disagree",
            zh=f"评估数据显示“{shown.zh}”，与报告不一致。",
            en=f"The figures say: {shown.en}; the report does not.",
            field="result",
            value=act.result.value,
        )


def _lags(judged: Judged) -> bool:
    return any(one.kind in LAGS for one in judged.findings)
