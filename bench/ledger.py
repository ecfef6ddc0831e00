"""Postings per second, against single-row INSERTs of the same rows in the same transaction, on the same register."""

import sys
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import datetime
from functools import partial
from itertools import count
from typing import Any, LiteralString, Self

import psycopg

from bench.harness import Figure, Side
from bench.register import copy, registers
from domain.accounts import AccountKind, Entry, Posting, PostingKind, of_scheme
from domain.base import Text
from domain.calendar import SHANGHAI
from models import accounts
from models.session import Database, driver

SCHEME = "示例市场"
MEMBERS = 1_000
AT = datetime(2025, 3, 3, 12, tzinfo=SHANGHAI)
BANK, POOL = (of_scheme(SCHEME, kind).account_id for kind in (AccountKind.BANK, AccountKind.POOL))
FEW, MANY = 10_000, 1_000_000
CEILING: LiteralString = """
    create table bench_posting (like posting including all);
    create table bench_entry (like entry including all);
    insert into bench_posting overriding system value select * from posting;
    select setval(pg_get_serial_sequence('bench_posting', 'sequence'), (select max(sequence) from posting));
    insert into bench_entry select * from entry;
    grant select, insert on bench_posting, bench_entry to hezheng_app
"""
_POSTING = "insert into bench_posting (posting_id, scheme_id, kind, at, compensation_id) values (%s, %s, %s, %s, %s)"
_ENTRY = "insert into bench_entry (posting_id, line, debit, credit, fen) values (%s, %s, %s, %s, %s)"


class Ledger(Figure):
    """The smaller turn runs on a ledger of `few` postings, the larger on one of `many`: growth is the ledger's."""

    name, title = "ledger", Text(zh="先行赔付记账", en="postings of schemes")
    at_least = 0.5
    size = 30

    def __init__(self, few: int = FEW, many: int = MANY) -> None:
        self.few, self.many = few, many
        self._open, self._ids = ExitStack(), count(1)
        self._smaller = sys.maxsize

    def __enter__(self) -> Self:
        urls = self._open.enter_context(registers(self.few, self.many, also=CEILING, load=load))
        self.databases = [Database(url) for url in urls]
        for database in self.databases:
            self._open.callback(database.close)
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def sides(self, number: int) -> tuple[Side, Side]:
        self._smaller = min(self._smaller, number)
        database = self.databases[number > self._smaller]
        ours, bare = ([self.posting() for _ in range(number)] for _ in range(2))
        return Side(partial(post, database), ours), Side(partial(insert, database), bare)

    def posting(self) -> Posting:
        number = next(self._ids)
        return _posting(f"bench-{number}", number)


def post(database: Database, posting: Posting) -> None:
    """As the product posts: balances moved, no account below zero, hash taken."""
    with database.transaction() as session:
        accounts.post(session, posting)


def insert(database: Database, posting: Posting) -> None:
    """The ceiling: the rows and nothing else."""
    with database.transaction() as session:
        connection = driver(session.connection())
        head = (posting.posting_id, posting.scheme_id, posting.kind.value, posting.at, posting.compensation_id)
        connection.execute(_POSTING, head, prepare=True)
        for line, one in enumerate(posting.entries, 1):
            connection.execute(_ENTRY, (posting.posting_id, line, one.debit, one.credit, one.fen), prepare=True)


def _posting(posting_id: str, number: int) -> Posting:
    """A member pays in, and something to the pool."""
    return Posting(
        posting_id=posting_id, scheme_id=SCHEME, kind=PostingKind.CONTRIBUTION, at=AT,
        entries=(Entry(debit=BANK, credit=_deposit(number), fen=100), Entry(debit=BANK, credit=POOL, fen=1)),
    )  # fmt: skip


def _deposit(number: int) -> str:
    return of_scheme(SCHEME, AccountKind.DEPOSIT, f"member-{number % MEMBERS}").account_id


def load(connection: psycopg.Connection[Any], rows: int) -> None:
    """A scheme of a thousand members whose accounts hold what their postings say."""
    copy(connection, "enterprise (enterprise_id, name, verified, rehearsal)",
         ((f"member-{n}", f"示例店{n}", False, True) for n in range(MEMBERS)))  # fmt: skip
    who = "scheme_id, name, operator_name, operator_kind, bank_account"
    of = (SCHEME, SCHEME, "示例市场公司", "market", "6222", 60, 3, True, AT)
    copy(connection, f"scheme ({who}, answer_minutes, sendings, rehearsal, founded_at)", [of])
    copy(connection, "account (account_id, scheme_id, kind, holder_id, reference)", _accounts())
    copy(connection, "posting (posting_id, scheme_id, kind, at)",
         ((f"loaded-{n}", SCHEME, "contribution", AT) for n in range(rows)))  # fmt: skip
    copy(connection, "entry (posting_id, line, debit, credit, fen)", _entries(rows))
    connection.execute("""
        update account set balance_fen = moved.fen from (
            select account_id, sum(fen) as fen from (
                select debit as account_id, fen from entry union all select credit, -fen from entry
            ) as sides group by 1
        ) as moved where moved.account_id = account.account_id
    """)


def _accounts() -> Iterator[tuple[Any, ...]]:
    for kind in (AccountKind.BANK, AccountKind.POOL):
        one = of_scheme(SCHEME, kind).account_id
        yield one, SCHEME, kind.value, None, accounts.reference(one)
    for n in range(MEMBERS):
        yield _deposit(n), SCHEME, "deposit", f"member-{n}", accounts.reference(_deposit(n))


def _entries(rows: int) -> Iterator[tuple[Any, ...]]:
    for n in range(rows):
        for line, one in enumerate(_posting("", n).entries, 1):
            yield f"loaded-{n}", line, one.debit, one.credit, one.fen
