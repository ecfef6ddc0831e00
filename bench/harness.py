"""Ours against the bare ceiling: they take turns in one process, so that both meet the same noise of the machine."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from statistics import median
from time import perf_counter
from typing import Any, NamedTuple, Self

from domain.base import Text, Value

GROWN = 10


class Side(NamedTuple):
    """One of the two that are compared: `act` is done once for each of its inputs, which are prepared before.

    `each`: what one input counts for, where it stands for many things.
    """

    act: Callable[[Any], Any]
    inputs: Sequence[Any]
    each: int = 1


class Figure(ABC):
    """指标: a rate with its ceiling. `at_least` is the goal of the ratio, `size` the inputs of a turn at 1x.

    `rounds` are as many as its noise needs. What a figure needs to have running, it starts and ends as a block.
    """

    name: str
    title: Text
    at_least: float
    size: int
    rounds: int = 25

    @abstractmethod
    def sides(self, number: int) -> tuple[Side, Side]:
        """Ours and the ceiling, with `number` inputs each."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        return None


class Row(Value):
    """What was measured: rates per second at 10x, ours over the ceiling, our rate at 10x over our rate at 1x."""

    figure: str
    ours: float
    ceiling: float
    ratio: float
    at_least: float
    growth: float

    @property
    def reached(self) -> bool:
        return self.ratio >= self.at_least


def measure(figure: Figure, size: int, rounds: int) -> Row:
    """Medians over rounds; a ratio is made within its round, and every other round goes the other way about."""
    for side in figure.sides(size):
        _rate(side)  # what the first call loads is not the rate
    turns = [_turn(figure, size, backwards=bool(number % 2)) for number in range(rounds)]
    return Row(
        figure=figure.name,
        ours=round(median(ours for _, ours, _ in turns), 1),
        ceiling=round(median(ceiling for _, _, ceiling in turns), 1),
        ratio=round(median(ours / ceiling for _, ours, ceiling in turns), 3),
        at_least=figure.at_least,
        growth=round(median(ours / small for small, ours, _ in turns), 3),
    )


def _turn(figure: Figure, size: int, *, backwards: bool) -> list[float]:
    """Rates of ours at 1x, ours at 10x and the ceiling at 10x."""
    order = [figure.sides(size)[0], *figure.sides(size * GROWN)]
    if backwards:
        return [_rate(side) for side in reversed(order)][::-1]
    return [_rate(side) for side in order]


def _rate(side: Side) -> float:
    began = perf_counter()
    for one in side.inputs:
        side.act(one)
    return len(side.inputs) * side.each / (perf_counter() - began)
