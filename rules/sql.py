"""规则的 SQL 读法: the same `when` over a view whose columns are the facts."""

from collections.abc import Iterator
from itertools import count
from typing import Any

from rules.schema import Rule
from rules.when import Test

_OPERATORS = {"equals": "=", "is_not": "<>", "over": ">", "at_least": ">=", "under": "<", "at_most": "<="}


def where(rule: Rule, prefix: str = "p") -> tuple[str, dict[str, Any]]:
    """A boolean expression over the columns of the view of facts, with named parameters of psycopg (`p0`).

    `(w) is true` is a hit, `(w) is null` a rule that could not be evaluated for want of a fact.
    """
    parameters: dict[str, Any] = {}
    names = (f"{prefix}{number}" for number in count())
    condition = rule.condition
    terms = [_term(test, parameters, names) for test in condition.every]
    if condition.alternatives:
        alternatives = (
            " and ".join(_term(test, parameters, names) for test in tests) for tests in condition.alternatives
        )
        terms.append("(" + " or ".join(f"({alternative})" for alternative in alternatives) + ")")
    return " and ".join(terms), parameters


def _term(test: Test, parameters: dict[str, Any], names: Iterator[str]) -> str:
    name = next(names)
    if isinstance(test.operand, tuple):
        parameters[name] = list(test.operand)
        return f'"{test.fact}" = any(%({name})s)'
    parameters[name] = test.operand
    return f'"{test.fact}" {_OPERATORS[test.operator]} %({name})s'
