"""Judgements per second, against a plain host of durable_rules with the same rules and the facts as ready dicts."""

import random
from collections.abc import Callable
from datetime import date
from enum import Enum
from itertools import count
from typing import Any, get_args

from durable.engine import Host, MessageNotHandledException

from bench.harness import Figure, Side
from domain.base import Text
from domain.circulation import CirculationFacts
from rules.catalog import family
from rules.engine import RuleSet, definitions

FAMILY = "circulation"
ON = date(2025, 3, 3)
SEED = 20250303
AS_USUAL = 2 / 3  # of all facts are those of the lawful baseline, any other is drawn, unknown included


class Judgements(Figure):
    name, title = "judgements", Text(zh="研判", en="judgements")
    at_least = 0.7
    size = 200

    def __init__(self) -> None:
        self.rule_set = family(FAMILY).on(ON)
        self.bare = BareHost(self.rule_set)
        self._random, self._ids = random.Random(SEED), count()

    def sides(self, number: int) -> tuple[Side, Side]:
        drawn = [self._drawn() for _ in range(number)]
        return Side(self.rule_set.judge, drawn), Side(self.bare.judge, [self.message(facts) for facts in drawn])

    def message(self, facts: CirculationFacts) -> dict[str, Any]:
        """Facts as durable_rules takes them: those that are known, with what our rules ask beside them."""
        known = facts.model_dump(mode="json", exclude_none=True)
        return {**known, "family": FAMILY, "sid": "0", "id": str(next(self._ids))}

    def _drawn(self) -> CirculationFacts:
        lawful = family(FAMILY).baseline.model_dump()
        for name, field in CirculationFacts.model_fields.items():
            if self._random.random() > AS_USUAL:
                lawful[name] = self._random.choice([None, *_values(get_args(field.annotation)[0])])
        return CirculationFacts.model_validate(lawful)


class BareHost(Host):  # type: ignore[misc]
    """The ceiling: assert a fact, note what fires, retract it. Nothing is locked, reasoned or put in order."""

    def __init__(self, rule_set: RuleSet) -> None:
        self.fired = set[str]()
        parts = definitions(rule_set.name, rule_set.rules)
        for part in parts.values():
            for rule_id, definition in part.items():
                definition["run"] = _note(self.fired, rule_id)
        self.parts = tuple(parts)
        super().__init__(parts)

    def _run(self) -> None:
        """Without the threads of a stock host it is faster."""

    def judge(self, message: dict[str, Any]) -> set[str]:
        self.fired.clear()
        for part in self.parts:
            try:
                self.assert_fact(part, message)
            except MessageNotHandledException:
                continue
            self.retract_fact(part, message)
        return self.fired


def _note(fired: set[str], rule_id: str) -> Callable[[Any], None]:
    def note(_: Any) -> None:
        fired.add(rule_id)

    return note


def _values(kind: type) -> list[Any]:
    if issubclass(kind, Enum):
        return list(kind)
    return [True, False] if kind is bool else [0, 1, 2]
