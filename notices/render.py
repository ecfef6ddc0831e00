"""文书排印: a kind and its context to a tagged PDF/A, the same bytes each time; no clock, no database."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from hashlib import sha256
from pathlib import Path

from domain.base import Value
from domain.errors import Refused
from notices.catalog import kind as kind_of
from notices.catalog import remedies
from notices.context import checked, texts
from notices.context import legible as refuse_illegible
from notices.legible import legible
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


def stamps(texts: Sequence[str], day: date) -> bytes:
    """A PDF with one small page for each text, to be laid on the pages of a file (`notices.binding`)."""
    press = _press_of(*_font)
    pdf, _ = press.pdf(source("file_stamps", {"stamps": texts, "day": day, "font": press.family}), day)
    return pdf


def readable(text: str, *, lines: bool = True) -> str:
    """As `notices.legible.legible`, by the font that is printed with."""
    return legible(text, _press_of(*_font).missing, lines=lines)


def refuse_unprintable(kind: str, context: Mapping[str, object]) -> None:
    """Hold a context against its kind without printing it. Refused as `render`."""
    _prepared(kind, context)


def refuse_unprintable_words(words: Mapping[str, object]) -> None:
    """Hold what somebody wrote, and a document will state, against what can be read and printed, as soon as it is
    written. Refused missing_glyph, deceptive_character, blank_field."""
    press = _press_of(*_font)
    for path, text in texts(words):
        refuse_illegible(text, path)
        _refuse_missing(press, text, path)


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
        _refuse_missing(press, text, path)
    typ = source(wanted.id, {**values, "kind": wanted, "font": press.family, "ways": remedies()})
    return press, typ, values["issued_on"]


def _refuse_missing(press: Press, text: str, path: str) -> None:
    if missing := press.missing(text):
        raise Refused(
            "missing_glyph",
            zh=f"字体没有这些字：{'、'.join(missing)}，请人工处理。",
            en=f"The font has no glyph for: {', '.join(missing)}. A person must see to it.",
            field=path,
            value=missing,
        )
