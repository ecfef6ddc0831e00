"""放假通知: one year's arrangement of holidays as the State Council announces it, and what it cannot say."""

from collections.abc import Sequence
from datetime import date, datetime

from domain.base import Value
from domain.calendar import SATURDAY, CalendarDay, fixed_holidays, ordinary_day, span
from domain.errors import Refused

_LATE_DECEMBER, _EARLY_JANUARY = (12, 25), (1, 7)  # how far a notice reaches over: those of 2019, 2023 and 2024 did


class HolidayNotice(Value):
    """Where an arrangement comes from: `number` as printed, `sha256` of the file that was read."""

    year: int
    title: str
    number: str
    url: str | None = None
    sha256: str
    imported_at: datetime


class AnnouncedDay(Value):
    """A day off or a make-up workday as it stands in the notice, in this line of the file."""

    day: CalendarDay
    line: int


def announced(year: int, days: Sequence[AnnouncedDay]) -> tuple[CalendarDay, ...]:
    """The days of one notice, in order. Each refusal names the line.

    Refused: `calendar_day_of_another_year`, `calendar_day_twice`, `make_up_workday_is_no_weekend`,
    `statutory_holiday_missing`.
    """
    seen: dict[date, CalendarDay] = {}
    for one in days:
        on = one.day.on
        if on.year != year and not over_the_edge(year, on):
            zh, en = f"{on}不属于{year}年的安排", f"{on} is no day of the arrangement of {year}"
            raise _refused("calendar_day_of_another_year", zh, en, one.line, on)
        if on in seen:
            zh, en = f"{on}已经列为放假或者上班", f"{on} is off or worked already"
            raise _refused("calendar_day_twice", zh, en, one.line, on)
        if one.day.is_workday and on.weekday() < SATURDAY:
            zh, en = f"{on}不是周末，不能列为调休上班日", f"{on} is no weekend, so nobody makes up on it"
            raise _refused("make_up_workday_is_no_weekend", zh, en, one.line, on)
        seen[on] = one.day
    for on in fixed_holidays(year):
        if on not in seen or seen[on].is_workday:
            zh, en = f"缺少{on}这一法定节日", f"The statutory holiday {on} is wanting"
            raise _refused("statutory_holiday_missing", zh, en, days[0].line if days else 1, on)
    return tuple(seen[on] for on in sorted(seen))


def whole_year(year: int, days: Sequence[CalendarDay]) -> tuple[CalendarDay, ...]:
    """Every day of the year: those announced, and all else by its weekday."""
    known = {day.on: day for day in days}
    return tuple(known.get(on) or ordinary_day(on) for on in span(date(year, 1, 1), date(year, 12, 31)))


def over_the_edge(year: int, on: date) -> bool:
    """A late day of December before, or an early one of January after `year`."""
    month_and_day = (on.month, on.day)
    before = on.year == year - 1 and month_and_day >= _LATE_DECEMBER
    return before or (on.year == year + 1 and month_and_day <= _EARLY_JANUARY)


def _refused(code: str, zh: str, en: str, line: int, on: date) -> Refused:
    return Refused(code, zh=f"第{line}行：{zh}。", en=f"Line {line}: {en}.", field="on", value=on)
