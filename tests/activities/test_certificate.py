"""The activities of a certificate's workflow: each twice leaves one row, and nothing is said of what has moved on."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import text
from temporalio.testing import ActivityEnvironment

from activities.certificate import CertificateActivities
from domain.certificate import Life
from models import certificate_act
from models.session import Database
from servers import Addresses
from tests.certifying import INSTITUTE, Certifying


@pytest.fixture
def one(addresses: Addresses) -> Iterator[Certifying]:
    """An institute has undertaken to inspect by 10 March."""
    database = Database(addresses.database_url)
    accepted = Certifying(database, "one")
    accepted.receive(accepted.application(route="institute", laboratory_id=INSTITUTE))
    accepted.receive(accepted.made("acceptance", INSTITUTE, due_on=date(2025, 3, 10), remind_days_before=(0,)))
    yield accepted
    database.close()


def rows(one: Certifying) -> tuple[int, int]:
    count = text("select (select count(*) from message), (select count(*) from audit)")
    with one.database.transaction() as session:
        messages, audited = session.execute(count).one()
        return messages, audited


def reminded(one: Certifying, life: Life) -> Callable[[], None]:
    rung = life.reminders[0]
    remind = CertificateActivities(one.database).remind_laboratory
    return lambda: ActivityEnvironment().run(remind, life, rung, rung.at)


def noted(one: Certifying, life: Life, now: datetime) -> Callable[[], None]:
    return lambda: ActivityEnvironment().run(CertificateActivities(one.database).note_overdue, life, now)


def test_an_activity_carried_out_twice_leaves_one_row_for_each_who_is_told(one: Certifying) -> None:
    life = certificate_act.life(one.row)
    assert life.due_at is not None
    messages, audited = rows(one)
    remind, note = reminded(one, life), noted(one, life, life.due_at)
    remind()
    assert rows(one) == (messages + 1, audited + 1)
    remind()
    assert rows(one) == (messages + 1, audited + 1)
    note()
    note()
    assert rows(one) == (messages + 3, audited + 2)


def test_before_the_day_has_passed_nothing_is_overdue(one: Certifying) -> None:
    life = certificate_act.life(one.row)
    assert life.due_at is not None
    before = rows(one)
    noted(one, life, life.due_at - timedelta(seconds=1))()
    assert rows(one) == before


def test_what_has_moved_on_is_neither_reminded_of_nor_overdue(one: Certifying) -> None:
    life = certificate_act.life(one.row)
    assert life.due_at is not None
    one.receive(one.inspection(actor=INSTITUTE))
    before = rows(one)
    reminded(one, life)()
    noted(one, life, life.due_at)()
    assert rows(one) == before


def test_a_save_on_an_old_version_is_refused(one: Certifying) -> None:
    with one.database.transaction() as session:
        row = certificate_act.hold(session, one.application_id)
        assert row is not None
        with pytest.raises(Exception, match="stale_state"):
            certificate_act.save(session, row, 1, due_at=None)
    assert one.row.due_at is not None
