"""The examples of the rule files are their tests: each overlays the baseline of its family."""

from datetime import date

import pytest

from domain.judgement import Judged
from rules.catalog import FAMILIES, family
from rules.engine import RuleSet
from rules.family import Family
from rules.schema import Example, Rule

CASES = [(family(name), rule, example) for name in FAMILIES for rule in family(name).rules for example in rule.examples]


@pytest.mark.parametrize(
    ("of", "rule", "example"), CASES, ids=[f"{rule.id}: {example.name}" for _, rule, example in CASES]
)
def test_a_rule_says_of_its_example_what_the_example_claims(of: Family, rule: Rule, example: Example) -> None:
    together = of.on(date(2025, 3, 3))
    rules = together if rule in together.rules else RuleSet(of.name, [rule])
    hits = rules.hits(of.case(example))
    unknown = rule in [wanting for wanting, _ in hits.not_evaluated]
    assert ("unknown" if unknown else rule in hits.rules) == example.finds


@pytest.mark.parametrize("name", FAMILIES)
def test_every_rule_has_an_example_that_it_finds_and_one_that_it_nearly_does(name: str) -> None:
    for rule in family(name).rules:
        assert {example.finds for example in rule.examples} >= {True, False}, rule.id


@pytest.mark.parametrize("name", ["circulation", "issuance", "region", "compensation", "cluster"])
def test_a_baseline_is_lawful(name: str) -> None:
    judged = family(name).on(date(2025, 3, 3)).judge(family(name).baseline)
    assert judged == Judged(findings=(), not_evaluated=())
