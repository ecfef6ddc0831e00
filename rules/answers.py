"""答复提示: what a scan is told of the facts that it found, from `answers.yaml`."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import Field, model_validator

from domain.answer import Remark
from domain.base import Text
from domain.circulation import CirculationFacts
from rules.engine import RuleSet
from rules.schema import Part
from rules.shape import shaped
from rules.source import Document, read
from rules.statutes import statute
from rules.when import Condition, tests

HERE = Path(__file__).parent
ANSWERS = HERE / "answers.yaml"
FAMILY = "circulation"


class Entry(Part):
    """A remark: the `rule` whose title and condition it has, or its own. `holder` and `seller` are what each may do."""

    rule: str | None = None
    title: Text | None = None
    when: dict[str, Any] = Field(default={})
    where_unknown: Text | None = None
    basis: tuple[str, ...] = Field(min_length=1)
    holder: Text
    seller: Text

    @model_validator(mode="after")
    def _a_rule_or_its_own(self) -> "Entry":
        if (self.rule is None) is not (self.title is not None and bool(self.when)):
            raise ValueError("either a rule, or a title with its condition")
        return self


def load(path: Path) -> Mapping[str, Entry]:
    """Every remark of the file, by id. Refused: law_file_invalid, wrong_answer (with file and line), unknown_statute.

    An article of procedure is refused: an answer speaks of what its reader may do, not of what an office may.
    """
    source = read(path)
    entries = shaped(source, dict[str, Entry])
    for name, entry in entries.items():
        for index, article in enumerate(entry.basis):
            statute(article)
            _must(article.partition("/")[0] not in ("pr", "apl"), source, name, "basis", index, value=article)
        if entry.rule is not None:
            _must((HERE / FAMILY / f"{entry.rule}.yaml").exists(), source, name, "rule", value=entry.rule)
        for fact in entry.when:
            _must(fact in CirculationFacts.model_fields, source, name, "when", fact, value=fact)
    return entries


def _must(holds: bool, source: Document, *where: str | int, value: str) -> None:
    if not holds:
        zh, en = f"“{value}”不能用于答复。", f"“{value}” is nothing that an answer can say."
        raise source.refuse("wrong_answer", zh, en, *where, value=value)


@cache
def answers() -> Mapping[str, Entry]:
    return load(ANSWERS)


def remarks(rules: RuleSet, facts: Mapping[str, Any], *, seller: bool) -> tuple[Remark, ...]:
    """What is to be told of these facts (JSON values) under the rules of their day; nothing of what they deny."""
    found = []
    for name, entry in answers().items():
        title = _title(entry, rules, facts)
        if title is not None:
            cited = tuple(statute(one).cited for one in entry.basis)
            may = entry.seller if seller else entry.holder
            found.append(Remark(id=name, says=title, may=may, basis=entry.basis, cited=cited))
    return tuple(found)


def _title(entry: Entry, rules: RuleSet, facts: Mapping[str, Any]) -> Text | None:
    if entry.rule is not None:
        rule = next((one for one in rules.rules if one.id == f"{FAMILY}.{entry.rule}"), None)
        return rule.title if rule is not None and rule.condition.holds(facts) else None
    holds = Condition(tests(entry.when)).holds(facts)
    return entry.title if holds else entry.where_unknown if holds is None else None
