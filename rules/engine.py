"""规则引擎: compile rules for durable_rules and judge facts by them. The only module that imports durable.

durable_rules is a C engine without upkeep. What it needs in order to be right: one host per rule set with its
threads off, one `sid`, facts (an event is consumed by the first rule that matches) with unique ids that are
retracted at once, under a lock; single-antecedent rules, each with a discriminator; actions that only note.
"""

import hashlib
import json
from collections.abc import Callable, Collection, Iterable
from itertools import count
from threading import Lock
from typing import Any, NamedTuple

from durable.engine import Host, MessageNotHandledException

from domain.errors import Refused
from domain.facts import FactModel
from domain.judgement import Finding, Judged, Kind, NotEvaluated
from rules.schema import Finds, Rule
from rules.trial import compile_in_a_child
from rules.when import Test

MOST_RULES = 400
MOST_FIRINGS = 64  # of one fact in one rule set of durable_rules: one more, and it fails (error 303)
RESERVED = {"sid", "id", "family"}  # fields of the message that are not facts
_OPERATORS = {"is_not": "$neq", "over": "$gt", "at_least": "$gte", "under": "$lt", "at_most": "$lte"}


class Hits(NamedTuple):
    rules: tuple[Rule, ...]
    not_evaluated: tuple[tuple[Rule, tuple[str, ...]], ...]


class _QuietHost(Host):  # type: ignore[misc]
    def _run(self) -> None:
        """Start no dispatcher threads: judging is synchronous."""


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
        self._conditions = [(rule, rule.condition) for rule in self.rules]
        self._ids, self._lock, self._noted = count(), Lock(), dict[str, Rule]()
        parts = {f"{name} {number}": part for number, part in enumerate(_divided(self.rules))}
        definitions = {part: {rule.id: _definition(name, rule) for rule in rules} for part, rules in parts.items()}
        compile_in_a_child(json.dumps(definitions, ensure_ascii=False))
        for part, rules_of_part in parts.items():
            for rule in rules_of_part:
                definitions[part][rule.id]["run"] = _note(self._noted, rule)
        self._parts, self._host = tuple(parts), _QuietHost(definitions)

    def hits(self, facts: FactModel, kinds: Collection[Kind] | None = None) -> Hits:
        """The rules that hold, by durable_rules, and those that are unknown, by the plain reading; by rule id."""
        values = facts.model_dump(mode="json")
        held = self._held({name: value for name, value in values.items() if value is not None})
        wanted = [(rule, condition) for rule, condition in self._conditions if kinds is None or rule.kind in kinds]
        return Hits(
            tuple(rule for rule, _ in wanted if rule.id in held),
            tuple((rule, one.wanting(values)) for rule, one in wanted if one.holds(values) is None),
        )

    def judge(self, facts: FactModel, kinds: Collection[Kind] | None = None) -> Judged:
        """Judge facts by the rules of these kinds (None: of all), and say which rules want a fact."""
        hits = self.hits(facts, kinds)
        return Judged(
            findings=tuple(
                Finding(rule=rule.id, kind=rule.kind, finding=rule.then.finding, title=rule.title, basis=rule.basis)
                for rule in hits.rules
                if isinstance(rule.then, Finds)
            ),
            not_evaluated=tuple(NotEvaluated(rule=rule.id, wanting=wanting) for rule, wanting in hits.not_evaluated),
        )

    def _held(self, known: dict[str, Any]) -> set[str]:
        with self._lock:
            message = {**known, "family": self.name, "sid": "0", "id": str(next(self._ids))}
            self._noted.clear()
            for part in self._parts:
                self._assert(part, message)
            return set(self._noted)

    def _assert(self, part: str, message: dict[str, Any]) -> None:
        try:
            state = self._host.assert_fact(part, dict(message))
        except MessageNotHandledException:
            return  # how durable_rules says that no rule matched
        self._host.retract_fact(part, dict(message))
        if state and "exception" in state:
            raise RuntimeError(state["exception"])  # durable_rules swallows what an action raises


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


def _note(noted: dict[str, Rule], rule: Rule) -> Callable[[Any], None]:
    def note(_: Any) -> None:  # one parameter: with two it would be taken for an asynchronous action
        noted[rule.id] = rule  # an $or fires once for each of its true branches

    return note


def _fingerprint(rules: Iterable[Rule]) -> str:
    content = [rule.model_dump(mode="json", exclude={"examples"}) for rule in rules]
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
