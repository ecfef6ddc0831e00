"""印制: Typst source to pages, with the fonts of one folder and no others."""

import re
from datetime import UTC, date, datetime, time
from pathlib import Path
from threading import Lock
from typing import Any, Literal

import typst

from domain.errors import Refused
from notices.glyphs import printable
from notices.markup import TEMPLATES

FONTS = Path(__file__).parent / "fonts"
FONT = "Noto Serif SC"
# A-2a: for the archive, tagged, all text as Unicode; UA-1: for who listens instead of reading.
STANDARDS: list[Any] = ["a-2a", "ua-1"]
_PAGE = re.compile(rb"obj\n<</Type/Page/")


class Press:
    """One compiler and one font family. Compiles one document at a time; threads may share it.

    Refused unknown_font_family if the folder lacks the family, regular and bold.
    """

    def __init__(self, family: str = FONT, folder: Path = FONTS) -> None:
        fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(folder)])
        files = {font.weight: font.path for font in fonts.fonts() if font.family == family and font.path}
        if not {400, 700} <= set(files):
            raise Refused(
                "unknown_font_family",
                zh="没有安装这种字体（常规和粗体），请先运行安装步骤。",
                en="This font is not installed in regular and bold; run the set-up first.",
                field="font",
                value=family,
            )
        self.family = family
        self._printable = frozenset.intersection(*(printable(Path(file)) for file in files.values()))
        self._compiler = typst.Compiler(root=str(TEMPLATES), font_paths=fonts)
        self._lock = Lock()

    def missing(self, text: str) -> str:
        """The characters of a text that the font cannot print, each once, in their order."""
        if self._printable.issuperset(text):
            return ""
        return "".join(dict.fromkeys(mark for mark in text if mark not in self._printable and mark != "\n"))

    def pdf(self, source: str, day: date) -> tuple[bytes, int]:
        """A tagged PDF/A, dated that day, and the number of its pages. Any warning is an error."""
        pdf: bytes = self._compile(source, "pdf", day)
        return pdf, len(_PAGE.findall(pdf))

    def svg(self, source: str, day: date) -> list[str]:
        """The pages as SVG, for the screen only: unlike the PDF/A they do not fail for want of a glyph."""
        pages: bytes | list[bytes] = self._compile(source, "svg", day)
        return [page.decode() for page in ([pages] if isinstance(pages, bytes) else pages)]

    def _compile(self, source: str, format: Literal["pdf", "svg"], day: date) -> Any:
        with self._lock:
            result, warnings = self._compiler.compile_with_warnings(
                source.encode(),
                format=format,
                pdf_standards=STANDARDS if format == "pdf" else [],
                timestamp=datetime.combine(day, time(), UTC),
            )
        if warnings:
            raise warnings[0]
        return result
