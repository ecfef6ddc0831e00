"""Workbooks (.xlsx 工作簿): values as computed, merged cells filled downwards, read within bounds."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from domain.errors import Refused
from sources.archive import hold_archive
from sources.record import Beat, NoValue, refused
from sources.sheet import look_through
from sources.table import Cells

_NO_VALUE = NoValue()


def rows(path: Path, sheet: str | None, beat: Beat) -> Iterator[Cells]:
    """The rows of the one sheet that has any, or of the named one.

    Refused: `workbook_too_large`, `zip_bomb`, `archive_in_archive`, `broken_workbook`, `several_sheets`,
    `no_such_sheet`.
    """
    hold_archive(path, beat)
    looks = look_through(path, beat)
    try:
        book = CalamineWorkbook.from_path(path)
        chosen = _chosen(book, path, sheet)
        beat()
        if chosen is None:
            return
        yield from _cells(chosen, looks[chosen.name].without_value)
    except Refused:
        raise
    except (CalamineError, LookupError, ValueError, OSError) as error:
        raise refused("broken_workbook", "表格文件已损坏。", "The workbook is broken.", path.name) from error


def _cells(sheet: CalamineSheet, without_value: set[tuple[int, int]]) -> Iterator[Cells]:
    """A cell of a merged column says what the first of them says; a merge to the right says it once."""
    merged = {first: last for first, last in sheet.merged_cell_ranges or () if last[0] > first[0]}
    open_: dict[int, tuple[int, Any]] = {}  # column: the last row of its merge, and what it says
    for number, row in enumerate(sheet.iter_rows()):
        cells = [_cell(value) for value in row]
        for column in range(len(cells)):
            if (number, column) in without_value:
                cells[column] = _NO_VALUE
            if (number, column) in merged:
                open_[column] = merged[(number, column)][0], cells[column]
            elif column in open_ and cells[column] == "":
                last, value = open_[column]
                if number <= last:
                    cells[column] = value
                else:
                    del open_[column]
        yield Cells(number + 1, cells)


def _cell(value: Any) -> Any:
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, datetime) and value.microsecond:
        return value.replace(microsecond=0)
    return value


def _chosen(book: CalamineWorkbook, path: Path, sheet: str | None) -> CalamineSheet | None:
    if sheet is not None and sheet not in book.sheet_names:
        named = "、".join(book.sheet_names)
        zh, en = f"没有工作表“{sheet}”，现有：{named}。", f"There is no sheet {sheet}; there are: {named}."
        raise refused("no_such_sheet", zh, en, path.name, sheet)
    seen = [
        one.name
        for one in book.sheets_metadata
        if (one.visible is SheetVisibleEnum.Visible and one.typ is SheetTypeEnum.WorkSheet) or one.name == sheet
    ]
    sheets = [book.get_sheet_by_name(name) for name in seen if sheet in (None, name)]
    filled = [one for one in sheets if one.end is not None]
    if len(filled) > 1:
        named = "、".join(one.name for one in filled)
        zh = f"有内容的工作表不止一个（{named}），请在映射文件里用 sheet 指明。"
        en = f"More than one sheet holds something ({named}): name one as `sheet` in the mapping."
        raise refused("several_sheets", zh, en, path.name, named)
    return filled[0] if filled else None
