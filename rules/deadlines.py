"""期限目录: the periods of `deadlines.yaml`, by id and by the day on which they are in force."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from domain.base import Text
from domain.errors import Refused
from domain.period import Extension, Period, StartEvent, Terms
from domain.statute import ReadStatus, Statute
from rules import parameters
from rules.place import place
from rules.shape import shaped
from rules.source import Document, read
from rules.statutes import least_read, statute, statute_named


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    term: Text
    runs_from: StartEvent
    reminders: tuple[Annotated[int, Field(ge=0)], ...] = ()
    values: dict[date, Terms | None] = Field(min_length=1)


class Deadlines:
    """The periods of one file, checked."""

    def __init__(self, document: Document) -> None:
        self._entries: Mapping[str, _Entry] = shaped(document, dict[str, _Entry])
        for name, entry in self._entries.items():
            _check_dates(document, name, list(entry.values.items()))
            ends = [*list(entry.values)[1:], date.max]
            for (begins, value), end in zip(entry.values.items(), ends, strict=True):
                if value:
                    _check_basis(document, name, begins, value, end)

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(self._entries)

    def first_days(self, period_id: str) -> tuple[date, ...]:
        """The days from which the values of a period are in force, without the one that ends it."""
        return tuple(begins for begins, value in self._entries[period_id].values.items() if value)

    def period(self, period_id: str, on: date) -> Period:
        """The period as in force on a day. Refused `unknown_period`, `period_not_in_force`."""
        entry = self._entries.get(period_id)
        if entry is None:
            raise Refused(
                "unknown_period",
                zh=f"期限目录中没有“{period_id}”。",
                en=f"There is no period “{period_id}”.",
                field="period",
                value=period_id,
            )
        value = next((value for begins, value in reversed(entry.values.items()) if begins <= on), None)
        if value is None:
            raise Refused(
                "period_not_in_force",
                zh=f"{on}时没有生效的“{entry.term.zh}”期限。",
                en=f"On {on} no value of the period “{entry.term.en}” is in force.",
                field="on",
                value=on,
            )
        articles = [statute(article) for article in value.basis]
        given = dict(value) | {"extensions": tuple(_allowed(value.extensions))}
        return Period(
            id=period_id, term=entry.term, runs_from=entry.runs_from, reminders=entry.reminders, **given,
            cited=_cited(articles), status=least_read(value.basis),
        )  # fmt: skip


def load(path: Path) -> Deadlines:
    """Refused with file and line: `law_file_invalid`, `unknown_statute`, `deadline_dates`, `deadline_before_its_basis`,
    `deadline_after_its_basis`, `deadline_without_law`, `unknown_parameter`, and what `rules.source.read` refuses."""
    return Deadlines(read(path))


_loaded = cache(load)


def deadlines() -> Deadlines:
    return _loaded(place("deadlines.yaml"))


def period(period_id: str, on: date) -> Period:
    """Refused `unknown_period`, `period_not_in_force`."""
    return deadlines().period(period_id, on)


def _allowed(extensions: Iterable[Extension]) -> Iterator[Extension]:
    """What the law gives, and what the installation allows where the law leaves it open."""
    for one in extensions:
        if one.parameter is None:
            yield one
        elif (most := parameters.values()[one.parameter]) is not None:
            yield one.model_copy(update={"count": most})


def _cited(articles: list[Statute]) -> Text:
    return Text(
        zh="、".join(article.cited.zh for article in articles), en="; ".join(article.cited.en for article in articles)
    )


def _check_dates(document: Document, name: str, values: list[tuple[date, Terms | None]]) -> None:
    before: tuple[date, Terms | None] = (date.min, None)
    for position, (begins, value) in enumerate(values):
        gap = (position > 0 or value is None) and before[1] is None
        if gap or begins <= before[0]:
            raise document.refuse(
                "deadline_dates",
                f"“{name}”的生效日期应当依次排列，中间不得空缺（null 只能在最后）。",
                f"The dates of “{name}” must follow one another without a gap (null only at the end).",
                name,
                "values",
                begins.isoformat(),
                value=begins,
            )
        before = begins, value


def _check_basis(document: Document, name: str, begins: date, value: Terms, end: date) -> None:
    """`end` is the day from which the value is in force no more."""
    places: list[tuple[tuple[str | int, ...], str]] = [(("basis", n), each) for n, each in enumerate(value.basis)]
    for m, more in enumerate(value.extensions):
        places += [(("extensions", m, "basis", n), each) for n, each in enumerate(more.basis)]
    for m, more in enumerate(value.extensions):
        if more.parameter is not None and more.parameter not in parameters.parameters():
            zh, en = f"没有名为“{more.parameter}”的参数。", f"There is no parameter “{more.parameter}”."
            place = (name, "values", begins.isoformat(), "extensions", m, "parameter")
            raise document.refuse("unknown_parameter", zh, en, *place, value=more.parameter)
    for here, article in places:
        found = statute_named(document, article, name, "values", begins.isoformat(), *here)
        if not found.kind.binds or found.in_force is None or found.status is ReadStatus.MEMORY:
            problem = (
                "deadline_without_law",
                f"“{article}”不是法律规范或者尚未核对，不能作为期限的依据。",
                f"“{article}” is no law, or was not read yet, and gives no period.",
            )
        elif begins < found.in_force:
            problem = (
                "deadline_before_its_basis",
                f"“{article}”自{found.in_force}起施行，晚于{begins}。",
                f"“{article}” is in force from {found.in_force} only, later than {begins}.",
            )
        elif found.until is not None and found.until.toordinal() < end.toordinal() - 1:
            problem = (
                "deadline_after_its_basis",
                f"“{article}”施行至{found.until}止，早于期限的终止日期。",
                f"“{article}” was law until {found.until}, and the period goes on.",
            )
        else:
            continue
        raise document.refuse(*problem, name, "values", begins.isoformat(), *here, value=article)
