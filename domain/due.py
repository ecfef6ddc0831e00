"""期间届满: on which day a period ends, and why on that one."""

from calendar import monthrange
from datetime import date, datetime, time

from domain.base import Text, Value
from domain.calendar import SHANGHAI, Calendar, legal_day, shifted
from domain.due_reason import decisive_days, reason
from domain.errors import Refused
from domain.period import Period, Roll, Unit

_MONTHS = {Unit.MONTHS: 1, Unit.YEARS: 12}


class Due(Value):
    """`on` is the last day; `at` is when it is over (24:00 in Shanghai, the next day's 00:00), itself too late.

    `provisional`: some day that decided it lies in a year that is not yet arranged, so it may still move.
    """

    on: date
    at: datetime
    basis: tuple[str, ...]
    explanation: Text
    provisional: bool


def due(period: Period, start: date | datetime, calendar: Calendar, *, count: int | None = None) -> Due:
    """When `period` ends that began with `start`, a day or an aware moment. Pure.

    `count` is what the officer set, in the unit of the period, and only for a period that the law leaves to him.
    Refused: `moment_without_time_zone`, `period_count_missing`, `period_count_fixed_by_law`, `period_count_too_small`,
    `period_count_too_large`.
    """
    begun, length = legal_day(start), _length(period, count)
    if period.unit is Unit.WORKING_DAYS:
        nominal = _nth_workday(begun, length, calendar)
    elif period.unit is Unit.DAYS:
        nominal = shifted(begun, length)
    else:
        nominal = _corresponding_day(begun, length * _MONTHS[period.unit])
    last = _rolled(nominal, period.roll, calendar)
    return Due(
        on=last,
        at=datetime.combine(shifted(last, 1), time.min, SHANGHAI),
        basis=period.basis,
        explanation=reason(period, length, begun, nominal, last, calendar),
        provisional=any(not day.published for day in decisive_days(period, begun, nominal, last, calendar)),
    )


def _length(period: Period, given: int | None) -> int:
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


def _nth_workday(begun: date, length: int, calendar: Calendar) -> date:
    day = begun
    while length:
        day = shifted(day, 1)
        length -= calendar.is_workday(day)
    return day


def _corresponding_day(begun: date, months: int) -> date:
    """民法典 202: the day of the same number in the month of expiry, where there is none the end of that month."""
    years, month = divmod(begun.month - 1 + months, 12)
    year, month = begun.year + years, month + 1
    return date(year, month, min(begun.day, monthrange(year, month)[1]))


def _rolled(nominal: date, roll: Roll, calendar: Calendar) -> date:
    last = nominal
    if roll is Roll.STATUTORY_HOLIDAY and (block := calendar.block(nominal)):
        last = shifted(block.last, 1)
    while roll is Roll.REST_DAY and not calendar.is_workday(last):
        last = shifted(last, 1)
    return last
