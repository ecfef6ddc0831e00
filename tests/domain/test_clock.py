from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.base import Text
from domain.calendar import SHANGHAI, Calendar
from domain.clock import Rung, due_of, extend, recompute, resume, rungs, suspend
from domain.due import Due, due
from domain.errors import Refused
from domain.ledger import Clock, Extended, Recomputed, Suspended
from domain.office import Role
from domain.period import Extension, Period, Roll, StartEvent, Suspension, Unit
from domain.statute import ReadStatus
from rules.deadlines import period
from rules.workdays import chinese_calendar

CALENDAR = Calendar.of(chinese_calendar(2018, 2026))
ON = date(2025, 6, 1)
ONE = timedelta(days=1)


def at(month: int, day: int, hour: int = 10) -> datetime:
    return datetime(2025, month, day, hour, tzinfo=SHANGHAI)


def a_clock(name: str = "penalty_decision", start: datetime | None = None) -> Clock:
    return Clock(period=period(name, ON), start=start or at(3, 3))


def more(when: datetime, count: int = 30, by: Role = Role.HEAD_OF_DEPARTMENT, minutes: str | None = None) -> Extended:
    return Extended(at=when, count=count, by=by, actor="officer-04", reason="案情复杂", minutes=minutes)


def stood_still(since: datetime, until: datetime | None = None, cause: Suspension = Suspension.TESTING) -> Suspended:
    return Suspended(cause=cause, since=since, until=until, document="示例监检期〔2025〕1号")


def ended(clock: Clock) -> Due:
    found = due_of(clock, CALENDAR)
    assert found is not None
    return found


def test_a_clock_without_entries_ends_as_its_period_does() -> None:
    clock = a_clock()
    assert ended(clock) == due(clock.period, clock.start, CALENDAR)
    assert ended(clock).on == date(2025, 6, 3)  # day 90, 1 June, lies in the Dragon Boat holiday


def test_days_of_testing_are_not_counted_but_the_day_on_which_it_began_is() -> None:
    clock = suspend(a_clock(), stood_still(at(3, 10), at(3, 20)), CALENDAR)
    assert (ended(clock).on - date(2025, 3, 3)).days == 90 + 10
    assert "示例监检期〔2025〕1号" in ended(clock).explanation.zh
    assert "共扣除10日" in ended(clock).explanation.zh
    assert "未扣除" not in ended(clock).explanation.zh


def test_of_working_days_only_the_working_days_of_a_suspension_are_left_out() -> None:
    clock = a_clock("clue_verification")
    friday, monday = at(3, 7), at(3, 10)
    assert ended(clock).on == date(2025, 3, 24)
    paused = ended(suspend(clock, stood_still(friday, monday), CALENDAR))
    assert paused.on == date(2025, 3, 25)
    assert "共扣除1个工作日" in paused.explanation.zh


def test_months_take_the_corresponding_day_first_and_are_shifted_then() -> None:
    clock = Clock(period=example(1, Unit.MONTHS), start=at(1, 31))
    assert ended(clock).on == date(2025, 2, 28)
    assert ended(suspend(clock, stood_still(at(2, 5), at(2, 8)), CALENDAR)).on == date(2025, 3, 3)


def test_a_clock_stands_still_while_a_test_lasts_and_goes_on_after_it() -> None:
    still = suspend(a_clock(), stood_still(at(3, 10)), CALENDAR)
    assert due_of(still, CALENDAR) is None
    assert resume(still, at(3, 20)) == suspend(a_clock(), stood_still(at(3, 10), at(3, 20)), CALENDAR)


def test_what_a_suspension_has_before_the_start_moves_nothing() -> None:
    clock = suspend(a_clock(), stood_still(at(2, 1), at(3, 13)), CALENDAR)
    assert (ended(clock).on - date(2025, 3, 3)).days == 90 + 10


