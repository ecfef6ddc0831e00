"""A check of our own: recorded and judged in one transaction, once, however often and from how many it comes."""

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any, NamedTuple

import psycopg
import pytest
from sqlalchemy import text
from temporalio.client import Client

from activities.auditing import verify
from activities.front_desk import FrontDesk
from activities.judging import Taken, take_check
from activities.law import Law
from demo import cast
from domain.circulation import CheckRegime, PartyRole, ProofOfInspection
from domain.errors import Refused
from models import judgement, matter
from models.circulation import CirculationCheckRow, Origin
from models.session import Database
from servers import Addresses
from tests.market import DAY, MINUTE, NOON, NUMBER, Market


class Shop(NamedTuple):
    database: Database
    law: Law
    lot: str
    seller: str

    def row(self, check_id: str, **given: Any) -> CirculationCheckRow:
        row: dict[str, Any] = {"check_id": check_id, "origin": Origin.OWN, "regime": CheckRegime.GOODS_IN_CHECK}
        row |= {"lot_id": self.lot, "party_id": self.seller, "party_role": PartyRole.SELLER, "seen_at": NOON}
        row |= {"seen_on": NOON.date(), "certificate_number": NUMBER, "region": "430702", "units_seen": 5}
        return CirculationCheckRow(**row | given)

    def take(self, check_id: str, **given: Any) -> Taken:
        return take_check(self.database, self.law, self.row(check_id, **given), NOON + DAY)

    def found(self, taken: Taken) -> set[str]:
        with self.database.transaction() as session:
            return {one.finding for one in judgement.findings(session, taken.judgement_id)}

    def count(self, table: str) -> int:
        with self.database.transaction() as session:
            return int(session.execute(text(f"select count(*) from {table}")).scalar_one())


@pytest.fixture
def shop(addresses: Addresses) -> Iterator[Shop]:
    database = Database(addresses.database_url)
    with database.transaction() as session:
        market = Market(session)
        market.certify()
        lot, seller = market.lot, market.seller
    yield Shop(database, Law(), lot, seller)
    database.close()


FAILED: dict[str, Any] = {
    "regime": CheckRegime.DAILY_INSPECTION,
    "proof_of_inspection": ProofOfInspection.NONE,
    "sold_bare": False,
    "office_id": cast.OFFICE.office_id,
}


def test_a_goods_in_check_is_recorded_and_judged_and_opens_nothing(shop: Shop) -> None:
    taken = shop.take("示例一", proof_of_inspection=ProofOfInspection.PAPER)
    assert (taken.opened, taken.facts["certificate_register"], shop.found(taken)) == (None, "known", set())
    with shop.database.transaction() as session:
        stored = judgement.stored(session, "示例一")
        assert stored.judgement_id == taken.judgement_id
        assert stored.facts == taken.facts == judgement.facts_of_checks(session, ["示例一"])["示例一"]
        assert stored.judged_on == NOON.date()
        assert {"units_beyond_lot"} in [set(one["wanting"]) for one in stored.not_evaluated]


def test_a_finding_of_an_inspection_opens_a_clue_with_its_audit_entry_in_the_same_transaction(shop: Shop) -> None:
    taken = shop.take("示例一", **FAILED)
    assert taken.opened is not None
    assert taken.opened.matter_id == "示例一"
    with shop.database.transaction() as session:
        assert {one.finding for one in judgement.findings_of_matter(session, "示例一")} >= {"no_proof_of_inspection"}
        assert matter.lock(session, "示例一").began_at == NOON + DAY
        verdict = verify(session)
    assert (verdict.chains, verdict.entries, verdict.breaks) == (1, 1, ())


@pytest.mark.parametrize("wanting", ["party_id", "office_id"])
def test_an_inspection_that_nobody_could_follow_is_refused_and_leaves_nothing(shop: Shop, wanting: str) -> None:
    with pytest.raises(Refused, match="check_without") as refused:
        shop.take("示例一", **FAILED | {wanting: None})
    assert refused.value.field == wanting
    assert [shop.count(table) for table in ("circulation_check", "judgement", "finding", "matter")] == [0, 0, 0, 0]


def test_what_a_seller_finds_on_his_own_goods_opens_no_matter_on_him(shop: Shop) -> None:
    taken = shop.take("示例一", proof_of_inspection=ProofOfInspection.NONE, sold_bare=False)
    assert (shop.found(taken), taken.opened) == ({"no_proof_of_inspection"}, None)


@pytest.mark.parametrize("given", [{}, FAILED], ids=["nothing found", "a matter opened"])
def test_the_same_check_twice_is_one_row_and_the_same_answer(shop: Shop, given: dict[str, Any]) -> None:
    tables = ("circulation_check", "judgement", "finding", "matter", "audit")
    first = shop.take("示例一", **given)
    once = [shop.count(table) for table in tables]
    again = shop.take("示例一", **given)
    assert (again.judgement_id, again.facts) == (first.judgement_id, first.facts)
    assert (again.opened and again.opened.matter_id) == (first.opened and first.opened.matter_id)
    assert [shop.count(table) for table in tables] == once


