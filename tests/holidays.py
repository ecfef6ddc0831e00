"""A published calendar of 2027, whose National Day is longer than the three days of the regulation."""

from datetime import UTC, date, datetime

from domain.base import Text
from domain.calendar import CalendarDay, span
from domain.holiday_notice import AnnouncedDay, HolidayNotice, announced


def notice() -> HolidayNotice:
    return HolidayNotice(
        year=2027, title="示例放假通知", number="示例〔2026〕1号", sha256="0" * 64, imported_at=datetime.now(UTC)
    )


def days() -> tuple[CalendarDay, ...]:
    """New Year, Labour Day, and a National Day of a week for which 9 October is worked."""
    name = Text(zh="示例节", en="example holiday")
    off = [*span(date(2027, 1, 1), date(2027, 1, 3)), *span(date(2027, 5, 1), date(2027, 5, 3))]
    off += span(date(2027, 10, 1), date(2027, 10, 7))
    named = [CalendarDay(on=on, is_workday=False, name=name) for on in off]
    made_up = CalendarDay(on=date(2027, 10, 9), is_workday=True, name=name)
    return announced(2027, [AnnouncedDay(day=day, line=1) for day in [*named, made_up]])
