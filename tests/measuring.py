"""What every figure of the bench promises. Nothing here looks at a time."""

from bench.harness import Figure, measure
from bench.run import FIGURES

KEYS = ["figure", "ours", "ceiling", "ratio", "at_least", "growth"]


def keeps_its_promise(name: str, figure: Figure, size: int, rounds: int = 2) -> None:
    """Its row has the promised shape, and its goal."""
    row = measure(figure, size, rounds)
    assert list(row.model_dump()) == KEYS
    assert row.figure == name
    assert min(row.ours, row.ceiling, row.ratio, row.growth) > 0
    assert row.at_least == FIGURES[name].at_least > 0
