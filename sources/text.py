"""Text files (文本文件): lines of JSON, or a table with separators; UTF-8, UTF-16 or GB18030, read as a stream."""

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from domain.errors import Refused
from domain.row import storable
from sources.record import Record, refused
from sources.table import Cells

LONGEST_LINE = 1_000_000  # bytes
LONGEST_CELL = 20_000  # characters
SEPARATORS = ",\t;"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
csv.field_size_limit(LONGEST_CELL)


def encoding_of(path: Path) -> str:
    """UTF-16 by its mark; else what most of the lines that are not plain ASCII can be read as: UTF-8, or GB18030.

    A line that is neither must not turn all the others into other characters: it is refused alone.
    """
    utf8 = other = 0
    with path.open("rb") as file:
        if file.read(2) in _UTF16:
            return "utf-16"
        file.seek(0)
        while line := file.readline(LONGEST_LINE):
            if not line.isascii():
                try:
                    line.decode()
                    utf8 += 1
                except UnicodeDecodeError:
                    other += 1
    return "gb18030" if other > utf8 and _is_gb18030(path) else "utf-8-sig"


def _is_gb18030(path: Path) -> bool:
    """Whether most of those lines are that."""
    right = wrong = 0
    with path.open("rb") as file:
        while line := file.readline(LONGEST_LINE):
            if not line.isascii():
                try:
                    line.decode("gb18030")
                    right += 1
                except UnicodeDecodeError:
                    wrong += 1
    return right > wrong


def json_lines(path: Path) -> Iterator[Record]:
    """A record for every line that is not blank. Refused for one: `not_utf8`, `malformed_json`, `not_an_object`,
    `line_too_long`."""
    encoding = encoding_of(path)
    number, rest = 0, False
    with path.open("rb") as file:
        while line := file.readline(LONGEST_LINE + 1):
            number += not rest
            whole = line.endswith(b"\n") or len(line) <= LONGEST_LINE
            if rest:  # of a line that was refused
                rest = not whole
                continue
            if not whole:
                rest = True
                yield Record(number, _too_long(line))
            elif line.strip():
                yield Record(number, _object(line, encoding))


def _object(line: bytes, encoding: str) -> dict[str, Any] | Refused:
    start = storable(line[:80].decode(errors="replace").strip())
    try:
        values: Any = json.loads(line.decode(encoding))
    except UnicodeDecodeError:
        return Refused("not_utf8", zh="这一行不是 UTF-8 编码。", en="This line is not in UTF-8.", value=start)
    except (ValueError, RecursionError):
        return Refused("malformed_json", zh="这一行不是 JSON。", en="This line is not JSON.", value=start)
    if not isinstance(values, dict):
        return Refused("not_an_object", zh="这一行不是一条记录。", en="This line is not a record.", value=start)
    return values


def _too_long(line: bytes) -> Refused:
    start = storable(line[:80].decode(errors="replace"))
    return Refused("line_too_long", zh="这一行太长。", en="This line is too long.", value=start)


class _Lines:
    """The lines of a file, those of the record that is being read remembered: where a quotation mark that is never
    closed has swallowed others, they are read again as rows of their own."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines, self._again, self.taken = lines, list[str](), list[str]()

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._again.pop() if self._again else next(self._lines)
        self.taken.append(line)
        return line

    def give_back(self) -> None:
        """All that was taken but the first."""
        self._again.extend(reversed(self.taken[1:]))


def rows(path: Path) -> Iterator[Cells]:
    """The rows of a table with separators, told by the first line: commas, tabs or semicolons.

    Refused for one row: `not_utf8`, `broken_quotes`; for the file: `unknown_encoding`.
    """
    with path.open(encoding=encoding_of(path), errors="surrogateescape", newline="") as file:
        try:
            head = file.readline(LONGEST_LINE)
            file.seek(0)
            yield from _rows(_Lines(file), max(SEPARATORS, key=head.count))
        except UnicodeError:
            raise refused("unknown_encoding", "编码无法识别。", "Its encoding is not known.", path.name) from None


def _rows(lines: _Lines, separator: str) -> Iterator[Cells]:
    reader, line = csv.reader(lines, delimiter=separator, strict=True), 1
    while True:
        lines.taken.clear()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield Cells(line, _broken(lines.taken[0]))
            lines.give_back()
            reader, line = csv.reader(lines, delimiter=separator, strict=True), line + 1
            continue
        try:
            "".join(cells).encode()  # what could not be decoded cannot be encoded
        except UnicodeEncodeError:
            start = storable("|".join(cells)[:80])
            zh, en = "这一行的编码与文件其他行不同。", "This line is not in the encoding of the others."
            yield Cells(line, Refused("not_utf8", zh=zh, en=en, value=start))
        else:
            yield Cells(line, [cell.strip() for cell in cells])
        line += len(lines.taken)


def _broken(line: str) -> Refused:
    return Refused(
        "broken_quotes",
        zh="这一行的引号没有正确闭合，无法读取；其后各行照常读取。",
        en="The quotation marks of this line are not closed, so that it cannot be read; the lines behind it are.",
        value=storable(line[:80]),
    )
