"""Accounts and postings (账户与分录) of schemes. The program can add postings, and change nothing that is posted.

Balances are moved by a trigger alone, which sees whole statements and locks accounts in the order of their ids; a CHECK
keeps every account on its side of zero (migration 0021).
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from psycopg.errors import CheckViolation
from sqlalchemy import BigInteger, CheckConstraint, Column, Identity, Index, text
from sqlmodel import Field, Session, SQLModel, col, select

from domain.accounts import DEBTS, Account, AccountKind, Entry, Posting, PostingKind
from domain.audit import content_sha256
from domain.errors import Refused
from domain.scheme import Source
from models.base import moment, one_of
from models.enterprise import natural
from models.session import driver

_OWED = ", ".join(f"'{one}'" for one in AccountKind if one in DEBTS and one is not AccountKind.BANK)
SIDE = f"kind = 'bank' or case when kind in ({_OWED}) then balance_fen >= 0 else balance_fen <= 0 end"


class AccountRow(SQLModel, table=True):
    """账户. `reference` is what a payer states, so that what he pays is known to be for this account."""

    __tablename__ = "account"
    __table_args__ = (CheckConstraint(SIDE, name="on_its_side_of_zero"),)

    account_id: str = Field(primary_key=True)
    scheme_id: str = Field(foreign_key="scheme.scheme_id", index=True)
    kind: AccountKind = one_of(AccountKind)
    holder_id: str | None = Field(default=None, foreign_key="enterprise.enterprise_id")
    compensation_id: str | None = Field(default=None, index=True)
    source: Source | None = one_of(Source, nullable=True, default=None)
    reference: str = Field(unique=True)
    balance_fen: int = Field(default=0, sa_column=Column(BigInteger, nullable=False, server_default="0"))


class PostingRow(SQLModel, table=True):
    """记账凭证: one event, balanced, for good."""

    __tablename__ = "posting"

    posting_id: str = Field(primary_key=True)
    sequence: int | None = Field(default=None, sa_column=Column(BigInteger, Identity(), unique=True))
    scheme_id: str = Field(foreign_key="scheme.scheme_id")
    kind: PostingKind = one_of(PostingKind)
    at: datetime = moment()
    compensation_id: str | None = Field(default=None, index=True)


class EntryRow(SQLModel, table=True):
    """分录. Indexed by its accounts, whose statements are read through them."""

    __tablename__ = "entry"
    __table_args__ = (
        CheckConstraint("fen > 0", name="some_money"),
        CheckConstraint("debit <> credit", name="two_accounts"),
        Index("ix_entry_debit", "debit"),
        Index("ix_entry_credit", "credit"),
    )

    posting_id: str = Field(foreign_key="posting.posting_id", primary_key=True)
    line: int = Field(primary_key=True)
    debit: str = Field(foreign_key="account.account_id")
    credit: str = Field(foreign_key="account.account_id")
    fen: int = Field(sa_type=BigInteger)


_OPEN = """
    insert into account (account_id, scheme_id, kind, holder_id, compensation_id, source, reference)
    values (%(account_id)s, %(scheme_id)s, %(kind)s, %(holder_id)s, %(compensation_id)s, %(source)s, %(reference)s)
    on conflict (account_id) do nothing
"""
_POST = """
    with posted as (
        insert into posting (posting_id, scheme_id, kind, at, compensation_id) values (%s, %s, %s, %s, %s)
        returning posting_id
    )
    insert into entry (posting_id, line, debit, credit, fen)
    select posting_id, of.* from posted, unnest(%s::int[], %s::text[], %s::text[], %s::bigint[]) as of
