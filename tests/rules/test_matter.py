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
from tests.situations import GUIDANCE, MOVES, OVER, beginnings, facts_of, place, reachable, start, ways

RULES = rule_set("matter", date(2025, 3, 3))
Place = tuple[StepKind, Track]
CLOSING = (StepKind.CLOSING, Track.CLUE)  # whatever track demands it
C, A, B, D = Track.CORRECTION, Track.AFTER_CARE, Track.PENALTY, Track.SUPERVISION
HERE = ("none", "kept")


def _situations() -> list[dict[str, Any]]:
    """From each first situation; where a label and a sample fail together, an answer comes in time or never."""
    found = []
    for first in beginnings():
        both = first["label_violation"] and first["sample_failed"]
        if not both:
            found += reachable(RULES, first)
        elif first["punishable_breach"] and first["finable_marking"]:
            found += reachable(RULES, first, brief=True)
    return found


SITUATIONS = _situations()
PROPOSED = [(one, proposals(RULES, facts_of(one))) for one in SITUATIONS]


def steps(wanted: tuple[Proposal, ...]) -> set[Place]:
    """Guidance left out: it is lawful at any time, and settles nothing."""
    places = (CLOSING if one.kind is StepKind.CLOSING else place(one) for one in wanted)
    return {one for one in places if one[1] is not Track.GUIDANCE}


def demanded(wanted: tuple[Proposal, ...]) -> set[Place]:
    return steps(tuple(one for one in wanted if one.mandatory))


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
        for kind, track in steps(wanted) - {CLOSING}:
            fact, opens, _ = MOVES[kind, track]
            assert one[fact] not in (opens, "awaited"), (kind, track, one)
        assert one["closing"] == "none" or CLOSING not in steps(wanted)


def owed(one: dict[str, Any]) -> set[Place]:
    """What the law demands now, read from its articles and not from the rules."""
    if one["closing"] != "none":
        return set()
    result_stands = one["objection"] == "lapsed" or one["retest"] == "failed"
    over_and_uncorrected = one["sample_order"] == "lapsed" and one["sample_recheck"] != "passed"
    answered = one["supervision"] in ("answered", "lapsed")
    demands: dict[Place, bool] = {
        (StepKind.VERIFICATION, Track.CLUE): one["subject"] == "enterprise" and one["verification"] == "none",
        (StepKind.ORDER_TO_CORRECT, C): one["verification"] == "confirmed"
        and one["label_violation"]
        and one["order"] == "none"
        and one["transfer"] in HERE,
        (StepKind.RECHECK, C): one["order"] in OVER and one["recheck"] == "none",
        (StepKind.RESULT_NOTICE, A): one["sample_failed"]
        and one["result_notice"] == "none"
        and one["transfer"] in HERE,
        (StepKind.OBJECTION, A): one["result_notice"] == "served" and one["objection"] == "none",
        (StepKind.RETEST, A): one["objection"] == "objected" and one["retest"] == "none",
        (StepKind.ORDER_TO_CORRECT, A): result_stands and one["sample_order"] == "none" and one["transfer"] in HERE,
        (StepKind.RECHECK, A): one["sample_order"] in OVER and one["sample_recheck"] == "none",
        (StepKind.REPORT_UP, A): one["sample_recheck"] == "failed" and one["report_up"] in ("none", "below_province"),
        (StepKind.ANNOUNCEMENT, A): one["report_up"] == "province"
        and one["announcement"] == "none"
        and (one["sample_recheck"] == "failed" or over_and_uncorrected),
        (StepKind.ANNOUNCED_RECHECK, A): one["announcement"] == "announced" and one["announced_recheck"] == "none",
        (StepKind.FILING, B): one["filing"] == "none"
        and one["transfer"] in HERE
        and ((one["verification"] == "confirmed" and one["punishable_breach"]) or one["announced_recheck"] == "failed"),
        (StepKind.PENALTY_CASE, B): one["filing"] == "filed"
        and one["penalty_case"] == "none"
        and one["transfer"] in HERE,
        (StepKind.REVIEW, D): one["review"] == "requested",
        (StepKind.REASSESSMENT, D): one["reassessment"] == "none"
        and one["bureau_interview"] != "open"
        and (answered or (one["supervision"] == "none" and one["bureau_reminder"] == "over")),
        (StepKind.LIFTING, D): answered and one["reassessment"] == "improved" and one["lifting"] == "none",
        CLOSING: _ended(one) and not _owes_more(one),
    }
    return {where for where, holds in demands.items() if holds}


def _ended(one: dict[str, Any]) -> bool:
    """Something has come to the end that closes a matter."""
    return (
        one["verification"] == "not_confirmed"
        or "passed" in (one["recheck"], one["retest"], one["sample_recheck"], one["announced_recheck"])
        or one["penalty_case"] == "over"
        or one["transfer"] == "transferred"
        or one["lifting"] == "lifted"
        or one["supervision"] == "revoked"
        or (one["subject"] == "bureau" and one["supervision"] == "none" and one["reassessment"] == "improved")
    )


def _owes_more(one: dict[str, Any]) -> bool:
    """Something else still runs, for the sake of which a matter stays open."""
    if "open" in (one["transfer"], one["referral"]):
        return True
    if {one["order"], one["sample_order"]} & {"in_preparation", "awaited"}:
        return True
    if one["transfer"] == "transferred":
        return False
    if one["subject"] == "enterprise" and one["verification"] in ("none", "open"):
        return True
    after_care_over = (
        one["retest"] == "passed"
        or one["sample_recheck"] == "passed"
        or one["announced_recheck"] in ("passed", "failed")
    )
    confirmed = one["verification"] == "confirmed"
    to_decide = (confirmed and one["punishable_breach"]) or one["announced_recheck"] == "failed"
    return (
        (one["sample_failed"] and not after_care_over)
        or (confirmed and one["label_violation"] and one["recheck"] in ("none", "open"))
        or one["filing"] == "open"
        or (one["filing"] == "none" and to_decide)
        or (one["filing"] == "filed" and one["penalty_case"] != "over" and one["referral"] != "referred")
    )


def test_every_mandatory_step_is_proposed_as_one_wherever_the_law_wants_it() -> None:
    for one, wanted in PROPOSED:
        assert demanded(wanted) == owed(one), one


def test_no_forbidden_step_is_ever_proposed() -> None:
    for one, wanted in PROPOSED:
        lawful = steps(wanted)
        if one["verification"] != "confirmed":
            assert (StepKind.ORDER_TO_CORRECT, C) not in lawful, one
            assert (StepKind.REFERRAL, B) not in lawful, one
        if not (one["punishable_breach"] or one["finable_marking"] or one["sample_failed"]):
            assert (StepKind.FILING, B) not in lawful, one  # a missing certificate is never fined (PQL 54)
        if (StepKind.ANNOUNCEMENT, A) in lawful:  # PQL 17 needs four facts
            assert one["sample_failed"], one
            assert one["report_up"] == "province", one
            assert one["sample_recheck"] == "failed" or one["sample_order"] == "lapsed", one
        if one["objection"] == "awaited" or one["retest"] == "open":
            assert (StepKind.ORDER_TO_CORRECT, A) not in lawful, one
        if CLOSING in lawful:
            assert not _owes_more(one), one
        if one["subject"] == "bureau":
            assert {track for _, track in lawful} <= {D, Track.CLUE}, one


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
    assert any(isinstance(rule.then, Takes) and rule.then.track is track for rule in family("matter").rules)
