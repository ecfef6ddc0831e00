"""Opening a file (打开文件): what it is by its first bytes, not by its name; then its records."""

import zipfile
from collections.abc import Iterator
from pathlib import Path

from domain.row import Row
from sources import table, text, workbook
from sources.mapping import ColumnMapping
from sources.record import Beat, Record, refused

_HEAD = 4096
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_OTHERS = {
    b"\xd0\xcf\x11\xe0": ("旧版 .xls 或者加密的表格", "an old .xls or an encrypted workbook"),
    b"%PDF": ("PDF", "a PDF"),
    b"\x1f\x8b": ("gzip 压缩文件", "a gzip archive"),
    b"\x89PNG": ("图片", "a picture"),
    b"\xff\xd8\xff": ("图片", "a picture"),
    b"Rar!": ("RAR 压缩文件", "a RAR archive"),
    b"7z\xbc\xaf": ("7z 压缩文件", "a 7z archive"),
}
_TABLES, _LINES, _BOOKS = {".csv", ".tsv", ".txt"}, {".jsonl", ".ndjson", ".json"}, {".xlsx", ".xlsm"}


def records(path: Path, mapping: ColumnMapping, row: type[Row], beat: Beat) -> Iterator[Record]:
    """The records of a file, one after another. Refused, before the first: `empty_file`, `unknown_file_type`,
    `not_what_it_says`, and as its kind of file is refused."""
    is_ = _kind_of(path)
    if is_ == "workbook":
        return table.records(workbook.rows(path, mapping.sheet, beat), path.name, mapping, row)
    if is_ == "lines":
        return text.json_lines(path)
    return table.records(text.rows(path), path.name, mapping, row)


def _kind_of(path: Path) -> str:
    with path.open("rb") as file:
        head = file.read(_HEAD)
    suffix = path.suffix.lower()
    if not head.strip(b" \t\r\n\xef\xbb\xbf\0"):
        raise refused("empty_file", "没有任何内容。", "It is empty.", path.name)
    for mark, (zh, en) in _OTHERS.items():
        if head.startswith(mark):
            raise _unknown(path, zh, en)
    if head.startswith(b"PK"):
        if not zipfile.is_zipfile(path):
            raise refused("broken_workbook", "表格文件已损坏。", "The workbook is broken.", path.name)
        return _as_named(path, "workbook", suffix in _BOOKS, "工作簿或者压缩文件", "a workbook or an archive")
    if not head.startswith(_UTF16) and head.count(b"\0") > len(head) // 20:
        raise _unknown(path, "二进制文件", "a binary file")
    if head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<":
        raise _unknown(path, "网页或者 XML", "a web page or XML")
    if suffix in _BOOKS:
        raise _not_named(path, "文本", "text")
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b'{"', b"{ ")):
        return _as_named(path, "lines", suffix in _LINES, "JSON", "JSON")
    if suffix in _LINES:
        if head.startswith(_UTF16):
            raise refused("unknown_encoding", "应当为 UTF-8 编码。", "It should be in UTF-8.", path.name)
        return "lines"  # line by line it is told what is not
    if suffix in _TABLES:
        return "table"
    raise _unknown(path, f"“{suffix}”", f"“{suffix}”")


def _as_named(path: Path, kind: str, named_so: bool, zh: str, en: str) -> str:
    if not named_so:
        raise _not_named(path, zh, en)
    return kind


def _not_named(path: Path, zh: str, en: str) -> Exception:
    suffix = path.suffix
    zh, en = f"名为“{suffix}”，内容却是{zh}。", f"It is named “{suffix}” and holds {en}."
    return refused("not_what_it_says", zh, en, path.name, suffix)


def _unknown(path: Path, zh: str, en: str) -> Exception:
    zh = f"这是{zh}，只能导入 .jsonl、.csv 和 .xlsx，请另存为其中一种。"
    en = f"This is {en}; only .jsonl, .csv and .xlsx can be imported: save it as one of these."
    return refused("unknown_file_type", zh, en, path.name, path.suffix)
