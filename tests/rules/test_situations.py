"""The counted-out situations against every combination of values, one by one."""

from itertools import product
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.facts import FactModel, Labelled, fact
from rules.situations import Situations
from rules.when import Condition


class Colour(Labelled):
    RED = "red", "红", "red"
    GREEN = "green", "绿", "green"
    BLUE = "blue", "蓝", "blue"


class Facts(FactModel):
    colour: Colour | None = fact("颜色", "colour")
    shown: bool | None = fact("已出示", "shown")
    number: int | None = fact("件数", "number", unit="units")


NUMBERS = st.integers(-2, 3)
COLOURS = st.sampled_from([one.value for one in Colour])
WHENS = st.fixed_dictionaries(
    {},
    optional={
        "colour": COLOURS
        | st.fixed_dictionaries({"is_not": COLOURS})
        | st.fixed_dictionaries({"in": st.lists(COLOURS, min_size=1, max_size=2)}),
        "shown": st.booleans(),
        "number": st.dictionaries(
            st.sampled_from(["over", "at_least", "under", "at_most", "is_not"]), NUMBERS, min_size=1, max_size=3
        ),
    },
)
CONDITIONS = st.builds(Condition.of, WHENS, st.lists(WHENS, max_size=2))
ALL: list[dict[str, Any]] = [
    {"colour": colour.value, "shown": shown, "number": number}
    for colour, shown, number in product(Colour, (True, False), range(-4, 6))  # beyond every operand, on both sides
]


@settings(max_examples=300, derandomize=True, database=None, deadline=None)
@given(CONDITIONS, CONDITIONS, st.lists(CONDITIONS, max_size=2))
def test_conditions_meet_and_cover_each_other_exactly_where_counting_says_so(
    one: Condition, other: Condition, impossible: list[Condition]
) -> None:
    situations = Situations(Facts, [one, other], impossible)
    possible = [facts for facts in ALL if not any(each.holds(facts) for each in impossible)]
    boxes, others = situations.boxes(one), situations.boxes(other)
    assert bool(boxes) is any(one.holds(facts) for facts in ALL)
    expected = {
        "common": [facts for facts in possible if one.holds(facts) and other.holds(facts)],
        "outside": [facts for facts in possible if one.holds(facts) and not other.holds(facts)],
    }
    for name, found in (("common", situations.common(boxes, others)), ("outside", situations.outside(boxes, others))):
        assert (found is not None) is bool(expected[name])
        if found is not None:  # whatever else is chosen, this much of it suffices
            assert any(found.items() <= facts.items() for facts in expected[name])
