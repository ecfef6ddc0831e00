"""文书排印: a kind and its context to a tagged PDF/A, the same bytes each time; no clock, no database."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from hashlib import sha256
from pathlib import Path

from domain.base import Value
from domain.errors import Refused
from notices.catalog import kind as kind_of
from notices.catalog import remedies
from notices.context import checked, texts
from notices.markup import source
from notices.numbering import check_number
from notices.press import FONT, FONTS, Press

_press_of = cache(Press)
_font: tuple[str, Path] = (FONT, FONTS)


class Rendered(Value):
    """A printed document: its bytes, their SHA-256 in hex, and how many pages it has."""

    kind: str
    pdf: bytes
    sha256: str
    pages: int


def set_font(family: str = FONT, folder: Path = FONTS) -> None:
    """Print with this family from now on. Entry points call it once, with the setting. Refused unknown_font_family."""
    global _font
    _press_of(family, folder)
    _font = family, folder


def render(kind: str, context: Mapping[str, object]) -> Rendered:
    """Print a document.

    Refused unknown_notice_kind, missing_glyph, and what `notices.context.checked` refuses; TypstError or
    TypstWarning is a fault of a template.
    """
    press, typ, day = _prepared(kind, context)
    pdf, pages = press.pdf(typ, day)
    return Rendered(kind=kind, pdf=pdf, sha256=sha256(pdf).hexdigest(), pages=pages)


def refuse_unprintable(kind: str, context: Mapping[str, object]) -> None:
    """Hold a context against its kind without printing it. Refused as `render`."""
    _prepared(kind, context)


def svg_pages(kind: str, context: Mapping[str, object]) -> list[str]:
    """The pages as SVG for the screen, of a document that prints: the PDF/A is made first. Refused as `render`."""
    press, typ, day = _prepared(kind, context)
    press.pdf(typ, day)
    return press.svg(typ, day)


def _prepared(kind: str, context: Mapping[str, object]) -> tuple[Press, str, date]:
    press = _press_of(*_font)
    wanted = kind_of(kind)
    values = checked(wanted, context)
    if wanted.series:
        check_number(wanted, values["office_short"], values["number"])
    for path, text in texts(values):
        if missing := press.missing(text):
            raise Refused(
                "missing_glyph",
                zh=f"字体没有这些字：{'、'.join(missing)}，请人工处理。",
                en=f"The font has no glyph for: {', '.join(missing)}. A person must see to it.",
                field=path,
                value=missing,
            )
    typ = source(wanted.id, {**values, "kind": wanted, "font": press.family, "ways": remedies()})
    return press, typ, values["issued_on"]
