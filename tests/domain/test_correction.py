"""An order's demands, the answer and the re-check, one by one."""

import json
from datetime import UTC, datetime

import pytest
from pydantic import ValidationError

from domain.acts import ACT, OrderDraft
from domain.correction import Done, Found, refuse_beyond, refuse_unknown, refuse_unlike, still_open
from domain.errors import Refused

DEMANDS = ("附具合格证明", "补标生产日期", "停止销售")
NOW = datetime(2025, 3, 3, tzinfo=UTC)


def draft(demands: object) -> OrderDraft:
    given = {"kind": "order_draft", "act_id": "1", "matter_id": "示例", "step": 2, "actor": "示例", "facts": "示例",
             "second_officer": "示例", "sent_at": NOW.isoformat(), "received_at": NOW.isoformat()}  # fmt: skip
    act = ACT.validate_json(json.dumps(given | {"demands": demands}))
    assert isinstance(act, OrderDraft)
    return act


def test_an_order_states_one_demand_or_several_and_an_old_one_still_loads() -> None:
    assert draft("附具合格证明").demands == ("附具合格证明",)
    assert draft(list(DEMANDS)).demands == DEMANDS
    assert ACT.validate_json(draft(list(DEMANDS)).model_dump_json()) == draft(list(DEMANDS))


@pytest.mark.parametrize("demands", ["", [], ["附具合格证明", ""], 3])
def test_an_order_without_a_demand_is_none(demands: object) -> None:
    with pytest.raises(ValidationError):
        draft(demands)


@pytest.mark.parametrize(
    ("named", "code"),
    [((0,), "unknown_demand"), ((4,), "unknown_demand"), ((-1,), "unknown_demand"), ((1, 1), "demand_twice")],
)
def test_an_answer_names_the_demands_that_there_are_each_once(named: tuple[int, ...], code: str) -> None:
    with pytest.raises(Refused, match=code):
        refuse_unknown([Done(demand=one, statement="示例") for one in named], DEMANDS)


def test_an_answer_may_leave_demands_out() -> None:
    refuse_unknown([Done(demand=2, statement="已补标")], DEMANDS)


def found(*corrected: bool) -> tuple[Found, ...]:
    return tuple(Found(demand=number, corrected=one) for number, one in enumerate(corrected, 1))


@pytest.mark.parametrize(
    ("given", "passed", "code"),
    [
        ((), True, "demand_not_checked"),
        (found(True, True), True, "demand_not_checked"),
        (found(True, False, True), True, "demands_disagree"),
        (found(True, True, True), False, "demands_disagree"),
        (found(True, True, True, True), True, "unknown_demand"),
    ],
)
def test_a_re_check_tells_of_every_demand_and_passes_only_if_each_is_met(
    given: tuple[Found, ...], passed: bool, code: str
) -> None:
    with pytest.raises(Refused, match=code):
        refuse_unlike(given, DEMANDS, passed=passed)


def test_a_single_demand_needs_no_number() -> None:
    refuse_unlike((), DEMANDS[:1], passed=False)
    assert still_open(DEMANDS[:1], (), passed=False) == DEMANDS[:1]
    assert still_open(DEMANDS[:1], (), passed=True) == ()


def test_a_further_order_repeats_only_what_is_open() -> None:
    left = still_open(DEMANDS, found(True, False, False), passed=False)
    assert left == DEMANDS[1:]
    refuse_beyond(DEMANDS[2:], left)
    for beyond in (DEMANDS, ("别的要求",)):
        with pytest.raises(Refused, match="demand_not_open"):
            refuse_beyond(beyond, left)
