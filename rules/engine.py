"""规则引擎: compile rules for durable_rules and judge facts by them. The only module that imports durable.

durable_rules is a C engine without upkeep. What it needs in order to be right: one `sid`, facts (an event is
consumed by the first rule that matches) with unique ids that are retracted at once, under a lock; single-antecedent
rules, each with a discriminator; no actions, only the names of the rules that fired. So its C binding is called
without its Host, which adds threads, swallows what an action raises, and takes most of the time of a judgement.
"""

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import count
from threading import Lock
from typing import Any, NamedTuple

from durable.engine import durable_rules_engine as binding

from domain.errors import Refused
from domain.facts import FactModel
from domain.judgement import Finding, Judged, Kind, NotEvaluated
from rules.schema import Finds, Rule
from rules.statutes import consequences
from rules.trial import compile_in_a_child
from rules.when import Test

MOST_RULES = 400
MOST_FIRINGS = 64  # of one fact in one rule set of durable_rules: one more, and it fails (error 303)
_ACCEPTED, _NO_RULE_MATCHED = 0, 1  # what the binding says of a fact
RESERVED = {"sid", "id", "family"}  # fields of the message that are not facts
_OPERATORS = {"is_not": "$neq", "over": "$gt", "at_least": "$gte", "under": "$lt", "at_most": "$lte"}
_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class Hits(NamedTuple):
    rules: tuple[Rule, ...]
    not_evaluated: tuple[tuple[Rule, tuple[str, ...]], ...]


class RuleSet:
    """规则集: the rules of one family that are in force together. Judging is safe from many threads.

    A new set is first compiled in a child process (about 50 ms, once for each content and process): the compiler
    can hang or crash. Hold on to a set: durable_rules gives its memory (about 2 MB for 100 rules) never back.
    Raises Refused: too_many_rules, rule_set_does_not_compile.
    """

    def __init__(self, name: str, rules: Iterable[Rule]) -> None:
        self.name, self.rules = name, tuple(sorted(rules, key=lambda rule: rule.id))
        if len(self.rules) > MOST_RULES:
            raise Refused(
                "too_many_rules",
                zh=f"规则集“{name}”有{len(self.rules)}条规则，最多{MOST_RULES}条，请分成两个规则族。",
                en=f"Rule set “{name}” has {len(self.rules)} rules; {MOST_RULES} are the most. Split the family.",
                field=name,
                value=len(self.rules),
            )
        self.fingerprint = _fingerprint(self.rules)
        self._conditions = [(rule, rule.condition, rule.condition.facts) for rule in self.rules]
        self._findings = {rule.id: _finding(rule, rule.then) for rule in self.rules if isinstance(rule.then, Finds)}
        self._ids, self._lock = count(), Lock()
        parts = definitions(name, self.rules)
        compile_in_a_child(_json(parts))
        self._handles = [binding.create_ruleset(part, _json(definition)) for part, definition in parts.items()]

    def hits(self, facts: FactModel | Mapping[str, Any], kinds: Collection[Kind] | None = None) -> Hits:
        """The rules that hold, by durable_rules, and those that are unknown, by the plain reading; by rule id.

        Facts that come as a mapping are a row of the family's view: its columns have the types of the model.
        """
        values = facts.model_dump(mode="json") if isinstance(facts, FactModel) else facts
        known = {name: value for name, value in values.items() if value is not None}
        unknown = values.keys() - known.keys()
        held = self._held(known)
        wanted = [one for one in self._conditions if kinds is None or one[0].kind in kinds]
        not_evaluated = [  # reading is slow: only of rules that look at an unknown fact
            (rule, condition.wanting(values))
            for rule, condition, read in wanted
            if not unknown.isdisjoint(read) and condition.holds(values) is None
        ]
        return Hits(tuple([rule for rule, _, _ in wanted if rule.id in held]), tuple(not_evaluated))

    def judge(self, facts: FactModel | Mapping[str, Any], kinds: Collection[Kind] | None = None) -> Judged:
        """Judge facts by the rules of these kinds (None: of all), and say which rules want a fact."""
        hits = self.hits(facts, kinds)
        return Judged(
            findings=tuple([self._findings[rule.id] for rule in hits.rules if rule.id in self._findings]),
            not_evaluated=tuple([NotEvaluated(rule=rule.id, wanting=facts) for rule, facts in hits.not_evaluated]),
        )

    def _held(self, known: dict[str, Any]) -> set[str]:
        with self._lock:
            message = _json({**known, "family": self.name, "sid": "0", "id": str(next(self._ids))})
            return {rule_id for handle in self._handles for rule_id in _fired(handle, message)}


def _fired(handle: int, message: str) -> Iterator[str]:
    """The ids of the rules that hold; one with alternatives comes once for each of them that is true."""
    code, state = binding.assert_fact(handle, message)
    if code == _NO_RULE_MATCHED:
        return
    if code != _ACCEPTED:
        raise RuntimeError(f"durable_rules answers {code} to {message}")
    try:
        started = binding.start_action_for_state(handle, state)
        fired = started and started[1]
        while fired:
            yield from json.loads(fired)  # rule id to the message
            fired = binding.complete_and_start_action(handle, state)
    finally:
        binding.retract_fact(handle, message)


def definitions(name: str, rules: Iterable[Rule]) -> dict[str, dict[str, Any]]:
    """The rules as durable_rules takes them: name of the part to rule id to definition, without actions."""
    return {
        f"{name} {number}": {rule.id: _definition(name, rule) for rule in part}
        for number, part in enumerate(_divided(rules))
    }


def _divided(rules: Iterable[Rule]) -> list[list[Rule]]:
    """Parts that cannot fire more often than durable_rules bears, were all their rules and alternatives to hold."""
    parts: list[list[Rule]] = []
    firings = MOST_FIRINGS
    for rule in rules:
        firings += max(1, len(rule.any))
        if firings > MOST_FIRINGS:
            parts.append([])
            firings = max(1, len(rule.any))
        parts[-1].append(rule)
    return parts


def _definition(name: str, rule: Rule) -> dict[str, Any]:
    condition = rule.condition
    terms = [{"family": name}, *map(_test, condition.every)]
    if condition.alternatives:
        terms.append({"$or": [{"$and": [{"family": name}, *map(_test, tests)]} for tests in condition.alternatives]})
    return {"all": [{"m": {"$and": terms}}]}


def _test(test: Test) -> dict[str, Any]:
    if isinstance(test.operand, tuple):
        return {"$or": [{test.fact: operand} for operand in dict.fromkeys(test.operand)]}
    if test.operator == "equals":
        return {test.fact: test.operand}
    return {_OPERATORS[test.operator]: {test.fact: test.operand}}


def _finding(rule: Rule, then: Finds) -> Finding:
    return Finding(
        rule=rule.id,
        kind=rule.kind,
        finding=then.finding,
        title=rule.title,
        basis=rule.basis,
        against=then.against,
        leads_to=consequences(rule.basis) if rule.kind is Kind.VIOLATION else (),
    )


def _fingerprint(rules: Iterable[Rule]) -> str:
    content = [rule.model_dump(mode="json", exclude={"examples"}) for rule in rules]
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
