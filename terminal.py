"""What the program prints: tables whose Chinese text folds, for people; JSON, for machines."""

import json
import sys
import unicodedata
from enum import StrEnum
from typing import Annotated, Any, NoReturn

import typer
from rich.console import Console
from rich.table import Column, Table
from rich.text import Text as Line

from domain.base import Text
from domain.errors import Refused

Json = Annotated[bool, typer.Option("--json", help="Print JSON for a machine.")]
REHEARSAL = Text(zh="〔演练〕以下全部为虚构。", en="[Rehearsal] All of this is invented.")
WIDE = 140  # columns where no terminal says how many there are


class Language(StrEnum):
    ZH = "zh"
    EN = "en"

    def of(self, text: Text) -> str:
        return text.zh if self is Language.ZH else text.en


class PlainConsole(Console):
    """Shows what people wrote, and never obeys it: a sequence that commands a terminal, or turns the direction of a
    line, is printed as the codes of its characters."""

    def render_str(self, text: str, **options: Any) -> Line:
        return super().render_str(_shown(text), **options)


def _shown(text: str) -> str:
    text = text.replace("\r\n", "\n")
    return "".join(f"〔U+{ord(mark):04X}〕" if _commands(mark) else mark for mark in text)


def _commands(mark: str) -> bool:
    """A control character, or one that nobody sees, as those that turn the direction of writing."""
    return mark not in "\n\t" and unicodedata.category(mark) in ("Cc", "Cf")


console = PlainConsole(width=None if sys.stdout.isatty() else WIDE)
errors = PlainConsole(stderr=True, width=None if sys.stderr.isatty() else WIDE)


def table(*headers: str, title: str | None = None) -> Table:
    """A table whose cells fold: text without spaces would else be cut off."""
    return Table(*(Column(header, overflow="fold") for header in headers), title=title)


def print_json(value: Any) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")


def emit(as_json: bool, value: Any, shown: Table) -> None:
    """The value for a machine, or the table for a person."""
    if as_json:
        print_json(value)
    else:
        console.print(shown)


def tell(refused: Refused) -> NoReturn:
    """End the program with a refusal, in both languages; as JSON where a machine reads."""
    if "--json" in sys.argv:
        print_json({"error": refused.as_dict()})
    else:
        errors.print(refused.code, style="bold red")
        errors.print(f"{refused.zh}\n{refused.en}", markup=False)
        if refused.field:
            given = "" if refused.value is None else f" = {refused.value!r}"
            errors.print(f"{refused.field}{given}", style="dim", markup=False)
    sys.exit(2)
