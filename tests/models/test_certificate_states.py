"""What became of a certificate, as of the moment of a check: who may say so, from when, until when, to whom."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, ProgrammingError

from models.session import Database
from servers import Addresses
from tests.market import DAY, MINUTE, NOON, NUMBER, Market


@pytest.fixture
def market(addresses: Addresses) -> Iterator[Market]:
    database = Database(addresses.database_url)
    with database.transaction() as session:
        yield Market(session)
    database.close()


@pytest.mark.parametrize(
    ("state", "by", "fact"),
    [
        ("withdrawn", "producer", "withdrawn_by_producer"),
        ("superseded", "producer", "superseded_by_producer"),
        ("frozen", "platform", "frozen_by_platform"),
        ("recalled", "producer", "recalled"),
    ],
)
def test_a_state_holds_from_its_moment_until_it_is_ended_and_not_on_either_side(
    market: Market, state: str, by: str, fact: str
) -> None:
    market.certify()
    market.state(state, by, NOON)
    market.state(state, by, NOON + DAY, ends=True)
    moments = [NOON - MINUTE, NOON, NOON + DAY - MINUTE, NOON + DAY]
    assert [market.facts(at, certificate_number=NUMBER)[fact] for at in moments] == [False, True, True, False]
    days = [date(2025, 3, 2), date(2025, 3, 3), date(2025, 3, 4), date(2025, 3, 5)]
    on_a_day = [market.facts(None, on=day, certificate_number=NUMBER)[fact] for day in days]
    assert on_a_day == [False, None, None, False]
    assert market.facts()[fact] is False


def test_a_state_that_lasts_the_whole_day_is_known_without_the_moment(market: Market) -> None:
    market.certify()
    market.state("frozen", "platform", NOON)
    assert market.facts(None, on=date(2025, 3, 4), certificate_number=NUMBER)["frozen_by_platform"] is True


def test_an_old_check_is_not_judged_by_what_became_of_the_certificate_later(market: Market) -> None:
    market.certify()
    old = market.check(certificate_number=NUMBER)
    before = market.of(old)
    market.state("withdrawn", "producer", NOON + MINUTE)
    order = {"document": "示例号", "addressee_id": market.seller}
    market.state("stop_sale", "authority", NOON + MINUTE, basis=["o18/45"], **order)
    market.check(NOON + MINUTE, certificate_number=NUMBER, serial="1", region="430100")
    assert market.of(old) == before


def test_a_stop_sale_order_binds_whom_it_names_and_tells_on_what_it_rests(market: Market) -> None:
    market.certify()
    order = {"document": "示例责改〔2025〕1号", "addressee_id": market.seller}
    market.state("stop_sale", "authority", NOON, basis=["pql/52"], **order)
    stated: dict[str, Any] = {"certificate_number": NUMBER}
    assert market.facts(NOON - MINUTE, **stated)["stop_sale"] == "none"
    assert market.facts(**stated)["stop_sale"] == "this_party"
    assert market.facts(**stated, party_id=market.maker)["stop_sale"] == "another_party"
    assert market.facts(**stated | {"party_id": None})["stop_sale"] is None
    assert market.facts(None, **stated)["stop_sale"] is None
    assert market.facts()["stop_sale"] == "none"
    market.state("stop_sale", "authority", NOON + DAY, basis=["o18/45"], **order)
    assert market.facts(NOON + DAY, **stated)["stop_sale"] == "sampled_party"
    market.state("stop_sale", "authority", NOON + 2 * DAY, ends=True, basis=["o18/49"], **order)
    assert market.facts(NOON + 2 * DAY, **stated)["stop_sale"] == "none"


def test_an_order_to_one_party_is_not_ended_by_the_end_of_another_s(market: Market) -> None:
    market.certify()
    for party in (market.seller, market.maker):
        market.state("stop_sale", "authority", NOON, basis=["o18/45"], document="示例号", addressee_id=party)
    ended = {"ends": True, "basis": ["o18/49"], "document": "示例号", "addressee_id": market.maker}
    market.state("stop_sale", "authority", NOON + DAY, **ended)
    at = NOON + 2 * DAY
    assert market.facts(at, certificate_number=NUMBER)["stop_sale"] == "sampled_party"
    assert market.facts(at, certificate_number=NUMBER, party_id=market.maker)["stop_sale"] == "another_party"


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": "withdrawn", "by": "authority"},
        {"state": "superseded", "by": "platform"},
        {"state": "frozen", "by": "authority"},
        {"state": "recalled", "by": "platform"},
        {"state": "stop_sale", "by": "authority", "document": "示例号"},
        {"state": "frozen", "by": "platform", "basis": []},
    ],
    ids=lambda wrong: f"{wrong['state']} by {wrong['by']}",
)
def test_nobody_puts_a_certificate_into_a_state_that_is_not_theirs_to_choose(
    market: Market, wrong: dict[str, Any]
) -> None:
    market.certify()
    with pytest.raises(IntegrityError), market.session.begin_nested():
        market.state(from_at=NOON, **wrong)


def test_the_history_of_a_certificate_is_only_added_to(market: Market) -> None:
    with pytest.raises(ProgrammingError, match="permission denied"), market.session.begin_nested():
        market.session.execute(text("update certificate_state set ends = true"))
