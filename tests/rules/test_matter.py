"""The lawful steps of a matter, over every situation that it can be in."""

from datetime import date
from itertools import product

from domain.judgement import Proposal
from domain.matter_facts import ClosingState, MatterFacts, OrderState, RecheckState, StepKind, Track, VerificationState
from rules.catalog import rule_set
from rules.proposals import proposals

RULES = rule_set("matter", date(2025, 3, 3))
RUNS = {OrderState.IN_PREPARATION, OrderState.AWAITED}
OVER = set(OrderState) - RUNS - {OrderState.NONE}


def consistent(facts: MatterFacts) -> bool:
    """Whether a matter can be in this situation at all: no step precedes what it follows from."""
    ordered = facts.order is not OrderState.NONE
    verified = facts.verification in (VerificationState.CONFIRMED, VerificationState.NOT_CONFIRMED)
    ending = facts.closing is not ClosingState.NONE
    return (
        bool(facts.orders) is ordered
        and (not ordered or (facts.verification is VerificationState.CONFIRMED and facts.label_violation is True))
        and (facts.recheck is RecheckState.NONE or facts.order in OVER)
        and (not ending or verified)
        and not (ending and (facts.order in RUNS or facts.recheck is RecheckState.OPEN))
        and not (ending and ordered and facts.recheck is RecheckState.NONE)
    )


SITUATIONS = [
    facts
    for verification, label, orders, order, recheck, closing in product(
        VerificationState, (True, False), (0, 1, 2), OrderState, RecheckState, ClosingState
    )
    if consistent(
        facts := MatterFacts(
            verification=verification,
            label_violation=label,
            orders=orders,
            order=order,
            recheck=recheck,
            closing=closing,
        )
    )
]


def steps(facts: MatterFacts) -> set[StepKind]:
    return {proposal.kind for proposal in proposals(RULES, facts)}


def mandatory(facts: MatterFacts) -> set[StepKind]:
    return {proposal.kind for proposal in proposals(RULES, facts) if proposal.mandatory}


def at_rest(facts: MatterFacts) -> bool:
    return (
        facts.closing is ClosingState.NONE
        and facts.verification is not VerificationState.OPEN
        and facts.order not in RUNS
        and facts.recheck is not RecheckState.OPEN
    )


def test_every_unclosed_situation_in_which_nothing_is_open_has_a_lawful_step() -> None:
    resting = [facts for facts in SITUATIONS if at_rest(facts)]
    print(f"{len(SITUATIONS)} consistent situations, {len(resting)} of them unclosed with nothing open")  # noqa: T201
    assert [facts for facts in resting if not steps(facts)] == []
    assert (len(SITUATIONS), len(resting)) == (84, 30)


def test_a_closed_matter_wants_nothing() -> None:
    closed = [facts for facts in SITUATIONS if facts.closing is ClosingState.CLOSED]
    assert closed
    assert all(not steps(facts) for facts in closed)


def test_while_a_step_is_open_no_second_one_of_its_kind_is_proposed() -> None:
    for facts in SITUATIONS:
        doing = {
            StepKind.VERIFICATION: facts.verification is VerificationState.OPEN,
            StepKind.ORDER_TO_CORRECT: facts.order in RUNS,
            StepKind.RECHECK: facts.recheck is RecheckState.OPEN,
            StepKind.CLOSING: facts.closing is ClosingState.OPEN,
        }
        assert not any(doing[kind] for kind in steps(facts)), facts


def test_no_forbidden_step_is_ever_proposed() -> None:
    for facts in SITUATIONS:
        if facts.verification is not VerificationState.CONFIRMED:
            assert StepKind.ORDER_TO_CORRECT not in steps(facts), facts
        if facts.order in RUNS:
            assert StepKind.CLOSING not in steps(facts), facts


def test_every_mandatory_step_is_proposed_as_one_wherever_the_law_wants_it() -> None:
    for facts in SITUATIONS:
        wanted = set()
        if facts.closing is ClosingState.NONE:
            confirmed = facts.verification is VerificationState.CONFIRMED
            if facts.verification is VerificationState.NONE:
                wanted.add(StepKind.VERIFICATION)
            if confirmed and facts.label_violation and not facts.orders:
                wanted.add(StepKind.ORDER_TO_CORRECT)
            if facts.order in OVER and facts.recheck is RecheckState.NONE:
                wanted.add(StepKind.RECHECK)
            if facts.verification is VerificationState.NOT_CONFIRMED or facts.recheck is RecheckState.PASSED:
                wanted.add(StepKind.CLOSING)
        assert mandatory(facts) == wanted, facts


def situation(**given: object) -> MatterFacts:
    confirmed = {"verification": "confirmed", "label_violation": True, "orders": 1, "closing": "none"}
    return MatterFacts.model_validate(confirmed | given, strict=False)


def test_after_a_failed_recheck_a_person_chooses_between_a_second_order_and_closing() -> None:
    assert {
        (one.kind, one.track, one.mandatory) for one in proposals(RULES, situation(order="late", recheck="failed"))
    } == {
        (StepKind.ORDER_TO_CORRECT, Track.CORRECTION, False),
        (StepKind.CLOSING, Track.CORRECTION, False),
    }


def test_a_proposal_names_its_rule_and_its_articles() -> None:
    assert proposals(RULES, situation(order="lapsed", recheck="none")) == (
        Proposal(
            kind=StepKind.RECHECK,
            track=Track.CORRECTION,
            mandatory=True,
            rule="matter.recheck",
            basis=("pql/54", "pql/18"),
        ),
    )


def test_a_prohibition_that_wants_a_fact_forbids() -> None:
    known = situation(order="lapsed", recheck="passed")
    assert steps(known) == {StepKind.CLOSING}
    assert steps(known.model_copy(update={"order": None})) == set()
