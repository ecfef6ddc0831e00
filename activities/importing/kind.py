"""What a kind of import (导入种类) must be able to do: read a row, enter a batch, judge what it brought."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple, Protocol

from sqlmodel import Session

from activities.law import Law
from domain.errors import Refused
from domain.imports import Outcome
from domain.row import Row
from models.imports import ImportRow


class Numbered(NamedTuple):
    """A row with its ordinal in the import."""

    ordinal: int
    row: Any


class Kind(Protocol):
    """One is made for each run of an import; it may remember what it entered. `batch` rows are one transaction."""

    row: type[Row]
    batch: int

    def enter(self, session: Session, run: ImportRow, rows: Sequence[Numbered]) -> list[Outcome | Refused]:
        """What became of each row, in their order."""

    def judge(self, session: Session, law: Law, run: ImportRow, after: str) -> str | None:
        """Judge the next of what waits behind `after`; returns from where to go on, None at the end."""


class OneByOne:
    """A kind whose rows are entered one by one, and not judged."""

    batch = 100

    def __init__(self, row: type[Row], enter_one: Callable[[Session, ImportRow, Any], Outcome]) -> None:
        self.row, self._enter_one = row, enter_one

    def enter(self, session: Session, run: ImportRow, rows: Sequence[Numbered]) -> list[Outcome | Refused]:
        return [self._within(session, run, one.row) for one in rows]

    def judge(self, session: Session, law: Law, run: ImportRow, after: str) -> str | None:
        return None

    def _within(self, session: Session, run: ImportRow, row: Any) -> Outcome | Refused:
        """A row that is refused leaves nothing behind."""
        try:
            with session.begin_nested():
                return self._enter_one(session, run, row)
        except Refused as refused:
            return refused
