"""Workbooks are read as their author sees them, within bounds, and never a value that is not in the file."""

import re
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from domain.enterprise import EnterpriseEntry
from domain.errors import Refused
from domain.imports import ImportKind
from domain.row import read
from sources import archive, opening, sheet
from sources.mapping import shipped
from sources.record import NoValue

MAPPING = shipped(ImportKind.ENTERPRISES)


def records(path: Path) -> list[Any]:
    return [one.cells for one in opening.records(path, MAPPING, EnterpriseEntry, lambda: None)]


def refused(path: Path) -> Refused:
    with pytest.raises(Refused) as caught:
        records(path)
    assert path.name in caught.value.zh
    return caught.value


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "book.xlsx"


def write(path: Path, *rows: list[Any]) -> None:
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet()
        for number, row in enumerate(rows):
            page.write_row(number, 0, row)


def repack(path: Path, change: dict[str, Any]) -> None:
    """The same archive with parts changed by functions, or added as bytes."""
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    for name, new in change.items():
        parts[name] = new(parts[name]) if callable(new) else new
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for name, content in parts.items():
            out.writestr(name, content)


def test_merged_cells_formulas_and_dates_of_both_kinds_are_read(path: Path) -> None:
    with xlsxwriter.Workbook(path) as book:
        page, day = book.add_worksheet("名录"), book.add_format({"num_format": "yyyy-mm-dd"})
        page.merge_range(0, 0, 0, 2, "示例名录")
        page.write_row(1, 0, ["企业名称", "行政区划代码", "注销日期"])
        page.write_row(2, 0, ["示例企业甲", 430700])
        page.write_datetime(2, 2, date(2025, 3, 1), day)
        page.write_row(3, 0, ["示例企业乙", 430700, 45717])
        page.write_formula(4, 0, '="示例"&"企业丙"', None, "示例企业丙")
        page.merge_range(4, 1, 5, 1, 430702)
        page.write(5, 0, "示例企业丁")
        page.write(6, 0, "示例企业戊")
        book.add_worksheet("备注")
    rows = [read(EnterpriseEntry, MAPPING.values(cells)) for cells in records(path)]
    assert [(row.name, row.region, row.dissolved_on) for row in rows] == [
        ("示例企业甲", "430700", date(2025, 3, 1)),
        ("示例企业乙", "430700", date(2025, 3, 1)),
        ("示例企业丙", "430702", None),
        ("示例企业丁", "430702", None),
        ("示例企业戊", None, None),
    ]


@pytest.mark.parametrize("value", [b"<f>A9</f>", b"<f>A9</f><v></v>", b"<f>A9</f><v/>"])
def test_a_formula_without_its_result_is_refused_and_an_empty_cell_is_not(path: Path, value: bytes) -> None:
    write(path, ["企业名称", "注销日期"], ["示例企业甲"], ["示例企业乙", 45717])
    repack(path, {"xl/worksheets/sheet1.xml": lambda xml: xml.replace(b"<v>45717</v>", value)})
    first, second = records(path)
    assert MAPPING.values(first)["dissolved_on"] == ""
    assert isinstance(second["注销日期"], NoValue)
    with pytest.raises(Refused, match="formula_without_value") as caught:
        MAPPING.values(second)
    assert caught.value.field == "注销日期"


def test_a_formula_whose_result_is_no_text_and_one_that_failed(path: Path) -> None:
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, ["企业名称", "原名称", "注销日期"])
        page.write_row(1, 0, ["示例企业甲"])
        page.write_formula(1, 1, '=""', None, "空")
        page.write_formula(1, 2, "=1/0", None, "#DIV/0!")
    repack(path, {"xl/worksheets/sheet1.xml": lambda xml: xml.replace("<v>空</v>".encode(), b"<v></v>")})
    (cells,) = records(path)
    assert cells["原名称"] == ""
    assert isinstance(cells["注销日期"], NoValue)


