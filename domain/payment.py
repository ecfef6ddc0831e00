"""支付指令 and what a bank says of it, in our words: the messages themselves are read and written in `bank/`."""

from datetime import date, datetime

from domain.base import Value
from domain.facts import Labelled


class OrderStatus(Labelled):
    ORDERED = "ordered", "已下达", "ordered, no answer yet"
    ACCEPTED = "accepted", "银行已受理", "taken by the bank"
    REJECTED = "rejected", "银行退回", "refused by the bank"
    BOOKED = "booked", "银行已入账", "booked by the bank"
    DIFFERENT = "different", "入账金额不符", "booked with another amount"


OPEN = {OrderStatus.ORDERED, OrderStatus.ACCEPTED}  # only these may still move money


class Order(Value):
    """支付指令. `order_id` is its EndToEndId, message and payment id: the bank knows a second sending by it."""

    order_id: str
    fen: int
    made_at: datetime
    debtor_name: str
    debtor_account: str
    payee_name: str
    payee_account: str
    payee_bank: str
    purpose: str


class Direction(Labelled):
    IN = "in", "收", "credit"
    OUT = "out", "付", "debit"


class Answer(Value):
    """What a bank says of one order (pain.002). `code` is the standard's word for the status, `reason` for the why."""

    order_id: str
    code: str
    reason: str = ""

    @property
    def refuses(self) -> bool:
        """A second sending that the bank refuses as a duplicate is no refusal of the first."""
        return self.code == "RJCT" and self.reason not in DUPLICATES


DUPLICATES = {"AM05", "DUPL", "DU01", "DU02", "DU03", "DU04"}


class Booking(Value):
    """An entry that the bank has booked (camt.054): the only proof that money has moved.

    `reference` is the bank's own; `texts` are what the payer or we stated, the EndToEndId first where there is one.
    """

    reference: str
    account: str
    direction: Direction
    fen: int
    booked_on: date
    order_id: str = ""
    texts: tuple[str, ...] = ()


class BankMessage(Value):
    """One message of a bank. `message_id` is the bank's; the same one twice is one."""

    message_id: str
    made_at: datetime
    answers: tuple[Answer, ...] = ()
    bookings: tuple[Booking, ...] = ()
