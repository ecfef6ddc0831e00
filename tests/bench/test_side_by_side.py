"""Matters and claims have as much to do as the bare workflows beside them, and leave what they promise."""

from collections.abc import Iterator

import pytest
from temporalio.api.enums.v1 import EventType

from activities.ledger import check
from bench.claims import BEGAN, Claims
from bench.idle import measured
from bench.matters import Matters
from bench.side_by_side import SideBySide
from domain.compensation import CompensationEnding
from domain.names import compensation_workflow, matter_workflow
from models import compensation, matter
from tests.measuring import keeps_its_promise


@pytest.fixture(scope="module")
def matters() -> Iterator[Matters]:
    """With servers of its own, one matter after another."""
    with Matters(at_once=1) as figure:
        yield figure


def test_a_matter_and_its_ceiling_have_as_many_updates_activities_and_timers(matters: Matters) -> None:
    ours, bare = matters.sides(1)
    ours.act(ours.inputs[0])
    bare.act(bare.inputs[0])
    (check,), (number,) = ours.inputs[0], bare.inputs[0]
    own, least = matters.runner.run(counts(matters, matter_workflow(check.check_id), f"bare-{number}"))
    assert least == {"updates": 10, "signals": 0, "activities": 9, "timers": 2}
    assert own["updates"] == 10
    assert own["activities"] - 9 in (-1, 0)  # two questions to the rules may become one
    assert own["timers"] <= 2  # a period that was over before its timer began needs none
    with matters.desk.database.transaction() as session:
        assert matter.known(session, check.check_id).ending == "in_time/passed"


@pytest.fixture(scope="module")
def claims() -> Iterator[Claims]:
    """With servers of its own, one claim after another."""
    with Claims(at_once=1) as figure:
        yield figure


def test_a_claim_and_its_ceiling_have_as_much_to_do_and_the_consumer_is_paid(claims: Claims) -> None:
    ours, bare = claims.sides(1)
    ours.act(ours.inputs[0])
    bare.act(bare.inputs[0])
    (claim,), (number,) = ours.inputs[0], bare.inputs[0]
    names = matter_workflow(claim.complaint_id), compensation_workflow(claim.complaint_id)
    accepted, paid, *least = claims.runner.run(
        counts(claims, *names, f"bare-claim-{number}", f"bare-payment-{number}")
    )  # fmt: skip
    assert least == [
        {"updates": 2, "signals": 0, "activities": 4, "timers": 2},
        {"updates": 0, "signals": 5, "activities": 7, "timers": 1},
    ]
    assert (accepted["updates"], accepted["signals"], paid["updates"], paid["signals"]) == (2, 0, 0, 5)
    assert accepted["activities"] in (3, 4)  # what follows in mediation may not have begun yet
    assert paid["activities"] in (5, 6, 7)  # what comes close together is looked at once
    with claims.desk.database.transaction() as session:
        row = compensation.compensation(session, claim.complaint_id)
        assert row.ending is CompensationEnding.FROM_DEPOSIT
        assert check(session, row.scheme_id, BEGAN).problems == ()


async def counts(matters: SideBySide, *names: str) -> list[dict[str, int]]:
    kinds = {
        "updates": EventType.EVENT_TYPE_WORKFLOW_EXECUTION_UPDATE_COMPLETED,
        "signals": EventType.EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED,
        "activities": EventType.EVENT_TYPE_ACTIVITY_TASK_COMPLETED,
        "timers": EventType.EVENT_TYPE_TIMER_STARTED,
    }
    found = []
    for name in names:
        events = (await matters.desk.client.get_workflow_handle(name).fetch_history()).events
        found.append({what: sum(one.event_type == kind for one in events) for what, kind in kinds.items()})
    return found


def test_idle_matters_cost_rows_and_a_history_each(matters: Matters) -> None:
    cost = matters.runner.run(measured(matters, 3))
    assert cost.matters == 3
    assert cost.rows >= 6  # check, judgement, finding, matter, step, and its chain
    assert cost.history_events > 10
    assert min(cost.register_bytes, cost.server_bytes) >= 0


def test_a_row_has_the_promised_shape(matters: Matters, claims: Claims) -> None:
    keeps_its_promise("matters", matters, 1, rounds=1)
    keeps_its_promise("claims", claims, 1, rounds=1)
