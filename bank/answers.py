"""pain.002 and camt.054: what a bank says of our orders, and what it has booked."""

import re
from datetime import date, datetime
from xml.etree.ElementTree import Element

from bank.orders import CURRENCY
from bank.validation import NAMESPACE, checked
from domain.calendar import SHANGHAI, legal_day
from domain.errors import Refused
from domain.payment import Answer, BankMessage, Booking, Direction

STATUS, NOTIFICATION = "pain.002.001.10", "camt.054.001.08"
_MONEY = re.compile(r"\+?(\d{1,13})(?:\.(\d{1,2})0*)?")


def read(content: bytes) -> BankMessage:
    """A message of the bank. Refused as `checked` refuses, and `bank_message_invalid` where an amount is no sum of fen
    in our currency, a booking has neither a reference nor a day, or a moment is none that a calendar of ours has."""
    kind, root = checked(content, STATUS, NOTIFICATION)
    found = _Found(root, kind)
    try:
        return BankMessage(
            message_id=found.needed(".//GrpHdr/MsgId"),
            made_at=_moment(found.needed(".//GrpHdr/CreDtTm")),
            answers=tuple(_answers(found)) if kind == STATUS else (),
            bookings=tuple(_bookings(found)) if kind == NOTIFICATION else (),
        )
    except (ValueError, OverflowError) as error:
        raise _invalid("DtTm", str(error)[:200]) from None


class _Found:
    """A part of a message, whose elements are found by their short names."""

    def __init__(self, element: Element, kind: str) -> None:
        self.element, self.kind, self.spaces = element, kind, {"": f"{NAMESPACE}{kind}"}

    def all(self, path: str) -> list["_Found"]:
        return [_Found(one, self.kind) for one in self.element.iterfind(path, self.spaces)]

    def texts(self, path: str) -> list[str]:
        return [(one.element.text or "").strip() for one in self.all(path)]

    def text(self, path: str) -> str:
        return next(iter(self.texts(path)), "")

    def needed(self, path: str) -> str:
        if found := self.text(path):
            return found
        raise _invalid(path, "")


def _answers(report: _Found) -> list[Answer]:
    """Of each payment; what is said of the whole message or of a bundle holds for what is in it and not named."""
    group = report.all(".//OrgnlGrpInfAndSts")[0]
    whole, why = group.text("GrpSts"), _reason(group)
    answers = []
    for payment in report.all(".//OrgnlPmtInfAndSts"):
        code, reason = payment.text("PmtInfSts") or whole, _reason(payment) or why
        named = payment.all("TxInfAndSts")
        for one in named:
            order_id = one.text("OrgnlEndToEndId") or payment.needed("OrgnlPmtInfId")
            answers.append(_answer(order_id, one.text("TxSts") or code, _reason(one) or reason))
        if not named:
            answers.append(_answer(payment.needed("OrgnlPmtInfId"), code, reason))
    return answers or [_answer(group.needed("OrgnlMsgId"), whole, why)]


def _answer(order_id: str, code: str, reason: str) -> Answer:
    if not code:
        raise _invalid("TxSts", "")
    return Answer(order_id=order_id, code=code, reason=reason)


def _reason(found: _Found) -> str:
    return found.text("StsRsnInf/Rsn/Cd") or found.text("StsRsnInf/Rsn/Prtry")


def _bookings(report: _Found) -> list[Booking]:
    """Entries that are booked; one that is only announced, or information, moves nothing yet."""
    bookings = []
    for notification in report.all(".//Ntfctn"):
        account = notification.text("Acct/Id/IBAN") or notification.needed("Acct/Id/Othr/Id")
        for entry in notification.all("Ntry"):
            if entry.text("Sts/Cd") == "BOOK":
                bookings.append(_booking(entry, account))
    return bookings


def _booking(entry: _Found, account: str) -> Booking:
    ids = [one for one in entry.texts("NtryDtls/TxDtls/Refs/EndToEndId") if one != "NOTPROVIDED"]
    day = entry.text("BookgDt/Dt")
    on = date.fromisoformat(day[:10]) if day else legal_day(_moment(entry.needed("BookgDt/DtTm")))
    return Booking(
        reference=entry.text("AcctSvcrRef") or entry.needed("NtryRef"),
        account=account,
        direction=Direction.IN if entry.text("CdtDbtInd") == "CRDT" else Direction.OUT,
        fen=_fen(entry.all("Amt")[0].element),
        booked_on=on,
        order_id=ids[0] if len(ids) == 1 else "",
        texts=(*ids, *entry.texts("NtryDtls/TxDtls/RmtInf/Ustrd")),
    )


def _fen(amount: Element) -> int:
    """Money is never read as a float: its digits are counted."""
    text = (amount.text or "").strip()
    found = _MONEY.fullmatch(text)
    if amount.get("Ccy") != CURRENCY or found is None or not (fen := _of(found)):
        raise _invalid("Amt", f"{text} {amount.get('Ccy')}")
    return fen


def _of(found: re.Match[str]) -> int:
    return int(found[1]) * 100 + int((found[2] or "0").ljust(2, "0"))


def _moment(text: str) -> datetime:
    """A moment without a zone is the bank's own time."""
    moment = datetime.fromisoformat(text)
    return moment.astimezone(SHANGHAI) if moment.tzinfo else moment.replace(tzinfo=SHANGHAI)


def _invalid(field: str, value: str) -> Refused:
    return Refused(
        "bank_message_invalid",
        zh="报文缺少必要内容，或者金额、币种、时间不能使用。",
        en="The message lacks what is needed, or holds an amount, currency or moment that cannot be used.",
        field=field,
        value=value,
    )
