"""What the XML of a workbook's sheets tells that its reader does not: formulas without a value, and how large it gets.

python-calamine gives an empty cell and a formula without a result alike, makes a rectangle of all cells between the
first and the last, and repeats a shared text for every cell that shows it: so both are counted before it reads.
"""

import re
import zipfile
from functools import partial
from pathlib import Path
from posixpath import normpath
from typing import Any
from xml.parsers import expat

from sources.record import Beat, refused

MOST_CELLS = 6_000_000  # of the rectangle
MOST_TEXT = 300_000_000  # characters, shared ones counted wherever they are shown
_PLACE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_CHUNK = 1 << 18


class Look:
    """A sheet, looked through: the places (row, column from 0) of cells that hold no value, though they should."""

    def __init__(self, shared: list[int]) -> None:
        self.without_value: set[tuple[int, int]] = set()
        self.text = 0
        self._shared = shared
        self._row, self._column, self._last = -1, -1, (-1, -1)
        self._type, self._formula, self._inside = "", False, False
        self._value: str | None = None

    @property
    def rectangle(self) -> int:
        return (self._last[0] + 1) * (self._last[1] + 1)

    def start(self, name: str, given: dict[str, str]) -> None:
        match name.rpartition(":")[2]:
            case "row":
                self._row = int(given["r"]) - 1 if given.get("r", "").isdecimal() else self._row + 1
                self._column = -1
            case "c":
                self._column += 1
                if place := _PLACE.fullmatch(given.get("r", "")):
                    self._row, self._column = int(place[2]) - 1, _column(place[1])
                self._last = max(self._last[0], self._row), max(self._last[1], self._column)
                self._type, self._formula, self._value = given.get("t", "n"), False, None
            case "f":
                self._formula = True
            case "v":
                self._value, self._inside = "", True

    def data(self, said: str) -> None:
        self.text += len(said)
        if self._inside and self._value is not None:
            self._value += said

    def end(self, name: str) -> None:
        match name.rpartition(":")[2]:
            case "v":
                self._inside = False
            case "c":
                if self._type == "s" and (self._value or "").isdecimal() and int(self._value or 0) < len(self._shared):
                    self.text += self._shared[int(self._value or 0)]
                wants = self._formula and not self._value and (self._type != "str" or self._value is None)
                if wants or self._type == "e":
                    self.without_value.add((self._row, self._column))


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def look_through(path: Path, beat: Beat) -> dict[str, Look]:
    """Every sheet by its name. Refused `workbook_too_large`, `broken_workbook`."""
    try:
        with zipfile.ZipFile(path) as archive:
            shared = _lengths(archive, beat)
            found = {}
            for name, part in _parts(archive).items():
                found[name] = look = Look(shared)
                _parse(archive, part, look.start, look.data, look.end, partial(_hold, look, path, beat))
            return found
    except (expat.ExpatError, LookupError, ValueError, zipfile.BadZipFile) as error:
        raise refused("broken_workbook", "表格文件已损坏。", "The workbook is broken.", path.name) from error


def _hold(look: Look, path: Path, beat: Beat) -> None:
    beat()
    if look.rectangle > MOST_CELLS or look.text > MOST_TEXT:
        zh = "工作表太大（单元格或者文字过多），请另存为 CSV 再导入。"
        en = "The sheet is too large (cells or text): save it as CSV, which has no limit."
        raise refused("workbook_too_large", zh, en, path.name, look.rectangle)


def _parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """The part of each sheet."""
    targets: dict[str, str] = {}
    sheets: dict[str, str] = {}

    def relation(name: str, given: dict[str, str]) -> None:
        if name.rpartition(":")[2] == "Relationship":
            target = given["Target"]
            targets[given["Id"]] = target.lstrip("/") if target.startswith("/") else normpath(f"xl/{target}")

    def sheet(name: str, given: dict[str, str]) -> None:
        if name.rpartition(":")[2] == "sheet":
            sheets[given["name"]] = next((value for key, value in given.items() if key.endswith(":id")), "")

    _parse(archive, "xl/_rels/workbook.xml.rels", relation, None, None, None)
    _parse(archive, "xl/workbook.xml", sheet, None, None, None)
    parts = archive.namelist()
    return {name: targets[key] for name, key in sheets.items() if targets.get(key) in parts}


def _lengths(archive: zipfile.ZipFile, beat: Beat) -> list[int]:
    """How long each shared text is."""
    lengths: list[int] = []
    if "xl/sharedStrings.xml" not in archive.namelist():
        return lengths

    def start(name: str, _: dict[str, str]) -> None:
        if name.rpartition(":")[2] == "si":
            lengths.append(0)

    def data(said: str) -> None:
        if lengths:
            lengths[-1] += len(said)

    _parse(archive, "xl/sharedStrings.xml", start, data, None, beat)
    return lengths


def _parse(archive: zipfile.ZipFile, part: str, start: Any, data: Any, end: Any, beat: Beat | None) -> None:
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler, parser.CharacterDataHandler, parser.EndElementHandler = start, data, end
    parser.EntityDeclHandler = _no_entities
    with archive.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            parser.Parse(chunk, False)
            if beat:
                beat()
    parser.Parse(b"", True)


def _no_entities(*_: Any) -> None:
    """No workbook declares any: they are how a short text is blown up."""
    raise ValueError("entity declared")
