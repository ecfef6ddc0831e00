"""Which act a step awaits: one table for the register and the workflow."""

from datetime import UTC, datetime
from typing import Any, get_args

import pytest

from domain.acts import ACT, Act
from domain.errors import Refused
from domain.matter import Step
from domain.procedure import ALWAYS, FIRST, Phase, after, is_beside, taken
from domain.steps import StepKind, Track

ORDER = Step(matter_id="m", number=2, track=Track.CORRECTION, kind=StepKind.ORDER_TO_CORRECT)
CONTENT: dict[str, dict[str, Any]] = {
    "verification": {"confirmed": True, "statement": "x", "second_officer": "b"},
    "order_draft": {
        "facts": "x", "demands": "x", "period_days": 15, "period_reason": "x", "second_officer": "b",
    },
    "closing_draft": {"statement": "x"},
    "review": {"agreed": True, "remarks": "x"},
    "approval": {"agreed": True, "remarks": "x"},
    "service": {"served_at": datetime(2025, 1, 1, tzinfo=UTC), "signed_by": "x", "proof": "x"},
    "answer": {"statement": "x"},
    "recheck": {"passed": True, "statement": "x", "second_officer": "b"},
}  # fmt: skip
WAY = [
    ("order_draft", Phase.REVIEWING),
    ("review", Phase.APPROVING),
    ("approval", Phase.SERVING),
]


def act(kind: str, **content: Any) -> Act:
    moment = datetime(2025, 1, 1, tzinfo=UTC)
    common = {"act_id": "a", "matter_id": "m", "step": 2, "actor": "x", "sent_at": moment, "received_at": moment}
    return ACT.validate_python({"kind": kind} | common | CONTENT[kind] | content)


def test_an_order_is_drafted_reviewed_approved_and_then_served() -> None:
    phase = FIRST[ORDER.kind]
    for kind, expected in WAY:
        phase = after(ORDER, phase, act(kind))
        assert phase is expected


@pytest.mark.parametrize(("kind", "phase"), [("review", Phase.REVIEWING), ("approval", Phase.APPROVING)])
def test_a_paper_that_is_not_agreed_to_goes_back_to_its_drafter(kind: str, phase: Phase) -> None:
    assert after(ORDER, phase, act(kind, agreed=False)) is Phase.DRAFTING


def test_every_step_has_a_way_through_its_phases() -> None:
    assert set(StepKind) - FIRST.keys() == set(), "domain/procedure.py does not say by which acts these go on"


def test_every_step_takes_at_most_one_kind_of_act_in_each_phase() -> None:
    for step_kind in StepKind:
        step = ORDER.model_copy(update={"kind": step_kind})
        for phase in Phase:
            taken = [kind for kind in CONTENT if _takes(step, phase, act(kind))]
            assert len(taken) <= 1, (step_kind, phase, taken)
            if phase is Phase.DONE:
                assert not taken


@pytest.mark.parametrize("step_kind", StepKind)
@pytest.mark.parametrize("track", [Track.COMPLAINT, Track.CORRECTION])
def test_the_acts_that_are_told_of_a_step_are_those_that_it_takes(step_kind: StepKind, track: Track) -> None:
    step = ORDER.model_copy(update={"kind": step_kind, "track": track})
    acts = [model.model_construct(agreed=True, outside=None) for model in get_args(get_args(Act)[0])]
    for phase in Phase:
        takes = {one.kind for one in acts if _takes(step, phase, one) and not is_beside(one)}
        assert takes == set(taken(step_kind, track, phase)) | (set() if phase is Phase.DONE else ALWAYS), phase


def test_a_step_that_is_over_says_so_and_another_says_what_it_waits_for() -> None:
    with pytest.raises(Refused, match="answer_to_closed_step"):
        after(ORDER, Phase.DONE, act("answer"))
    with pytest.raises(Refused, match="act_not_awaited"):
        after(ORDER, Phase.DRAFTING, act("answer"))


def _takes(step: Step, phase: Phase, given: Act) -> bool:
    try:
        after(step, phase, given)
    except Refused:
        return False
    return True
