"""Recourse (追偿) of the scheme by the claim that the consumer assigned: notice, demand, set-off, top-up, small claim.

What seller and producer have against each other (产品质量法 40, 42, 43) is theirs and no basis of this.
"""

from datetime import date

from sqlmodel import Session

from activities import scheme_letters
from activities.agreed_period import agreed
from activities.compensation_money import recover
from activities.crediting import suspend
from activities.law import Law
from activities.scheme_papers import refuse_day
from domain.accounts import Event, PostingKind
from domain.base import Text
from domain.compensation import (
    CompensationAct,
    CompensationPhase,
    DebtorNotice,
    Demand,
    LetterIssue,
    SetOff,
    SmallClaim,
    TopUpDemand,
)
from domain.errors import Refused
from domain.scheme_paper import RECEIPT_OF, Letter
from models import accounts, compensation, scheme, scheme_paper
from models.compensation import CompensationRow
from models.scheme import AgreementRow

REPAY = Text(zh="约定的偿还期限", en="Period for repayment by the agreement")
TOP_UP = Text(zh="约定的补足期限", en="Period for the top-up by the agreement")


def recourse(session: Session, law: Law, row: CompensationRow, act: CompensationAct, event: Event) -> None:
    """Refused `nothing_assigned`, `not_assigned_yet`, `debtor_not_notified`, `nothing_owed`, `demanded_already`,
    `deposit_is_enough`, `no_letter_under_way`, `received_on_impossible`, `period_still_runs`, `more_than_owed`,
    `account_below_zero`."""
    agreement = session.get_one(AgreementRow, row.agreement_id)
    match act:
        case LetterIssue():
            _refuse_letter(session, row, agreement, act.letter)
            scheme_letters.write(session, row, act.letter, event)
        case DebtorNotice():
            _refuse_letter(session, row, agreement, Letter.DEBTOR_NOTICE)
            _refuse_day(session, row, act.received_on, act)
        case Demand():
            _refuse_letter(session, row, agreement, Letter.RECOURSE_DEMAND)
            _refuse_day(session, row, act.received_on, act)
            row.repay_by = agreed(session, law, "repayment", REPAY, agreement.repay_within_days, act.received_on).at
        case SetOff():
            _refuse_running(row, act)
            scheme.held(session, row.scheme_id)
            if act.fen > compensation.owed(session, row):
                zh, en = "超过尚欠的金额。", "This is more than is owed."
                raise _no("more_than_owed", zh, en, "fen", act.fen)
            recover(session, row, PostingKind.SET_OFF, act.fen, compensation.deposit(row).account_id, event)
        case TopUpDemand():
            _refuse_letter(session, row, agreement, Letter.TOP_UP_DEMAND)
            _refuse_day(session, row, act.received_on, act)
            row.top_up_by = agreed(session, law, "top_up", TOP_UP, agreement.top_up_within_days, act.received_on).at
            suspend(session, agreement, act.received_at, act.actor)
        case SmallClaim():
            _refuse_running(row, act)
            _refuse_unowed(session, row)


def _refuse_letter(session: Session, row: CompensationRow, agreement: AgreementRow, letter: Letter) -> None:
    """What a letter demands must be owed when it is made, and still when it has arrived."""
    match letter:
        case Letter.DEBTOR_NOTICE if row.phase is CompensationPhase.ASSIGNING:
            zh, en = "消费者尚未签署收款及权利转让书。", "The consumer has not signed the assignment yet."
            raise _no("not_assigned_yet", zh, en, "letter", letter)
        case Letter.DEBTOR_NOTICE if not scheme_letters.assigned(session, row):
            zh, en = "赔款全部出自责任方的保证金，没有转让任何权利。", "Its own deposit has paid: nothing was assigned."
            raise _no("nothing_assigned", zh, en, "letter", letter)
        case Letter.RECOURSE_DEMAND:
            _refuse_unowed(session, row)
            if not compensation.acts(session, row.compensation_id, "debtor_notice"):
                zh, en = "尚未将权利转让通知债务人。", "The debtor has not been told of the assignment."
                raise _no("debtor_not_notified", zh, en, "letter", letter)
            if row.repay_by is not None:
                zh, en = "追偿函已经送达。", "It has been demanded already."
                raise _no("demanded_already", zh, en, "letter", letter)
        case Letter.TOP_UP_DEMAND:
            scheme.held(session, row.scheme_id)
            if accounts.balance(session, compensation.deposit(row)) >= agreement.deposit_fen:
                zh, en = "保证金没有低于约定的金额。", "The deposit is what was agreed."
                raise _no("deposit_is_enough", zh, en, "letter", letter)


def _refuse_running(row: CompensationRow, act: CompensationAct) -> None:
    if row.repay_by is None or act.received_at < row.repay_by:
        zh, en = "追偿函的期限尚未届满。", "The period of the demand has not ended."
        raise _no("period_still_runs", zh, en, "received_at", act.received_at.isoformat())


def _refuse_unowed(session: Session, row: CompensationRow) -> None:
    if not compensation.owed(session, row):
        zh, en = "没有应收的追偿款。", "Nothing is owed to the scheme."
        raise _no("nothing_owed", zh, en, "compensation_id", row.compensation_id)


def _refuse_day(session: Session, row: CompensationRow, on: date, act: CompensationAct) -> None:
    """Each letter arrives once, and no earlier than it was made."""
    letter = RECEIPT_OF[act.kind]
    made = scheme_paper.papers(session, row.compensation_id, letter.value)
    arrived = len(compensation.acts(session, row.compensation_id, act.kind)) - 1  # this one is entered already
    if arrived >= len(made):
        zh, en = f"没有已制作而尚未送达的《{letter.zh}》。", f"No {letter.en} has been made that has not arrived."
        raise _no("no_letter_under_way", zh, en, "kind", act.kind)
    refuse_day(made[arrived], on, act.received_at)


def _no(code: str, zh: str, en: str, field: str, value: str | int) -> Refused:
    return Refused(code, zh=zh, en=en, field=field, value=value)
