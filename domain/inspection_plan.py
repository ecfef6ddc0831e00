"""Inspection plan (检验方案): the items that the executed standard wants, what was measured of them, and the sample."""

from collections.abc import Iterable
from datetime import date
from typing import Annotated

from pydantic import StringConstraints

from domain.base import Value
from domain.errors import Refused
from domain.issuance import InspectedItem, Limit, Number

Plain = Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^[^\x00-\x1f]*$")]  # one line, no controls
Line = Annotated[Plain, StringConstraints(min_length=1, max_length=200)]
Sign = Annotated[Plain, StringConstraints(max_length=50)]


class PlannedItem(Value):
    """检验项目 with its limit in `unit` (empty: none), and whether the limit is of a protective standard (PQL 13)."""

    name: Line
    unit: Sign = ""
    limit: Limit
    protects: bool


class Measurement(Value):
    """实测值 of one item, in `unit`."""

    name: Line
    value: Number
    unit: Sign = ""


class Sampling(Value):
    """抽样: so many units of the lot, taken on a day."""

    size: int
    taken_on: date


def refuse_bad_plan(plan: Iterable[PlannedItem]) -> None:
    """Refused `item_planned_twice`, `item_without_limit`, `limit_upside_down`."""
    names: set[str] = set()
    for item in plan:
        low, high = item.limit.at_least, item.limit.at_most
        if item.name in names:
            raise _refused("item_planned_twice", "在方案中出现两次", "is planned twice", item.name)
        if low is None and high is None:
            raise _refused("item_without_limit", "没有限值，无从判定", "has no limit to be held against", item.name)
        if low is not None and high is not None and low > high:
            raise _refused("limit_upside_down", "的下限高于上限", "has a lower limit above its upper one", item.name)
        names.add(item.name)


def inspected(plan: Iterable[PlannedItem], measurements: Iterable[Measurement]) -> tuple[InspectedItem, ...]:
    """The planned items with what was measured of them: each once, in its unit, and no other.

    Refused `item_measured_twice`, `item_not_planned`, `wrong_unit`, `item_not_measured`.
    """
    planned = {item.name: item for item in plan}
    found: dict[str, Measurement] = {}
    for one in measurements:
        if one.name in found:
            raise _refused("item_measured_twice", "报告了两次", "is reported twice", one.name)
        if one.name not in planned:
            raise _refused("item_not_planned", "不在检验方案中", "is not in the plan", one.name)
        unit = planned[one.name].unit
        if one.unit != unit:
            zh = f"的单位应当是“{unit}”，不是“{one.unit}”"
            raise _refused("wrong_unit", zh, f"is measured in “{unit}”, not in “{one.unit}”", one.name)
        found[one.name] = one
    if missing := next((name for name in planned if name not in found), None):
        raise _refused("item_not_measured", "没有实测值", "was not measured", missing)
    return tuple(
        InspectedItem(
            name=name, unit=item.unit, limit=item.limit, measured=found[name].value, protects=item.protects
        )
        for name, item in planned.items()
    )


def refuse_bad_sample(sampling: Sampling, quantity: int, inspected_on: date) -> None:
    """Refused `sample_not_of_the_lot`, `sampled_after_inspection`."""
    if not 1 <= sampling.size <= quantity:
        raise Refused(
            "sample_not_of_the_lot",
            zh=f"样品数量应当在1和批量{quantity}之间。",
            en=f"The sample must have between 1 and {quantity} units, as the lot has.",
            field="sampling.size",
            value=sampling.size,
        )
    if sampling.taken_on > inspected_on:
        raise Refused(
            "sampled_after_inspection",
            zh="抽样日期不能晚于检验日期。",
            en="A sample cannot have been taken after it was inspected.",
            field="sampling.taken_on",
            value=sampling.taken_on.isoformat(),
        )


def _refused(code: str, zh: str, en: str, name: str) -> Refused:
    return Refused(code, zh=f"检验项目“{name}”{zh}。", en=f"Item “{name}” {en}.", field="item", value=name)
