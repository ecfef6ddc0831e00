"""下一步: the lawful steps of a matter, chosen by its rules."""

from collections.abc import Iterable

from domain.facts import FactModel
from domain.judgement import Proposal
from domain.steps import StepKind, Track
from rules.engine import RuleSet
from rules.schema import Forbids, Leaves, Takes


def proposals(rule_set: RuleSet, facts: FactModel) -> tuple[Proposal, ...]:
    """Every step that is lawful now: those that a rule takes and none forbids, mandatory ones first.

    A prohibition that cannot be evaluated for want of a fact forbids. Where several rules take one step, it is
    proposed once, by a rule that makes it mandatory if there is one, and by one that names a period.
    """
    hits = rule_set.hits(facts)
    possible = (*hits.rules, *(rule for rule, _ in hits.not_evaluated))
    left = {rule.then.leaves for rule in hits.rules if isinstance(rule.then, Leaves)}
    prohibitions = [
        rule.then
        for rule in possible
        if isinstance(rule.then, Leaves) or (isinstance(rule.then, Forbids) and rule.then.forbid not in left)
    ]
    lawful = [
        Proposal(
            kind=rule.then.step,
            track=rule.then.track,
            mandatory=rule.then.mandatory,
            rule=rule.id,
            basis=rule.basis,
            period=rule.then.period,
            document=rule.then.document,
        )
        for rule in hits.rules
        if isinstance(rule.then, Takes) and not _forbidden(rule.then, prohibitions)
    ]
    once: dict[tuple[StepKind, Track], Proposal] = {}
    for proposal in sorted(lawful, key=lambda one: (not one.mandatory, one.period is None, one.rule)):
        once.setdefault(_place(proposal), proposal)
    return tuple(once.values())


def _forbidden(then: Takes, prohibitions: Iterable[Forbids | Leaves]) -> bool:
    return any(prohibition.meets(then.step, then.track) for prohibition in prohibitions)


def _place(proposal: Proposal) -> tuple[StepKind, Track]:
    """A step of one kind can stand in several tracks; but a matter is closed once, whatever demands it."""
    return proposal.kind, Track.CLUE if proposal.kind is StepKind.CLOSING else proposal.track
