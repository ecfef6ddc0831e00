"""待用规则: a rule that is not installed: a draft, or a changed form of one that is."""

from pathlib import Path
from typing import NamedTuple

from rules import catalog, check
from rules.parameters import resolved
from rules.schema import Rule
from rules.shape import shaped
from rules.source import read


class Candidate(NamedTuple):
    """`installed` is the version of the rule that is in force on its first day, else the latest; None: a new rule.

    `off` are parameters without a value: the rule was read with what its examples are tried with.
    """

    rule: Rule
    installed: Rule | None
    off: tuple[str, ...]


def candidate(path: Path, family: str) -> Candidate:
    """Read a rule of this family from a file of its own. Raises Refused: rule_of_another_family, and what it breaks."""
    source, off = resolved(read(path))
    rule = shaped(source, Rule)
    of = rule.id.partition(".")[0]
    if of != family:
        zh = f"这里只能回测“{family}”规则族的规则，本规则属于“{of}”。"
        en = f"Only rules of the family “{family}” can be back-tested; this one is of “{of}”."
        raise source.refuse("rule_of_another_family", zh, en, "id", value=rule.id)
    for problem in check.problems(rule, source, family, catalog.fact_model(family)):
        raise problem
    return Candidate(rule, _installed(rule, family), off)


def _installed(rule: Rule, family: str) -> Rule | None:
    """What the same id says now. One whose parameter is off finds nothing, so it is none."""
    of = catalog.family(family)
    versions = [one for one in of.rules if one.id == rule.id and one.version not in of.off]
    versions.sort(key=lambda one: (one.in_force.on(rule.in_force.first), one.in_force.first))
    return versions[-1] if versions else None
