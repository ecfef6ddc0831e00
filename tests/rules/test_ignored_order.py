"""The lawful steps where an order to correct is ignored, and the legal office lets it be enforced through the court."""

from datetime import date

import pytest

from domain.steps import StepKind
from rules.catalog import load
from rules.engine import RuleSet
from rules.place import HERE
from rules.proposals import proposals
from tests.lawful import B, C, demanded, owed, refuse_forbidden, steps
from tests.parameters import set_to
from tests.situations import facts_of, reachable, start, ways


def _enforcing() -> RuleSet:
    """The rules of an installation whose legal office lets an ignored order be enforced through the court."""
    with set_to(orders_before_enforcement=1):
        return load(HERE / "matter").on(date(2025, 3, 3))


ENFORCING = _enforcing()
MISSING = start(verification="confirmed", label_violation=True)  # a certificate is missing, and nothing else
ENFORCED = [(one, proposals(ENFORCING, facts_of(one))) for one in reachable(ENFORCING, MISSING)]


def test_every_mandatory_step_is_proposed_as_one_and_no_forbidden_one_is() -> None:
    for one, wanted in ENFORCED:
        assert demanded(wanted) == owed(one), one
        refuse_forbidden(one, wanted)


@pytest.mark.parametrize("above", [True, None])
def test_what_a_higher_level_has_sampled_or_may_have_is_not_proposed_and_the_matter_goes_on(above: bool | None) -> None:
    """PQL 15(2)."""
    barred = {(StepKind.SAMPLING_PROPOSAL, C)}
    proposed = 0
    for one, wanted in ENFORCED:
        if one["sampling_proposal"] == "none":
            left = proposals(ENFORCING, facts_of(one | {"sampled_above": above}))
            assert steps(left) == steps(wanted) - barred, one
            proposed += barred <= steps(wanted)
    assert proposed


def test_an_order_that_is_ignored_leads_by_lawful_ways_to_an_end_and_never_to_a_fine() -> None:
    """PQL 54 has no fine for it: re-check, a further order, sampling, guidance, the court, closing."""
    seen = {where for _, wanted in ENFORCED for where in steps(wanted)}
    assert {(StepKind.URGING, C), (StepKind.COURT_APPLICATION, C), (StepKind.COURT_RULING, C)} <= seen
    assert {(StepKind.SAMPLING_PROPOSAL, C), (StepKind.ORDER_WITHDRAWAL, C), (StepKind.RECHECK, C)} <= seen
    assert {(StepKind.FILING, B), (StepKind.PENALTY_CASE, B)}.isdisjoint(seen)
    idle = [one for one, wanted in ENFORCED if not steps(wanted) and not list(ways(one, brief=True))]
    assert [one for one in idle if one["closing"] != "closed"] == []
    rulings = {one["court_ruling"] for one, _ in ENFORCED if one["closing"] == "closed"}
    assert rulings == {"none", "court_granted", "court_refused", "court_not_accepted"}
