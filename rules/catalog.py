"""规则目录: the families of rules, and the set of them that is in force on a day."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from domain.circulation import CirculationFacts
from domain.errors import Refused
from domain.facts import FactModel
from domain.issuance import IssuanceFacts
from domain.matter_facts import MatterFacts
from domain.region import RegionFacts
from rules.check import check_rule
from rules.engine import RESERVED, RuleSet
from rules.parameters import resolved
from rules.schema import Example, Rule
from rules.shape import shaped
from rules.source import Document, read

HERE = Path(__file__).parent
FAMILIES: dict[str, type[FactModel]] = {
    "circulation": CirculationFacts,
    "issuance": IssuanceFacts,
    "matter": MatterFacts,
    "region": RegionFacts,
}
BASELINE = "_baseline.yaml"


class Family:
    """规则族: rules over one fact model. `baseline` is the ordinary case, every fact known, that examples overlay.

    `off` maps the id of a rule to those of its parameters that nobody has set: it is never in force.
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
        rules = tuple(rule for rule in self.rules if rule.in_force.on(day) and rule.id not in self.off)
        if not rules:
            raise Refused(
                "no_rule_in_force",
                zh=f"{day}没有施行中的“{self.name}”规则。",
                en=f"No rule of the family “{self.name}” was in force on {day}.",
                field="on",
                value=day.isoformat(),
            )
        ids = tuple(rule.id for rule in rules)
        if ids not in self._sets:
            self._sets[ids] = RuleSet(self.name, rules)
        self._on[day] = self._sets[ids]
        return self._on[day]

    def case(self, example: Example) -> FactModel:
        """The facts of an example: the baseline with what it gives."""
        given = self.baseline.model_dump(mode="json") | example.given
        return self.fact_model.model_validate(given, strict=False)


@cache
def family(name: str) -> Family:
    """The family of this name. Raises Refused: unknown_family, and whatever `load` refuses."""
    _fact_model(name)
    return load(HERE / name)


def rule_set(name: str, on: date) -> RuleSet:
    """The rules of a family in force on a day: the day of the fact for substance, of the decision for procedure."""
    return family(name).on(on)


def load(folder: Path) -> Family:
    """Read a folder of rules, named as its family. Raises Refused with file and line (rules.source, rules.check)."""
    name, fact_model = folder.name, _fact_model(folder.name)
    if clash := RESERVED & fact_model.model_fields.keys():
        raise ValueError(f"{fact_model.__name__} names facts as the engine names its own: {clash}")
    source = read(folder / BASELINE)
    baseline = shaped(source, fact_model)
    if None in baseline.model_dump().values():
        raise source.refuse("incomplete_baseline", "基准案例应写明全部事实。", "The baseline must state every fact.")
    given = [resolved(read(path)) for path in sorted(folder.glob("*.yaml")) if path.name != BASELINE]
    sources = [source for source, _ in given]
    rules = tuple(shaped(source, Rule) for source in sources)
    off = {rule.id: names for rule, (_, names) in zip(rules, given, strict=True) if names}
    found = Family(name, fact_model, rules, baseline, off)
    for rule, source in zip(rules, sources, strict=True):
        check_rule(rule, source, name, fact_model)
        _check_examples(rule, source, found)
    return found


def _fact_model(name: str) -> type[FactModel]:
    if name in FAMILIES:
        return FAMILIES[name]
    raise Refused(
        "unknown_family",
        zh=f"没有名为“{name}”的规则族。",
        en=f"There is no family of rules named “{name}”.",
        field="family",
        value=name,
    )


def _check_examples(rule: Rule, source: Document, family: Family) -> None:
    for index, example in enumerate(rule.examples):
        where: tuple[Any, ...] = ("examples", index, "given")
        unknown = next((fact for fact in example.given if fact not in family.fact_model.model_fields), None)
        if unknown is not None:
            zh, en = f"没有名为“{unknown}”的事实。", f"There is no fact “{unknown}”."
            raise source.refuse("unknown_fact", zh, en, *where, unknown, value=unknown)
        try:
            family.case(example)
        except ValidationError as error:
            wrong = error.errors()[0]
            zh, en = f"“{wrong['input']}”不是此项事实可取的值。", f"“{wrong['input']}” is no value of this fact."
            raise source.refuse("wrong_operand", zh, en, *where, *wrong["loc"], value=wrong["input"]) from None
