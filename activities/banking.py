"""What a bank says (银行报文), taken into the register: once, whatever comes twice, late, or about something else.

Only what is booked moves money here. What fits no open order of ours goes to an account for what is unknown, with a
question to the operator: nothing is lost, and nothing is paid again.
"""

from sqlmodel import Session

from activities import scheme_letters
from activities.compensation_money import pay, undo
from activities.crediting import PAYABLE, book, credited, lift
from domain.accounts import AccountKind, Entry, Event, Posting, PostingKind, of_scheme, yuan
from domain.base import Text
from domain.compensation import CompensationPhase
from domain.payment import OPEN, Answer, BankMessage, Booking, Direction, OrderStatus
from models import accounts, audit, bank, compensation, message, scheme
from models.bank import BankBookingRow, BankMessageRow, BankOrderRow
from models.compensation import CompensationRow
from models.scheme import SchemeRow

ACCEPTED = {"ACCP", "ACTC", "ACSP", "ACSC", "ACCC", "ACWC", "ACWP", "ACFC", "RCVD", "PDNG", "PATC", "PART", "BLCK"}
REFUSED = {"RJCT", "CANC"}


def take(session: Session, words: BankMessage, row: BankMessageRow) -> list[str]:
    """Enter a message and all that it says. Returns the payments that something has happened to."""
    if bank.changed(session, row):
        text = Text(
            zh=f"银行报文“{row.message_id}”的编号曾用于另一内容。",
            en=f"The bank has used the message id {row.message_id} for other words before.",
        )
        bank.ask(session, None, "bank_message_changed", f"{row.message_id} {row.sha256}", words.made_at, text)
    if not bank.enter_message(session, row):
        return []
    named = {one.order_id for one in words.answers} | {one.order_id for one in words.bookings}
    of = bank.of_orders(session, named)
    held = {one: compensation.held(session, one) for one in sorted({*of.values(), *_paid_for(session, words)})}
    before = {name: one.version for name, one in held.items()}
    for answer in words.answers:
        _answer(session, words, answer, held.get(of.get(answer.order_id, "")))
    for booking in words.bookings:
        _book(session, words, row, booking, held.get(of.get(booking.order_id, "")))
    return [name for name, one in held.items() if one.version > before[name]]


def _paid_for(session: Session, words: BankMessage) -> set[str]:
    """The payments whose debtors have paid: held with the others, in the order of their ids."""
    found = set()
    for booking in words.bookings:
        of = scheme.of_bank_account(session, booking.account)
        account = of and accounts.by_reference(session, of.scheme_id, booking.texts)
        if account and account.compensation_id:
            found.add(account.compensation_id)
    return found


def _answer(session: Session, words: BankMessage, answer: Answer, row: CompensationRow | None) -> None:
    order = session.get(BankOrderRow, answer.order_id) if row else None
    if row is None or order is None:
        zh = f"银行答复了未知的支付指令“{answer.order_id}”。"
        en = f"The bank answers an order {answer.order_id} that we do not know."
        bank.ask(session, None, "unknown_order", answer.order_id, words.made_at, Text(zh=zh, en=en))
    elif answer.code not in ACCEPTED | REFUSED:
        zh, en = f"不认识的银行状态“{answer.code}”。", f"The bank's status {answer.code} is not known."
        _ask(session, row, "unknown_status", f"{order.order_id} {answer.code}", words, Text(zh=zh, en=en))
    elif answer.code not in REFUSED or (answer.code == "RJCT" and not answer.refuses):
        if order.status is OrderStatus.ORDERED:
            order.status = OrderStatus.ACCEPTED
            _note(session, row, words, "order_accepted", order, code=answer.code)
    elif order.status in OPEN:
        order.status, order.reason = OrderStatus.REJECTED, answer.reason
        session.flush()
        undo(session, row, Event(f"order/{order.order_id}/rejected", words.made_at, audit.BANK))
        row.version += 1
        _note(session, row, words, "order_rejected", order, reason=answer.reason)
        zh = f"银行退回支付指令（{answer.reason}），请重新核定收款信息。"
        en = f"The bank refused the order ({answer.reason}): assess it anew."
        _tell(session, row, f"rejected {order.order_id}", words, Text(zh=zh, en=en))
    elif order.status is not OrderStatus.REJECTED:
        zh, en = "银行退回了已经入账的支付指令。", "The bank refuses an order that it has booked."
        _ask(session, row, "refused_after_booking", order.order_id, words, Text(zh=zh, en=en))


