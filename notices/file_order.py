"""卷宗的编排: in which volume and section of a file each document and each table stands."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Literal

import yaml
from pydantic import ConfigDict

from domain.base import Text, Value
from domain.facts import Labelled
from notices.catalog import NoticeKind

ORDER = Path(__file__).parent / "file_order.yaml"
Takes = Literal["decisions", "party", "rest"]
# Made from the register: which tables there are, the workings of `activities.file_tables` know.
TableName = Literal[
    "services", "evidence", "facts", "statements", "story", "source", "approvals", "periods", "computation", "internal"
]


class Volume(Labelled):
    """卷: what the party may inspect, and what stays inside the office (处罚程序规定 78)."""

    MAIN = "main", "正卷", "main volume"
    SIDE = "side", "副卷", "side volume"


class Section(Value):
    """One item of the article. `kinds` are documents by name, `takes` those that no section names."""

    model_config = ConfigDict(extra="forbid")

    title: Text
    kinds: tuple[str, ...] = ()
    takes: Takes | None = None
    tables: tuple[TableName, ...] = ()


class Order(Value):
    """The sections of both volumes in their order. `told_in_main` names entries of the audit chain."""

    model_config = ConfigDict(extra="forbid")

    main: list[Section]
    side: list[Section]
    told_in_main: list[str]

    def sections(self, volume: Volume) -> list[Section]:
        return self.main if volume is Volume.MAIN else self.side


@cache
def order() -> Order:
    """ValidationError if the file is wrong."""
    return Order.model_validate(yaml.safe_load(ORDER.read_text("utf-8")), strict=False)


def place(kind: NoticeKind, *, for_party: bool) -> tuple[Volume, int]:
    """Volume and section (from 0) of a document. `for_party`: it goes to the party or to another enterprise."""
    takes: Takes = "rest"
    if for_party:
        takes = "decisions" if kind.nature == "penalty" else "party"
    found = _find(lambda section: kind.id in section.kinds) or _find(lambda section: section.takes == takes)
    assert found is not None
    return found


def _find(fits: Callable[[Section], bool]) -> tuple[Volume, int] | None:
    places = ((volume, index, one) for volume in Volume for index, one in enumerate(order().sections(volume)))
    return next(((volume, index) for volume, index, section in places if fits(section)), None)
