"""Regions at the command line: a look at one, its lags, and the things behind every figure."""

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import Session

from domain.region import Figure, RegionFacts
from models.session import Database
from servers import Addresses
from tests.assessing import COUNTY, DAY, ONE, at, check, enter_offices, matter, ordered, verified
from tests.test_cli import given, hezheng


@pytest.fixture
def session(addresses: Addresses) -> Iterator[Session]:
    database = Database(addresses.database_url)
    with database.transaction() as opened:
        enter_offices(opened)
        yield opened
    database.close()


def asked(addresses: Addresses, *arguments: str) -> Any:
    told = hezheng(*arguments, "--json", **given(addresses))
    assert told.returncode in (0, 2), told.stderr
    return json.loads(told.stdout)


def test_every_figure_of_a_look_is_drilled_to_as_many_things_as_it_counts(addresses: Addresses) -> None:
    database = Database(addresses.database_url)
    with database.transaction() as session:
        enter_offices(session)
        check(session, "check")
        verified(session, matter(session, "late"), DAY - ONE)
        verified(session, matter(session, "done"), DAY - ONE, ended_at=at(DAY, 9))
        ordered(session, matter(session, "ordered"), DAY - timedelta(days=76))
    database.close()
    look = ("region", "assess", "430726", "--by", "province", "--on", str(DAY), "--rehearsal")
    looked = asked(addresses, *look)
    assert asked(addresses, *look) == looked
    assert looked["matter_id"] is None
    assert asked(addresses, "region", "figures", looked["assessment_id"]) == looked
    for name in RegionFacts.model_fields:
        if name in {one.value for one in Figure}:
            things = asked(addresses, "region", "drill", looked["assessment_id"], name)
            assert len(things) == (looked["facts"][name] or 0), name  # what is unknown has no things
    (late,) = asked(addresses, "region", "drill", looked["assessment_id"], "verifications_overdue")
    assert (late["subject"], late["about"], late["step"], late["due_on"]) == ("late", "示例late", 1, str(DAY - ONE))
    assert looked["facts"]["rechecks_overdue"] == 1
    lags = {one["rule"]: one["figures"] for one in looked["lags"]}
    assert lags == {
        "region.verification_overdue": ["verifications_overdue"],
        "region.recheck_overdue": ["rechecks_overdue"],
    }


def test_a_lagging_bureau_is_supervised_once_from_the_command_line(addresses: Addresses) -> None:
    database = Database(addresses.database_url)
    with database.transaction() as session:
        enter_offices(session)
        verified(session, matter(session, "示例滞后"), DAY - ONE)
    database.close()
    look = ("matter", "supervise", "county", "--by", "province", "--on", str(DAY), "--rehearsal")
    opened = asked(addresses, *look)
    assert opened["matter_id"] == opened["assessment_id"]
    assert asked(addresses, *look) == opened
    (queued,) = [one for one in asked(addresses, "matter", "list", "--office", "province") if one["step"] is None]
    assert (queued["matter_id"], queued["about"]) == (opened["matter_id"], COUNTY.name)
    refused = asked(addresses, "matter", "supervise", "province", "--by", "county", "--on", str(DAY), "--rehearsal")
    assert refused["error"]["code"] == "region_not_below"


def test_a_look_that_was_kept_first_can_still_open_a_supervision(addresses: Addresses) -> None:
    database = Database(addresses.database_url)
    with database.transaction() as session:
        enter_offices(session)
        verified(session, matter(session, "示例先看"), DAY - ONE)
    database.close()
    looked = asked(addresses, "region", "assess", "430726", "--by", "province", "--on", str(DAY), "--rehearsal")
    opened = asked(addresses, "matter", "supervise", "county", "--by", "province", "--on", str(DAY), "--rehearsal")
    assert opened == looked | {"matter_id": looked["assessment_id"]}


def test_a_day_that_is_not_over_cannot_be_looked_at(addresses: Addresses, session: Session) -> None:
    told = asked(addresses, "region", "assess", "430726", "--by", "province", "--on", "2099-01-01")
    assert told["error"]["code"] == "day_not_over"
    assert asked(addresses, "region", "figures", "示例无此评估")["error"]["code"] == "unknown_assessment"
