"""Every situation that the rules can lead a matter into: begun from its first facts, each step taken each way.

An independent reading of what the view `matter_facts` says of steps: which fact a step moves, and what it is once the
step is begun and once it has ended. `tests/models/test_matter_facts.py` holds the view to it.
"""

from collections.abc import Iterator
from functools import cache
from typing import Any

from domain.facts import is_guidance
from domain.judgement import Proposal
from domain.matter_facts import MatterFacts
from domain.steps import StepKind, Track
from rules.engine import RuleSet
from rules.proposals import proposals

OVER = ("lapsed", "in_time", "posted_in_time", "late")
PROGRESS = ("over",)
MOVES: dict[tuple[StepKind, Track], tuple[str, str, tuple[str, ...]]] = {
    (StepKind.VERIFICATION, Track.CLUE): ("verification", "open", ("confirmed", "not_confirmed")),
    (StepKind.TRANSFER, Track.CLUE): ("transfer", "open", ("transferred", "kept")),
    (StepKind.ORDER_TO_CORRECT, Track.CORRECTION): ("order", "in_preparation", ("awaited",)),
    (StepKind.RECHECK, Track.CORRECTION): ("recheck", "open", ("passed", "failed")),
    (StepKind.ORDER_WITHDRAWAL, Track.CORRECTION): ("withdrawal", "open", ("upheld", "withdrawn")),
    (StepKind.SAMPLING_PROPOSAL, Track.CORRECTION): ("sampling_proposal", "open", PROGRESS),
    (StepKind.URGING, Track.CORRECTION): ("urging", "in_preparation", ("awaited",)),
    (StepKind.COURT_APPLICATION, Track.CORRECTION): ("court_application", "open", ("submitted", "dropped")),
    (StepKind.COURT_RULING, Track.CORRECTION): (
        "court_ruling", "open", ("court_granted", "court_refused", "court_not_accepted")
    ),
    (StepKind.RESULT_NOTICE, Track.AFTER_CARE): ("result_notice", "open", ("served",)),
    (StepKind.OBJECTION, Track.AFTER_CARE): ("objection", "awaited", ("lapsed", "objected")),
    (StepKind.MAKER_OBJECTION, Track.AFTER_CARE): ("maker_objection", "awaited", ("lapsed", "objected")),
    (StepKind.DENIAL, Track.AFTER_CARE): ("denial", "open", ("confirmed", "not_confirmed")),
    (StepKind.RETEST, Track.AFTER_CARE): ("retest", "open", ("passed", "failed")),
    (StepKind.ORDER_TO_CORRECT, Track.AFTER_CARE): ("sample_order", "in_preparation", ("awaited",)),
    (StepKind.RECHECK, Track.AFTER_CARE): ("sample_recheck", "open", ("passed", "failed")),
    (StepKind.REPORT_UP, Track.AFTER_CARE): ("report_up", "open", ("below_province", "province")),
    (StepKind.ANNOUNCEMENT, Track.AFTER_CARE): ("announcement", "open", ("announced",)),
    (StepKind.ANNOUNCED_RECHECK, Track.AFTER_CARE): ("announced_recheck", "open", ("passed", "failed")),
    (StepKind.FILING, Track.PENALTY): ("filing", "open", ("filed", "not_filed")),
    (StepKind.PENALTY_CASE, Track.PENALTY): ("penalty_case", "open", PROGRESS),
    (StepKind.REFERRAL, Track.PENALTY): ("referral", "open", ("referred", "not_referred")),
    (StepKind.REMINDER_LETTER, Track.GUIDANCE): ("reminder_letter", "open", PROGRESS),
    (StepKind.INTERVIEW, Track.GUIDANCE): ("interview", "open", PROGRESS),
    (StepKind.BUREAU_REMINDER, Track.SUPERVISION): ("bureau_reminder", "open", PROGRESS),
    (StepKind.SUPERVISION_NOTICE, Track.SUPERVISION): ("supervision", "in_preparation", ("awaited",)),
    (StepKind.REVIEW, Track.SUPERVISION): ("review", "open", ("upheld", "revoked")),
    (StepKind.BUREAU_INTERVIEW, Track.SUPERVISION): ("bureau_interview", "open", PROGRESS),
    (StepKind.REASSESSMENT, Track.SUPERVISION): ("reassessment", "open", ("improved", "lagging")),
    (StepKind.LIFTING, Track.SUPERVISION): ("lifting", "open", ("lifted",)),
    (StepKind.ACCEPTANCE, Track.COMPLAINT): (
        "acceptance",
        "open",
        ("complaint_accepted", "complaint_refused", "complaint_withdrawn", "complaint_passed_on"),
    ),
    (StepKind.MEDIATION, Track.COMPLAINT): (
        "mediation", "open", ("lapsed", "settled", "not_settled", "consent_refused", "complaint_withdrawn")
    ),
    (StepKind.TERMINATION, Track.COMPLAINT): ("termination", "open", PROGRESS),
    (StepKind.POWER_DISPUTE, Track.COMPLAINT): ("power_dispute", "open", PROGRESS),
    (StepKind.POWER_DISPUTE, Track.CLUE): ("power_dispute", "open", PROGRESS),
}
OF_A_REPORT = ("repeated", "merged", "without_power", "power_elsewhere")  # how its verification may end (O121 33-41)
AFTER_IGNORED = ("urging", "court_application", "court_ruling")
URGED = ("performed", "defence_accepted")  # whenever it happens; not performed it is only when the ten days are over
AFTER_AWAITED = {
    "order": OVER,
    "sample_order": OVER,
    "supervision": ("answered", "lapsed"),
    "urging": ("lapsed", *URGED),
}
LATER: dict[str, dict[str, tuple[str, ...]]] = {  # what was on its way when the period ran out
    "order": {"lapsed": ("late", "posted_in_time")},
    "sample_order": {"lapsed": ("late", "posted_in_time")},
    "supervision": {"lapsed": ("answered",)},
    "objection": {"lapsed": ("objected",)},
    "maker_objection": {"lapsed": ("objected",)},
}
FOLLOWS = {"order": "recheck", "sample_order": "sample_recheck", "supervision": "reassessment"}
RESETS = {
    "order": {"recheck": "none", **dict.fromkeys(AFTER_IGNORED, "none")},
    "supervision": {"reassessment": "none", "review": "none"},
    "bureau_interview": {"reassessment": "none"},
}
OF_OTHER_TRACKS = {
    (StepKind.TRANSFER, Track.CLUE),
    (StepKind.FILING, Track.PENALTY),
    (StepKind.REFERRAL, Track.PENALTY),
}
GUIDANCE = frozenset(name for name, field in MatterFacts.model_fields.items() if is_guidance(field))
FLAGS = ("reported", "party_over", "label_violation", "finable_marking", "punishable_breach", "sample_failed")
Situation = tuple[Any, ...]
FIELDS = tuple(MatterFacts.model_fields)


