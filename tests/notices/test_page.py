"""The page of GB/T 9704-2012, measured in the printed file."""

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from pypdf import PageObject, PdfReader

from notices import render

ORDER = "order_to_correct"
MM = 72 / 25.4
A4 = (210 * MM, 297 * MM)


def _lines(page: PageObject) -> list[tuple[str, float, float, float]]:
    """Text, left edge, baseline (from below) and size of every piece of text, in points."""
    found: list[tuple[str, float, float, float]] = []

    def note(text: str, matrix: list[float], _text_matrix: list[float], _font: object, size: float) -> None:
        if text.strip():
            found.append((text.strip("\n"), matrix[4], matrix[5], size))

    page.extract_text(visitor_text=note)
    return found


@pytest.fixture
def full_page(example: dict[str, Any], read: Callable[[bytes], PdfReader]) -> PageObject:
    """The second page of an order whose facts fill three."""
    example.update(rehearsal=False, test_seal=False, facts="国" * 28 * 22 * 3)
    return read(render.render(ORDER, example).pdf).pages[1]


def test_a_page_is_a4(full_page: PageObject) -> None:
    assert (full_page.mediabox.width, full_page.mediabox.height) == pytest.approx(A4, abs=0.01)


def test_a_full_page_has_22_lines_of_28_characters_in_size_3(full_page: PageObject) -> None:
    *body, _number = _lines(full_page)
    assert [text for text, *_ in body] == ["国" * 28] * 22
    assert {size for *_, size in body} == {15.75}


def test_the_text_area_is_156_by_225_mm_behind_a_binding_edge_of_28_mm(full_page: PageObject) -> None:
    *body, _number = _lines(full_page)
    assert {round(left / MM, 1) for _, left, _, _ in body} == {28.0}
    for (_, _, upper, _), (_, _, lower, _) in pairwise(body):
        assert upper - lower == pytest.approx(225 * MM / 22, abs=0.01)
    (_, _, first, size), last = body[0], body[-1][2]
    assert A4[1] - (first + 0.88 * size) == pytest.approx(37 * MM, abs=0.1)
    assert 35 * MM < last - 0.12 * size < 35 * MM + 225 * MM / 22


def test_the_page_number_stands_between_dashes_at_the_outer_edge(
    example: dict[str, Any], read: Callable[[bytes], PdfReader]
) -> None:
    example["facts"] = "国" * 28 * 22 * 2
    *pages, _last = read(render.render(ORDER, example).pdf).pages
    for count, page in enumerate(pages, 1):
        text, left, _, size = _lines(page)[-1]
        assert (text, size) == (f"— {count} —", 14)
        assert (left > A4[0] / 2) == (count % 2 == 1)


def test_office_and_document_head_the_paper_in_size_2_centred(
    example: dict[str, Any], read: Callable[[bytes], PdfReader]
) -> None:
    example.update(rehearsal=False)
    office, title, *_ = _lines(read(render.render(ORDER, example).pdf).pages[0])
    for text, left, _, size in (office, title):
        assert size == 22
        assert left + len(text) * size / 2 == pytest.approx((28 + 156 / 2) * MM, abs=0.1)


def test_the_signature_never_stands_alone_on_a_page(example: dict[str, Any], text: Callable[..., str]) -> None:
    for lines in range(1, 24):
        example["facts"] = "国" * 28 * lines
        *_, last = text(ORDER, example).split("\f")
        assert "提起行政诉讼。" in last
        assert "2025年3月4日\n" in last


@pytest.mark.parametrize(
    ("endless", "width"),
    [("0", 0.5), ("W", 0.9), ("https://example.com/x", 0.3), ("《", 0.5), ("……", 0.5), ("——", 0.9), ("%", 0.8)],
)
def test_nothing_runs_beyond_the_text_area(
    endless: str, width: float, example: dict[str, Any], read: Callable[[bytes], PdfReader]
) -> None:
    """`width` is no more than an average character of the run, in units of the size."""
    example.update(rehearsal=False, facts=f"见{endless * (200 // len(endless))}终")
    pieces = [piece for page in read(render.render(ORDER, example).pdf).pages for piece in _lines(page)]
    for text, left, _, size in pieces:
        if set(text) <= set(endless):
            assert left + width * size * len(text) < (28 + 156 + 3) * MM
