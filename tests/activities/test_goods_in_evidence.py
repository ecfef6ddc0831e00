"""A seller shows the record of what he has looked at when goods came in (PQL 33, 55), paper certificates included."""

from collections.abc import Iterator
from typing import Any

import pytest

from activities.goods_in_evidence import evidence
from activities.judging import take_check
from activities.law import Law
from domain.certificate_state import RegisterAnswer
from domain.circulation import CheckRegime, ProofOfInspection
from domain.errors import Refused
from models.circulation import CirculationCheckRow, Origin
from models.session import Database
from servers import Addresses
from tests.market import DAY, NOON, NUMBER, Market


@pytest.fixture
def market(addresses: Addresses) -> Iterator[tuple[Database, Market]]:
    database = Database(addresses.database_url)
    with database.transaction() as session:
        market = Market(session)
        market.certify()
    yield database, market
    database.close()


def _look(database: Database, market: Market, check_id: str, days: int = 0, **given: Any) -> None:
    row: dict[str, Any] = {"check_id": check_id, "origin": Origin.OWN, "regime": CheckRegime.GOODS_IN_CHECK}
    row |= {"lot_id": market.lot, "party_id": market.seller, "seen_at": NOON + days * DAY}
    row |= {"seen_on": (NOON + days * DAY).date()}
    take_check(database, Law(), CirculationCheckRow(**row | given), NOON + 30 * DAY)


def test_the_record_says_what_was_looked_at_from_whom_it_came_and_what_the_register_answered(
    market: tuple[Database, Market],
) -> None:
    database, shop = market
    paper: dict[str, Any] = {"proof_of_inspection": ProofOfInspection.PAPER, "units_seen": 12}
    _look(database, shop, "示例二", 1, certificate_number=NUMBER, supplier_id=shop.maker)
    _look(database, shop, "示例一", supplier_id=shop.maker, note="纸质合格证编号示例0042", **paper)
    _look(database, shop, "示例检查", regime=CheckRegime.DAILY_INSPECTION)  # not his own
    _look(database, shop, "示例别家", party_id=shop.maker)
    with database.transaction() as session:
        record = evidence(session, shop.seller)
    first, second = record.looked
    assert (first.check_id, first.units, first.proof_of_inspection) == ("示例一", 12, ProofOfInspection.PAPER)
    assert (first.supplier, first.producer, first.product, first.lot) == ("示例厂", "示例厂", "示例灯", "示例批次一")
    assert (first.register_said, first.note) == (RegisterAnswer.NOT_ASKED, "纸质合格证编号示例0042")
    assert (second.register_said, second.certificate_number) == (RegisterAnswer.KNOWN, NUMBER)
    assert [one.zh for one in record.basis] == [
        "《中华人民共和国产品质量法》第三十三条", "《中华人民共和国产品质量法》第五十五条",
    ]  # fmt: skip
    assert [one.zh for one in record.wanting] == ["1次查验没有记载查验了何种产品合格证明。"]


def test_what_was_found_then_stands_in_the_record(market: tuple[Database, Market]) -> None:
    database, shop = market
    _look(database, shop, "示例一", certificate_number="示例无此号")
    with database.transaction() as session:
        (one,) = evidence(session, shop.seller).looked
    assert [found.zh for found in one.found] == ["登记中没有产品上所载的合格证编号"]
    assert one.judgement_id


def test_the_record_can_be_asked_for_one_product_or_one_lot_by_its_id_or_its_name(
    market: tuple[Database, Market],
) -> None:
    database, shop = market
    with database.transaction() as session:
        other = Market(session).lot_of("示例厂", "示例炉", "甲型", "示例批次九")
    _look(database, shop, "示例一")
    _look(database, shop, "示例二", lot_id=other)
    asked: list[dict[str, Any]] = [{"product": "示例炉"}, {"lot": other}, {"lot": "示例批次九"}, {"lot": shop.lot}]
    with database.transaction() as session:
        found = [[one.check_id for one in evidence(session, shop.seller, **one).looked] for one in asked]
    assert found == [["示例二"], ["示例二"], ["示例二"], ["示例一"]]


def test_an_empty_record_says_so_and_an_unknown_seller_is_refused(market: tuple[Database, Market]) -> None:
    database, shop = market
    with database.transaction() as session:
        assert [one.zh for one in evidence(session, shop.seller).wanting] == ["没有符合条件的进货查验记录。"]
        with pytest.raises(Refused, match="unknown_enterprise"):
            evidence(session, "示例无此人")
