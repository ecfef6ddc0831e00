from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.base import Text
from domain.calendar import SHANGHAI, Calendar
from domain.due import Due, due
from domain.errors import Refused
from domain.period import OfficerSet, Period, Roll, StartEvent, Unit
from domain.statute import ReadStatus
from rules.workdays import chinese_calendar

CALENDAR = Calendar.of(chinese_calendar(2018, 2026))
STARTS = st.dates(date(2018, 1, 1), date(2026, 6, 1))
DAYS_OR_MORE = [unit for unit in Unit if unit is not Unit.HOURS]
ONE = timedelta(days=1)


def a_period(
    count: int | None, unit: Unit, roll: Roll = Roll.STATUTORY_HOLIDAY, officer_set: OfficerSet | None = None
) -> Period:
    return Period(
        id="example",
        term=Text(zh="示例期限", en="example"),
        count=count,
        officer_set=officer_set,
        unit=unit,
        runs_from=StartEvent.SERVICE,
        roll=roll,
        basis=("pr/80",),
        cited=Text(zh="示例", en="example"),
        status=ReadStatus.FULL,
    )


def ends(count: int, unit: Unit, start: date, roll: Roll = Roll.STATUTORY_HOLIDAY) -> Due:
    return due(a_period(count, unit, roll), start, CALENDAR)


@pytest.mark.parametrize(
    ("count", "start", "on"),
    [
        (7, date(2026, 9, 23), date(2026, 10, 10)),
        (7, date(2026, 9, 30), date(2026, 10, 15)),
        (7, date(2026, 4, 29), date(2026, 5, 12)),
        (15, date(2026, 2, 10), date(2026, 3, 9)),
        (5, date(2026, 6, 17), date(2026, 6, 25)),
        (5, date(2026, 9, 18), date(2026, 9, 24)),
    ],
)
def test_working_days_follow_the_published_calendar(count: int, start: date, on: date) -> None:
    assert ends(count, Unit.WORKING_DAYS, start).on == on


@pytest.mark.parametrize("roll", [Roll.STATUTORY_HOLIDAY, Roll.REST_DAY])
@pytest.mark.parametrize(
    ("count", "start", "on"),
    [
        (60, date(2026, 8, 3), date(2026, 10, 8)),
        (60, date(2026, 3, 4), date(2026, 5, 6)),
        (60, date(2026, 8, 11), date(2026, 10, 10)),
        (90, date(2026, 7, 5), date(2026, 10, 8)),
    ],
)
def test_a_last_day_in_a_holiday_moves_to_the_first_day_after_it(count: int, start: date, on: date, roll: Roll) -> None:
    assert ends(count, Unit.DAYS, start, roll).on == on


def test_an_ordinary_weekend_is_a_rest_day_but_no_statutory_holiday() -> None:
    sunday, holiday_over = date(2024, 6, 9), date(2024, 6, 11)
    kept, moved, fixed = (ends(8, Unit.DAYS, date(2024, 6, 1), roll) for roll in Roll)
    assert (kept.on, moved.on, fixed.on) == (sunday, holiday_over, sunday)
    assert "不在公布的放假日内" in kept.explanation.zh
    assert "一并顺延" in moved.explanation.zh
    assert "不因放假或者周末顺延" in fixed.explanation.zh


@pytest.mark.parametrize(
    ("count", "unit", "start", "on"),
    [
        (1, Unit.MONTHS, date(2026, 1, 31), date(2026, 2, 28)),
        (1, Unit.MONTHS, date(2024, 1, 31), date(2024, 2, 29)),
        (6, Unit.MONTHS, date(2025, 8, 31), date(2026, 2, 28)),
        (12, Unit.MONTHS, date(2024, 12, 15), date(2025, 12, 15)),
        (1, Unit.YEARS, date(2024, 2, 29), date(2025, 2, 28)),
        (2, Unit.YEARS, date(2024, 3, 1), date(2026, 3, 1)),
    ],
)
def test_months_and_years_end_on_the_corresponding_day_or_the_end_of_the_month(
    count: int, unit: Unit, start: date, on: date
) -> None:
    assert ends(count, unit, start, Roll.NONE).on == on


