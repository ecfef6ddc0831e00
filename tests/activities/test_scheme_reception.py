"""Schemes and their members: what an operator may found, and whom it may take in."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from activities.auditing import verify
from demo import cast
from domain.errors import Refused
from models import enterprise
from models.session import Database
from servers import Addresses
from tests.paying import APPROVER, DAY, HANDLER, Paying


@pytest.fixture
def one(addresses: Addresses, tmp_path: Path) -> Iterator[Paying]:
    database = Database(addresses.database_url)
    yield Paying(database, tmp_path / "bank")
    database.close()


def person(person_id: str, *roles: str) -> dict[str, Any]:
    return {"person_id": person_id, "name": "示例", "roles": roles}


REFUSED: dict[str, Callable[[Paying], Any]] = {
    "scheme_id_taken": lambda one: one.found(bank_account="1"),
    "bank_account_taken": lambda one: one.found(scheme_id="另一"),
    "one_person_alone": lambda one: one.found(
        scheme_id="另一", bank_account="1", people=(person(APPROVER, "handler", "approver"),) * 2
    ),
    "not_of_the_operator": lambda one: one.found(  # who records it is none of them
        scheme_id="另一", bank_account="1", people=(person("甲", "handler"), person("乙", "approver"))
    ),
    "officer_of_an_authority": lambda one: one.found(
        scheme_id="另一", bank_account="1",
        people=(person(cast.HEAD.officer_id, "approver"), person(APPROVER, "handler")),
    ),
    "authority_as_operator": lambda one: one.found(
        scheme_id="另一", bank_account="1", operator_name=cast.OFFICE.name
    ),
    "received_in_the_future": lambda one: one.found(
        scheme_id="另一", bank_account="1", rehearsal=False, received_at="2999-01-01T00:00:00Z"
    ),
    "unknown_scheme": lambda one: one.join(one.other, scheme_id="没有"),
    "agreement_id_taken": lambda one: one.join(one.other, agreement_id=f"{one.name}/{one.member}"),
    "member_already": lambda one: one.join(one.member, agreement_id="另一"),
    "left_before_joining": lambda one: one.join(one.other, left_on=one.now.date() - 400 * DAY),
    "unknown_enterprise": lambda one: one.join("没有"),
    "moment_without_zone": lambda one: one.join(one.other, received_at=one.now.replace(tzinfo=None)),
}


def test_what_a_scheme_cannot_do_is_refused(one: Paying) -> None:
    before = one.balances()
    for code, attempt in REFUSED.items():
        with pytest.raises(Refused) as refused:
            attempt(one)
        assert refused.value.code == code
    assert one.balances() == before


def test_a_real_trader_is_no_member_of_a_rehearsed_scheme(one: Paying) -> None:
    with one.database.transaction() as session:
        real = enterprise.enter_enterprise(session, "示例真店", rehearsal=False)
    with pytest.raises(Refused, match="party_of_a_rehearsal"):
        one.join(real)


def test_a_member_that_left_may_come_again_and_each_trade_has_the_terms_of_its_day(one: Paying) -> None:
    day = one.now.date()
    one.join(one.other, agreement_id="第一", left_on=day - 31 * DAY, claim_cap_fen=1)
    one.join(one.other, agreement_id="第二", joined_on=day - 30 * DAY)
    one.receive(one.application(liable_id=one.other, traded_on=day - 30 * DAY))
    assert one.row().agreement_id == "第二"
    one.receive(one.application("旧", liable_id=one.other, traded_on=day - 31 * DAY))
    assert one.row("旧").agreement_id == "第一"


def test_the_same_founding_twice_is_one_and_its_chain_vouches_for_it(one: Paying) -> None:
    act = one.of_scheme("joining", HANDLER, agreement_id="示例", enterprise_id=one.other, joined_on=one.now.date(),
                        scope=("refund",), repay_within_days=1, top_up_within_days=1)  # fmt: skip
    one.schemes.receive(act)
    one.schemes.receive(act)
    with pytest.raises(Refused, match="act_id_taken"):
        one.schemes.receive(act.model_copy(update={"agreement_id": "另一"}))
    with one.database.transaction() as session:
        assert verify(session).breaks == ()
