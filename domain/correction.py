"""Correction (责令改正) demand by demand: what is demanded, what the party did about each, what the re-check found."""

from collections.abc import Sequence
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from domain.base import Value
from domain.errors import Refused


def _several(given: Any) -> Any:
    """One demand may be given as a text."""
    return (given,) if isinstance(given, str) else tuple(given) if isinstance(given, list) else given


Demands = Annotated[
    tuple[Annotated[str, Field(min_length=1)], ...], Field(min_length=1), BeforeValidator(_several)
]


class Done(Value):
    """改正情况: what the party did about the demand with this number, which counts from 1."""

    demand: int = Field(title="要求的序号", description="number of the demand")
    statement: str = Field(min_length=1, title="改正情况", description="what was done")


class Found(Value):
    """逐项复查结果: whether the demand with this number is met."""

    demand: int = Field(title="要求的序号", description="number of the demand")
    corrected: bool = Field(title="已改正", description="corrected")
    statement: str = Field(default="", title="说明", description="statement")


def refuse_unknown(named: Sequence[Done] | Sequence[Found], demands: Sequence[str]) -> None:
    """Refused `unknown_demand`, `demand_twice`."""
    numbers = [one.demand for one in named]
    for number in numbers:
        if not 1 <= number <= len(demands):
            raise Refused(
                "unknown_demand",
                zh=f"责令改正通知书共有{len(demands)}项要求，没有第{number}项。",
                en=f"The order has {len(demands)} demand(s), and no number {number}.",
                field="demand",
                value=number,
            )
        if numbers.count(number) > 1:
            raise Refused(
                "demand_twice",
                zh=f"第{number}项要求写了两次。",
                en=f"Demand {number} is named twice.",
                field="demand",
                value=number,
            )


def refuse_unlike(found: Sequence[Found], demands: Sequence[str], *, passed: bool) -> None:
    """A re-check looks at every demand of its order, and passes if each is met.

    Refused `demand_not_checked`, `demands_disagree`, and as `refuse_unknown`.
    """
    refuse_unknown(found, demands)
    left = sorted(set(range(1, len(demands) + 1)) - {one.demand for one in found})
    if left and (found or len(demands) > 1):
        raise Refused(
            "demand_not_checked",
            zh=f"复查应当逐项写明结果，缺第{'、'.join(map(str, left))}项。",
            en=f"A re-check tells of each demand; wanting: {', '.join(map(str, left))}.",
            field="demands",
            value=len(found),
        )
    if found and passed is not all(one.corrected for one in found):
        raise Refused(
            "demands_disagree",
            zh="复查结论与逐项结果不一致：各项均已改正的才是合格。",
            en="The re-check passes if each demand is met, and only then.",
            field="passed",
            value=passed,
        )


def still_open(demands: Sequence[str], found: Sequence[Found], *, passed: bool) -> tuple[str, ...]:
    """What a re-check has left to be corrected."""
    met = {one.demand for one in found if one.corrected}
    return () if passed else tuple(one for number, one in enumerate(demands, 1) if number not in met)


def refuse_beyond(demands: Sequence[str], left: Sequence[str]) -> None:
    """A further order repeats what is still open, and nothing else. Refused `demand_not_open`."""
    for one in demands:
        if one not in left:
            raise Refused(
                "demand_not_open",
                zh=f"再次责令只能重复尚未改正的要求：{'；'.join(left)}。",
                en=f"A further order repeats what is still open, in its own words: {'; '.join(left)}.",
                field="demands",
                value=one,
            )
