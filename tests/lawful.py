"""What the law demands and forbids in a situation of a matter, read from its articles and not from the rules."""

from typing import Any

from domain.judgement import Proposal
from domain.steps import StepKind, Track
from tests.situations import OVER, place

Place = tuple[StepKind, Track]
CLOSING = (StepKind.CLOSING, Track.CLUE)  # whatever track demands it
C, A, B, D = Track.CORRECTION, Track.AFTER_CARE, Track.PENALTY, Track.SUPERVISION
E = Track.COMPLAINT
NOT_HANDLED = ("complaint_refused", "complaint_withdrawn", "complaint_passed_on")
UNSETTLED = ("lapsed", "not_settled", "consent_refused", "complaint_withdrawn")  # O121 23
HERE = ("none", "kept")
BEGUN_BY_CLUE = ("enterprise", "clue")  # PR 18
NOT_FOLLOWED = ("not_confirmed", "repeated", "merged", "without_power", "power_elsewhere")  # PR 20, O121 33-35, 41


def steps(wanted: tuple[Proposal, ...]) -> set[Place]:
    """Guidance left out: it is lawful at any time, and settles nothing."""
    places = (CLOSING if one.kind is StepKind.CLOSING else place(one) for one in wanted)
    return {one for one in places if one[1] is not Track.GUIDANCE}


def demanded(wanted: tuple[Proposal, ...]) -> set[Place]:
    return steps(tuple(one for one in wanted if one.mandatory))


def owed(one: dict[str, Any]) -> set[Place]:
    """What the law demands now, read from its articles and not from the rules."""
    if one["closing"] != "none":
        return set()
    maker_silent = one["maker_notice"] == "none" or one["maker_objection"] == "lapsed"
    own_right_used = one["objection"] in ("lapsed", "objected")
    result_stands = (one["objection"] == "lapsed" and maker_silent) or (one["retest"] == "failed" and own_right_used)
    over_and_uncorrected = one["sample_order"] == "lapsed" and one["sample_recheck"] != "passed"
    answered = one["supervision"] in ("answered", "lapsed")
    demands: dict[Place, bool] = {
        (StepKind.VERIFICATION, Track.CLUE): one["subject"] in BEGUN_BY_CLUE
        and one["verification"] == "none",
        (StepKind.ORDER_TO_CORRECT, C): one["verification"] == "confirmed"
        and one["label_violation"]
        and one["order"] == "none"
        and one["transfer"] in HERE,
        (StepKind.RECHECK, C): one["order"] in OVER and one["recheck"] == "none",
        (StepKind.COURT_RULING, C): one["court_application"] == "submitted" and one["court_ruling"] == "none",
        (StepKind.RESULT_NOTICE, A): one["sample_failed"]
        and one["result_notice"] == "none"
        and one["transfer"] in HERE,
        (StepKind.OBJECTION, A): one["result_notice"] == "served" and one["objection"] == "none",
        (StepKind.MAKER_OBJECTION, A): one["maker_notice"] == "served" and one["maker_objection"] == "none",
        (StepKind.DENIAL, A): one["denial"] == "stated",
        (StepKind.RETEST, A): "objected" in (one["objection"], one["maker_objection"]) and one["retest"] == "none",
        (StepKind.ORDER_TO_CORRECT, A): result_stands and one["sample_order"] == "none" and one["transfer"] in HERE,
        (StepKind.RECHECK, A): one["sample_order"] in OVER and one["sample_recheck"] == "none",
        (StepKind.REPORT_UP, A): one["sample_recheck"] == "failed" and one["report_up"] in ("none", "below_province"),
        (StepKind.ANNOUNCEMENT, A): one["report_up"] == "province"
        and one["announcement"] == "none"
        and (one["sample_recheck"] == "failed" or over_and_uncorrected),
        (StepKind.ANNOUNCED_RECHECK, A): one["announcement"] == "announced" and one["announced_recheck"] == "none",
        (StepKind.FILING, B): one["filing"] == "none"
        and one["transfer"] in HERE
        and ((one["verification"] == "confirmed" and _may_be_filed(one)) or one["announced_recheck"] == "failed"),
        (StepKind.PENALTY_CASE, B): one["filing"] == "filed"
        and one["penalty_case"] == "none"
        and one["transfer"] in HERE,
        (StepKind.REVIEW, D): one["review"] == "requested",
        (StepKind.REASSESSMENT, D): one["reassessment"] == "none"
        and one["bureau_interview"] != "open"
        and (answered or (one["supervision"] == "none" and one["bureau_reminder"] == "over")),
        (StepKind.LIFTING, D): answered and one["reassessment"] == "improved" and one["lifting"] == "none",
        (StepKind.ACCEPTANCE, E): one["subject"] == "complaint" and one["acceptance"] == "none",
        (StepKind.MEDIATION, E): one["acceptance"] == "complaint_accepted" and one["mediation"] == "none",
        (StepKind.TERMINATION, E): one["mediation"] in UNSETTLED and one["termination"] == "none",
        (StepKind.POWER_DISPUTE, Track.CLUE if one["reported"] else E): one["power_dispute"] == "stated",  # O121 33
        (StepKind.ARCHIVING, E): one["acceptance"] in NOT_HANDLED
        or one["mediation"] == "settled"
        or one["termination"] == "over",
        CLOSING: _ended(one) and not _owes_more(one),
    }
    return {where for where, holds in demands.items() if holds}


