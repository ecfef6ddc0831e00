"""Examples (示例): the cases that every rule carries, and those that do not come out as it says."""

from collections.abc import Iterator
from typing import NamedTuple

from rules.engine import RuleSet
from rules.family import Family
from rules.schema import Example, Rule


class Failure(NamedTuple):
    """An example whose outcome is `got`: true, false or unknown."""

    rule: Rule
    example: Example
    got: bool | str


def failures(family: Family) -> Iterator[Failure]:
    """Judge every example by durable-rules, each rule by itself."""
    for rule in family.rules:
        rules = RuleSet(family.name, [rule])
        for example in rule.examples:
            hits = rules.hits(family.case(example))
            got = "unknown" if hits.not_evaluated else bool(hits.rules)
            if got != example.finds:
                yield Failure(rule, example, got)