def test_where_several_sheets_hold_something_the_mapping_must_name_one(path: Path) -> None:
    with xlsxwriter.Workbook(path) as book:
        for name in ("甲表", "乙表"):
            page = book.add_worksheet(name)
            page.write_row(0, 0, ["企业名称"])
            page.write_row(1, 0, [f"示例{name}"])
    assert "乙表" in refused(path).zh
    named = MAPPING.model_copy(update={"sheet": "乙表"})
    assert [one.cells for one in opening.records(path, named, EnterpriseEntry, lambda: None)] == [
        {"企业名称": "示例乙表"}
    ]
    absent = MAPPING.model_copy(update={"sheet": "丙表"})
    with pytest.raises(Refused, match="no_such_sheet"):
        list(opening.records(path, absent, EnterpriseEntry, lambda: None))


def test_an_archive_that_unpacks_to_far_too_much_is_refused_before_it_is_read(path: Path) -> None:
    write(path, ["企业名称"], ["示例企业"])
    repack(path, {"xl/media/a.bin": b"\0" * (40 << 20)})
    assert refused(path).code == "zip_bomb"


def test_a_directory_that_lies_about_the_size_is_found_out(path: Path) -> None:
    write(path, ["企业名称"], ["示例企业"])
    repack(path, {"xl/media/a.bin": b"\0" * (8 << 20)})
    told = path.read_bytes()
    real, small = (8 << 20).to_bytes(4, "little"), (1000).to_bytes(4, "little")
    assert told.count(real) >= 1
    path.write_bytes(told.replace(real, small))
    assert refused(path).code == "broken_workbook"


def test_an_archive_in_the_archive_is_refused(path: Path, tmp_path: Path) -> None:
    write(path, ["企业名称"], ["示例企业"])
    with zipfile.ZipFile(tmp_path / "inner.zip", "w") as inner:
        inner.writestr("a", b"\0")
    repack(path, {"xl/embeddings/inner.bin": (tmp_path / "inner.zip").read_bytes()})
    assert refused(path).code == "archive_in_archive"


def test_an_archive_that_is_no_workbook_and_a_broken_one_are_refused(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as other:
        other.writestr("a.csv", "企业名称\n示例企业\n")
    assert refused(path).code == "unknown_file_type"
    path.write_bytes(b"PK\x03\x04" + b"rubbish" * 100)
    assert refused(path).code == "broken_workbook"
    write(path, ["企业名称"], ["示例企业"])
    path.write_bytes(path.read_bytes()[:-400])
    assert refused(path).code == "broken_workbook"
    write(path, ["企业名称"], ["示例企业"])
    repack(path, {"xl/worksheets/sheet1.xml": lambda xml: xml[: len(xml) // 2]})
    assert refused(path).code == "broken_workbook"
    write(path, ["企业名称"], ["示例企业"])
    repack(path, {"xl/worksheets/sheet1.xml": lambda xml: xml.replace(b"UTF-8", b"UTX-8")})
    assert refused(path).code == "broken_workbook"


def test_a_workbook_over_the_limit_is_refused_and_told_to_come_as_csv(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(path, ["企业名称"], ["示例企业"])
    monkeypatch.setattr(archive, "LARGEST_FILE", 100)
    assert refused(path).code == "workbook_too_large"
    assert "CSV" in refused(path).zh


def test_a_cell_at_the_far_end_and_a_text_shown_a_million_times_are_too_large(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A rectangle of all cells up to the last would be made, and the text repeated for every cell that shows it."""
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, ["企业名称"])
        page.write(1_048_575, 16_383, "x")
    assert refused(path).code == "workbook_too_large"
    write(path, ["企业名称"], *([["长" * 30_000]] * 400))
    assert len(records(path)) == 400
    monkeypatch.setattr(sheet, "MOST_TEXT", 10_000_000)
    assert refused(path).code == "workbook_too_large"


def test_entities_are_not_expanded(path: Path) -> None:
    write(path, ["企业名称"], ["示例企业"])
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
    change = lambda xml: re.sub(rb"(<\?xml[^>]*\?>)", rb"\1" + bomb, xml)  # noqa: E731
    repack(path, {"xl/sharedStrings.xml": change})
    assert refused(path).code == "broken_workbook"