def start(**given: Any) -> dict[str, Any]:
    """A new matter with these findings."""
    none = {name: "none" for name in FIELDS}
    flags = dict.fromkeys(FLAGS, False)
    return none | flags | {"subject": "enterprise", "orders": 0, "sampled_above": False} | given


def facts_of(situation: dict[str, Any]) -> MatterFacts:
    return MatterFacts.model_validate(situation, strict=False)


def place(proposal: Proposal) -> tuple[StepKind, Track]:
    return proposal.kind, proposal.track


def begun(situation: dict[str, Any], proposal: Proposal) -> dict[str, Any]:
    """The situation once a proposed step has begun."""
    if proposal.kind in (StepKind.CLOSING, StepKind.ARCHIVING):
        return situation | {"closing": "open"}
    assert place(proposal) in MOVES, f"MOVES does not say which fact {place(proposal)} moves (rule {proposal.rule})"
    fact, opens, _ = MOVES[place(proposal)]
    orders = situation["orders"] + (fact == "order")
    return situation | RESETS.get(fact, {}) | {fact: opens, "orders": min(orders, 2)}


def ways(situation: dict[str, Any], *, brief: bool, maker: bool = False) -> Iterator[dict[str, Any]]:
    """What can become of each step that is open; `brief`: an answer comes in time or never; `maker`: the goods name
    another maker than the party."""
    for fact, opens, ends in MOVES.values():
        state = situation[fact]
        if state == opens:
            for end in (*ends, *(OF_A_REPORT if situation["reported"] and fact == "verification" else ())):
                yield _ended(situation, fact, end)
            if maker and fact == "result_notice":
                yield situation | {fact: "served", "maker_notice": "open"}
                yield situation | {fact: "served", "maker_notice": "served"}
        if state == "awaited" and fact in AFTER_AWAITED:
            for end in AFTER_AWAITED[fact]:
                if not brief or end in ("lapsed", "in_time"):
                    yield situation | {fact: end}
        follows = FOLLOWS.get(fact)
        reported = follows is not None and situation[follows] not in ("none", "open")
        if not brief and not reported and situation["closing"] != "closed":
            for end in LATER.get(fact, {}).get(state, ()):
                yield situation | {fact: end}
    if situation["urging"] == "lapsed":
        for end in ("unperformed", *URGED):
            yield situation | {"urging": end}
    if situation["supervision"] == "awaited" and situation["review"] == "none":
        yield situation | {"review": "requested"}
    receiving = situation["acceptance"] == "open" or (situation["reported"] and situation["verification"] == "open")
    if receiving and situation["power_dispute"] in ("none", "over"):
        yield situation | {"power_dispute": "stated"}
    if situation["mediation"] == "lapsed" and situation["termination"] == "open":  # ended by the decision, then told
        yield situation | {"mediation": "terminated"}
    if situation["maker_notice"] == "open":
        yield situation | {"maker_notice": "served"}
    if situation["maker_objection"] in ("awaited", "objected") and situation["denial"] == "none":
        yield situation | {"denial": "stated"}
    if situation["closing"] == "open":
        yield situation | {"closing": "closed"}


