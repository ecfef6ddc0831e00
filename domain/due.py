"""期间届满: on which day a period ends, and why on that one."""

from calendar import monthrange
from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from domain.base import Text, Value
from domain.calendar import SHANGHAI, Calendar, legal_day, shifted
from domain.due_outlook import Course
from domain.due_reason import decisive_days, exact_reason, reason
from domain.errors import Refused
from domain.period import Period, Roll, Unit

_MONTHS = {Unit.MONTHS: 1, Unit.YEARS: 12}


class Due(Value):
    """`on` is the last day; `at` is when it is over (24:00 in Shanghai, the next day's 00:00), itself too late.

    Of hours `at` is the exact moment. `not_before` is the first day on which the act is lawful, where the law opens a
    window or lets a period pass first. `provisional`: some day that decided it lies in a year that is not yet
    arranged, so it may still move.
    """

    on: date
    at: datetime
    basis: tuple[str, ...]
    explanation: Text
    provisional: bool
    not_before: date | None = None


def due(period: Period, start: date | datetime, calendar: Calendar, *, count: int | None = None) -> Due:
    """When `period` ends that began with `start`, a day or an aware moment. Pure.

    `count` is what the officer set, in the unit of the period, and only for a period that the law leaves to him.
    Refused: `moment_without_time_zone`, `moment_needed`, `period_count_missing`, `period_count_fixed_by_law`,
    `period_count_too_small`, `period_count_too_large`.
    """
    return ends(period, start, calendar, Course(length=length_of(period, count), left=period.extensions))


def ends(period: Period, start: date | datetime, calendar: Calendar, course: Course) -> Due:
    """As `due`, of a period that was extended or stood still: what is on record of its course is counted in."""
    if period.unit is Unit.HOURS:
        return _exactly(period, start, course)
    begun = legal_day(start)
    nominal = _nth_day(period, begun, course.length + course.extra, calendar, course.paused)
    if period.ends_before:
        nominal = shifted(nominal, -1)
    last = _rolled(nominal, period.roll, calendar, course.paused)
    opened = _nth_day(period, begun, period.not_before, calendar, course.paused) if period.not_before else None
    opened = last if period.waits else opened
    return Due(
        on=last,
        at=datetime.combine(shifted(last, 1), time.min, SHANGHAI),
        basis=period.basis,
        explanation=reason(period, course, begun, nominal, last, calendar, opened),
        provisional=any(not day.published for day in decisive_days(period, course, begun, nominal, last, calendar)),
        not_before=shifted(opened, 1) if opened else None,
    )


def _exactly(period: Period, start: date | datetime, course: Course) -> Due:
    day = legal_day(start)
    if not isinstance(start, datetime):
        raise Refused(
            "moment_needed",
            zh=f"“{period.term.zh}”按小时计算，起算应当写明时刻。",
            en=f"The period “{period.term.en}” is counted in hours: its start is a moment, not a day.",
            field="start",
            value=day,
        )
    at = (start + timedelta(hours=course.length)).astimezone(SHANGHAI)
    return Due(
        on=at.date(),
        at=at,
        basis=period.basis,
        explanation=exact_reason(period, course.length, start.astimezone(SHANGHAI), at),
        provisional=False,
    )


def length_of(period: Period, given: int | None) -> int:
    """How many units: what the law gives, or what the officer set within his bounds. Refused as by `due`."""
    bounds = period.officer_set
    if period.count is not None:
        if given is None:
            return period.count
        raise _refused("period_count_fixed_by_law", "由法律规定，不能另定", "is fixed by law", period, given)
    if given is None:
        raise _refused("period_count_missing", "由办案人员确定，尚未填写", "is for the officer to set", period, given)
    if given < 1 or (bounds and bounds.minimum is not None and given < bounds.minimum):
        raise _refused("period_count_too_small", "短于允许的最短期限", "is shorter than allowed", period, given)
    if bounds and bounds.maximum is not None and given > bounds.maximum:
        raise _refused("period_count_too_large", "超过允许的最长期限", "is longer than allowed", period, given)
    return given


def _refused(code: str, zh: str, en: str, period: Period, given: int | None) -> Refused:
    return Refused(
        code,
        zh=f"“{period.term.zh}”的期限{zh}。",
        en=f"The period “{period.term.en}” {en}.",
        field="count",
        value=given,
    )


def _nth_day(period: Period, begun: date, length: int, calendar: Calendar, paused: frozenset[date]) -> date:
    """The last day by count. Of months and years the corresponding day first, then shifted by the days stood still."""
    if period.unit is Unit.WORKING_DAYS:
        return _nth_counting(begun, length, lambda day: calendar.is_workday(day) and day not in paused)
    if period.unit in _MONTHS:
        length = (_corresponding_day(begun, length * _MONTHS[period.unit]) - begun).days
    return _nth_counting(begun, length, lambda day: day not in paused) if paused else shifted(begun, length)


def _nth_counting(begun: date, length: int, counts: Callable[[date], bool]) -> date:
    day = begun
    while length:
        day = shifted(day, 1)
        length -= counts(day)
    return day


def _corresponding_day(begun: date, months: int) -> date:
    """民法典 202: the day of the same number in the month of expiry, where there is none the end of that month."""
    years, month = divmod(begun.month - 1 + months, 12)
    year, month = begun.year + years, month + 1
    return date(year, month, min(begun.day, monthrange(year, month)[1]))


def _rolled(nominal: date, roll: Roll, calendar: Calendar, paused: frozenset[date]) -> date:
    """A day on which the clock stands still is no last day either."""
    last = nominal
    while True:
        if last in paused:
            last = shifted(last, 1)
        elif roll is Roll.STATUTORY_HOLIDAY and (block := calendar.block(last)):
            last = shifted(block.last, 1)
        elif roll is Roll.REST_DAY and not calendar.is_workday(last):
            last = shifted(last, 1)
        else:
            return last
