"""账户与分录: the money of a scheme in double entry. Amounts are fen; an entry moves them between two accounts.

An entry debits one account and credits another by the same amount, so that no posting and no sum of all accounts can
fail to balance. Balances are debits less credits; no account but the bank's may change its side.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from pydantic import Field

from domain.base import Value
from domain.errors import Refused
from domain.facts import Labelled
from domain.scheme import Source


class AccountKind(Labelled):
    """账户类别. Of a deposit or a guarantee there is one for each holder, of the last three one for each payment."""

    BANK = "bank", "银行存款", "money at the bank"
    POOL = "pool", "资金池", "pool"
    DEPOSIT = "deposit", "经营者保证金", "deposit of a member"
    GUARANTEE = "guarantee", "担保金", "paid in by a guarantor"
    UNKNOWN_IN = "unknown_in", "待查来款", "came in, whose is not known"
    UNKNOWN_OUT = "unknown_out", "待查付款", "went out, why is not known"
    RESERVED = "reserved", "待付赔款", "reserved for a payment"
    RECOURSE = "recourse", "应收追偿款", "owed to the scheme by who is liable"
    ADVANCED = "advanced", "垫付待追偿", "advanced by a source until recovered"


DEBTS = {AccountKind.BANK, AccountKind.UNKNOWN_OUT, AccountKind.RECOURSE}  # what the scheme has or is owed


class PostingKind(Labelled):
    CONTRIBUTION = "contribution", "缴入", "paid in"
    RESERVATION = "reservation", "预留", "reserved"
    RELEASE = "release", "解除预留", "released"
    PAYMENT = "payment", "赔付", "paid out"
    RECOVERY = "recovery", "追回", "recovered"
    SET_OFF = "set_off", "抵扣保证金", "set off against the deposit"
    WRITE_OFF = "write_off", "核销", "written off"
    UNKNOWN = "unknown", "待查", "unknown"
    ATTRIBUTION = "attribution", "查明来款", "attributed"


class Account(Value):
    """`holder_id` is an enterprise, `compensation_id` a payment, `source` where its money came from."""

    scheme_id: str
    kind: AccountKind
    holder_id: str | None = None
    compensation_id: str | None = None
    source: Source | None = None

    @property
    def account_id(self) -> str:
        parts = (self.scheme_id, self.kind.value, self.holder_id, self.compensation_id, self.source)
        return "/".join(part for part in parts if part is not None)


class Entry(Value):
    """分录: ids of accounts. A debit increases what the scheme has or is owed, a credit what it owes."""

    debit: str
    credit: str
    fen: int = Field(gt=0)


class Posting(Value):
    """记账凭证 of one event. `posting_id` is the id of its act or bank booking: the same event is posted once."""

    posting_id: str
    scheme_id: str
    kind: PostingKind
    at: datetime
    compensation_id: str | None = None
    entries: tuple[Entry, ...] = Field(min_length=1)


class Event(NamedTuple):
    """One event of a payment: its posting id, its moment, and who brought it about."""

    posting_id: str
    at: datetime
    actor: str


class Chest(Value):
    """The accounts that one payment moves: those of its liable party, and its own."""

    scheme_id: str
    compensation_id: str
    liable_id: str
    guarantor_id: str | None = None

    def of(self, kind: AccountKind, source: Source | None = None) -> Account:
        return Account(scheme_id=self.scheme_id, kind=kind, compensation_id=self.compensation_id, source=source)

    def bank(self) -> str:
        return of_scheme(self.scheme_id, AccountKind.BANK).account_id

    def source(self, source: Source) -> Account:
        holder = {Source.DEPOSIT: self.liable_id, Source.GUARANTEE: self.guarantor_id, Source.POOL: None}[source]
        return Account(scheme_id=self.scheme_id, kind=AccountKind.of(source.value), holder_id=holder)

    def sources(self) -> tuple[Source, ...]:
        return tuple(one for one in Source if one is not Source.GUARANTEE or self.guarantor_id)

    def own(self) -> tuple[Account, ...]:
        """Every account that the payment needs for itself."""
        advanced = [one for one in self.sources() if one is not Source.DEPOSIT]
        return (
            *(self.of(AccountKind.RESERVED, one) for one in self.sources()),
            *(self.of(AccountKind.ADVANCED, one) for one in advanced),
            self.of(AccountKind.RECOURSE),
        )

    def reserve(self, drawn: Mapping[Source, int]) -> tuple[Entry, ...]:
        return tuple(
            Entry(debit=self.source(one).account_id, credit=self.of(AccountKind.RESERVED, one).account_id, fen=fen)
            for one, fen in drawn.items()
            if fen
        )

    def release(self, reserved: Mapping[Source, int]) -> tuple[Entry, ...]:
        return tuple(Entry(debit=one.credit, credit=one.debit, fen=one.fen) for one in self.reserve(reserved))

    def pay(self, drawn: Mapping[Source, int]) -> tuple[Entry, ...]:
        """The money leaves the bank. What was not the liable party's own is owed by it from now on."""
        entries = []
        for one, fen in drawn.items():
            if fen:
                reserved = self.of(AccountKind.RESERVED, one).account_id
                entries.append(Entry(debit=reserved, credit=self.bank(), fen=fen))
            if fen and one is not Source.DEPOSIT:
                advanced = self.of(AccountKind.ADVANCED, one).account_id
                entries.append(Entry(debit=self.of(AccountKind.RECOURSE).account_id, credit=advanced, fen=fen))
        return tuple(entries)

    def recover(self, parts: Mapping[Source, int], giver: str | None) -> tuple[Entry, ...]:
        """`giver` is the account debited (bank, deposit), whose money goes back to its sources; None: written off."""
        entries = []
        for one, fen in parts.items():
            if fen and giver:
                entries.append(Entry(debit=giver, credit=self.source(one).account_id, fen=fen))
            if fen:
                advanced = self.of(AccountKind.ADVANCED, one).account_id
                entries.append(Entry(debit=advanced, credit=self.of(AccountKind.RECOURSE).account_id, fen=fen))
        return tuple(entries)


def of_scheme(scheme_id: str, kind: AccountKind, holder_id: str | None = None) -> Account:
    return Account(scheme_id=scheme_id, kind=kind, holder_id=holder_id)


def split(fen: int, available: Mapping[Source, int]) -> dict[Source, int]:
    """What each source gives of an amount, each to its end before the next. Refused `sources_insufficient`."""
    drawn = up_to(fen, available)
    if (lacking := fen - sum(drawn.values())) > 0:
        raise Refused(
            "sources_insufficient",
            zh=f"保证金、资金池和担保金合计不足，尚缺{yuan(lacking)}元。",
            en=f"Deposit, pool and guarantee together lack {yuan(lacking)} yuan.",
            field="fen",
            value=fen,
        )
    return drawn


def up_to(fen: int, available: Mapping[Source, int]) -> dict[Source, int]:
    """As `split`, as far as it reaches."""
    drawn = {}
    for source in Source:
        drawn[source] = min(max(fen, 0), max(available.get(source, 0), 0))
        fen -= drawn[source]
    return drawn


def yuan(fen: int) -> str:
    """Fen as yuan with two decimals; never a float."""
    sign, fen = "-" if fen < 0 else "", abs(fen)
    return f"{sign}{fen // 100}.{fen % 100:02}"