def test_a_last_day_that_a_holiday_moved_into_a_suspension_is_none() -> None:
    clock = Clock(period=example(30, Unit.DAYS), start=at(9, 2))
    assert ended(clock).on == date(2025, 10, 9)
    paused = suspend(clock, stood_still(at(10, 3), at(10, 15)), CALENDAR)
    assert ended(paused).on == date(2025, 10, 16)


def test_a_case_is_extended_by_the_head_once_and_then_by_the_heads_together() -> None:
    once = extend(a_clock(), more(at(5, 20)), CALENDAR)
    assert ended(once).on == date(2025, 7, 1)
    assert "案情复杂" in ended(once).explanation.zh
    assert "集体讨论" in ended(once).explanation.zh  # what is left
    twice = extend(once, more(at(6, 20), 45, minutes="示例监集〔2025〕2号"), CALENDAR)
    assert ended(twice).on == date(2025, 8, 15)
    with pytest.raises(Refused, match="extensions_used_up"):
        extend(twice, more(at(7, 20), 10, minutes="示例监集〔2025〕3号"), CALENDAR)


def test_a_deferral_of_payment_names_its_article_in_the_basis() -> None:
    deferred = extend(a_clock("payment"), more(at(3, 10), 60), CALENDAR)
    assert {"pr/72", "pr/74"} <= set(ended(deferred).basis)


@pytest.mark.parametrize(
    ("name", "entry", "code"),
    [
        ("statement_or_hearing_request", more(at(3, 5)), "period_not_extendable"),
        ("penalty_decision", more(at(5, 5), by=Role.HANDLER), "extension_not_his_to_give"),
        ("penalty_decision", more(at(6, 4, 0)), "extension_after_expiry"),
        ("penalty_decision", more(at(3, 2)), "extension_before_start"),
        ("penalty_decision", more(at(5, 5), 31), "extension_too_long"),
        ("penalty_decision", more(at(5, 5), 0), "extension_too_short"),
    ],
)
def test_an_extension_that_the_law_does_not_give_is_refused(name: str, entry: Extended, code: str) -> None:
    with pytest.raises(Refused) as refused:
        extend(a_clock(name), entry, CALENDAR)
    assert refused.value.code == code


def test_the_last_moment_of_the_period_is_not_too_late_to_extend_it() -> None:
    assert ended(extend(a_clock(), more(at(6, 3, 23)), CALENDAR)).on == date(2025, 7, 1)


def test_the_second_extension_wants_the_minutes_of_the_heads() -> None:
    once = extend(a_clock(), more(at(5, 20)), CALENDAR)
    with pytest.raises(Refused, match="extension_without_minutes"):
        extend(once, more(at(6, 20)), CALENDAR)


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        (stood_still(at(4, 1), at(4, 5), Suspension.HEARING), "suspension_not_lawful"),
        (stood_still(at(3, 10), at(3, 9)), "suspension_ends_before_it_began"),
        (stood_still(at(2, 1), at(3, 3)), "suspension_before_start"),
        (stood_still(at(4, 9)), "suspension_after_expiry"),
        (stood_still(at(3, 15), at(3, 25)), "suspensions_overlap"),
        (stood_still(at(3, 5)), "suspensions_overlap"),
        (Suspended(cause=Suspension.TESTING, since=at(3, 25), document=" "), "suspension_without_document"),
    ],
)
def test_a_suspension_that_cannot_be_is_refused(entry: Suspended, code: str) -> None:
    seized = suspend(a_clock("seizure"), stood_still(at(3, 12), at(3, 18)), CALENDAR)
    with pytest.raises(Refused) as refused:
        suspend(seized, entry, CALENDAR)
    assert refused.value.code == code


def test_one_clock_stands_still_once_at_a_time() -> None:
    still = suspend(a_clock(), stood_still(at(3, 12)), CALENDAR)
    with pytest.raises(Refused, match="already_suspended"):
        suspend(still, stood_still(at(3, 14)), CALENDAR)
    with pytest.raises(Refused, match="suspension_ends_before_it_began"):
        resume(still, at(3, 11))
    with pytest.raises(Refused, match="not_suspended"):
        resume(a_clock(), at(3, 11))


