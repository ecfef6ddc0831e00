"""Notices per second, against a bare Typst compiler that is given the finished source of the same document."""

from datetime import UTC, datetime, time
from functools import partial
from itertools import count
from typing import Any

import typst

from bench.harness import Figure, Side
from domain.base import Text
from notices import catalog
from notices.context import checked
from notices.markup import TEMPLATES, source
from notices.numbering import number as numbered
from notices.press import FONT, FONTS, STANDARDS
from notices.render import render

KIND = "order_to_correct"


class Notices(Figure):
    name, title = "notices", Text(zh="文书", en="notices")
    at_least = 0.7
    size = 3

    def __init__(self) -> None:
        self.kind = catalog.kind(KIND)
        self.bare = BareCompiler(datetime.combine(self.kind.example["issued_on"], time(), UTC))
        self._places = count(100_000)  # no number comes twice: Typst would remember the page

    def sides(self, number: int) -> tuple[Side, Side]:
        return (
            Side(partial(render, KIND), [self.context() for _ in range(number)]),
            Side(self.bare.compile, [self.source(self.context()) for _ in range(number)]),
        )

    def context(self) -> dict[str, Any]:
        example = self.kind.example
        place = next(self._places)
        return {**example, "number": numbered(self.kind, example["office_short"], example["issued_on"].year, place)}

    def source(self, context: dict[str, Any]) -> bytes:
        values = checked(self.kind, context)
        return source(KIND, {**values, "kind": self.kind, "font": FONT, "ways": catalog.remedies()}).encode()


class BareCompiler:
    """The ceiling: Typst alone, with the same fonts, templates and standards. No warning and no glyph is looked at."""

    def __init__(self, moment: datetime) -> None:
        fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])
        compiler = typst.Compiler(root=str(TEMPLATES), font_paths=fonts)
        self.compile = partial(compiler.compile, format="pdf", pdf_standards=STANDARDS, timestamp=moment)
