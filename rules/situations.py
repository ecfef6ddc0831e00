"""适用情形: the situations in which conditions hold, counted out in full.

Every test looks at one fact, so a condition is a union of boxes: for each fact the values that it may have. Of whole
numbers one stands for each stretch between the operands, since no test tells the rest of it apart.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import Enum
from typing import Any

from domain.facts import FactModel, type_of
from rules.when import OPERATORS, Condition, Scalar, Test

Box = Mapping[str, frozenset[Any]]  # a fact that is not named may be anything


class Situations:
    """All situations over a fact model that these conditions can tell apart.

    `impossible`: conditions that no situation fulfils, as the law or the register has it.
    """

    def __init__(
        self, fact_model: type[FactModel], conditions: Iterable[Condition], impossible: Iterable[Condition] = ()
    ) -> None:
        excluded = tuple(impossible)
        tests = [
            test
            for condition in (*conditions, *excluded)
            for part in (condition.every, *condition.alternatives)
            for test in part
        ]
        self._values = {
            name: _values(type_of(fact_model, name), [test for test in tests if test.fact == name])
            for name in {test.fact for test in tests}
        }
        self.impossible = [box for condition in excluded for box in self.boxes(condition)]

    def boxes(self, condition: Condition) -> list[Box]:
        """One box for each alternative that can hold, impossible situations among them."""
        return [
            box
            for alternative in condition.alternatives or ((),)
            if (box := self._box((*condition.every, *alternative))) is not None
        ]

    def outside(self, boxes: Iterable[Box], others: Sequence[Box]) -> dict[str, Scalar] | None:
        """A possible situation in one of `boxes` and in none of `others`; None where there is none."""
        left = (self._left(box, [*self.impossible, *others]) for box in boxes)
        found = next((one for one in left if one is not None), None)
        return None if found is None else {name: min(found[name], key=str) for name in sorted(found)}

    def common(self, ones: Iterable[Box], others: Sequence[Box]) -> dict[str, Scalar] | None:
        """A possible situation that is in one of `ones` and in one of `others`."""
        meeting = (_meeting(one, other) for one in ones for other in others)
        return self.outside([box for box in meeting if box is not None], ())

    def _box(self, tests: Iterable[Test]) -> Box | None:
        box: dict[str, frozenset[Any]] = {}
        for fact, operator, operand in tests:
            held = (value for value in box.get(fact, self._values[fact]) if OPERATORS[operator](value, operand))
            box[fact] = frozenset(held)
        return None if any(not allowed for allowed in box.values()) else box

    def _left(self, box: Box, others: Sequence[Box]) -> Box | None:
        """A part of the box that none of the others touches."""
        if not others:
            return box
        pieces = self._without(box, others[0])
        return next((one for piece in pieces if (one := self._left(piece, others[1:])) is not None), None)

    def _without(self, box: Box, other: Box) -> Iterator[Box]:
        if _meeting(box, other) is None:
            yield box
            return
        rest = dict(box)
        for fact, allowed in other.items():
            mine = rest.get(fact, self._values[fact])
            if outside := mine - allowed:
                yield {**rest, fact: outside}
            rest[fact] = mine & allowed


def told(situation: Mapping[str, Scalar]) -> str:
    """As a rule file would write it: `order: awaited, recheck: none`."""
    shown = {name: str(value).lower() if isinstance(value, bool) else value for name, value in situation.items()}
    return ", ".join(f"{name}: {value}" for name, value in shown.items())


def _meeting(one: Box, other: Box) -> Box | None:
    both = {name: one.get(name, other.get(name, frozenset())) for name in (*one, *other)}
    both |= {name: one[name] & other[name] for name in one.keys() & other.keys()}
    return None if any(not allowed for allowed in both.values()) else both


def _values(kind: type, tests: Iterable[Test]) -> frozenset[Any]:
    if issubclass(kind, Enum):
        return frozenset(member.value for member in kind)
    if kind is bool:
        return frozenset((True, False))
    operands = {
        each for test in tests for each in (test.operand if isinstance(test.operand, tuple) else (test.operand,))
    }
    return frozenset(operand + step for operand in operands if isinstance(operand, int) for step in (-1, 0, 1))
