"""Papers (文书) of decisions: which one each kind of step makes once it is approved."""

from collections.abc import Callable
from typing import Any

from sqlmodel import Session

from activities import announcement, enforcement, forms, letters, order_to_correct, supervision_papers, withdrawal
from activities.law import Law
from domain.acts import Act, Approval, ClosingDraft, Draft, Outcome, Verification
from domain.complaint_acts import ComplaintAct
from domain.handling_power import PowerAct
from domain.interview import Appointment, Hearing, Talk
from domain.report_acts import ClueFound, ReportAct
from domain.steps import StepKind
from models.matter import MatterRow, StepRow
from notices import render

MADE_BY: dict[StepKind, Callable[[Session, Law, MatterRow, StepRow, Approval], Any]] = {
    StepKind.ORDER_TO_CORRECT: order_to_correct.issue,
    StepKind.ORDER_WITHDRAWAL: withdrawal.carry_out,
    StepKind.URGING: enforcement.approve,
    StepKind.COURT_APPLICATION: enforcement.approve,
    StepKind.FILING: forms.decide_filing,
    StepKind.REPORT_UP: letters.send,
    StepKind.TRANSFER: letters.send,
    StepKind.REFERRAL: letters.send,
    StepKind.ANNOUNCEMENT: announcement.issue,
    StepKind.SUPERVISION_NOTICE: supervision_papers.supervise,
    StepKind.BUREAU_INTERVIEW: supervision_papers.invite,
    StepKind.LIFTING: supervision_papers.lift,
}


def refuse_unprintable(act: Act) -> None:
    """Hold what an officer writes, and a paper states later, against what can be printed: afterwards nobody could write
    it again. What a party writes is taken as it is, and printed as far as it can be (`notices.render.readable`).

    Refused as `notices.render.refuse_unprintable_words`."""
    spoken, on_a_clue = Hearing | Appointment | Talk, ClueFound | ReportAct
    if isinstance(act, Verification | Outcome | Draft | ClosingDraft | spoken | ComplaintAct | PowerAct | on_a_clue):
        render.refuse_unprintable_words(act.model_dump(exclude_none=True))


def issue(session: Session, law: Law, row: MatterRow, step: StepRow, act: Approval) -> None:
    """Refused as `activities.issuing.issue` refuses: then nothing is approved."""
    if make := MADE_BY.get(step.kind):  # a proposal of sampling goes into the plan that it names
        make(session, law, row, step, act)
