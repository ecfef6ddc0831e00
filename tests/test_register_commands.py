"""The register at the command line: who of an office is away, who stands in, who left."""

import json
from typing import Any

import pytest

from demo import cast
from models import absence, audit, office
from models.session import Database
from servers import Addresses
from tests.rehearsing import HANDLER, HEAD, SECOND, STRANGER
from tests.test_cli import given, hezheng


@pytest.fixture
def asked(addresses: Addresses) -> Any:
    database = Database(addresses.database_url)
    with database.transaction() as session:
        cast.enter_cast(session)
    database.close()

    def ask(*arguments: str) -> Any:
        told = hezheng("register", *arguments, "--json", **given(addresses))
        assert told.returncode in (0, 2), told.stderr
        return json.loads(told.stdout)

    return ask


def test_an_absence_is_entered_once_changed_by_the_same_first_day_and_kept_on_the_chain(
    asked: Any, addresses: Addresses
) -> None:
    week = ("absence", HANDLER, "2025-03-03", "2025-03-07")
    assert asked(*week, "--deputy", SECOND)["new"]
    assert not asked(*week, "--deputy", SECOND)["new"]
    assert asked("absence", HANDLER, "2025-03-03", "2025-03-05")["new"]  # back sooner, with no deputy
    codes = [
        ("absences_overlap", ("2025-03-05", "2025-03-09")),
        ("absence_backwards", ("2025-04-02", "2025-04-01")),
        ("own_deputy", ("2025-04-01", "2025-04-02", "--deputy", HANDLER)),
        ("deputy_without_role", ("2025-04-01", "2025-04-02", "--deputy", HEAD)),
        ("deputy_of_another_office", ("2025-04-01", "2025-04-02", "--deputy", STRANGER)),
    ]
    for code, days in codes:
        assert asked("absence", HANDLER, *days)["error"]["code"] == code
    assert asked("absence", "示例无此人", "2025-04-01", "2025-04-02")["error"]["code"] == "unknown_officer"
    database = Database(addresses.database_url)
    with database.transaction() as session:
        (kept,) = absence.of_officer(session, HANDLER)
        assert (str(kept.last), kept.deputy) == ("2025-03-05", None)
        told = audit.entries(session, audit.of_office(cast.OFFICE.office_id))
        assert [one.detail["last"] for one in told] == ["2025-03-07", "2025-03-05"]
        assert list(audit.breaks(session)) == []
    database.close()


def test_who_left_belongs_to_the_office_until_the_day_before(asked: Any, addresses: Addresses) -> None:
    assert asked("left", HANDLER, "--on", "2025-03-03") == {
        "officer_id": HANDLER,
        "left_on": "2025-03-03",
        "new": True,
    }
    assert not asked("left", HANDLER, "--on", "2025-03-03")["new"]
    database = Database(addresses.database_url)
    with database.transaction() as session:
        gone = office.officer(session, HANDLER)
    database.close()
    assert gone.left_on is not None
    assert [gone.belongs_on(gone.left_on - gone.left_on.resolution), gone.belongs_on(gone.left_on)] == [True, False]
