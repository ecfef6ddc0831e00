"""From a Jinja2 template and values to Typst markup, in which no value is ever code."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.runtime import Undefined

from domain.capital_figures import in_capitals
from domain.wording import yuan

TEMPLATES = Path(__file__).parent / "templates"


class Code(str):
    """Text that may stand in Typst code as it is. Only the filters below make it."""


def literal(value: object) -> str:
    """A value as it stands in markup: a Typst string, so that nothing in it is read as markup.

    TypeError for what is no text, day or number: a flag or None in a document is a fault of its template.
    """
    if isinstance(value, Code | Undefined):
        return str(value)  # an undefined name raises here
    if isinstance(value, date):
        value = f"{value.year}年{value.month}月{value.day}日"
    if not isinstance(value, str | int) or isinstance(value, bool):
        raise TypeError(f"a template prints {value!r}")
    return f"#{string(value)};"


def string(value: object) -> Code:
    """A text where Typst code needs a string."""
    escaped = str(value).replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return Code(f'"{escaped}"')


def lines(value: str | None) -> Code:
    """The lines of a text in markup, each a literal; nothing for None, to leave a cell white."""
    return Code("#linebreak();".join(literal(line) for line in (value or "").splitlines()))


def paragraphs(value: str) -> Code:
    """Each line of a text as a paragraph of its own; empty lines make none."""
    return Code("\n\n".join(literal(line) for line in value.splitlines() if line.strip()))


def listed(values: Iterable[str]) -> Code:
    """Several texts in one sentence: 甲、乙、丙."""
    return Code("、".join(literal(value) for value in values))


def numbered(values: Sequence[str]) -> Code:
    """Several texts, each a paragraph with its number before it; a single one needs none."""
    if len(values) == 1:
        return lines(values[0])
    return Code("\n\n".join(f"{literal(f'{place}.')}{lines(value)}" for place, value in enumerate(values, 1)))


def number(value: int) -> Code:
    """A whole number where Typst code needs one."""
    return Code(int(value))


def flag(value: bool) -> Code:
    """A yes or no where Typst code needs one."""
    return Code("true" if value else "false")


def in_yuan(fen: int) -> Code:
    """An amount in numerals: 1,234.56元."""
    return Code(literal(f"{yuan(fen)}元"))


def money(fen: int) -> Code:
    """An amount in numerals and in words, so that neither is altered: 250.00元（大写：人民币贰佰伍拾元整）."""
    return Code(literal(f"{yuan(fen)}元（大写：{in_capitals(fen)}）"))


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        undefined=StrictUndefined,
        finalize=literal,
        autoescape=False,  # HTML escaping; ours is `literal`
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
        comment_start_string="{//",  # {# is Typst
        comment_end_string="//}",
    )
    environment.filters.update(
        string=string,
        lines=lines,
        paragraphs=paragraphs,
        listed=listed,
        numbered=numbered,
        number=number,
        flag=flag,
        yuan=in_yuan,
        money=money,
    )
    return environment


def source(template: str, context: Mapping[str, Any]) -> str:
    """The Typst source of one document. UndefinedError if the template reads what the context lacks."""
    return _environment().get_template(f"{template}.typ").render(context)
