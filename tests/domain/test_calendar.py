from datetime import UTC, date, datetime

import pytest

from domain.calendar import Calendar, CalendarDay, legal_day
from domain.errors import Refused
from rules.workdays import chinese_calendar, published_years

CALENDAR = Calendar.of(chinese_calendar(2024, 2026))
MADE_UP_2026 = [(1, 4), (2, 14), (2, 28), (5, 9), (9, 20), (10, 10)]


def test_the_make_up_workdays_of_2026_are_workdays_and_all_fall_on_weekends() -> None:
    days = [day for day in CALENDAR.days if day.on.year == 2026 and day.is_make_up_workday]
    assert [(day.on.month, day.on.day) for day in days] == MADE_UP_2026
    assert all(day.on.weekday() > 4 for day in days)


def test_a_statutory_holiday_is_the_whole_published_block_with_its_weekends_and_days_in_exchange() -> None:
    block = CALENDAR.block(date(2026, 2, 18))
    assert block is not None
    assert (block.name.zh, block.first, block.last) == ("春节", date(2026, 2, 15), date(2026, 2, 23))


def test_two_holidays_that_follow_one_another_are_one_block_with_both_names() -> None:
    block = CALENDAR.block(date(2025, 10, 1))
    assert block is not None
    assert (block.name.zh, block.first, block.last) == ("国庆节、中秋", date(2025, 10, 1), date(2025, 10, 8))


def test_an_ordinary_sunday_beside_a_holiday_is_not_part_of_it() -> None:
    assert CALENDAR.day(date(2024, 6, 9)).is_ordinary_weekend
    assert CALENDAR.block(date(2024, 6, 9)) is None


@pytest.mark.parametrize(
    ("on", "works"),
    [
        (date(2027, 1, 1), False),
        (date(2027, 1, 2), False),
        (date(2027, 1, 4), True),
        (date(2027, 5, 4), True),
        (date(2027, 10, 1), False),
    ],
)
def test_a_year_that_is_not_published_goes_by_weekdays_and_fixed_holidays(on: date, works: bool) -> None:
    day = CALENDAR.day(on)
    assert (day.is_workday, day.published) == (works, False)


def test_a_row_that_is_not_yet_published_is_taken_but_stays_provisional() -> None:
    row = CalendarDay(on=date(2027, 2, 8), is_workday=False, published=False)
    assert Calendar.of([row]).day(row.on) == row


def test_a_day_that_is_given_twice_is_refused() -> None:
    row = CalendarDay(on=date(2026, 1, 1), is_workday=False)
    with pytest.raises(Refused, match="calendar_day_twice"):
        Calendar.of([row, row])


def test_the_rows_of_a_year_that_is_not_at_hand_are_refused_and_not_invented() -> None:
    with pytest.raises(Refused, match="calendar_year_not_published"):
        chinese_calendar(2026, published_years()[-1] + 1)


def test_a_calendar_comes_back_whole_from_json() -> None:
    again = Calendar.model_validate_json(CALENDAR.model_dump_json())
    assert again.day(date(2026, 10, 10)) == CALENDAR.day(date(2026, 10, 10))


def test_a_moment_belongs_to_its_day_in_shanghai() -> None:
    assert legal_day(datetime(2026, 8, 3, 15, 59, tzinfo=UTC)) == date(2026, 8, 3)
    assert legal_day(datetime(2026, 8, 3, 16, 0, tzinfo=UTC)) == date(2026, 8, 4)


def test_a_moment_without_time_zone_is_refused() -> None:
    with pytest.raises(Refused, match="moment_without_time_zone"):
        legal_day(datetime(2026, 8, 3))  # noqa: DTZ001