def test_the_period_is_over_at_midnight_in_shanghai() -> None:
    ended = ends(60, Unit.DAYS, date(2026, 3, 4))
    assert ended.at == datetime(2026, 5, 7, tzinfo=SHANGHAI)
    assert ended.at == datetime(2026, 5, 6, 16, 0, tzinfo=UTC)
    assert Due.model_validate_json(ended.model_dump_json()) == ended


def test_the_start_day_does_not_count_and_is_the_day_in_shanghai() -> None:
    late_evening_in_utc = datetime(2026, 3, 2, 16, 30, tzinfo=UTC)
    period = a_period(1, Unit.WORKING_DAYS)
    assert due(period, late_evening_in_utc, CALENDAR).on == date(2026, 3, 4)


@given(STARTS, st.integers(1, 60))
def test_working_days_are_as_many_as_a_count_day_by_day_finds(start: date, count: int) -> None:
    last = ends(count, Unit.WORKING_DAYS, start).on
    after = [start + ONE * n for n in range(1, (last - start).days + 1)]
    assert sum(CALENDAR.is_workday(day) for day in after) == count
    assert CALENDAR.is_workday(last)


@given(STARTS, st.integers(1, 120), st.sampled_from(Roll))
def test_days_are_as_many_as_a_count_day_by_day_finds(start: date, count: int, roll: Roll) -> None:
    naive = start
    for _ in range(count):
        naive += ONE
    while (roll is Roll.STATUTORY_HOLIDAY and CALENDAR.is_holiday(naive)) or (
        roll is Roll.REST_DAY and not CALENDAR.is_workday(naive)
    ):
        naive += ONE
    assert ends(count, Unit.DAYS, start, roll).on == naive


@given(STARTS, st.integers(1, 40), st.sampled_from(DAYS_OR_MORE), st.sampled_from(Roll))
def test_a_later_start_never_ends_earlier(start: date, count: int, unit: Unit, roll: Roll) -> None:
    count = min(count, 2) if unit is Unit.YEARS else count
    assert ends(count, unit, start, roll).on <= ends(count, unit, start + ONE, roll).on


def test_working_days_into_a_year_that_is_not_published_are_provisional_and_say_so() -> None:
    ended = ends(5, Unit.WORKING_DAYS, date(2026, 12, 30))
    assert (ended.on, ended.provisional) == (date(2027, 1, 7), True)
    assert "2027年的放假安排尚未公布" in ended.explanation.zh
    assert not ends(1, Unit.WORKING_DAYS, date(2026, 12, 30)).provisional


def test_a_period_that_never_moves_is_certain_in_any_year() -> None:
    assert not ends(75, Unit.DAYS, date(2026, 12, 30), Roll.NONE).provisional
    assert ends(75, Unit.DAYS, date(2026, 12, 30), Roll.REST_DAY).provisional


def test_the_explanation_names_each_holiday_and_each_make_up_workday() -> None:
    told = ends(15, Unit.WORKING_DAYS, date(2026, 2, 10)).explanation
    assert "春节（2026年2月15日至2026年2月23日）" in told.zh
    assert "调休上班日计入工作日：2026年2月14日、2026年2月28日" in told.zh
    assert "Spring Festival (2026-02-15 to 2026-02-23)" in told.en
    assert "国庆节" in ends(60, Unit.DAYS, date(2026, 8, 3)).explanation.zh


@pytest.mark.parametrize(
    ("bounds", "given_count", "code"),
    [
        (None, 10, "period_count_fixed_by_law"),
        (OfficerSet(), None, "period_count_missing"),
        (OfficerSet(), 0, "period_count_too_small"),
        (OfficerSet(minimum=3), 2, "period_count_too_small"),
        (OfficerSet(maximum=30), 31, "period_count_too_large"),
    ],
)
def test_a_length_is_set_by_the_law_or_by_the_officer_within_bounds(
    bounds: OfficerSet | None, given_count: int | None, code: str
) -> None:
    period = a_period(None if bounds else 15, Unit.DAYS, officer_set=bounds)
    with pytest.raises(Refused, match=code):
        due(period, date(2026, 3, 2), CALENDAR, count=given_count)


def test_a_length_without_bounds_is_what_the_officer_sets() -> None:
    period = a_period(None, Unit.DAYS, officer_set=OfficerSet())
    assert due(period, date(2026, 3, 2), CALENDAR, count=10).on == date(2026, 3, 12)
