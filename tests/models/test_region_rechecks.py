"""Orders after a failed supervisory sample whose re-check is overdue (O18 47)."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from sqlmodel import Session

from domain.calendar import Calendar
from domain.due import due
from domain.results import Result
from domain.steps import StepKind, Track
from models.session import Database
from rules import deadlines
from servers import Addresses
from tests.assessing import (
    DAY,
    ONE,
    at,
    enter_offices,
    figures,
    matter,
    ordered,
    step,
)


@pytest.fixture
def session(addresses: Addresses) -> Iterator[Session]:
    database = Database(addresses.database_url)
    with database.transaction() as opened:
        enter_offices(opened)
        yield opened
    database.close()


def last_order(on: date) -> date:
    """The last day of an order whose re-check was due before `on`, by the clock of the period."""
    period = deadlines.period("recheck_sample", on)
    day = on
    while due(period, day, Calendar()).on >= on:
        day -= ONE
    return day


@pytest.mark.parametrize(("days_after", "overdue"), [(74, 0), (75, 0), (76, 1)])
def test_a_re_check_is_overdue_on_the_76th_day_after_the_order(
    session: Session, days_after: int, overdue: int
) -> None:
    ordered(session, matter(session, "one"), DAY - timedelta(days=days_after))
    assert figures(session, rechecks_due_for_orders_until=last_order(DAY)).rechecks_overdue == overdue


def test_an_order_on_marking_has_no_75_days(session: Session) -> None:
    ordered(session, matter(session, "one"), date(2025, 1, 8), Track.CORRECTION)
    assert figures(session, rechecks_due_for_orders_until=DAY).rechecks_overdue == 0


def test_a_re_check_that_was_made_is_not_overdue_and_without_the_clock_nothing_is_known(session: Session) -> None:
    ordered(session, matter(session, "one"), date(2025, 1, 8))
    step(session, "one", 3, StepKind.RECHECK, Track.AFTER_CARE, ended_at=at(DAY, 9), result=Result.PASSED)
    before = figures(session, on=DAY - ONE, rechecks_due_for_orders_until=date(2025, 1, 8))
    after = figures(session, on=DAY, rechecks_due_for_orders_until=date(2025, 1, 8))
    assert (before.rechecks_overdue, after.rechecks_overdue) == (1, 0)
    assert figures(session, on=DAY + ONE).rechecks_overdue is None
