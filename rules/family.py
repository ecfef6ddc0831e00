"""规则族: the rules over one fact model, and the set of them that is in force on a day."""

from collections.abc import Mapping
from datetime import date

from domain.errors import Refused
from domain.facts import FactModel
from rules.engine import RuleSet
from rules.schema import Example, Rule


class Family:
    """`baseline` is the ordinary case, every fact known, that examples overlay.

    `off` maps a `Rule.version` to those of its parameters that nobody has set: it is never in force.
    """

    def __init__(
        self,
        name: str,
        fact_model: type[FactModel],
        rules: tuple[Rule, ...],
        baseline: FactModel,
        off: Mapping[str, tuple[str, ...]],
    ) -> None:
        self.name, self.fact_model, self.rules, self.baseline, self.off = name, fact_model, rules, baseline, off
        self._sets: dict[tuple[str, ...], RuleSet] = {}
        self._on: dict[date, RuleSet] = {}

    def on(self, day: date) -> RuleSet:
        """The rules in force on `day`; days with the same rules share one set. Raises Refused: no_rule_in_force."""
        if day in self._on:
            return self._on[day]
        rules = tuple(rule for rule in self.rules if rule.in_force.on(day) and rule.version not in self.off)
        if not rules:
            raise Refused(
                "no_rule_in_force",
                zh=f"{day}没有施行中的“{self.name}”规则。",
                en=f"No rule of the family “{self.name}” was in force on {day}.",
                field="on",
                value=day.isoformat(),
            )
        versions = tuple(rule.version for rule in rules)
        if versions not in self._sets:
            self._sets[versions] = RuleSet(self.name, rules)
        self._on[day] = self._sets[versions]
        return self._on[day]

    def case(self, example: Example) -> FactModel:
        """The facts of an example: the baseline with what it gives."""
        given = self.baseline.model_dump(mode="json") | example.given
        return self.fact_model.model_validate(given, strict=False)
