"""The books of a scheme (账簿), read whole: what must hold in them, and what has come back of what was advanced."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import text
from sqlmodel import Session

_MUST_HOLD = (
    ("账户合计不为零", "the accounts do not add up to zero", """
        select sum(balance_fen) from account where scheme_id = :id having sum(balance_fen) <> 0
    """),
    ("账户余额与分录不符", "a balance is not the sum of its entries", """
        select account_id from account
        left join (
            select account_id, sum(fen) as fen from (
                select debit as account_id, fen from entry union all select credit, -fen from entry
            ) as sides group by account_id
        ) as counted using (account_id)
        where scheme_id = :id and balance_fen <> coalesce(counted.fen, 0) order by 1
    """),
    ("银行账户透支", "the bank account is overdrawn", """
        select account_id from account where scheme_id = :id and kind = 'bank' and balance_fen < 0
    """),
    ("银行存款的变动没有对应的入账通知", "the bank account was moved without a booking of the bank", """
        select distinct posting_id from entry join posting using (posting_id)
        join account on account_id in (debit, credit) and account.kind = 'bank'
        where posting.scheme_id = :id and posting_id not in (select posting_id from bank_booking) order by 1
    """),
    ("入账通知与分录不符", "a booking of the bank is not what was posted", """
        select posting_id from bank_booking
        join (
            select posting_id, sum(case account_id when debit then fen else -fen end) as fen
            from entry join account on account_id in (debit, credit) and kind = 'bank' group by posting_id
        ) as posted using (posting_id)
        where scheme_id = :id and posted.fen <> bank_booking.fen * case direction when 'in' then 1 else -1 end
        order by 1
    """),
    ("不在支付中而有预留", "money is reserved for what is not being paid", """
        select account_id from account join compensation using (compensation_id)
        where account.scheme_id = :id and account.kind = 'reserved' and balance_fen <> 0
            and phase not in ('paying', 'unclear') order by 1
    """),
    ("赔付超过核定金额", "more was paid than was decided", """
        select compensation.compensation_id from posting join entry using (posting_id)
        join compensation using (compensation_id) join account on account_id = debit and account.kind = 'reserved'
        where posting.scheme_id = :id and posting.kind = 'payment'
        group by 1, refund_fen, damage_fen having sum(fen) > refund_fen + damage_fen order by 1
    """),
)  # fmt: skip


def wrong(session: Session, scheme_id: str) -> Iterator[tuple[str, str, str]]:
    """What does not hold: in Chinese, in English, and where."""
    for zh, en, query in _MUST_HOLD:
        for found in session.execute(text(query), {"id": scheme_id}).scalars():
            yield zh, en, str(found)


def count(session: Session, scheme_id: str) -> int:
    query = text("select count(*) from posting where scheme_id = :id")
    return int(session.execute(query, {"id": scheme_id}).scalar_one())


def vouched(session: Session, scheme_id: str) -> Iterator[tuple[str, list[dict[str, Any]], str | None]]:
    """Each posting with its entries, and the hash that the audit chains hold of it (the least, if of several)."""
    query = text("""
        select posting_id, coalesce(moved, '[]'), sha256
        from posting
        left join lateral (
            select jsonb_agg(jsonb_build_object('debit', debit, 'credit', credit, 'fen', fen) order by line) as moved
            from entry where entry.posting_id = posting.posting_id
        ) as entries on true
        left join (
            select detail ->> 'posting' as posting_id, min(detail ->> 'posting_sha256') as sha256
            from audit where event = 'posted' group by 1
        ) as chains using (posting_id)
        where scheme_id = :id order by sequence
    """)
    for row in session.execute(query, {"id": scheme_id}, execution_options={"yield_per": 1000}):
        yield row[0], row[1], row[2]


def recovered(session: Session, scheme_id: str) -> tuple[int, int]:
    """What was advanced in all, and what has come back of it; written off does not count as that."""
    query = text("""
        select coalesce(sum(fen) filter (where debit = account_id), 0)::bigint,
            coalesce(sum(fen) filter (where credit = account_id and posting.kind <> 'write_off'), 0)::bigint
        from account join entry on account_id in (debit, credit) join posting using (posting_id)
        where account.scheme_id = :id and account.kind = 'recourse'
    """)
    advanced, back = session.execute(query, {"id": scheme_id}).one()
    return advanced, back


def owed(session: Session, scheme_id: str) -> list[tuple[datetime, int]]:
    """When each payment was made of which something is still owed, and how much."""
    query = text("""
        select paid_at, balance_fen from account join compensation using (compensation_id)
        where account.scheme_id = :id and account.kind = 'recourse' and balance_fen > 0
    """)
    return [(row[0], row[1]) for row in session.execute(query, {"id": scheme_id})]
