"""pain.001: a payment order as a message to the bank. The same order gives the same bytes: sent twice it is one."""

from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

from bank.validation import NAMESPACE, checked
from domain.accounts import yuan
from domain.calendar import legal_day
from domain.payment import Order

KIND = "pain.001.001.09"
CURRENCY = "CNY"
_SPACE = f"{NAMESPACE}{KIND}"


def message(order: Order) -> bytes:
    """The message, valid by its schema. Refused `bank_message_invalid` where a value has no place in it."""
    register_namespace("", _SPACE)
    root = Element(f"{{{_SPACE}}}Document")
    initiation = _in(root, "CstmrCdtTrfInitn")
    header = _in(initiation, "GrpHdr")
    _in(header, "MsgId", order.order_id)
    _in(header, "CreDtTm", order.made_at.isoformat(timespec="seconds"))
    _in(header, "NbOfTxs", "1")
    _in(header, "CtrlSum", yuan(order.fen))
    _party(header, "InitgPty", order.debtor_name)
    payment = _in(initiation, "PmtInf")
    _in(payment, "PmtInfId", order.order_id)
    _in(payment, "PmtMtd", "TRF")
    _in(_in(payment, "ReqdExctnDt"), "Dt", legal_day(order.made_at).isoformat())
    _party(payment, "Dbtr", order.debtor_name)
    _account(payment, "DbtrAcct", order.debtor_account)
    _party(_in(payment, "DbtrAgt"), "FinInstnId", "NOTPROVIDED")
    transfer = _in(payment, "CdtTrfTxInf")
    _in(_in(transfer, "PmtId"), "EndToEndId", order.order_id)
    _in(_in(transfer, "Amt"), "InstdAmt", yuan(order.fen)).set("Ccy", CURRENCY)
    _party(_in(transfer, "CdtrAgt"), "FinInstnId", order.payee_bank)
    _party(transfer, "Cdtr", order.payee_name)
    _account(transfer, "CdtrAcct", order.payee_account)
    _in(_in(transfer, "RmtInf"), "Ustrd", order.purpose)
    content: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    checked(content, KIND)
    return content


def _in(parent: Element, name: str, text: str | None = None) -> Element:
    made = SubElement(parent, f"{{{_SPACE}}}{name}")
    made.text = text
    return made


def _party(parent: Element, name: str, called: str) -> None:
    _in(_in(parent, name), "Nm", called)


def _account(parent: Element, name: str, number: str) -> None:
    _in(_in(_in(_in(parent, name), "Id"), "Othr"), "Id", number)
