"""Text files are read for what they hold, in whatever encoding they come, and each bad line is told alone."""

import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from domain.enterprise import EnterpriseEntry
from domain.errors import Refused
from domain.imports import ImportKind
from sources import opening, table
from sources.mapping import ColumnMapping, load, shipped
from sources.record import Record
from sources.table import Cells

HEADS = "企业名称,统一社会信用代码"
ROWS = f"{HEADS}\n示例企业甲,91350100M000100Y43\n示例企业乙,\n"
OURS = shipped(ImportKind.ENTERPRISES)


def read(path: Path, mapping: ColumnMapping = OURS) -> list[Record]:
    return list(opening.records(path, mapping, EnterpriseEntry, lambda: None))


def said(path: Path, content: str | bytes, mapping: ColumnMapping = OURS) -> list[Any]:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return [one.cells if isinstance(one.cells, dict) else one.cells.code for one in read(path, mapping)]


def refused(path: Path, content: str | bytes, mapping: ColumnMapping = OURS) -> Refused:
    with pytest.raises(Refused) as caught:
        said(path, content, mapping)
    assert path.name in caught.value.zh or caught.value.field != "files"
    assert caught.value.zh.endswith("。")
    assert caught.value.en.endswith(".")
    return caught.value


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_table_says_the_same_in_every_encoding(tmp_path: Path, encoding: str) -> None:
    assert said(tmp_path / "a.csv", ROWS.encode(encoding)) == [
        {"企业名称": "示例企业甲", "统一社会信用代码": "91350100M000100Y43"},
        {"企业名称": "示例企业乙", "统一社会信用代码": ""},
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_lines_of_json_say_the_same_in_every_encoding(tmp_path: Path, encoding: str) -> None:
    line = json.dumps({"name": "示例企业"}, ensure_ascii=False) + "\n"
    assert said(tmp_path / "a.jsonl", line.encode(encoding)) == [{"name": "示例企业"}]


def test_one_broken_line_does_not_turn_the_others_into_other_characters(tmp_path: Path) -> None:
    broken = ROWS.encode() + b"\xca\xbe\xc0\xfd,\n" + "示例企业丙,\n".encode()
    assert [one if isinstance(one, str) else one["企业名称"] for one in said(tmp_path / "a.csv", broken)] == [
        "示例企业甲",
        "示例企业乙",
        "not_utf8",
        "示例企业丙",
    ]


@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_the_separator_is_told_by_the_heads(tmp_path: Path, separator: str) -> None:
    assert said(tmp_path / "a.csv", ROWS.replace(",", separator))[0]["企业名称"] == "示例企业甲"


def test_titles_above_the_heads_and_blank_lines_are_no_rows_and_lines_keep_their_numbers(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(f"示例名录,\n,\n{HEADS}\n\n示例企业甲,\n,\n示例企业乙,\n", "utf-8")
    assert [one.line for one in read(tmp_path / "a.csv")] == [5, 7]


def test_a_row_of_another_length_is_refused_and_the_next_is_read(tmp_path: Path) -> None:
    content = f"{HEADS}\n示例企业甲\n示例企业乙,,多\n示例企业丙,,\n"
    assert said(tmp_path / "a.csv", content) == [
        "row_of_wrong_length",
        "row_of_wrong_length",
        {"企业名称": "示例企业丙", "统一社会信用代码": ""},
    ]


@pytest.mark.parametrize("behind", [1, 20_000])
def test_a_quotation_mark_that_never_closes_swallows_no_other_row(tmp_path: Path, behind: int) -> None:
    content = f'{HEADS}\n"示例企业甲,\n' + "示例企业乙,\n" * behind
    found = said(tmp_path / "a.csv", content)
    assert found[0] == "broken_quotes"
    assert [one["企业名称"] for one in found[1:]] == ["示例企业乙"] * behind
    assert [one.line for one in read(tmp_path / "a.csv")] == list(range(2, behind + 3))


def test_a_cell_may_hold_a_line_break_and_separators(tmp_path: Path) -> None:
    (cells,) = said(tmp_path / "a.csv", f'{HEADS}\n"示例""企业"",\n甲",\n')
    assert cells["企业名称"] == '示例"企业",\n甲'


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.csv", "", "empty_file"),
        ("a.csv", " \n\n", "empty_file"),
        ("a.jsonl", b"\xef\xbb\xbf", "empty_file"),
        ("a.csv", b"\xd0\xcf\x11\xe0" + b"\0" * 600, "unknown_file_type"),
        ("a.csv", b"%PDF-1.7\n", "unknown_file_type"),
        ("a.csv", b"\x7fELF" + b"\0" * 600, "unknown_file_type"),
        ("a.csv", "<html><table></table></html>", "unknown_file_type"),
        ("a.doc", "企业名称\n示例企业\n", "unknown_file_type"),
        ("a.xlsx", ROWS, "not_what_it_says"),
        ("a.jsonl", '{"name": "示例企业"}'.encode("utf-16"), "unknown_encoding"),
        ("a.csv", ROWS.encode("utf-16")[:-1], "unknown_encoding"),
        ("a.csv", '{"name": "示例企业"}\n', "not_what_it_says"),
        ("a.csv", "单位,统一社会信用代码\n示例企业,\n", "missing_columns"),
        ("a.csv", "企业名称,企业名称\n示例企业,示例企业\n", "duplicate_columns"),
        ("a.csv", "企业名称,电话\n示例企业,1\n", "unknown_columns"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_as_a_whole(
    tmp_path: Path, name: str, content: str | bytes, code: str
) -> None:
    assert refused(tmp_path / name, content).code == code


def test_unknown_columns_and_missing_ones_are_named(tmp_path: Path) -> None:
    assert "电话" in refused(tmp_path / "a.csv", "企业名称,电话\n示例企业,1\n").zh
    assert "企业名称" in refused(tmp_path / "a.csv", "单位\n示例企业\n").zh


def test_a_mapping_of_ones_own_renames_translates_sets_and_leaves_out(tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text(
        "kind: enterprises\ncolumns: {厂名: name, 电话: null, 地区: region}\nwords: {region: {常德: '430700'}}\n"
        "constants: {credit_code: 91350100M000100Y43}\n",
        "utf-8",
    )
    own = load(tmp_path / "own.yaml", ImportKind.ENTERPRISES, EnterpriseEntry)
    (cells,) = said(tmp_path / "a.csv", "厂名,电话,地区\n示例企业,1,常德\n", own)
    assert own.values(cells) == {"name": "示例企业", "region": "430700", "credit_code": "91350100M000100Y43"}


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("kind: products\ncolumns: {}\n", "mapping_of_another_kind"),
        ("kind: enterprises\ncolumns: {厂名: title}\n", "bad_mapping"),
        ("kind: enterprises\ncolumns: {厂名: name}\nothers: perhaps\n", "bad_mapping"),
        ("kind: [", "bad_mapping"),
        ("", "bad_mapping"),
        ("!!python/object/apply:os.system [ls]", "bad_mapping"),
    ],
)
def test_a_mapping_that_makes_no_sense_is_refused(tmp_path: Path, content: str, code: str) -> None:
    (tmp_path / "own.yaml").write_text(content, "utf-8")
    with pytest.raises(Refused) as caught:
        load(tmp_path / "own.yaml", ImportKind.ENTERPRISES, EnterpriseEntry)
    assert caught.value.code == code


def test_a_table_is_read_as_a_stream() -> None:
    """However large it is: only the rows in which the heads may stand are looked at before the first is given."""
    taken = 0

    def endless() -> Iterator[Cells]:
        nonlocal taken
        yield Cells(1, HEADS.split(","))
        while True:
            taken += 1
            yield Cells(taken + 1, ["示例企业", ""])

    found = table.records(endless(), "a.csv", OURS, EnterpriseEntry)
    assert len(list(islice(found, 1000))) == 1000
    assert taken <= 1000 + table.LOOKED_THROUGH


def test_two_columns_of_one_field_may_agree_and_are_refused_where_they_do_not() -> None:
    assert OURS.values({"企业名称": "示例企业", "单位名称": ""})["name"] == "示例企业"
    assert OURS.values({"企业名称": "", "单位名称": "示例企业"})["name"] == "示例企业"
    with pytest.raises(Refused, match="field_twice"):
        OURS.values({"企业名称": "示例企业", "单位名称": "示例公司"})
