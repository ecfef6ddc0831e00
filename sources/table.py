"""A table (表格) out of rows of cells: its heads are found, held against the mapping, and put to every row."""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import Any, NamedTuple

from domain.errors import Refused
from domain.row import Row, storable
from sources.mapping import ColumnMapping, unknown_columns
from sources.record import Record, refused

LOOKED_THROUGH = 10  # rows in which the heads may stand, below titles


class Cells(NamedTuple):
    line: int
    cells: list[Any] | Refused


def records(rows: Iterable[Cells], path: str, mapping: ColumnMapping, row: type[Row]) -> Iterator[Record]:
    """The records below the heads. Blank rows are no records.

    Refused for the whole file: `empty_file`, `missing_columns`, `duplicate_columns`, `unknown_columns`; for one
    record: `row_of_wrong_length`, `value_without_head`.
    """
    remaining = (one for one in rows if isinstance(one.cells, Refused) or not _blank(one.cells))
    first = list(islice(remaining, LOOKED_THROUGH))
    if not first:
        raise refused("empty_file", "没有任何内容。", "It is empty.", path)
    at = _heads_at(first, mapping, row)
    heads = _heads(first[at].cells)
    _hold(heads, path, mapping, row)
    for one in chain(first[at + 1 :], remaining):
        yield Record(one.line, one.cells if isinstance(one.cells, Refused) else _put(heads, one.cells, mapping))


def _heads_at(first: list[Cells], mapping: ColumnMapping, row: type[Row]) -> int:
    """The first row that has every column that must be there, else the one with the most known ones."""
    known = [sum(head in mapping.columns for head in _heads(one.cells)) for one in first]
    for number, one in enumerate(first):
        if known[number] and not mapping.missing(_heads(one.cells), row):
            return number
    return known.index(max(known))


def _heads(cells: list[Any] | Refused) -> list[str]:
    return [] if isinstance(cells, Refused) else [str("" if cell is None else cell).strip() for cell in cells]


def _hold(heads: list[str], path: str, mapping: ColumnMapping, row: type[Row]) -> None:
    if missing := mapping.missing(heads, row):
        there = "、".join(storable(head[:40]) for head in heads if head)[:400]
        zh = f"缺少这些列：{'、'.join(missing)}；现有：{there}。"
        en = f"These columns are missing: {', '.join(missing)}; there are: {there}."
        raise refused("missing_columns", zh, en, path, missing[0])
    if twice := [head for head, times in Counter(heads).items() if head and times > 1]:
        named = "、".join(storable(head[:40]) for head in twice)
        zh, en = f"列名重复：{named}。", f"Columns of the same name: {named}."
        raise refused("duplicate_columns", zh, en, path, twice[0])
    if unknown := mapping.unknown(filter(None, heads)):
        why = unknown_columns(unknown)
        raise refused(why.code, why.zh, why.en, path, why.field)


def _put(heads: list[str], cells: list[Any], mapping: ColumnMapping) -> dict[str, Any] | Refused:
    if len(cells) < len(heads) or not _blank(cells[len(heads) :]):
        return Refused(
            "row_of_wrong_length",
            zh=f"这一行有{len(cells)}格，表头有{len(heads)}格。",
            en=f"This row has {len(cells)} cells, the heads are {len(heads)}.",
            value=storable("|".join(str(cell) for cell in cells)[:80]),
        )
    there = dict(zip(heads, cells, strict=False))
    unnamed = [cell for head, cell in zip(heads, cells, strict=False) if not head]
    if mapping.others == "refuse" and not _blank(unnamed):
        zh, en = "这一行有内容写在没有列名的列里。", "This row says something in a column without a head."
        return Refused("value_without_head", zh=zh, en=en, value=storable(str(unnamed)[:80]))
    there.pop("", None)
    return there


def _blank(cells: list[Any]) -> bool:
    return all(cell is None or (isinstance(cell, str) and not cell.strip()) for cell in cells)


