"""What acts in a payment (先行赔付) change in the register: who decided what, and where its money stands."""

from sqlmodel import Session

from activities import mediation_choice, scheme_letters, scheme_papers
from activities.compensation_deciding import decide
from activities.compensation_money import recover, release, undo
from activities.compensation_recourse import recourse
from activities.law import Law
from domain.accounts import AccountKind, Event, PostingKind
from domain.calendar import legal_day
from domain.compensation import (
    Assessment,
    Assignment,
    CompensationAct,
    CompensationClosing,
    CompensationEnding,
    CompensationPhase,
    Decision,
    Delivery,
    NonExecution,
    Settlement,
    Withdrawal,
)
from domain.errors import Refused
from domain.payment import OrderStatus
from domain.scheme_paper import Letter
from models import bank, compensation
from models.compensation import CompensationRow

_FOUND = set(Assessment.model_fields) & set(CompensationRow.model_fields) - {"compensation_id"}


def take_effect(session: Session, law: Law, row: CompensationRow, act: CompensationAct) -> None:
    """Refused `not_the_open_order`, `signed_before_payment`, `still_owed`, `nothing_to_write_off`, and as `decide`,
    `recourse` and `scheme_papers.refuse_undelivered` refuse."""
    event = Event(f"act/{act.act_id}", act.received_at, act.actor)
    match act:
        case Assessment():
            row.sqlmodel_update(act.model_dump(include=_FOUND))
            row.handler, row.assessed_at, row.phase = act.actor, act.received_at, CompensationPhase.DECIDING
        case Decision():
            decide(session, law, row, act, event)
        case Withdrawal():
            _close(row, act, CompensationEnding.WITHDRAWN)
        case NonExecution():
            order = bank.open_order(session, row.compensation_id)
            if order is None or order.order_id != act.order_id:
                zh, en = "这不是正在办理的支付指令。", "This is not the order that is under way."
                raise Refused("not_the_open_order", zh=zh, en=en, field="order_id", value=act.order_id)
            order.status, order.reason = OrderStatus.REJECTED, act.statement
            session.flush()
            undo(session, row, event)
        case Settlement() if act.pay:
            rest = sum(compensation.in_each(session, row, AccountKind.RESERVED).values())
            bank.make_order(session, row, rest, act.received_at)
            row.phase = CompensationPhase.PAYING
        case Settlement():
            release(session, row, event)
            row.phase = CompensationPhase.ASSIGNING
            scheme_letters.have_signed(session, row, event)
        case Assignment():
            if row.paid_at is None or not legal_day(row.paid_at) <= act.signed_on <= legal_day(act.received_at):
                zh, en = "签署日期应当在付款之后、登记之前。", "It is signed after the payment, and before this."
                raise Refused("signed_before_payment", zh=zh, en=en, field="signed_on", value=act.signed_on.isoformat())
            row.ends_mediation, row.phase = act.ends_mediation, CompensationPhase.RECOVERING
            mediation_choice.tell_office(session, row, act)
            if scheme_letters.assigned(session, row):
                scheme_letters.write(session, row, Letter.DEBTOR_NOTICE, event)
        case Delivery():
            scheme_papers.refuse_undelivered(session, row, act)
        case CompensationClosing():
            _close_paid(session, row, act, event)
        case _:
            recourse(session, law, row, act, event)


def _close_paid(session: Session, row: CompensationRow, act: CompensationClosing, event: Event) -> None:
    left = compensation.owed(session, row)
    if left and act.write_off is None:
        zh, en = "尚有应收款，核销应当说明理由。", "Something is still owed: to write it off needs a reason."
        raise Refused("still_owed", zh=zh, en=en, field="write_off", value=left)
    if not left and act.write_off is not None:
        zh, en = "没有可以核销的款项。", "There is nothing to write off."
        raise Refused("nothing_to_write_off", zh=zh, en=en, field="write_off", value=left)
    if left:
        recover(session, row, PostingKind.WRITE_OFF, left, None, event)
        _close(row, act, CompensationEnding.WRITTEN_OFF)
    elif compensation.advanced(session, row):
        _close(row, act, CompensationEnding.RECOVERED)
    else:
        _close(row, act, CompensationEnding.FROM_DEPOSIT)
    scheme_letters.close(session, row, act.write_off, event)


def _close(row: CompensationRow, act: CompensationAct, ending: CompensationEnding) -> None:
    row.phase, row.ending, row.closed_on = CompensationPhase.CLOSED, ending, legal_day(act.received_at)
