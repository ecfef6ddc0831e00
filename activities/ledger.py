"""Checking the books (账目核对): every balance recounted, every posting vouched for, the bank's bookings matched."""

from collections.abc import Iterator
from datetime import datetime

from sqlmodel import Session

from domain.accounts import AccountKind, Entry, of_scheme, yuan
from domain.base import Text, Value
from models import accounts, bank, books, scheme
from models.scheme import SchemeRow

AGES = (0, 30, 90, 180)  # days since the payment, by which what is owed is shown


class Ageing(Value):
    """账龄 of what is owed: at least `days` since the payment, and less than the next step. `fen` of `payments`."""

    days: int
    payments: int
    fen: int


class Books(Value):
    """What a check has found. `problems` are wrong, `waiting` is for a person, `recovery_per_mille` has come back of
    what was advanced, None where nothing was."""

    scheme_id: str
    postings: int
    problems: tuple[Text, ...]
    waiting: tuple[Text, ...]
    recovery_per_mille: int | None
    ageing: tuple[Ageing, ...]


def check(session: Session, scheme_id: str, at: datetime) -> Books:
    """Check the books of a scheme as of a moment. Refused `unknown_scheme`."""
    row = scheme.held(session, scheme_id)
    advanced, recovered = books.recovered(session, scheme_id)
    problems = [Text(zh=f"{zh}：{what}", en=f"{en}: {what}") for zh, en, what in books.wrong(session, scheme_id)]
    return Books(
        scheme_id=scheme_id,
        postings=books.count(session, scheme_id),
        problems=(*problems, *_unvouched(session, scheme_id)),
        waiting=tuple(_waiting(session, row)),
        recovery_per_mille=recovered * 1000 // advanced if advanced else None,
        ageing=_ageing(session, scheme_id, at),
    )


def _unvouched(session: Session, scheme_id: str) -> Iterator[Text]:
    for posting_id, entries, sha256 in books.vouched(session, scheme_id):
        if sha256 != accounts.digest(posting_id, tuple(Entry.model_validate(one) for one in entries)):
            yield Text(zh=f"审计链没有证实凭证“{posting_id}”。", en=f"No chain vouches for posting {posting_id}.")


def _waiting(session: Session, row: SchemeRow) -> Iterator[Text]:
    """Money that nobody knows, questions to the bank, and a pool below what the scheme keeps."""
    for kind in (AccountKind.UNKNOWN_IN, AccountKind.UNKNOWN_OUT):
        if fen := accounts.balance(session, of_scheme(row.scheme_id, kind)):
            yield Text(zh=f"{kind.zh}{yuan(fen)}元。", en=f"{yuan(fen)} yuan {kind.en}.")
    left = accounts.balance(session, of_scheme(row.scheme_id, AccountKind.POOL))
    if row.reserve_fen is not None and left < row.reserve_fen:
        floor = yuan(row.reserve_fen)
        en = f"The pool of {yuan(left)} is below {floor} yuan."
        yield Text(zh=f"资金池{yuan(left)}元，低于约定的{floor}元。", en=en)
    for question in bank.questions(session, row.scheme_id):
        yield Text(**question.text)


def _ageing(session: Session, scheme_id: str, at: datetime) -> tuple[Ageing, ...]:
    owed = [((at - paid_at).days, fen) for paid_at, fen in books.owed(session, scheme_id)]
    steps = zip(AGES, (*AGES[1:], None), strict=True)
    return tuple(_step(owed, days, until) for days, until in steps)


def _step(owed: list[tuple[int, int]], days: int, until: int | None) -> Ageing:
    fens = [fen for age, fen in owed if days <= max(age, 0) and (until is None or age < until)]
    return Ageing(days=days, payments=len(fens), fen=sum(fens))
