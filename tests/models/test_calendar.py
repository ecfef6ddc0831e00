"""A year is published once, by its notice; which days changed is told, so that clocks can be counted again."""

from datetime import UTC, date, datetime

import pytest

from domain.base import Text
from domain.calendar import CalendarDay, span
from domain.errors import Refused
from domain.holiday_notice import AnnouncedDay, HolidayNotice, announced
from models.calendar import calendar, notice_of, publish
from models.session import Database
from rules.workdays import chinese_calendar
from servers import Addresses

NEW_YEAR = Text(zh="元旦", en="New Year's Day")
NATIONAL_DAY = Text(zh="国庆节", en="National Day")
LABOUR_DAY = Text(zh="劳动节", en="Labour Day")


def notice(year: int = 2027, sha256: str = "a" * 64) -> HolidayNotice:
    now = datetime(2026, 11, 20, tzinfo=UTC)
    return HolidayNotice(year=year, title="示例通知", number="示例〔2026〕1号", sha256=sha256, imported_at=now)


def off(first: date, last: date, name: Text) -> list[CalendarDay]:
    return [CalendarDay(on=on, is_workday=False, name=name) for on in span(first, last)]


def of_2027(*more: CalendarDay) -> tuple[CalendarDay, ...]:
    days = [
        *off(date(2026, 12, 31), date(2027, 1, 2), NEW_YEAR),
        *off(date(2027, 5, 1), date(2027, 5, 3), LABOUR_DAY),
        CalendarDay(on=date(2027, 5, 8), is_workday=True, name=LABOUR_DAY),
        *off(date(2027, 10, 1), date(2027, 10, 3), NATIONAL_DAY),
        *more,
    ]
    return announced(2027, [AnnouncedDay(day=day, line=1) for day in days])


@pytest.fixture
def database(addresses: Addresses) -> Database:
    return Database(addresses.database_url)


def test_publishing_tells_the_days_that_are_worked_or_off_otherwise_than_assumed(database: Database) -> None:
    with database.transaction() as session:
        changed = publish(session, notice(), of_2027())
    # 2 January is a Saturday, now part of a holiday; the fixed holidays were known to be off
    assert changed == (date(2026, 12, 31), date(2027, 1, 2), date(2027, 5, 3), date(2027, 5, 8))
    with database.transaction() as session:
        now = calendar(session)
        assert notice_of(session, 2027) == notice()
    assert not now.is_workday(date(2026, 12, 31))
    assert now.is_workday(date(2027, 5, 8))
    assert all(now.day(day).published for day in span(date(2027, 1, 1), date(2027, 12, 31)))
    assert not now.day(date(2028, 3, 1)).published
    database.close()


def test_the_same_notice_again_changes_nothing_and_another_one_is_refused(database: Database) -> None:
    with database.transaction() as session:
        publish(session, notice(), of_2027())
    with database.transaction() as session:
        assert publish(session, notice(sha256="b" * 64), of_2027()) == ()
        assert notice_of(session, 2027) == notice()
    other = CalendarDay(on=date(2027, 5, 15), is_workday=True, name=LABOUR_DAY)
    with pytest.raises(Refused, match="calendar_year_published_otherwise"), database.transaction() as session:
        publish(session, notice(), of_2027(other))
    with database.transaction() as session:
        assert not calendar(session).is_workday(date(2027, 5, 15))
    database.close()


@pytest.mark.parametrize("year", [2022, 2023, 2025, 2026])
def test_the_notice_of_a_year_that_came_with_the_program_is_taken_and_changes_nothing(
    database: Database, year: int
) -> None:
    named = tuple(day for day in chinese_calendar(year, year) if day.name is not None)
    with database.transaction() as session:
        assert publish(session, notice(year), named) == ()
        assert notice_of(session, year) == notice(year)
    database.close()


def test_what_the_next_notice_moved_in_december_does_not_make_a_year_another(database: Database) -> None:
    with database.transaction() as session:
        publish(session, notice(), of_2027())
        named = tuple(day for day in chinese_calendar(2026, 2026) if day.name is not None)
        assert publish(session, notice(2026), named) == ()
    database.close()