def test_another_check_under_the_same_id_is_refused_and_the_first_one_stands(shop: Shop) -> None:
    shop.take("示例一")
    with pytest.raises(Refused, match="check_differs") as refused:
        shop.take("示例一", units_seen=6)
    assert refused.value.field == "units_seen"
    assert shop.take("示例一").facts["certificate_register"] == "known"


def test_an_answer_stays_what_it_was_when_the_register_has_moved_on(shop: Shop) -> None:
    first = shop.take("示例一")
    with shop.database.transaction() as session:
        session.execute(
            text(
                "insert into certificate_state (certificate_number, state, ends, from_at, by, basis)"
                " values (:number, 'withdrawn', false, :at, 'producer', '{platform/terms}')"
            ),
            {"number": NUMBER, "at": NOON + MINUTE},
        )
    assert shop.take("示例一").facts == first.facts
    assert shop.take("示例二").facts["withdrawn_by_producer"] is False  # an old check, judged by the states of its time
    later = shop.take("示例三", seen_at=NOON + 2 * MINUTE)
    assert later.facts["withdrawn_by_producer"] is True


@pytest.mark.parametrize(
    ("given", "code", "field"),
    [
        ({"lot_id": "示例无此批次"}, "unknown_lot", "lot_id"),
        ({"region": "999999"}, "unknown_region", "region"),
        ({"party_id": "示例无此人"}, "unknown_party", "party_id"),
        ({"supplier_id": "示例无此人"}, "unknown_supplier", "supplier_id"),
        ({"lot_id": None, "certificate_number": None}, "bad_check", "lot_id"),
        ({"units_seen": -1}, "bad_check", "units_seen"),
        ({"units_seen": 2**40}, "bad_check", ""),
        ({"seen_on": date(2025, 3, 2)}, "bad_check", "seen_at"),
        ({"marking_verified": "untrue"}, "bad_check", "verified_by"),
        ({"note": "a\x00b"}, "bad_check", ""),
        ({"note": "\ud800"}, "bad_check", ""),
        ({"seen_at": NOON + 2 * DAY, "seen_on": date(2025, 3, 5)}, "seen_after_receipt", "seen_at"),
    ],
)
def test_a_check_that_cannot_be_is_refused_in_a_sentence_and_leaves_nothing(
    shop: Shop, given: dict[str, Any], code: str, field: str
) -> None:
    with pytest.raises(Refused) as refused:
        shop.take("示例一", **given)
    assert (refused.value.code, refused.value.field) == (code, field)
    assert shop.count("circulation_check") == 0
    assert shop.take("示例一").opened is None  # the connection is as good as before


def test_one_check_sent_by_many_at_once_is_one_row(shop: Shop) -> None:
    with ThreadPoolExecutor(8) as pool:
        taken = list(pool.map(lambda _: shop.take("示例一", **FAILED), range(8)))
    assert len({one.judgement_id for one in taken}) == 1
    assert [shop.count(table) for table in ("circulation_check", "judgement", "matter", "audit")] == [1, 1, 1, 1]


def test_of_two_who_see_one_serial_at_the_same_moment_one_finds_the_other(shop: Shop) -> None:
    def see(number: int) -> bool:
        region = ("430702", "430100")[number % 2]
        taken = shop.take(f"示例{number}", serial=f"{number // 2:04d}", region=region, seen_at=NOON, units_seen=None)
        return bool(taken.facts["seen_in_another_city"])

    with ThreadPoolExecutor(8) as pool:
        seen = list(pool.map(see, range(40)))
    assert [seen[n] + seen[n + 1] for n in range(0, 40, 2)] == [1] * 20


def test_a_check_is_taken_though_every_connection_was_lost(shop: Shop, addresses: Addresses) -> None:
    shop.take("示例一")
    with shop.database.checking() as connection:
        pid = connection.exec_driver_sql("select pg_backend_pid()").scalar_one()
    with psycopg.connect(addresses.database_url, autocommit=True) as same_role:
        assert same_role.execute("select pg_terminate_backend(%s)", [pid]).fetchone() == (True,)
    assert shop.take("示例二").opened is None
    assert shop.count("circulation_check") == 2


def test_a_check_that_finds_nothing_starts_no_workflow(shop: Shop, addresses: Addresses) -> None:
    async def take() -> list[str]:
        client = await Client.connect(addresses.temporal)
        desk = FrontDesk(shop.database, shop.law, client)
        assert await desk.take_check(shop.row("示例无事"), NOON + DAY) is None
        return [one.id async for one in client.list_workflows("WorkflowId = 'matter/示例无事'")]

    assert asyncio.run(take()) == []
    assert shop.count("matter") == 0
