"""Applications for certificates at the register's door: taken in, sent back, or not taken in, and why."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from pydantic import ValidationError

from domain.certificate import LifePhase
from domain.errors import Refused
from domain.issuance import Limit
from tests.certifying import (
    INSTITUTE,
    LOSSES,
    Make,
    refusal,
)


@pytest.mark.parametrize("scope", ["food", "drug", "medical_device", "special_equipment"])
def test_what_the_recommended_standard_leaves_out_is_not_taken_in_and_the_message_cites_it(
    make: Make, scope: str
) -> None:
    one = make()
    assert not one.receive(one.application(scope=scope))
    assert one.row.phase is LifePhase.NOT_ISSUED
    why = one.row.refused_because
    assert why is not None
    assert "DB43/T 2203-2021" in why
    assert "平台服务条款" in why
    assert one.told() == [(one.maker, "not_issued")]


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"quantity": -100}, "quantity_not_positive"),
        ({"quantity": 0, "serial_until": 0}, "quantity_not_positive"),
        ({"quantity": 99}, "serials_against_quantity"),
        ({"serial_from": 100, "serial_until": 1}, "serials_against_quantity"),
        ({"quantity": 10**30, "serial_until": 10**30}, "quantity_out_of_range"),
        ({"serial_until": 10**30}, "serial_out_of_range"),
        ({"serial_from": -1}, "serial_out_of_range"),
        ({"produced_on": date(2025, 3, 4)}, "produced_after_application"),
        ({"laboratory_id": "nowhere"}, "unknown_laboratory"),
        ({"product_id": "nothing"}, "unknown_product"),
        ({"actor": "someone"}, "not_the_producer"),
        ({"plan": (LOSSES, LOSSES)}, "item_planned_twice"),
        ({"plan": (LOSSES.model_copy(update={"limit": Limit()}),)}, "item_without_limit"),
        (
            {"plan": (LOSSES.model_copy(update={"limit": Limit(at_least=Decimal(2), at_most=Decimal(1))}),)},
            "limit_upside_down",
        ),
        ({"supersedes": "HZ-NONE"}, "unknown_certificate"),
    ],
)
def test_an_application_that_cannot_be_right_is_sent_back_and_leaves_nothing(
    make: Make, given: dict[str, Any], code: str
) -> None:
    one = make()
    assert refusal(one, one.application(**given)).code == code
    with pytest.raises(Refused, match="unknown_application"):
        _ = one.row
    assert one.receive(one.application())


@pytest.mark.parametrize("name", ["", " ", "a\x00b", "一\n二", "x" * 201])
def test_a_name_that_is_no_line_of_text_is_no_act(make: Make, name: str) -> None:
    one = make()
    with pytest.raises(ValidationError):
        one.application(lot_number=name)


def test_serial_numbers_are_given_out_once_and_a_lot_is_applied_for_once(make: Make) -> None:
    one, two = make("one"), make("two")
    one.receive(one.application())
    overlapping = {"serial_prefix": "one", "serial_from": 100, "serial_until": 199}
    assert refusal(two, two.application(**overlapping)).code == "serials_of_another_application"
    same_lot = two.application(lot_number="批one")
    assert refusal(two, same_lot).code == "lot_already_applied_for"
    one.receive(one.made("withdrawal", one.maker, reason="填写有误。"))
    assert one.row.phase is LifePhase.TAKEN_BACK
    assert two.receive(same_lot)


def test_of_two_applications_for_one_lot_at_once_one_is_taken(make: Make) -> None:
    both = [make("one"), make("two")]
    applied = [one.application(lot_number="同一批", serial_prefix="") for one in both]

    def receive(number: int) -> str:
        try:
            both[number].receive(applied[number])
        except Refused as refused:
            return refused.code
        return "taken"

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(receive, range(2))) == ["lot_already_applied_for", "taken"]


def test_nobody_reports_under_the_name_of_an_institute_as_of_a_laboratory_of_his_own(make: Make) -> None:
    one, other = make(), make("two", firm="示例另一灯厂")
    for stranger in (INSTITUTE, other.own):
        assert refusal(one, one.application(laboratory_id=stranger)).code == "not_the_producers_laboratory"
    assert refusal(one, one.application(route="institute")).code == "the_producers_own_laboratory"


def test_a_lot_that_is_on_record_otherwise_is_asked_about(make: Make) -> None:
    one, two = make("one"), make("two")
    one.receive(one.application(use_by=date(2026, 3, 1)))
    same = {"lot_number": "批one", "use_by": date(2027, 3, 1)}
    assert refusal(two, two.application(**same)).code == "lot_on_record_otherwise"
