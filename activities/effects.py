"""What an act brings about in the register, once it has been found to be in order."""

from typing import assert_never

from sqlmodel import Session

from activities import (
    case_file,
    clock,
    complaint_handling,
    correction,
    enforcement,
    extension,
    forms,
    guidance,
    handling_power,
    interviewing,
    mediating,
    notification,
    objection,
    order_to_correct,
    outcomes,
    papers,
    passing_on,
    recheck,
    report_handling,
    reporting,
    result_notice,
    retest,
    sending,
    serving,
    supervision_papers,
    withdrawal,
)
from activities.law import Law
from domain.acts import (
    Act,
    Answer,
    Approval,
    Attempt,
    ClosingDraft,
    Defence,
    Dispatch,
    Draft,
    Extension,
    ExtensionRefusal,
    ExtensionRequest,
    MatterAct,
    Notification,
    Objection,
    OrderDraft,
    Outcome,
    Particulars,
    Recheck,
    Resumption,
    Review,
    ReviewRequest,
    Service,
    Suspension,
    Verification,
)
from domain.calendar import legal_day
from domain.complaint_acts import ComplainantsAct, ComplaintAct
from domain.errors import Refused
from domain.guidance_acts import FollowUp, InterviewDraft, InterviewRecord, LetterDraft
from domain.handling_power import PowerAct
from domain.interview import Appointment, Hearing, Talk
from domain.passing_on import PASSED_ON
from domain.procedure import DECISIONS
from domain.report_acts import ClueFound, Merger, Redirection, Repetition, ResultTelling
from domain.results import Result
from domain.sample_acts import Denial, ResultDraft, RetestReport
from domain.steps import StepKind
from domain.timeliness import assess, postmark
from models import audit, matter
from models.matter import MatterRow, StepRow

REVIEW_PERIOD = "supervision_review_request"


def take_effect(session: Session, law: Law, row: MatterRow, step: StepRow, act: Act) -> None:
    assert not isinstance(act, MatterAct)
    papers.refuse_unprintable(act)
    if isinstance(act, ComplaintAct | ComplainantsAct):
        return complaint_handling.take_effect(session, law, row, step, act)
    if isinstance(act, PowerAct):
        return handling_power.take_effect(session, row, step, act)
    match act:
        case Verification():
            outcomes.end(step, act, Result.CONFIRMED if act.confirmed else Result.NOT_CONFIRMED)
            if step.kind is StepKind.DENIAL and act.confirmed:
                objection.verified(session, law, row, act)
        case Recheck():
            _refuse_before_window(step, act)
            if step.kind is StepKind.RECHECK:
                correction.refuse_recheck(session, step, act)
            outcomes.end(step, act, Result.PASSED if act.passed else Result.FAILED)
            outcomes.end_unanswered(session, step, act, StepKind.ORDER_TO_CORRECT)
            recheck.tell(session, law, row, step, act)
        case OrderDraft():
            assert step.period is not None
            clock.refuse_length(session, law, step, act.received_at, act.period_days)
            correction.refuse_demands(session, step, act)
            order_to_correct.refuse_unprintable(session, law, row, step, act.received_at)
        case Draft():
            outcomes.propose(session, law, row, step, act)
            if step.kind is StepKind.ORDER_WITHDRAWAL:
                withdrawal.propose(session, law, row, step, act)
            enforcement.propose(session, law, row, step, act)
            if step.kind is StepKind.TRANSFER:
                passing_on.propose(session, row, act)
            if step.kind is StepKind.BUREAU_REMINDER:
                supervision_papers.remind(session, law, row, step, act)
        case Particulars():
            case_file.refuse_untenable(act)
        case Hearing():
            pass  # on record: the draft of the announcement may follow
        case Appointment():
            interviewing.refuse_past(act)
        case Talk():
            interviewing.hold(session, row, step, act)
        case Outcome() if step.kind is StepKind.ARCHIVING:
            complaint_handling.file_away(session, law, row, step, act)
        case Outcome() if step.kind in PASSED_ON:
            passing_on.report(session, law, row, step, act)
        case Outcome():
            if step.kind in enforcement.STEPS:
                enforcement.refuse_report(session, step, act)
            if act.result is Result.PUNISHED:
                passing_on.refuse_instead_of_referral(session, row)
            outcomes.report(session, law, row, step, act)
            if step.kind is StepKind.REVIEW:
                supervision_papers.answer_review(session, law, row, step, act)
        case Service():
            serving.serve(session, law, row, step, act)
        case Attempt():
            serving.fail(session, row, step, act)
        case Dispatch():
            sending.send(session, row, step, act)
        case Answer():
            _answer(session, step, act)
        case Objection():
            objection.take(step, act)
        case Denial():
            objection.deny(session, step, act)
        case ResultDraft():
            result_notice.issue(session, law, row, step, act)
        case RetestReport():
            retest.report(session, law, row, step, act)
        case LetterDraft():
            guidance.send_letter(session, law, row, step, act)
        case InterviewDraft():
            guidance.invite(session, law, row, step, act)
        case InterviewRecord():
            guidance.record(session, law, row, step, act)
        case FollowUp():
            guidance.follow_up(session, act)
        case Notification():
            notification.send(session, law, row, step, act)
        case ReviewRequest():
            _refuse_late_review(session, law, step, act)
        case Extension():
            before = clock.due_of_step(step)
            clock.take(session, law, step, act)
            forms.extend(session, law, row, step, act, before)
            if step.kind is StepKind.ORDER_TO_CORRECT:
                extension.answer(session, law, row, step, act)
        case Suspension() | Resumption():
            if isinstance(act, Suspension) and step.kind is StepKind.MEDIATION:
                mediating.refuse_unarranged(session, step, act)
            clock.take(session, law, step, act)
        case ExtensionRequest():
            extension.ask(session, row, step, act)
        case ExtensionRefusal():
            extension.answer(session, law, row, step, act)
        case ClueFound():
            reporting.open_found(session, row, act)
        case Repetition() | Merger() | Redirection() | ResultTelling():
            report_handling.take_effect(session, law, row, step, act)
        case Approval(agreed=True) if step.kind is StepKind.CLOSING:
            _close(session, law, row, step, act)
        case Approval(agreed=True):
            if step.kind in PASSED_ON:
                passing_on.decide(session, law, row, step, act)
            if step.kind in DECISIONS:
                outcomes.decide(session, law, row, step, act)
            papers.issue(session, law, row, step, act)
        case ClosingDraft() | Review() | Approval() | Defence():
            pass  # on record: its phase is all that follows
        case _:
            assert_never(act)


def _close(session: Session, law: Law, row: MatterRow, step: StepRow, act: Approval) -> None:
    serving.refuse_unserved(session, row, act.received_at)
    outcomes.end(step, act, Result.CLOSED)
    outcomes.end_with_matter(session, row, act)
    session.flush()
    matter.close(session, row, act.received_at)
    forms.close(session, law, row, step, act)
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


def _answer(session: Session, step: StepRow, act: Answer) -> None:
    """In time or not: by the receipts of this step alone, however late the answer is taken (PR 80)."""
    if step.kind is StepKind.ORDER_TO_CORRECT:
        correction.refuse_answer(session, step, act)
    if step.due_at is None:
        raise RuntimeError(f"step {step.number} of {step.matter_id} takes answers and has no period")
    outcomes.end(step, act, assess([act], step.due_at))
