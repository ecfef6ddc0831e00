"""Notice of a re-check (复查结果告知书): what it has found, and what follows from it by the rules."""

from sqlmodel import Session

from activities import issuing, order_to_correct, result_notice
from activities.following import demanded
from activities.law import Law
from domain.acts import Recheck
from domain.calendar import legal_day
from domain.steps import StepKind, Track
from models import matter
from models.matter import MatterRow, StepRow

KIND = "recheck_result"


def tell(session: Session, law: Law, row: MatterRow, step: StepRow, act: Recheck) -> None:
    """Make the notice once the step has ended. Refused as `activities.issuing.issue` refuses."""
    announced, at = step.kind is StepKind.ANNOUNCED_RECHECK, act.received_at
    contents = {
        "order": _order(session, step),
        "rechecked_on": legal_day(at),
        "after_announcement": announced,
        "officers": issuing.officers(session, (act.actor, act.second_officer)),
        "findings": act.statement,
        "items": result_notice.items(act.items) or None,
        "passed": act.passed,
        "resume_articles": issuing.cited(law, KIND, "resume_articles") if step.track is Track.AFTER_CARE else None,
    }
    if not act.passed and announced:
        contents["closure_articles"] = demanded(session, law, row, at, StepKind.FILING)
    elif not act.passed:
        contents["report_articles"] = demanded(session, law, row, at, StepKind.REPORT_UP)
    issuing.issue(session, row, step, KIND, contents, at, addressee=row.party_id, act_id=act.act_id)


def _order(session: Session, step: StepRow) -> str:
    """The number of the last order of this track before the re-check."""
    before = [
        paper.number
        for one in matter.steps(session, step.matter_id)
        if one.kind is StepKind.ORDER_TO_CORRECT and one.track is step.track and one.number < step.number
        if (paper := order_to_correct.paper(session, one)) and paper.number
    ]
    return before[-1]
