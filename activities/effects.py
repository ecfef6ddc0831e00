"""What an act brings about in the register, once it has been found to be in order."""

from sqlmodel import Session

from activities import clock
from activities.law import Law
from domain.due import due
from domain.errors import Refused
from domain.matter import (
    Act,
    Answer,
    Approval,
    Extension,
    OrderDraft,
    Recheck,
    Result,
    Resumption,
    Service,
    Suspension,
    Verification,
)
from domain.matter_facts import StepKind
from domain.procedure import Phase
from domain.timeliness import assess
from models import audit, document, matter
from models.document import ServiceRow
from models.matter import MatterRow, StepRow


def take_effect(session: Session, law: Law, row: MatterRow, step: StepRow, act: Act) -> None:
    match act:
        case Verification():
            _end(step, act, Result.CONFIRMED if act.confirmed else Result.NOT_CONFIRMED)
        case Recheck():
            _end(step, act, Result.PASSED if act.passed else Result.FAILED)
            _end_unanswered(session, step, act)
        case OrderDraft():
            _refuse_out_of_bounds(session, law, step, act)
        case Service():
            _serve(session, law, step, act)
        case Answer():
            _answer(step, act)
        case Extension() | Suspension() | Resumption():
            clock.take(session, law, step, act)
        case Approval() if step.kind is StepKind.CLOSING and step.phase is Phase.DONE:
            _end(step, act, Result.CLOSED)
            session.flush()
            matter.close(session, row, act.received_at)
            audit.append(
                session,
                audit.of_matter(row.matter_id),
                at=act.received_at,
                actor=act.actor,
                event="closed",
                ending=row.ending,
            )


def _refuse_out_of_bounds(session: Session, law: Law, step: StepRow, draft: OrderDraft) -> None:
    """The period that an officer sets must be one that he may set, before anybody reviews his draft."""
    assert step.period is not None
    period = law.period(step.period, draft.received_at)
    due(period, draft.received_at, law.published(session).calendar, count=draft.period_days)


def _end(step: StepRow, act: Act, result: Result) -> None:
    step.result, step.ended_at = result, act.received_at


def _end_unanswered(session: Session, recheck: StepRow, act: Recheck) -> None:
    """Nobody answered before the re-check was reported: the order is over, before anyone can close the matter."""
    for order in matter.steps(session, recheck.matter_id):
        if order.kind is StepKind.ORDER_TO_CORRECT and order.phase is Phase.LAPSED:
            order.phase = Phase.DONE
            _end(order, act, Result.UNANSWERED)
            audit.append(
                session,
                audit.of_matter(order.matter_id),
                at=act.received_at,
                actor=audit.RULES,
                event="unanswered",
                step=order.number,
            )


def _serve(session: Session, law: Law, step: StepRow, act: Service) -> None:
    """Service starts the period that the draft set; the document itself must have been issued before."""
    paper = document.of_step(session, step.matter_id, step.number)
    if paper.seal is None:
        raise Refused(
            "document_not_sealed",
            zh=f"文书“{paper.number}”尚未加盖印章，不能送达。",
            en=f"Document {paper.number} bears no seal yet and cannot be served.",
            field="step",
            value=step.number,
        )
    if act.served_at < paper.issued_at or act.served_at > act.received_at:
        raise Refused(
            "served_before_issued" if act.served_at < paper.issued_at else "served_after_recorded",
            zh="送达时间应当在文书制作之后、登记之前。",
            en="A document is served after it was issued and before its service is recorded.",
            field="served_at",
            value=act.served_at.isoformat(),
        )
    draft = matter.last_act(session, step.matter_id, step.number, OrderDraft)
    session.add(
        ServiceRow(
            document_id=paper.document_id,
            method="direct",
            served_at=act.served_at,
            signed_by=act.signed_by,
            proof=act.proof,
        )
    )
    clock.begin(
        session,
        law,
        step,
        act.served_at,
        at=act.received_at,
        actor=act.actor,
        count=draft.period_days,
        document=paper.sha256,
    )


def _answer(step: StepRow, act: Answer) -> None:
    """In time or not: by the receipts of this step alone, however late the answer is taken (PR 80)."""
    if step.due_at is None:
        raise RuntimeError(f"step {step.number} of {step.matter_id} takes answers and has no period")
    _end(step, act, assess([act], step.due_at))
