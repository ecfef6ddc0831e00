"""The readings of a rule agree: durable_rules, SQL and the plain one, on random rules and facts, unknown ones too."""

import json
import operator
from collections.abc import Callable, Iterator
from enum import Enum
from types import ModuleType
from typing import Any, get_args

import psycopg
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from domain.circulation import CirculationFacts
from rules import engine, sql, when
from rules.engine import RuleSet
from rules.schema import Rule
from servers import Servers

ALL: dict[str, type] = {name: get_args(field.annotation)[0] for name, field in CirculationFacts.model_fields.items()}
OF_A_KIND = 3  # facts of each kind suffice, and leave room for many rows of them
KINDS = (
    [name for name, kind in ALL.items() if issubclass(kind, Enum)],
    [name for name, kind in ALL.items() if kind is bool],
    [name for name, kind in ALL.items() if kind is int],
)
TYPES = {name: ALL[name] for names in KINDS for name in names[:OF_A_KIND]}
UNKNOWN: dict[str, Any] = dict.fromkeys(ALL)
COLUMNS = ", ".join(
    f'"{name}" {"boolean" if kind is bool else "bigint" if kind is int else "text"}' for name, kind in TYPES.items()
)
ROWS = f"rows from (jsonb_to_recordset(%(rows)s) as ({COLUMNS})) with ordinality"
NAMES = [name for name, kind in TYPES.items() for _ in range(4 if kind is int else 1)]  # numbers have most operators
INTEGERS = [0, 0, 0, 1, 1, 1, 2, -1, 2**31, 2**53, -(2**53)]  # few, so that facts and operands meet at the border


def values_of(kind: type) -> list[Any]:
    if issubclass(kind, Enum):
        return [member.value for member in kind]
    return [True, False] if kind is bool else INTEGERS


def operators_of(kind: type) -> list[str]:
    if kind is bool:
        return ["equals", "is_not"]
    return list(when.OPERATORS) if kind is int else ["equals", "is_not", "in"]


@st.composite
def asked_of(draw: st.DrawFn, kind: type) -> Any:
    value = st.sampled_from(values_of(kind))
    names = draw(st.lists(st.sampled_from(operators_of(kind)), min_size=1, max_size=2, unique=True))
    if "equals" in names:
        return draw(value)
    return {name: draw(st.lists(value, min_size=1, max_size=3) if name == "in" else value) for name in names}


@st.composite
def whens(draw: st.DrawFn, most: int) -> dict[str, Any]:
    facts = draw(st.sets(st.sampled_from(NAMES), min_size=1, max_size=most))
    return {fact: draw(asked_of(TYPES[fact])) for fact in sorted(facts)}


RULES = st.lists(st.tuples(whens(2), st.just([]) | st.lists(whens(2), max_size=3)), min_size=4, max_size=8)
FACTS = st.lists(
    st.fixed_dictionaries({name: st.sampled_from([None, *values_of(kind)]) for name, kind in TYPES.items()}),
    min_size=5,
    max_size=20,
)
QUICKLY = settings(
    max_examples=50,
    derandomize=True,
    database=None,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


def rule(name: str, tests: dict[str, Any], alternatives: list[dict[str, Any]] | None = None) -> Rule:
    return Rule.model_validate(
        {
            "id": name,
            "kind": "data",
            "title": {"zh": "示例", "en": "example"},
            "basis": ["data/register"],
            "in_force": {"from": "2000-09-01"},
            "when": tests,
            "any": alternatives or [],
            "then": {"finding": "example"},
            "examples": [{"name": each, "given": {}, "finds": False} for each in "ab"],
        },
        strict=False,
    )


def disagreements(connection: psycopg.Connection[Any], drawn: list[Any], facts: list[dict[str, Any]]) -> Iterator[str]:
    rules = [rule(f"r{number}", tests, alternatives) for number, (tests, alternatives) in enumerate(drawn)]
    rule_set = RuleSet("agreement", rules)
    judged = [rule_set.hits(CirculationFacts.model_validate(UNKNOWN | one, strict=False)) for one in facts]
    for each in rules:
        text, parameters = sql.where(each)
        rows = connection.execute(
            f"select ({text}) from {ROWS} order by ordinality",
            {**parameters, "rows": json.dumps(facts)},
        ).fetchall()
        for one, (by_sql,), hits in zip(facts, rows, judged, strict=True):
            plain = each.condition.holds(one)
            by_durable = each in hits.rules
            wanting = [facts for unknown, facts in hits.not_evaluated if unknown is each]
            if not (plain is by_sql and by_durable is (by_sql is True) and bool(wanting) is (by_sql is None)):
                yield f"{each.when} {each.any} on {one}: plain {plain}, SQL {by_sql}, durable_rules {by_durable}"
            if wanting and (not wanting[0] or any(one[fact] is not None for fact in wanting[0])):
                yield f"{each.when} {each.any} on {one} wants {wanting}"


@pytest.fixture(scope="module")
def connection(servers: Servers) -> Iterator[psycopg.Connection[Any]]:
    with psycopg.connect(servers.addresses.database_url, autocommit=True) as opened:
        yield opened


def test_the_three_readings_agree(connection: psycopg.Connection[Any]) -> None:
    @QUICKLY
    @given(RULES, FACTS)
    def agree(drawn: list[Any], facts: list[dict[str, Any]]) -> None:
        assert not list(disagreements(connection, drawn, facts))

    agree()


BROKEN: list[tuple[ModuleType, str, str, Any]] = [
    (when, "OPERATORS", "over", operator.ge),
    (when, "OPERATORS", "in", lambda value, operands: value == operands[0]),
    (engine, "_OPERATORS", "at_most", "$lt"),
    (engine, "_OPERATORS", "is_not", "$gt"),
    (sql, "_OPERATORS", "at_least", ">"),
    (sql, "_OPERATORS", "is_not", "is distinct from"),
]


@pytest.mark.parametrize(
    ("reading", "table", "name", "wrong"), BROKEN, ids=[f"{m.__name__} {name}" for m, _, name, _ in BROKEN]
)
def test_one_wrong_operator_is_seen(
    connection: psycopg.Connection[Any],
    monkeypatch: pytest.MonkeyPatch,
    reading: ModuleType,
    table: str,
    name: str,
    wrong: str | Callable[[Any, Any], bool],
) -> None:
    monkeypatch.setitem(getattr(reading, table), name, wrong)

    @QUICKLY
    @given(RULES, FACTS)
    def agree(drawn: list[Any], facts: list[dict[str, Any]]) -> None:
        assert not list(disagreements(connection, drawn, facts))

    with pytest.raises(AssertionError):
        agree()