"""


def open_accounts(session: Session, accounts: Iterable[Account]) -> None:
    """Open what is not open yet."""
    session.flush()
    rows = [
        one.model_dump(mode="json") | {"account_id": one.account_id, "reference": reference(one.account_id)}
        for one in accounts
    ]
    with driver(session.connection()).cursor() as cursor:
        cursor.executemany(_OPEN, rows)


def reference(account_id: str) -> str:
    """What a payer states: short enough for any form of a bank."""
    return f"HZ{natural('account', account_id)[:14].upper()}"


def post(session: Session, posting: Posting) -> str:
    """Add a posting, and return the SHA-256 by which the audit chain vouches for it.

    Refused `account_below_zero`: an account would have to give more than it has. IntegrityError where it is posted.
    """
    session.flush()
    entries = posting.entries
    columns = ([one.debit for one in entries], [one.credit for one in entries], [one.fen for one in entries])
    head = (posting.posting_id, posting.scheme_id, posting.kind.value, posting.at, posting.compensation_id)
    given = (*head, list(range(1, len(entries) + 1)), *columns)
    try:
        driver(session.connection()).execute(_POST, given, prepare=True)
    except CheckViolation:
        raise Refused(
            "account_below_zero",
            zh="账户余额不足，未作任何登记。",
            en="An account has less than that; nothing has been recorded.",
            field="fen",
            value=sum(one.fen for one in entries),
        ) from None
    return digest(posting.posting_id, posting.entries)


def digest(posting_id: str, entries: Iterable[Entry]) -> str:
    return content_sha256([posting_id, *(one.model_dump() for one in entries)])


def balance(session: Session, account: Account) -> int:
    """What an account holds, in its own direction, in fen. Zero where it is not open."""
    query = text("select balance_fen from account where account_id = :id")
    found = int(session.execute(query, {"id": account.account_id}).scalar() or 0)
    return found if account.kind in DEBTS else -found


def available(session: Session, sources: Mapping[Source, Account]) -> dict[Source, int]:
    return {source: balance(session, account) for source, account in sources.items()}


def by_reference(session: Session, scheme_id: str, text_of_payer: Iterable[str]) -> AccountRow | None:
    """The account whose reference one of these texts states."""
    words = {word.upper() for one in text_of_payer for word in one.replace("/", " ").split()}
    query = select(AccountRow).where(AccountRow.scheme_id == scheme_id, col(AccountRow.reference).in_(words))
    return session.exec(query).first()


def accounts_of(session: Session, scheme_id: str) -> list[AccountRow]:
    query = select(AccountRow).where(AccountRow.scheme_id == scheme_id).order_by(AccountRow.account_id)
    return list(session.exec(query))


def of_payment(session: Session, compensation_id: str) -> dict[str, int]:
    """What each account of a payment holds, debits positive, in fen."""
    query = select(AccountRow).where(AccountRow.compensation_id == compensation_id).order_by(AccountRow.account_id)
    return {row.account_id: row.balance_fen for row in session.exec(query)}


def of(session: Session, scheme_id: str, account_id: str) -> str:
    """The account, if it is one of this scheme. Refused `unknown_account`."""
    if (row := session.get(AccountRow, account_id)) and row.scheme_id == scheme_id:
        return account_id
    zh, en = "该制度没有这个账户。", "The scheme has no such account."
    raise Refused("unknown_account", zh=zh, en=en, field="account_id", value=account_id)


def statement(session: Session, account_id: str) -> list[dict[str, Any]]:
    """Every entry of an account in the order of posting, with the balance after it, debits positive."""
    query = text("""
        select sequence, at, posting.posting_id, kind, compensation_id, moved.other, moved.fen,
            (sum(moved.fen) over (order by sequence, line))::bigint as balance_fen
        from (
            select posting_id, line, fen, credit as other from entry where debit = :id
            union all
            select posting_id, line, -fen, debit from entry where credit = :id
        ) as moved join posting using (posting_id)
        order by sequence, line
    """)
    return [dict(row) for row in session.execute(query, {"id": account_id}).mappings()]


def paid_out(session: Session, compensation_id: str) -> dict[Source, int]:
    """What each source has given for a payment by now, in fen."""
    query = text("""
        select source, sum(fen)::bigint from entry join posting using (posting_id) join account on account_id = debit
        where posting.compensation_id = :id and posting.kind = 'payment' and account.kind = 'reserved' group by source
    """)
    found = {Source.of(source): fen for source, fen in session.execute(query, {"id": compensation_id})}
    return {source: found[source] for source in Source if source in found}


def entries_of(session: Session, compensation_id: str) -> dict[str, list[tuple[AccountKind, AccountKind, int]]]:
    """The entries of each posting of a payment: the kinds of the accounts debited and credited, and fen."""
    query = text("""
        select posting_id, taker.kind, giver.kind, fen from posting join entry using (posting_id)
        join account as giver on giver.account_id = credit join account as taker on taker.account_id = debit
        where posting.compensation_id = :id order by sequence, line
    """)
    found: dict[str, list[tuple[AccountKind, AccountKind, int]]] = {}
    for posting_id, debit, credit, fen in session.execute(query, {"id": compensation_id}):
        found.setdefault(posting_id, []).append((AccountKind.of(debit), AccountKind.of(credit), fen))
    return found


def movements(session: Session, compensation_id: str) -> list[tuple[datetime, PostingKind, int]]:
    """Each posting of a payment by which the bank paid or what is owed became less: when, its kind, fen."""
    query = text("""
        select at, posting.kind, sum(fen)::bigint from posting join entry using (posting_id)
        join account as giver on giver.account_id = credit join account as taker on taker.account_id = debit
        where posting.compensation_id = :id
            and (giver.kind = 'recourse' or (giver.kind = 'bank' and taker.kind = 'reserved'))
        group by sequence, at, posting.kind order by sequence
    """)
    return [(at, PostingKind.of(kind), fen) for at, kind, fen in session.execute(query, {"id": compensation_id})]
