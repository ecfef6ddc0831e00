"""适用条件: the tests of a rule, and their plain reading in three values (true, false, None for unknown)."""

import operator
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple, Self

Scalar = str | int | bool
OPERATORS: dict[str, Callable[[Any, Any], bool]] = {
    "equals": operator.eq,
    "is_not": operator.ne,
    "in": lambda value, operands: value in operands,
    "over": operator.gt,
    "at_least": operator.ge,
    "under": operator.lt,
    "at_most": operator.le,
}


class Test(NamedTuple):
    """One test on one fact; the operand of `in` is a tuple."""

    fact: str
    operator: str
    operand: Scalar | tuple[Scalar, ...]

    def holds(self, facts: Mapping[str, Scalar | None]) -> bool | None:
        value = facts[self.fact]
        return None if value is None else OPERATORS[self.operator](value, self.operand)


class Condition(NamedTuple):
    """All tests of `every` must hold and, where there are alternatives, all tests of at least one of them."""

    every: tuple[Test, ...]
    alternatives: tuple[tuple[Test, ...], ...] = ()

    @classmethod
    def of(cls, when: Mapping[str, Any], alternatives: Iterable[Mapping[str, Any]] = ()) -> Self:
        """As a rule file writes it: `when`, and the list under `any`."""
        return cls(tests(when), tuple(tests(alternative) for alternative in alternatives))

    @property
    def facts(self) -> frozenset[str]:
        """The facts that the tests read."""
        return frozenset(test.fact for part in (self.every, *self.alternatives) for test in part)

    def holds(self, facts: Mapping[str, Scalar | None]) -> bool | None:
        """As SQL has it: false decides an AND and true an OR, whatever is unknown beside it."""
        every = _all(test.holds(facts) for test in self.every)
        if every is False or not self.alternatives:
            return every
        one = _one(_all(test.holds(facts) for test in tests) for tests in self.alternatives)
        return one if every or one is False else None

    def wanting(self, facts: Mapping[str, Scalar | None]) -> tuple[str, ...]:
        """The unknown facts for want of which the condition is unknown: those of parts that are not false."""
        parts = [self.every, *self.alternatives]
        open_tests = [test for part in parts if _all(test.holds(facts) for test in part) is None for test in part]
        return tuple(dict.fromkeys(test.fact for test in open_tests if test.holds(facts) is None))


def tests(when: Mapping[str, Any]) -> tuple[Test, ...]:
    """The tests of a `when` map: fact to scalar, or to a map of operators to operands."""
    return tuple(
        Test(fact, name, tuple(operand) if isinstance(operand, list) else operand)
        for fact, asked in when.items()
        for name, operand in (asked if isinstance(asked, dict) else {"equals": asked}).items()
    )


def _all(results: Iterable[bool | None]) -> bool | None:
    held: bool | None = True
    for result in results:
        if result is False:
            return False
        held = held and result
    return held


def _one(results: Iterable[bool | None]) -> bool | None:
    held: bool | None = False
    for result in results:
        if result:
            return True
        held = None if result is None else held
    return held