def _ended(situation: dict[str, Any], fact: str, end: str) -> dict[str, Any]:
    after = situation | {fact: end}
    if (fact, end) == ("retest", "passed"):  # what rested on the result falls with it
        after |= {"sample_order": "none"}
        after |= {"sample_recheck": "none"} if situation["sample_recheck"] == "open" else {}
    if fact == "withdrawal":
        after |= {"withdrawal": "none"}
        if end == "withdrawn":  # it is none of the orders that are counted
            after |= {"order": "revoked", "orders": situation["orders"] - 1, **RESETS["order"]}
    if (fact, end) == ("denial", "confirmed") and situation["maker_objection"] == "awaited":
        after |= {"maker_objection": "lapsed"}
    if (fact, end) == ("review", "revoked"):
        after |= {"supervision": "revoked"}
    return after


def reachable(
    rules: RuleSet,
    *starts: dict[str, Any],
    brief: bool = False,
    maker: bool = False,
    without: frozenset[StepKind] = frozenset(),
) -> list[dict[str, Any]]:
    """All situations that can be reached from these, guidance and steps of the kinds in `without` left out; `maker`
    as in `ways`, and then nobody chooses a penalty or a transfer, which what the maker does touches nowhere."""
    seen: dict[Situation, dict[str, Any]] = {}
    waiting = list(starts)
    while waiting:
        situation = waiting.pop()
        key = tuple(situation[name] for name in FIELDS)
        if key in seen:
            continue
        seen[key] = situation
        if situation["closing"] == "closed":
            continue
        wanted = proposals(rules, facts_of(situation))
        mandatory = [one for one in wanted if one.mandatory]
        for one in mandatory or wanted:  # the rules begin what is mandatory at once, a person whatever he chooses
            beside = maker and not one.mandatory and place(one) in OF_OTHER_TRACKS
            if one.track is not Track.GUIDANCE and one.kind not in without and not beside:
                waiting.append(begun(situation, one))
        if not mandatory:
            waiting.extend(ways(situation, brief=brief, maker=maker))
    return list(seen.values())


@cache
def beginnings() -> tuple[dict[str, Any], ...]:
    """Every combination of findings with which a matter can begin."""
    enterprises = [
        start(label_violation=label, finable_marking=finable, punishable_breach=punishable, sample_failed=sample)
        for label in (True, False)
        for finable in ((True, False) if label else (False,))
        for punishable in (True, False)
        for sample in (True, False)
    ]
    bureaus = start(subject="bureau", lag="sign"), start(subject="bureau", lag="breach")
    clues = start(subject="clue"), start(subject="clue", reported=True)
    return (*enterprises, *bureaus, start(subject="complaint"), *clues)
