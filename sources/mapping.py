"""Mappings (列映射): which column of a source is which field of ours. One YAML file per source."""

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from domain.errors import Refused
from domain.imports import ImportKind
from domain.row import Row, storable
from sources.record import NoValue

SHIPPED = Path(__file__).with_name("mappings")
LARGEST = 100_000  # bytes of a mapping file


class ColumnMapping(BaseModel):
    """`columns`: source column to field, null for one that is known and left out. `others` says what becomes of the
    rest. `constants` give a field one value for all rows; `words` translate what a field says; `sheet` names one."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    kind: str
    columns: dict[str, str | None]
    others: Literal["refuse", "ignore"] = "refuse"
    constants: dict[str, str | int | bool] = {}
    words: dict[str, dict[str, str]] = {}
    sheet: str | None = None

    def missing(self, heads: Iterable[str], row: type[Row]) -> list[str]:
        """Fields that a row must have and that no column gives, in the words of the source."""
        given = {self.columns.get(head) for head in heads} | self.constants.keys()
        return [self.column(field) for field in row.required() if field not in given]

    def column(self, field: str, heads: Iterable[str] = ()) -> str:
        """The column of a field: the one that is there, else the first that could be."""
        could = [column for column, ours in self.columns.items() if ours == field]
        return next((column for column in could if column in heads), could[0] if could else field)

    def unknown(self, heads: Iterable[str]) -> list[str]:
        """Columns that this mapping does not speak of, where it wants to know all."""
        return [head for head in heads if head not in self.columns] if self.others == "refuse" else []

    def values(self, cells: Mapping[str, Any]) -> dict[str, Any]:
        """The cells by our fields. Refused `unknown_columns`, `field_twice`, `formula_without_value`."""
        found: dict[str, Any] = dict(self.constants)
        said: dict[str, str] = {}
        for head, value in cells.items():
            empty = value is None or value == ""
            field = self.columns.get(head)
            if field is None:
                if not empty and self.others == "refuse" and head not in self.columns:
                    raise unknown_columns(self.unknown(cells))
                continue
            if isinstance(value, NoValue):
                raise _without_value(head)
            if field in self.words and isinstance(value, str):
                value = self.words[field].get(value.strip(), value)
            first = said.get(field)
            if first is None or found[field] in (None, ""):
                said[field], found[field] = head, value
            elif not empty and found[field] != value:
                raise _twice(field, first, head)
        return found


def _without_value(head: str) -> Refused:
    return Refused(
        "formula_without_value",
        zh="这个单元格是公式，文件里没有它的计算结果，请打开表格重新计算并保存。",
        en="This cell is a formula whose result is not in the file: open it, let it compute, and save.",
        field=head,
    )


def unknown_columns(columns: list[str]) -> Refused:
    named = "、".join(storable(one[:40]) for one in columns[:10])
    return Refused(
        "unknown_columns",
        zh=f"列映射没有提到这些列：{named}；请写入映射（不需要的写 null）。",
        en=f"The mapping does not speak of these columns: {named}; enter them in it, with null for what is not needed.",
        field=storable(columns[0][:80]),
    )


def _twice(field: str, first: str, second: str) -> Refused:
    return Refused(
        "field_twice",
        zh=f"“{first}”和“{second}”两列说的是同一项内容，却不一致。",
        en=f"The columns {first} and {second} are of the same field and disagree.",
        field=second,
    )


@cache
def shipped(kind: ImportKind) -> ColumnMapping:
    """The product's own mapping of a kind."""
    return load(SHIPPED / f"{kind.value}.yaml", kind)


def load(path: Path, kind: ImportKind, row: type[Row] | None = None) -> ColumnMapping:
    """A mapping file. Refused `no_such_file`, `bad_mapping` with what is wrong, `mapping_of_another_kind`."""
    if not path.is_file() or path.stat().st_size > LARGEST:
        raise Refused(
            "no_such_file", zh="没有这个映射文件。", en="There is no such mapping.", field="mapping", value=str(path)
        )
    try:
        mapping = ColumnMapping.model_validate(yaml.safe_load(path.read_text("utf-8")))
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError, ValidationError) as error:
        raise _bad(path, str(error).replace("\n", " ")[:300]) from error
    if mapping.kind != kind.value:
        raise Refused(
            "mapping_of_another_kind",
            zh=f"这个映射用于“{mapping.kind}”，不是{kind.zh}。",
            en=f"This mapping is for {mapping.kind}, not for {kind.value}.",
            field="mapping",
            value=str(path),
        )
    if row is not None:
        named = {*mapping.columns.values(), *mapping.constants, *mapping.words} - {None}
        if strange := sorted(str(one) for one in named if one not in row.model_fields):
            fields = ", ".join(row.model_fields)
            raise _bad(path, f"没有这些字段 no such fields: {', '.join(strange)}; 现有 there are: {fields}")
    return mapping


def _bad(path: Path, why: str) -> Refused:
    return Refused(
        "bad_mapping", zh=f"映射文件有误：{why}。", en=f"The mapping is wrong: {why}.", field="mapping", value=str(path)
    )
