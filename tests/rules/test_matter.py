"""The lawful steps of a matter, over every situation that it can be in."""

from datetime import date
from typing import Any

import pytest

from domain.judgement import Kind, Proposal
from domain.matter_facts import MatterFacts
from domain.steps import StepKind, Track
from rules.catalog import family, rule_set
from rules.proposals import proposals
from rules.schema import Takes
from tests.lawful import CLOSING, C, demanded, owed, refuse_forbidden, steps
from tests.situations import GUIDANCE, MOVES, beginnings, facts_of, reachable, start, ways

RULES = rule_set("matter", date(2026, 5, 6))


def _situations() -> list[dict[str, Any]]:
    """From each first situation; where a label and a sample fail together, an answer comes in time or never, and no
    order is withdrawn."""
    found = []
    for first in beginnings():
        both = first["label_violation"] and first["sample_failed"]
        if not both:
            found += reachable(RULES, first)
            if first["sample_failed"] and not first["punishable_breach"]:
                found += reachable(RULES, first, brief=True, maker=True)
        elif first["punishable_breach"] and first["finable_marking"]:
            found += reachable(RULES, first, brief=True, without=frozenset({StepKind.ORDER_WITHDRAWAL}))
    return found


BEFORE = rule_set("matter", date(2026, 4, 14))  # complaints received while 令20号 was in force
ARCHIVING = (StepKind.ARCHIVING, Track.COMPLAINT)
SITUATIONS = _situations()
PROPOSED = [(one, proposals(RULES, facts_of(one))) for one in SITUATIONS]


def test_every_open_situation_has_a_lawful_step_or_somebody_who_owes_one() -> None:
    idle = [one for one, wanted in PROPOSED if not steps(wanted) and not list(ways(one, brief=True))]
    print(f"{len(SITUATIONS)} situations gone through")  # noqa: T201
    assert [one for one in idle if one["closing"] != "closed"] == []
    assert len(SITUATIONS) > 80_000


def test_a_closed_matter_wants_nothing() -> None:
    closed = [wanted for one, wanted in PROPOSED if one["closing"] == "closed"]
    assert closed
    assert not any(closed)


def test_while_a_step_is_open_no_second_one_of_its_kind_is_proposed() -> None:
    for one, wanted in PROPOSED:
        for kind, track in steps(wanted) - {CLOSING, ARCHIVING}:
            fact, opens, _ = MOVES[kind, track]
            assert one[fact] not in (opens, "awaited"), (kind, track, one)
        assert one["closing"] == "none" or {CLOSING, ARCHIVING}.isdisjoint(steps(wanted))


def test_every_mandatory_step_is_proposed_as_one_wherever_the_law_wants_it() -> None:
    for one, wanted in PROPOSED:
        assert demanded(wanted) == owed(one), one


def test_the_repealed_order_demands_the_same_steps_of_a_complaint_by_its_own_articles() -> None:
    for one in reachable(BEFORE, start(subject="complaint")):
        wanted = proposals(BEFORE, facts_of(one))
        assert demanded(wanted) == owed(one), one
        assert {article.partition("/")[0] for step in wanted for article in step.basis} <= {"order20"}


def test_no_forbidden_step_is_ever_proposed() -> None:
    for one, wanted in PROPOSED:
        refuse_forbidden(one, wanted)


def test_once_nobody_has_taken_over_from_the_party_only_closing_is_left_and_that_must_come() -> None:
    """PR 47, 77, whatever the matter had come to."""
    for one in (one for one in SITUATIONS[::37] if one["subject"] != "complaint"):
        wanted = proposals(RULES, facts_of(one | {"party_over": True}))
        assert {proposal.kind for proposal in wanted} == ({StepKind.CLOSING} if one["closing"] == "none" else set())
        assert all(proposal.mandatory for proposal in wanted)


def test_guidance_is_lawful_at_any_time_and_changes_nothing_else() -> None:
    for one, wanted in PROPOSED[::97]:
        offered = {proposal.kind for proposal in wanted if proposal.track is Track.GUIDANCE}
        assert bool(offered) is (one["subject"] == "enterprise" and one["closing"] == "none")
        for state in ("open", "over"):
            guided = proposals(RULES, facts_of(one | dict.fromkeys(GUIDANCE, state)))
            assert steps(guided) == steps(wanted)


def test_no_rule_but_one_on_guidance_reads_an_outcome_of_guidance() -> None:
    assert {"reminder_letter", "interview"} == GUIDANCE
    for rule in family("matter").rules:
        assert rule.kind is Kind.STEP
        if rule.condition.facts & GUIDANCE:
            assert isinstance(rule.then, Takes)
            assert rule.then.track is Track.GUIDANCE


def situation(**given: object) -> MatterFacts:
    return facts_of(start(verification="confirmed", label_violation=True, orders=1, **given))


def test_after_a_failed_recheck_a_person_chooses_between_a_second_order_and_closing() -> None:
    wanted = proposals(RULES, situation(order="late", recheck="failed"))
    assert {one for one in wanted if one.mandatory} == set()
    assert {(StepKind.ORDER_TO_CORRECT, C), CLOSING} <= steps(wanted)


def test_a_proposal_names_its_rule_and_its_articles() -> None:
    (recheck,) = [one for one in proposals(RULES, situation(order="lapsed")) if one.mandatory]
    assert recheck == Proposal(
        kind=StepKind.RECHECK, track=C, mandatory=True, rule="matter.recheck", basis=("pql/54", "pql/18")
    )


def test_a_prohibition_that_wants_a_fact_forbids() -> None:
    known = situation(order="lapsed", recheck="passed")
    assert CLOSING in steps(proposals(RULES, known))
    assert CLOSING not in steps(proposals(RULES, known.model_copy(update={"order": None})))


@pytest.mark.parametrize("track", Track)
def test_every_track_has_a_step_that_rules_propose(track: Track) -> None:
    taken = {rule.then.track for rule in family("matter").rules if isinstance(rule.then, Takes)}
    assert track in taken, f"no rule in rules/matter takes a step of the track {track}"


def test_without_the_word_of_the_legal_office_no_order_is_enforced_through_the_court() -> None:
    seen = {where for _, wanted in PROPOSED for where in steps(wanted)}
    assert {(StepKind.URGING, C), (StepKind.COURT_APPLICATION, C)}.isdisjoint(seen)


def test_a_withdrawn_order_is_not_demanded_again_and_a_person_orders_anew_or_closes() -> None:
    wanted = proposals(RULES, situation(order="revoked"))
    assert {one for one in wanted if one.mandatory} == set()
    assert {(StepKind.ORDER_TO_CORRECT, C), CLOSING} <= steps(wanted)
