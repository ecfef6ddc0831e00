"""Order to correct (责令改正): what its paper states, and the period that it begins."""

from datetime import datetime
from typing import Any

from sqlmodel import Session

from activities import clock, issuing
from activities.law import Law
from domain.acts import Approval, OrderDraft
from domain.judgement import Kind
from domain.period import StartEvent
from domain.steps import Track
from models import audit, document, judgement, matter, office
from models.document import DocumentRow
from models.matter import MatterRow, StepRow

KIND = "order_to_correct"
FAILED_SAMPLE = "supervisory_sample_failed"  # what an order of track A is about


def issue(session: Session, law: Law, row: MatterRow, order: StepRow, act: Approval) -> None:
    """Make the approved order. Refused as `activities.issuing.issue` refuses."""
    contents = _contents(session, law, row, order) | _period(session, law, order, act.received_at)
    issued = issuing.issue(
        session, row, order, KIND, contents, act.received_at, addressee=row.party_id, act_id=act.act_id
    )
    if runs_from_itself(law, order, act.received_at):
        at = act.received_at
        clock.begin(session, law, order, at, at=at, actor=audit.PROGRAM, document=issued.sha256)


def refuse_unprintable(session: Session, law: Law, row: MatterRow, order: StepRow, at: datetime) -> None:
    """As `activities.issuing.refuse_unprintable`, of the newest draft."""
    contents = _contents(session, law, row, order) | _period(session, law, order, at)
    issuing.refuse_unprintable(session, row, KIND, contents, at)


def paper(session: Session, order: StepRow) -> DocumentRow | None:
    """The order as it was issued, whoever the party is by now. None before it is approved."""
    return next((one for one in document.of_step(session, order) if one.kind == KIND), None)


def runs_from_itself(law: Law, order: StepRow, at: datetime) -> bool:
    """O18 46: sixty days from the order itself. Any other period begins with its service."""
    assert order.period is not None
    return law.period(order.period, at).runs_from is StartEvent.ORDER


def _period(session: Session, law: Law, order: StepRow, at: datetime) -> dict[str, Any]:
    """A day where it is known when the order is made; days from service where it is not."""
    assert order.period is not None
    if runs_from_itself(law, order, at):
        due = clock.due_since(session, law, order.period, at)
        return {"due": due.on, "due_explanation": due.explanation.zh}
    draft = matter.last_act(session, order.matter_id, order.number, OrderDraft)
    return {"period_days": draft.period_days, "period_reason": draft.period_reason}


def _contents(session: Session, law: Law, row: MatterRow, order: StepRow) -> dict[str, Any]:
    draft = matter.last_act(session, row.matter_id, order.number, OrderDraft)
    return {
        "facts": draft.facts,
        "findings": _findings(session, law, order),
        "basis": law.articles(order.basis),
        "demands": list(draft.demands),
        "sample_articles": issuing.cited(law, KIND, "sample_articles") if order.track is Track.AFTER_CARE else None,
        "report_to": office.office(session, row.office_id).name,
        "officers": issuing.officers(session, (draft.actor, draft.second_officer)),
    }


def _findings(session: Session, law: Law, order: StepRow) -> list[dict[str, Any]]:
    """What is breached, the power of the order named apart; upon a failed sample (PQL 17) that it failed."""
    found = judgement.findings_of_matter(session, order.matter_id)
    if order.track is Track.AFTER_CARE:
        return [{"title": one.title["zh"], "articles": []} for one in found if one.finding == FAILED_SAMPLE]
    return [
        {
            "title": one.title["zh"],
            "articles": law.articles(article for article in one.basis if article not in order.basis),
        }
        for one in found
        if one.kind is Kind.VIOLATION
    ]