def test_a_clock_comes_back_whole_from_json() -> None:
    clock = suspend(extend(a_clock(), more(at(5, 20)), CALENDAR), stood_still(at(5, 21)), CALENDAR)
    assert Clock.model_validate_json(clock.model_dump_json()) == clock


def test_a_recomputation_is_told_with_its_reason() -> None:
    clock = recompute(a_clock(), Recomputed(at=at(4, 1), reason=Text(zh="放假安排公布。", en="Published.")))
    assert "重新计算：放假安排公布。" in ended(clock).explanation.zh
    assert ended(clock).on == ended(a_clock()).on


def test_people_are_reminded_in_the_morning_and_told_when_it_is_over() -> None:
    clue = a_clock("clue_verification")
    assert rungs(ended(clue), clue.period) == (
        Rung(name="5_days_before", at=at(3, 19, 9)),
        Rung(name="1_day_before", at=at(3, 23, 9)),
        Rung(name="last_day", at=at(3, 24, 9)),
        Rung(name="over", at=at(3, 25, 0)),
    )
    hours = a_clock("referral_to_police")
    assert rungs(ended(hours), hours.period) == (Rung(name="over", at=at(3, 4)),)


def example(count: int, unit: Unit, roll: Roll = Roll.STATUTORY_HOLIDAY) -> Period:
    return Period(
        id="example", term=Text(zh="示例期限", en="example"), count=count, unit=unit, roll=roll,
        runs_from=StartEvent.FILING, basis=("pr/64",), cited=Text(zh="示例", en="example"), status=ReadStatus.FULL,
        extensions=(Extension(count=None, times=3, by=None, basis=("pr/64",)),), suspended_by=tuple(Suspension),
    )  # fmt: skip


def naive(clock: Clock) -> date:
    """Day by day: strike out what is paused or not worked, until enough days are left; then roll."""
    kind, start = clock.period, clock.start.date()
    paused = {
        entry.since.date() + ONE * n
        for entry in clock.suspended
        if entry.until
        for n in range(1, (entry.until.date() - entry.since.date()).days + 1)
    }
    wanted, day = (kind.count or 0) + sum(entry.count for entry in clock.extended), start
    while wanted:
        day += ONE
        counted = day not in paused and (kind.unit is Unit.DAYS or CALENDAR.is_workday(day))
        wanted -= counted
    while (
        day in paused
        or (kind.roll is Roll.STATUTORY_HOLIDAY and CALENDAR.is_holiday(day))
        or (kind.roll is Roll.REST_DAY and not CALENDAR.is_workday(day))
    ):
        day += ONE
    return day


@given(
    st.dates(date(2018, 1, 1), date(2025, 6, 1)),
    st.integers(1, 60),
    st.sampled_from([Unit.DAYS, Unit.WORKING_DAYS]),
    st.sampled_from(Roll),
    st.lists(st.tuples(st.integers(-5, 60), st.integers(0, 25)), max_size=3),
    st.lists(st.integers(1, 30), max_size=3),
)
def test_a_ledger_ends_where_a_count_day_by_day_finds(
    start: date, count: int, unit: Unit, roll: Roll, pauses: list[tuple[int, int]], longer: list[int]
) -> None:
    begun = datetime.combine(start, time(10), SHANGHAI)
    clock = Clock(period=example(count, unit, roll), start=begun)
    for given_more in longer:
        clock = extend(clock, more(begun, given_more), CALENDAR)
    for since, lasts in pauses:
        pause = stood_still(begun + ONE * since, begun + ONE * (since + lasts))
        before = ended(clock)
        ends_at = begun + ONE * (since + lasts)
        overlaps = any(one.until and pause.since < one.until and one.since < ends_at for one in clock.suspended)
        if pause.since >= before.at or since + lasts <= 0 or overlaps:
            with pytest.raises(Refused):
                suspend(clock, pause, CALENDAR)
            continue
        clock = suspend(clock, pause, CALENDAR)
        assert before.on <= ended(clock).on
    assert ended(clock).on == naive(clock)
