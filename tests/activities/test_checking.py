"""A check as it is stated becomes a row, starts what it calls for, and is told what the register says."""

import asyncio
import json
from collections.abc import Iterator
from typing import Any

import pytest

from activities.checking import CheckTaken, row_of, take_stated
from demo import cast
from domain.answer import AnswerState
from domain.circulation_check import read
from domain.names import matter_workflow
from models.session import Database
from servers import Addresses
from tests.market import DAY, NOON, NUMBER, Market
from worker import at_desk

STATED: dict[str, Any] = {"check_id": "示例进货", "regime": "goods_in_check", "seen_at": NOON.isoformat()}


@pytest.fixture
def market(addresses: Addresses) -> Iterator[Market]:
    database = Database(addresses.database_url)
    with database.transaction() as session:
        market = Market(session)
        market.certify()
    yield market
    database.close()


def _take(addresses: Addresses, **given: Any) -> CheckTaken:
    async def take() -> CheckTaken:
        async with at_desk(addresses) as desk:
            taken = await take_stated(desk, read(json.dumps(STATED | given)), NOON + DAY)
            if taken.matter_id is not None:
                handle = desk.client.get_workflow_handle(matter_workflow(taken.matter_id))
                assert (await handle.describe()).id == matter_workflow(taken.matter_id)
                await handle.terminate()
            return taken

    return asyncio.run(take())


def test_a_seller_is_answered_about_the_certificate_of_what_came_in(addresses: Addresses, market: Market) -> None:
    taken = _take(addresses, party_id=market.seller, certificate_number=NUMBER, proof_of_inspection="digital")
    assert taken.answer is not None
    assert (taken.answer.state, taken.matter_id) == (AnswerState.IN_ORDER, None)


def test_a_paper_certificate_without_a_number_is_a_check_too(addresses: Addresses, market: Market) -> None:
    taken = _take(addresses, party_id=market.seller, lot_id=market.lot, proof_of_inspection="paper")
    assert (taken.answer, taken.matter_id, len(taken.judgement_id)) == (None, None, 20)


def test_an_inspection_that_finds_something_starts_its_matter(addresses: Addresses, market: Market) -> None:
    inspection: dict[str, Any] = {"check_id": "示例检查起事项", "regime": "daily_inspection", "party_id": market.seller}
    inspection |= {"office_id": cast.OFFICE.office_id, "plan": "示例计划", "inspection_notice": "示例通知"}
    inspection |= {"inspection_code": "示例码", "lot_id": market.lot, "sold_bare": False}
    assert _take(addresses, **inspection, proof_of_inspection="none_in_any_form").matter_id == "示例检查起事项"


def test_a_seller_who_states_a_number_and_no_lot_means_the_lot_of_the_certificate_and_an_officer_does_not() -> None:
    stated = STATED | {"party_id": "示例店", "certificate_number": "示例号"}
    given: list[dict[str, Any]] = [{}, {"lot_id": "示例批次"}, {"regime": "daily_inspection"}]
    assert [row_of(read(json.dumps(stated | one))).lot_by_certificate for one in given] == [True, False, False]
