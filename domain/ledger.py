"""期间台账: what moved the end of one running period, in the order in which it was recorded."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from domain.base import Text, Value
from domain.office import Role
from domain.period import Extension, Period, Suspension


class Extended(Value):
    """延长: by `count` units of the period, decided at `at` by `actor` in the role `by`, for a reason of his.

    `minutes` names the record of the collective discussion, where only that extends.
    """

    kind: Literal["extended"] = "extended"
    at: datetime
    count: int
    by: Role
    actor: str
    reason: str
    minutes: str | None = None


class Suspended(Value):
    """不计入期间: the clock stands still from `since` to `until` (None: it still does), by a `document`."""

    kind: Literal["suspended"] = "suspended"
    cause: Suspension
    since: datetime
    until: datetime | None = None
    document: str


class Recomputed(Value):
    """重新计算: the calendar changed, and so perhaps the last day."""

    kind: Literal["recomputed"] = "recomputed"
    at: datetime
    reason: Text


Entry = Annotated[Extended | Suspended | Recomputed, Field(discriminator="kind")]


class Clock(Value):
    """One running period: what began it and all that happened to it. `count` is what the officer set, if he did.

    `domain.clock` has what is asked of it and what may be entered.
    """

    period: Period
    start: datetime
    count: int | None = None
    entries: tuple[Entry, ...] = ()

    @property
    def extended(self) -> tuple[Extended, ...]:
        return tuple(entry for entry in self.entries if isinstance(entry, Extended))

    @property
    def suspended(self) -> tuple[Suspended, ...]:
        return tuple(entry for entry in self.entries if isinstance(entry, Suspended))

    @property
    def stands_still(self) -> bool:
        return any(entry.until is None for entry in self.suspended)

    @property
    def extensions_given(self) -> tuple[Extension, ...]:
        """The extension of the law that each entry used, in turn."""
        turns = (more for more in self.period.extensions for _ in range(more.times))
        return tuple(more for more, _ in zip(turns, self.extended, strict=False))

    @property
    def extensions_left(self) -> tuple[Extension, ...]:
        """What may still be given, one after another, each with the times that are left of it."""
        given, left = len(self.extended), []
        for more in self.period.extensions:
            used = min(given, more.times)
            given -= used
            if used < more.times:
                left.append(more.model_copy(update={"times": more.times - used}))
        return tuple(left)