def _book(
    session: Session, words: BankMessage, row: BankMessageRow, booking: Booking, paid: CompensationRow | None
) -> None:
    of = scheme.of_bank_account(session, booking.account)
    if of is None:
        zh, en = f"没有使用账户“{booking.account}”的制度。", f"No scheme has the account {booking.account}."
        about = f"{booking.account} {booking.reference}"
        return _asked(session, None, "unknown_bank_account", about, words, Text(zh=zh, en=en))
    scheme.held(session, of.scheme_id)
    if known := bank.booked(session, of.scheme_id, booking):
        said = booking.fen, booking.booked_on, booking.order_id
        if said != (known.fen, known.booked_on, known.order_id):
            zh, en = "银行以同一编号通知了另一笔入账。", "The bank has notified another booking under one reference."
            about = " ".join([booking.reference, *map(str, said)])
            _asked(session, of, "booking_changed", about, words, Text(zh=zh, en=en))
        return None
    posting_id = f"booking/{of.scheme_id}/{booking.direction}/{booking.reference}"
    if booking.direction is Direction.IN:
        _come_in(session, words, of, booking, posting_id)
    else:
        order = session.get(BankOrderRow, booking.order_id) if paid and paid.scheme_id == of.scheme_id else None
        _gone_out(session, words, of, booking, posting_id, order, paid)
    given = booking.model_dump(include={"reference", "direction", "fen", "booked_on", "order_id"})
    vouched = row.model_dump(include={"message_id", "sha256"})
    session.add(BankBookingRow(scheme_id=of.scheme_id, posting_id=posting_id, **given, **vouched))
    session.flush()
    return None


def _come_in(session: Session, words: BankMessage, of: SchemeRow, booking: Booking, posting_id: str) -> None:
    giver = of_scheme(of.scheme_id, AccountKind.BANK).account_id
    account = accounts.by_reference(session, of.scheme_id, booking.texts)
    if account is None or account.kind not in PAYABLE:
        unknown = of_scheme(of.scheme_id, AccountKind.UNKNOWN_IN).account_id
        entry = Entry(debit=giver, credit=unknown, fen=booking.fen)
        _unknown(session, words, of, posting_id, entry)
        zh = f"来款{yuan(booking.fen)}元没有可以识别的附言。"
        en = f"{yuan(booking.fen)} yuan came in without a reference that we know."
        return _asked(session, of, "unknown_credit", booking.reference, words, Text(zh=zh, en=en))
    kind, compensation_id, entries = credited(session, account, booking.fen, giver)
    posting = Posting(
        posting_id=posting_id, scheme_id=of.scheme_id, kind=kind, at=words.made_at,
        compensation_id=compensation_id, entries=entries,
    )  # fmt: skip
    book(session, posting, audit.BANK)
    lift(session, account, words.made_at)
    return None


def _gone_out(
    session: Session, words: BankMessage, of: SchemeRow, booking: Booking, posting_id: str,
    order: BankOrderRow | None, row: CompensationRow | None,
) -> None:  # fmt: skip
    beyond = booking.fen - order.fen if order and order.status in OPEN else booking.fen
    strange = Entry(
        debit=of_scheme(of.scheme_id, AccountKind.UNKNOWN_OUT).account_id,
        credit=of_scheme(of.scheme_id, AccountKind.BANK).account_id,
        fen=max(beyond, 1),
    )
    zh = f"银行付出{yuan(booking.fen)}元，与支付指令不符。"
    en = f"The bank has paid {yuan(booking.fen)} yuan, which is not what was ordered."
    if row is None or order is None or order.status not in OPEN:
        _unknown(session, words, of, posting_id, strange)
        return _asked(session, of, "unknown_debit", booking.reference, words, Text(zh=zh, en=en))
    order.status = OrderStatus.DIFFERENT if beyond else OrderStatus.BOOKED
    event = Event(posting_id, words.made_at, audit.BANK)
    paid = pay(session, row, booking.fen, (strange,) if beyond > 0 else (), event)
    row.phase = CompensationPhase.UNCLEAR if beyond < 0 else CompensationPhase.ASSIGNING
    row.version += 1
    _note(session, row, words, "order_booked", order, fen=booking.fen)
    scheme_letters.advise(session, row, paid, booking.fen - paid, booking.booked_on, event)
    if beyond:
        _ask(session, row, "another_amount", order.order_id, words, Text(zh=zh, en=en))
    return None


def _unknown(session: Session, words: BankMessage, of: SchemeRow, posting_id: str, entry: Entry) -> None:
    kind, at = PostingKind.UNKNOWN, words.made_at
    posting = Posting(posting_id=posting_id, scheme_id=of.scheme_id, kind=kind, at=at, entries=(entry,))
    book(session, posting, audit.BANK)


def _note(
    session: Session, row: CompensationRow, words: BankMessage, event: str, order: BankOrderRow, **detail: str | int
) -> None:
    chain = audit.of_compensation(row.compensation_id)
    audit.append(session, chain, at=words.made_at, actor=audit.BANK, event=event, order=order.order_id, **detail)


def _tell(session: Session, row: CompensationRow, about: str, words: BankMessage, text: Text) -> None:
    message.tell_of_compensation(session, row.scheme_id, row.compensation_id, about, words.made_at, text)


def _ask(session: Session, row: CompensationRow, code: str, about: str, words: BankMessage, text: Text) -> None:
    if bank.ask(session, row.scheme_id, code, about, words.made_at, text):
        _tell(session, row, f"{code} {about}", words, text)


def _asked(session: Session, of: SchemeRow | None, code: str, about: str, words: BankMessage, text: Text) -> None:
    if bank.ask(session, of.scheme_id if of else None, code, about, words.made_at, text) and of:
        message.tell_of_scheme(session, of.scheme_id, f"{code} {about}", words.made_at, text)
