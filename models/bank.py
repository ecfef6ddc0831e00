"""What is exchanged with banks (银行往来): orders, messages, bookings, and what a person has to look at."""

from datetime import date, datetime

from sqlalchemy import BigInteger, ForeignKeyConstraint, Index, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Field, Session, SQLModel, col, select

from domain.base import Text
from domain.payment import OPEN, Booking, Direction, Order, OrderStatus
from models.base import document, moment, one_of
from models.compensation import CompensationRow
from models.enterprise import natural
from models.scheme import SchemeRow

_OPEN = "status in ('ordered', 'accepted')"


class BankOrderRow(SQLModel, table=True):
    """支付指令 for a payment. While one is open no other is made: `ordinal` counts those of one payment."""

    __tablename__ = "bank_order"
    __table_args__ = (
        UniqueConstraint("compensation_id", "ordinal"),
        Index("uq_bank_order_open", "compensation_id", unique=True, postgresql_where=text(_OPEN)),
    )

    order_id: str = Field(primary_key=True, max_length=35)
    compensation_id: str = Field(foreign_key="compensation.compensation_id")
    ordinal: int
    fen: int = Field(sa_type=BigInteger)
    payee_name: str
    payee_account: str
    payee_bank: str
    status: OrderStatus = one_of(OrderStatus)
    reason: str = ""
    made_at: datetime = moment()
    sendings: int = 0
    send_again_at: datetime | None = moment(nullable=True, default=None)


class BankMessageRow(SQLModel, table=True):
    """报文 of a bank, as it came. The same message id with other words is another message, and is asked about."""

    __tablename__ = "bank_message"

    message_id: str = Field(primary_key=True)
    sha256: str = Field(primary_key=True)
    read_at: datetime = moment()
    content: bytes


class BankBookingRow(SQLModel, table=True):
    """入账 that a bank has notified: one for each of its references, and one posting for each."""

    __tablename__ = "bank_booking"
    __table_args__ = (
        ForeignKeyConstraint(["message_id", "sha256"], ["bank_message.message_id", "bank_message.sha256"]),
    )

    scheme_id: str = Field(foreign_key="scheme.scheme_id", primary_key=True)
    reference: str = Field(primary_key=True)
    direction: Direction = one_of(Direction, primary_key=True)
    fen: int = Field(sa_type=BigInteger)
    booked_on: date
    order_id: str = ""
    posting_id: str = Field(foreign_key="posting.posting_id", unique=True)
    message_id: str
    sha256: str


class BankQuestionRow(SQLModel, table=True):
    """疑问: what the bank's word leaves open. Nothing is lost: the money stands in an account for what is unknown."""

    __tablename__ = "bank_question"

    question_id: str = Field(primary_key=True)
    scheme_id: str | None = Field(default=None, foreign_key="scheme.scheme_id", index=True)
    code: str
    at: datetime = moment()
    text: dict[str, str] = document()


def make_order(session: Session, row: CompensationRow, fen: int, at: datetime) -> BankOrderRow:
    """The next order of a payment, to the payee of its assessment."""
    earlier = orders(session, row.compensation_id)
    assert row.payee_name is not None
    assert row.payee_account is not None
    order = BankOrderRow(
        order_id=f"HZ{natural('order', row.compensation_id, str(len(earlier) + 1)).upper()}",
        compensation_id=row.compensation_id,
        ordinal=len(earlier) + 1,
        fen=fen,
        payee_name=row.payee_name,
        payee_account=row.payee_account,
        payee_bank=row.payee_bank or "",
        status=OrderStatus.ORDERED,
        made_at=at,
    )
    session.add(order)
    session.flush()
    return order


def orders(session: Session, compensation_id: str) -> list[BankOrderRow]:
    query = select(BankOrderRow).where(BankOrderRow.compensation_id == compensation_id)
    return list(session.exec(query.order_by(col(BankOrderRow.ordinal))))


def open_order(session: Session, compensation_id: str) -> BankOrderRow | None:
    return next((one for one in orders(session, compensation_id) if one.status in OPEN), None)


def words(scheme: SchemeRow, order: BankOrderRow) -> Order:
    """The order as the bank is told of it."""
    return Order(
        order_id=order.order_id,
        fen=order.fen,
        made_at=order.made_at,
        debtor_name=scheme.operator_name[:140],
        debtor_account=scheme.bank_account,
        payee_name=order.payee_name,
        payee_account=order.payee_account,
        payee_bank=order.payee_bank,
        purpose=f"先行赔付 {order.compensation_id}"[:140],
    )


def of_orders(session: Session, order_ids: set[str]) -> dict[str, str]:
    """The payment of each order that there is."""
    query = select(BankOrderRow.order_id, BankOrderRow.compensation_id).where(col(BankOrderRow.order_id).in_(order_ids))
    return dict(session.exec(query).all())


def enter_message(session: Session, message: BankMessageRow) -> bool:
    """Enter a message once. False where it is on record."""
    entered = session.execute(
        insert(BankMessageRow).values(**message.model_dump()).on_conflict_do_nothing()
        .returning(col(BankMessageRow.sha256))
    )  # fmt: skip
    return entered.one_or_none() is not None


def changed(session: Session, message: BankMessageRow) -> bool:
    """Whether the bank has used this message id for other words before."""
    query = select(BankMessageRow.sha256).where(
        BankMessageRow.message_id == message.message_id, BankMessageRow.sha256 != message.sha256
    )
    return session.exec(query).first() is not None


def booked(session: Session, scheme_id: str, booking: Booking) -> BankBookingRow | None:
    return session.get(BankBookingRow, (scheme_id, booking.reference, booking.direction))


def paid_unordered(session: Session, compensation_id: str) -> bool:
    """Whether the bank has booked an order of a payment of which nothing counts as paid: it had refused it before."""
    ids = [one.order_id for one in orders(session, compensation_id)]
    query = select(BankBookingRow.reference).where(
        col(BankBookingRow.order_id).in_(ids), BankBookingRow.direction == Direction.OUT
    )
    return bool(ids) and session.exec(query).first() is not None


def ask(session: Session, scheme_id: str | None, code: str, about: str, at: datetime, text: Text) -> bool:
    """Leave a question once for each thing that it is about. False where it has been left before."""
    row = {"question_id": natural("question", scheme_id or "", code, about), "scheme_id": scheme_id, "code": code}
    left = session.execute(
        insert(BankQuestionRow).values(row | {"at": at, "text": text.model_dump()}).on_conflict_do_nothing()
        .returning(col(BankQuestionRow.question_id))
    )  # fmt: skip
    return left.one_or_none() is not None


def questions(session: Session, scheme_id: str) -> list[BankQuestionRow]:
    query = select(BankQuestionRow).where(
        (col(BankQuestionRow.scheme_id) == scheme_id) | col(BankQuestionRow.scheme_id).is_(None)
    )
    return list(session.exec(query.order_by(col(BankQuestionRow.at), BankQuestionRow.question_id)))
