"""Where a lot was seen, and what may be unsold: an estimate that names what it rests on."""

from collections.abc import Iterator
from typing import Any

import pytest

from domain.circulation import CheckRegime
from domain.errors import Refused
from domain.whereabouts import Whereabouts
from models import enterprise
from models.circulation import Origin
from models.enterprise import LotRow
from models.session import Database
from models.whereabouts import whereabouts
from servers import Addresses
from tests.market import DAY, NOON, NUMBER, Market

GOODS_IN: dict[str, Any] = {"regime": CheckRegime.GOODS_IN_CHECK, "region": "430702"}
SCAN: dict[str, Any] = {"regime": CheckRegime.CONSUMER_SCAN, "party_id": None, "region": "430702"}


@pytest.fixture
def market(addresses: Addresses) -> Iterator[Market]:
    database = Database(addresses.database_url)
    with database.transaction() as session:
        market = Market(session)
        market.certify()
        yield market
    database.close()


def _where(market: Market, days: int = 30, **given: Any) -> Whereabouts:
    return whereabouts(market.session, (NOON + days * DAY).date(), **{"lot": market.lot} | given)


def test_a_lot_is_where_sellers_received_it_inspectors_saw_it_and_consumers_scanned_it(market: Market) -> None:
    other = enterprise.enter_enterprise(market.session, "示例店二", rehearsal=True)
    for days, units in ((0, 10), (2, 5)):
        market.check(NOON + days * DAY, units_seen=units, **GOODS_IN)
    market.check(NOON + DAY, party_id=other, serial="0001", regime=CheckRegime.GOODS_IN_CHECK, region="430721")
    for days, units in ((3, 9), (4, 7)):
        market.check(NOON + days * DAY, units_seen=units, region="430702")
    for serial in ("0002", "0002", "0003", None):
        market.check(NOON + 5 * DAY, serial=serial, **SCAN)
    market.check(NOON, lot_id=market.lot_of("示例厂", "示例灯", "甲型", "示例批次二"), units_seen=99, **GOODS_IN)
    nobody, seller, second = _where(market).sightings
    assert (nobody.seller, nobody.place, nobody.scanned, nobody.received) == (None, "武陵区", 2, None)
    assert (seller.seller, seller.received, seller.counted, seller.checks) == ("示例店", 15, 7, 4)
    assert (seller.first_seen, seller.last_seen) == (NOON.date(), (NOON + 4 * DAY).date())
    assert seller.counted_on == seller.last_seen
    assert (second.seller, second.region, second.received, second.counted) == ("示例店二", "430721", 1, None)


def test_the_estimate_counts_a_scan_as_a_sale_and_lists_its_inputs(market: Market) -> None:
    market.session.get_one(LotRow, market.lot).quantity = 100
    market.check(units_seen=10, **GOODS_IN)
    for serial, region in (("0001", "430702"), ("0001", "430721"), ("0002", "430702")):
        market.check(NOON + DAY, serial=serial, **SCAN | {"region": region})
    unsold = _where(market).unsold
    assert (unsold.in_all, unsold.with_sellers) == (98, 8)  # one serial in two regions is one unit
    told = {one.name: one.units for one in unsold.inputs}
    assert told == {"quantity": 100, "received": 10, "scanned": 2, "returned": None}
    assert "估计" in unsold.says.zh
    assert "未计退货" in unsold.says.zh


def test_what_nobody_has_said_is_unknown_and_not_none(market: Market) -> None:
    unsold = _where(market).unsold
    assert (unsold.in_all, unsold.with_sellers) == (None, None)
    assert "不明" in unsold.says.zh
    market.check(serial=None, units_seen=None, **GOODS_IN)
    assert _where(market).sightings[0].received is None


def test_an_estimate_is_never_below_nothing(market: Market) -> None:
    market.session.get_one(LotRow, market.lot).quantity = 1
    for serial in ("0001", "0002"):
        market.check(serial=serial, **SCAN)
    assert _where(market).unsold.in_all == 0


def test_what_was_seen_later_than_the_day_asked_for_is_left_out(market: Market) -> None:
    market.check(NOON + DAY, units_seen=10, **GOODS_IN)
    assert [len(_where(market, days).sightings) for days in (0, 1)] == [0, 1]


def test_a_lot_is_found_by_the_number_of_its_certificate(market: Market) -> None:
    assert _where(market, lot=None, number=NUMBER).lot_id == market.lot


@pytest.mark.parametrize("asked", [{"lot": "示例无此批次"}, {"lot": None, "number": "示例无此号"}])
def test_an_unknown_lot_is_refused(market: Market, asked: dict[str, Any]) -> None:
    with pytest.raises(Refused, match="unknown_lot"):
        _where(market, **asked)


def test_a_rehearsal_is_no_sighting(market: Market) -> None:
    market.check(units_seen=10, origin=Origin.REHEARSAL, **GOODS_IN)
    assert _where(market).sightings == ()
    assert len(_where(market, origin=Origin.REHEARSAL).sightings) == 1
