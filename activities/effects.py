"""What an act brings about in the register, once it has been found to be in order."""

from sqlmodel import Session

from activities import case_file, clock, order_to_correct, outcomes, passing_on, serving
from activities.law import Law
from domain.acts import (
    Act,
    Answer,
    Approval,
    Draft,
    Extension,
    Notification,
    Objection,
    OrderDraft,
    Outcome,
    Particulars,
    Recheck,
    Resumption,
    ReviewRequest,
    Service,
    Suspension,
    Verification,
)
from domain.calendar import legal_day
from domain.errors import Refused
from domain.passing_on import PASSED_ON
from domain.procedure import DECISIONS, Phase
from domain.results import Result
from domain.steps import StepKind
from domain.timeliness import assess, postmark
from models import audit, matter
from models.matter import MatterRow, StepRow

REVIEW_PERIOD = "supervision_review_request"


def take_effect(session: Session, law: Law, row: MatterRow, step: StepRow, act: Act) -> None:
    match act:
        case Verification():
            outcomes.end(step, act, Result.CONFIRMED if act.confirmed else Result.NOT_CONFIRMED)
        case Recheck():
            _refuse_before_window(step, act)
            outcomes.end(step, act, Result.PASSED if act.passed else Result.FAILED)
            outcomes.end_unanswered(session, step, act, StepKind.ORDER_TO_CORRECT)
        case OrderDraft():
            assert step.period is not None
            clock.refuse_length(session, law, step, act.received_at, act.period_days)
            order_to_correct.refuse_unprintable(session, law, row, step, act.received_at)
        case Draft():
            outcomes.propose(session, law, row, step, act)
            if step.kind is StepKind.TRANSFER:
                passing_on.propose(session, row, act)
        case Particulars():
            case_file.refuse_untenable(act)
        case Notification():
            passing_on.refuse_notification(session, row, act)
        case Outcome() if step.kind in PASSED_ON:
            passing_on.report(session, law, row, step, act)
        case Outcome():
            if act.result is Result.PUNISHED:
                passing_on.refuse_instead_of_referral(session, row)
            outcomes.report(session, law, row, step, act)
        case Service():
            serving.serve(session, law, row, step, act)
        case Answer():
            _answer(step, act)
        case Objection():
            _object(step, act)
        case ReviewRequest():
            _refuse_late_review(session, law, step, act)
        case Extension() | Suspension() | Resumption():
            clock.take(session, law, step, act)
        case Approval() if step.phase is Phase.SERVING and step.kind is StepKind.ORDER_TO_CORRECT:
            order_to_correct.issue(session, law, row, step, act)
        case Approval() if act.agreed and step.kind in PASSED_ON:
            passing_on.decide(session, law, row, step, act)
        case Approval() if step.phase is Phase.DONE and step.kind in DECISIONS:
            outcomes.decide(session, law, row, step, act)
        case Approval() if step.phase is Phase.DONE:
            _close(session, row, step, act)


def _close(session: Session, row: MatterRow, step: StepRow, act: Approval) -> None:
    serving.refuse_unserved(session, row)
    outcomes.end(step, act, Result.CLOSED)
    outcomes.end_with_matter(session, row, act)
    session.flush()
    matter.close(session, row, act.received_at)
    chain = audit.of_matter(row.matter_id)
    audit.append(session, chain, at=act.received_at, actor=act.actor, event="closed", ending=row.ending)


def _refuse_before_window(step: StepRow, act: Recheck) -> None:
    """O18 48: the re-check after an announcement is too early until its sixtieth day has passed."""
    due = clock.due_of_step(step)
    if due and due.not_before and legal_day(act.received_at) < due.not_before:
        raise Refused(
            "before_the_window",
            zh=f"此项复查不得早于{due.not_before}。",
            en=f"This re-check is not lawful before {due.not_before}.",
            field="received_at",
            value=act.received_at.isoformat(),
        )


def _object(step: StepRow, act: Objection) -> None:
    """PQL 15: within fifteen days of the result; the postmark counts. Refused `objection_too_late`."""
    if step.due_at is not None and postmark(act) >= step.due_at:
        raise Refused(
            "objection_too_late",
            zh="申请复检的期限已经届满。",
            en="The period in which a retest could be asked for is over.",
            field="received_at",
            value=act.received_at.isoformat(),
        )
    outcomes.end(step, act, Result.OBJECTED)


def _refuse_late_review(session: Session, law: Law, step: StepRow, act: ReviewRequest) -> None:
    """PSE 20: five working days from the service of the notice. Refused `review_too_late`, `review_asked_already`."""
    assert step.period_from is not None
    over = clock.due_since(session, law, REVIEW_PERIOD, step.period_from)
    asked = [one for one in matter.acts(session, step.matter_id, step.number) if one.kind == act.kind]
    if postmark(act) >= over.at or len(asked) > 1:
        late = postmark(act) >= over.at
        raise Refused(
            "review_too_late" if late else "review_asked_already",
            zh=f"申请复查的期限已于{over.on}届满。" if late else "已经申请过复查。",
            en=f"The period for a review ended on {over.on}." if late else "A review has been asked for already.",
            field="received_at",
            value=act.received_at.isoformat(),
        )


def _answer(step: StepRow, act: Answer) -> None:
    """In time or not: by the receipts of this step alone, however late the answer is taken (PR 80)."""
    if step.due_at is None:
        raise RuntimeError(f"step {step.number} of {step.matter_id} takes answers and has no period")
    outcomes.end(step, act, assess([act], step.due_at))
