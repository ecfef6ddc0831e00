"""A payment under way (先行赔付): its order is sent, and sent again, until the bank answers; periods are watched."""

from datetime import datetime, timedelta

from sqlmodel import Session
from temporalio import activity

from bank import orders
from domain.base import Text
from domain.calendar import legal_day
from domain.compensation import CompensationPhase
from domain.compensation_standing import CompensationStanding
from domain.errors import Refused
from domain.payment import OPEN
from domain.scheme import Membership
from models import audit, bank, compensation, message, scheme
from models.bank import BankOrderRow
from models.compensation import CompensationRow
from models.scheme import AgreementRow
from models.session import Database
from sources.exchange import BankFolder

NO_FOLDER = Text(zh="没有可以执行支付指令的银行目录。", en="No bank folder is set that could carry out this order.")
FOLDER_GONE = Text(
    zh="银行目录不存在或者没有挂载，支付指令尚未发出；恢复后会自动发送。",
    en="The folder of the bank is gone or not mounted: the order waits, and is sent once it is back.",
)


class CompensationActivities:
    """Without a folder no order leaves: it waits for one. A rehearsal pays nobody, and the embedded bank pays nobody in
    truth: the one goes with the other alone."""

    def __init__(self, database: Database, folder: BankFolder | None) -> None:
        self.database, self.folder = database, folder

    @activity.defn(no_thread_cancel_exception=True)
    def what_is_due(self, compensation_id: str, now: datetime) -> CompensationStanding:
        """Where a payment stands, whether its order is to be sent now, and when to look again. A period that has ended
        is told once."""
        with self.database.transaction() as session:
            row = compensation.held(session, compensation_id)
            if row.phase is CompensationPhase.CLOSED:
                return CompensationStanding(phase=row.phase)
            waits = [at for at in _periods(session, row, now) if at is not None]
            order = bank.open_order(session, compensation_id)
            if order is None:
                return CompensationStanding(phase=row.phase, look_at=min(waits, default=None))
            if order.send_again_at is not None and now < order.send_again_at:
                waits.append(order.send_again_at)
            elif order.sendings < (of := scheme.held(session, row.scheme_id)).sendings:
                folder = self.folder if self.folder and self.folder.embedded is of.rehearsal else None
                if folder and folder.there:
                    return CompensationStanding(phase=row.phase, order_id=order.order_id)
                about = f"{'bank gone' if folder else 'no bank'} {order.order_id}"
                _tell(session, row, about, now, FOLDER_GONE if folder else NO_FOLDER)
                waits.append(now + timedelta(minutes=of.answer_minutes))
            else:
                zh = f"支付指令“{order.order_id}”发送{order.sendings}次，银行没有答复，请与银行核实。"
                en = f"Order {order.order_id} was sent {order.sendings} times and is unanswered: ask the bank."
                _tell(session, row, f"unanswered {order.order_id}", now, Text(zh=zh, en=en))
            return CompensationStanding(phase=row.phase, look_at=min(waits, default=None))

    @activity.defn(no_thread_cancel_exception=True)
    def send_order(self, order_id: str, now: datetime) -> None:
        """Leave the order for the bank, and note it. One that is no longer open is left alone; twice is the same
        message, which a bank knows by its id. Refused `no_bank`; raises OSError where the folder is gone meanwhile."""
        if self.folder is None:
            zh, en = "没有设置与银行交换报文的目录。", "No folder is set for what is exchanged with the bank."
            raise Refused("no_bank", zh=zh, en=en, field="HEZHENG_BANK")
        with self.database.transaction() as session:
            order = session.get_one(BankOrderRow, order_id)
            row = compensation.held(session, order.compensation_id)
            of = scheme.held(session, row.scheme_id)
            if order.status not in OPEN:
                return
            if self.folder.embedded is not of.rehearsal:
                zh, en = "演练与真实的银行不能混用。", "Rehearsals and real banks do not mix."
                raise Refused("no_bank", zh=zh, en=en, field="HEZHENG_BANK")
            content = orders.message(bank.words(of, order))
        self.folder.put(order_id, content)
        with self.database.transaction() as session:
            compensation.held(session, row.compensation_id)
            order = session.get_one(BankOrderRow, order_id)
            order.sendings += 1
            order.send_again_at = now + timedelta(minutes=of.answer_minutes)
            chain, detail = audit.of_compensation(row.compensation_id), {"order": order_id, "sending": order.sendings}
            audit.append(session, chain, at=now, actor=audit.PROGRAM, event="order_sent", **detail)


def _periods(session: Session, row: CompensationRow, now: datetime) -> list[datetime | None]:
    """The ends of what is awaited; one that has passed is told to the operator, once, and awaited no more."""
    unpaid = row.phase in (CompensationPhase.PAYING, CompensationPhase.UNCLEAR)
    short = session.get_one(AgreementRow, row.agreement_id).membership is Membership.SUSPENDED
    awaited = (
        (row.pay_by if unpaid else None, "赔付", "payment"),
        (row.repay_by if compensation.owed(session, row) else None, "偿还", "repayment"),
        (row.top_up_by if short else None, "补足保证金", "top-up of the deposit"),
    )
    for at, zh, en in awaited:
        if at is not None and at <= now:
            _over(session, row, at, zh, en, now)
    return [at if at is not None and now < at else None for at, _, _ in awaited]


def _over(session: Session, row: CompensationRow, at: datetime, zh: str, en: str, now: datetime) -> None:
    on = legal_day(at - at.resolution)
    text = Text(zh=f"约定的{zh}期限已于{on}24时届满。", en=f"The agreed period for {en} ended on {on} at 24:00.")
    if _tell(session, row, f"over {en} {on}", now, text):
        chain = audit.of_compensation(row.compensation_id)
        audit.append(session, chain, at=now, actor=audit.CLOCK, event="period_over", what=en, due=str(on))


def _tell(session: Session, row: CompensationRow, about: str, now: datetime, text: Text) -> bool:
    return message.tell_of_compensation(session, row.scheme_id, row.compensation_id, about, now, text)
