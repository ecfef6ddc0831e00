"""The embedded bank (演练银行): it answers orders in a folder as a bank does, by rules of its own, and moves no money.

What it does with an order the payee's account says, so that every run is the same: an account that begins with 0000
and ends in one of the digits of `Behaviour` is treated so, any other is paid.
"""

from datetime import date, datetime
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from xml.etree.ElementTree import Element, SubElement, fromstring, tostring

from sources.exchange import IN, OUT, BankFolder

_SPACES = "urn:iso:std:iso:20022:tech:xsd:"
_ORDER = {"": f"{_SPACES}pain.001.001.09"}
TAKEN = "taken"


class Behaviour(StrEnum):
    """By the last digit of an account that begins with 0000."""

    PAYS = "0"
    REFUSES = "1"  # the account is closed
    IS_SILENT = "2"
    PAYS_AND_SAYS_SO_TWICE = "3"
    PAYS_LATE = "4"  # when the order comes a second time
    PAYS_LESS = "5"
    PAYS_MORE = "6"
    REFUSES_AND_PAYS = "7"
    SPEAKS_OF_ANOTHER = "8"  # of an order that nobody gave; the true one it pays when it comes again


class EmbeddedBank:
    def __init__(self, path: Path) -> None:
        self.folder = BankFolder(path, embedded=True)

    def answer(self) -> int:
        """Answer every order that waits. Returns how many there were."""
        waiting = self.folder.waiting(OUT)
        for file in waiting:
            content = file.read_bytes()
            again = (self.folder.path / TAKEN / file.name).exists()
            self._answer(content, again=again)
            self.folder.done(file, TAKEN)
        return len(waiting)

    def _answer(self, content: bytes, *, again: bool) -> None:
        root = fromstring(content)  # our own program wrote it: the embedded bank speaks to nobody else
        order_id, account, amount, payee, made_at = (
            root.findtext(f".//{path}", "", _ORDER)
            for path in ("EndToEndId", "DbtrAcct/Id/Othr/Id", "InstdAmt", "CdtrAcct/Id/Othr/Id", "CreDtTm")
        )
        behaviour = Behaviour(payee[-1]) if payee.startswith("0000") and payee[-1] in "012345678" else Behaviour.PAYS
        fen = int(amount.replace(".", ""))
        late = behaviour in (Behaviour.PAYS_LATE, Behaviour.SPEAKS_OF_ANOTHER)
        if again and not late and behaviour is not Behaviour.IS_SILENT:
            self.status(order_id, "RJCT", made_at, "AM05")  # a duplicate
        elif behaviour in (Behaviour.REFUSES, Behaviour.REFUSES_AND_PAYS):
            self.status(order_id, "RJCT", made_at, "AC04")
        elif behaviour is not Behaviour.IS_SILENT and (again or not late):
            self.status(order_id, "ACSP", made_at)
        elif behaviour is Behaviour.SPEAKS_OF_ANOTHER:
            self.status(f"{order_id[:30]}X", "ACSP", made_at)
        pays = {Behaviour.PAYS_LESS: fen - 1, Behaviour.PAYS_MORE: fen + 1}.get(behaviour, fen)
        if behaviour in (Behaviour.REFUSES, Behaviour.IS_SILENT) or (again is not late):
            return
        twice = behaviour is Behaviour.PAYS_AND_SAYS_SO_TWICE
        for number in range(1 + twice):
            self.book(account, pays, "DBIT", f"B-{order_id}", made_at, (order_id,), f"{order_id[:30]}-{number}")

    def pay_in(self, account: str, fen: int, text: str, at: datetime) -> None:
        """Somebody pays into an account, and states a text."""
        reference = sha256(f"{account}{fen}{text}{at}".encode()).hexdigest()[:30]
        self.book(account, fen, "CRDT", f"C-{reference}", at.isoformat(), ("", text), f"C-{reference}")

    def status(self, order_id: str, code: str, made_at: str, reason: str = "") -> None:
        """Report the status of an order (pain.002)."""
        root, space = _document("pain.002.001.10")
        report = _in(root, space, "CstmrPmtStsRpt")
        name = f"S-{order_id[:25]}-{code}{reason[:4]}"
        _header(report, space, name, made_at)
        group = _in(report, space, "OrgnlGrpInfAndSts")
        _in(group, space, "OrgnlMsgId", order_id)
        _in(group, space, "OrgnlMsgNmId", "pain.001.001.09")
        payment = _in(report, space, "OrgnlPmtInfAndSts")
        _in(payment, space, "OrgnlPmtInfId", order_id)
        of = _in(payment, space, "TxInfAndSts")
        _in(of, space, "OrgnlEndToEndId", order_id)
        _in(of, space, "TxSts", code)
        if reason:
            _in(_in(_in(of, space, "StsRsnInf"), space, "Rsn"), space, "Cd", reason)
        self._put(name, root)

    def book(
        self, account: str, fen: int, way: str, reference: str, made_at: str, texts: tuple[str, ...], message: str
    ) -> None:
        """Notify a booking (camt.054). `texts`: an EndToEndId, then what the payer states."""
        root, space = _document("camt.054.001.08")
        report = _in(root, space, "BkToCstmrDbtCdtNtfctn")
        _header(report, space, f"N-{message}"[:35], made_at)
        notification = _in(report, space, "Ntfctn")
        _in(notification, space, "Id", message[:35])
        _in(_in(_in(_in(notification, space, "Acct"), space, "Id"), space, "Othr"), space, "Id", account)
        entry = _in(notification, space, "Ntry")
        _in(entry, space, "Amt", f"{fen // 100}.{fen % 100:02}").set("Ccy", "CNY")
        _in(entry, space, "CdtDbtInd", way)
        _in(_in(entry, space, "Sts"), space, "Cd", "BOOK")
        _in(_in(entry, space, "BookgDt"), space, "Dt", date.fromisoformat(made_at[:10]).isoformat())
        _in(entry, space, "AcctSvcrRef", reference[:35])
        code = _in(_in(_in(entry, space, "BkTxCd"), space, "Prtry"), space, "Cd", "NTRF")
        assert code is not None
        details = _in(_in(entry, space, "NtryDtls"), space, "TxDtls")
        _in(_in(details, space, "Refs"), space, "EndToEndId", texts[0] or "NOTPROVIDED")
        if texts[1:]:
            remittance = _in(details, space, "RmtInf")
            for text in texts[1:]:
                _in(remittance, space, "Ustrd", text)
        self._put(f"N-{message}", root)

    def _put(self, name: str, root: Element) -> None:
        self.folder.put(name, tostring(root, encoding="utf-8", xml_declaration=True), IN)


def _document(kind: str) -> tuple[Element, str]:
    space = f"{{{_SPACES}{kind}}}"
    return Element(f"{space}Document"), space


def _header(report: Element, space: str, name: str, made_at: str) -> None:
    header = _in(report, space, "GrpHdr")
    _in(header, space, "MsgId", name[:35])
    _in(header, space, "CreDtTm", made_at)


def _in(parent: Element, space: str, name: str, text: str | None = None) -> Element:
    made = SubElement(parent, f"{space}{name}")
    made.text = text
    return made
