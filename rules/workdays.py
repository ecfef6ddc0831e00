"""放假安排: the days that the State Council has published, as the rows that seed the calendar. Never in a workflow."""

from datetime import date

from chinese_calendar.constants import Holiday, holidays, workdays

from domain.base import Text
from domain.calendar import CalendarDay, span
from domain.errors import Refused

_SATURDAY = 5


def published_years() -> range:
    """The years whose notices the installed `chinesecalendar` has."""
    return range(min(holidays).year, max(holidays).year + 1)


def chinese_calendar(first_year: int, last_year: int) -> tuple[CalendarDay, ...]:
    """One row for each day of these years, both included. Refused `calendar_year_not_published`.

    A year that is left out is no gap: `Calendar` then goes by weekdays and fixed holidays, and says so.
    """
    for year in (first_year, last_year):
        if year not in published_years():
            raise Refused(
                "calendar_year_not_published",
                zh=f"没有{year}年的放假安排。",
                en=f"The holidays of {year} are not at hand.",
                field="year",
                value=year,
            )
    return tuple(_row(day) for day in span(date(first_year, 1, 1), date(last_year, 12, 31)))


def _row(on: date) -> CalendarDay:
    english = holidays.get(on) or workdays.get(on)
    works = on in workdays or (on not in holidays and on.weekday() < _SATURDAY)
    return CalendarDay(on=on, is_workday=works, name=_named(english) if english else None)


def _named(english: str) -> Text:
    return Text(zh=Holiday(english).chinese, en=english)


def english_name(chinese: str) -> str:
    """元旦, 中秋节 and the like in English, several joined by 、; what is not known stays as it is."""
    known = {holiday.chinese.removesuffix("节"): holiday.value for holiday in Holiday}
    return " and ".join(known.get(part.removesuffix("节"), part) for part in chinese.split("、"))