def _ended(one: dict[str, Any]) -> bool:
    """Something has come to the end that closes a matter."""
    return (
        one["verification"] in NOT_FOLLOWED
        or "passed" in (one["recheck"], one["retest"], one["sample_recheck"], one["announced_recheck"])
        or one["urging"] == "performed"
        or one["penalty_case"] == "over"
        or one["transfer"] == "transferred"
        or one["lifting"] == "lifted"
        or one["supervision"] == "revoked"
        or (one["subject"] == "bureau" and one["supervision"] == "none" and one["reassessment"] == "improved")
    )


def _owes_more(one: dict[str, Any]) -> bool:
    """Something else still runs, for the sake of which a matter stays open."""
    if "open" in (one["transfer"], one["referral"], one["withdrawal"], one["court_application"]):
        return True
    if one["court_application"] == "submitted" and one["court_ruling"] in ("none", "open"):
        return True
    if {one["order"], one["sample_order"], one["urging"]} & {"in_preparation", "awaited"} or one["urging"] == "lapsed":
        return True
    if one["transfer"] == "transferred":
        return False
    if one["subject"] in BEGUN_BY_CLUE and one["verification"] in ("none", "open"):
        return True
    if one["denial"] in ("stated", "open"):
        return True
    after_care_over = (
        one["retest"] == "passed"
        or one["sample_recheck"] == "passed"
        or one["announced_recheck"] in ("passed", "failed")
    )
    confirmed = one["verification"] == "confirmed"
    to_decide = (confirmed and _may_be_filed(one)) or one["announced_recheck"] == "failed"
    return (
        (one["sample_failed"] and not after_care_over)
        or (confirmed and one["label_violation"] and one["recheck"] in ("none", "open") and one["order"] != "revoked")
        or one["filing"] == "open"
        or (one["filing"] == "none" and to_decide)
        or (one["filing"] == "filed" and one["penalty_case"] != "over" and one["referral"] != "referred")
    )


def _may_be_filed(one: dict[str, Any]) -> bool:
    """PR 18: of a clue without findings officers say what was breached, and the head decides."""
    return bool(one["punishable_breach"] or one["subject"] == "clue")


def _at_the_court(one: dict[str, Any]) -> bool:
    """An order is urged, or before the court."""
    return one["urging"] in ("in_preparation", "awaited", "lapsed") or "open" in (
        one["court_application"],
        one["court_ruling"],
    )


def refuse_forbidden(one: dict[str, Any], wanted: tuple[Proposal, ...]) -> None:
    """No step is proposed that the law forbids in this situation."""
    lawful = steps(wanted)
    if one["verification"] != "confirmed":
        assert (StepKind.ORDER_TO_CORRECT, C) not in lawful, one
        assert (StepKind.REFERRAL, B) not in lawful, one
    if not (one["punishable_breach"] or one["finable_marking"] or one["sample_failed"] or one["subject"] == "clue"):
        assert (StepKind.FILING, B) not in lawful, one  # a missing certificate is never fined (PQL 54)
        assert (StepKind.PENALTY_CASE, B) not in lawful, one  # however often an order is ignored
    if (StepKind.URGING, C) in lawful:
        assert one["recheck"] == "failed", one
    if (StepKind.SAMPLING_PROPOSAL, C) in lawful:
        assert one["sampled_above"] is False, one  # PQL 15(2)
    if (StepKind.COURT_APPLICATION, C) in lawful:
        assert one["urging"] == "unperformed", one
    if _at_the_court(one) or one["withdrawal"] == "open":
        assert (StepKind.ORDER_TO_CORRECT, C) not in lawful, one
    if (StepKind.ANNOUNCEMENT, A) in lawful:  # PQL 17 needs four facts
        assert one["sample_failed"], one
        assert one["report_up"] == "province", one
        assert one["sample_recheck"] == "failed" or one["sample_order"] == "lapsed", one
    if one["objection"] == "awaited" or one["retest"] == "open":
        assert (StepKind.ORDER_TO_CORRECT, A) not in lawful, one
    if one["maker_objection"] == "awaited" and one["retest"] != "failed":  # a sample is retested once
        assert (StepKind.ORDER_TO_CORRECT, A) not in lawful, one
    if CLOSING in lawful:
        assert not _owes_more(one), one
    if one["reported"] and one["filing"] != "filed":  # O121 34, 41; PR 14 transfers cases
        assert (StepKind.TRANSFER, Track.CLUE) not in lawful, one
    if one["subject"] == "complaint":
        assert {track for _, track in lawful} <= {E}, one
    if one["subject"] == "clue":
        assert {track for _, track in lawful} <= {B, Track.CLUE}, one
    if one["subject"] == "bureau":
        assert {track for _, track in lawful} <= {D, Track.CLUE}, one
