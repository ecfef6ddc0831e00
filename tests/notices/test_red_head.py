"""公文: what goes between authorities, and what is announced, has the red head of GB/T 9704-2012."""

from collections.abc import Callable

import pytest
from pypdf import PdfReader

from notices import catalog, render
from notices.catalog import NoticeKind

MM = 72 / 25.4
TITLE = 22.1  # points: nothing else on a real paper is larger than its title
NUMBERED_LETTERS = {kind.id for kind in catalog.kinds().values() if kind.nature == "letter" and kind.series}
RED = NUMBERED_LETTERS - {"crime_referral"} | {"announcement"}  # a referral has the form of an enforcement paper


def _head(kind: str, read: Callable[[bytes], PdfReader], **context: object) -> list[tuple[str, float, float]]:
    """Each piece of the first page that stands larger than its title: text, left edge and size."""
    given = {**catalog.kind(kind).example, "rehearsal": False, **context}
    found: list[tuple[str, float, float]] = []

    def note(text: str, matrix: list[float], _text_matrix: list[float], _font: object, size: float) -> None:
        if text.strip() and size > TITLE:
            found.append((text.strip("\n"), matrix[4], size))

    read(render.render(kind, given).pdf).pages[0].extract_text(visitor_text=note)
    return found


@pytest.mark.parametrize("kind", sorted(RED))
def test_a_letter_between_authorities_and_an_announcement_have_the_red_head(
    kind: str, read: Callable[[bytes], PdfReader]
) -> None:
    ((office, left, size),) = _head(kind, read)
    assert office == catalog.kind(kind).example["office"]
    assert size == pytest.approx(156 * MM / len(office), abs=2.5)
    assert left + len(office) * size / 2 == pytest.approx((28 + 156 / 2) * MM, abs=0.5)


@pytest.mark.parametrize("kind", sorted(set(catalog.kinds()) - RED))
def test_an_enforcement_paper_has_no_red_head(kind: str, read: Callable[[bytes], PdfReader]) -> None:
    assert _head(kind, read) == []


@pytest.mark.parametrize("kind", ["announcement", "transfer_letter"])
def test_a_long_name_stays_in_one_line_of_the_text_area(kind: str, read: Callable[[bytes], PdfReader]) -> None:
    office = "示例土家族苗族自治州市场监督管理局"
    ((printed, left, size),) = _head(kind, read, office=office)
    assert printed == office
    assert left >= 28 * MM
    assert left + len(office) * size <= (28 + 156) * MM + 0.5


def test_a_letter_goes_to_an_authority_without_remedies_and_an_announcement_names_them() -> None:
    letters = [kind for kind in catalog.kinds().values() if kind.nature == "letter"]
    assert all(kind.served and not kind.remedies and "recipient" in kind.fields for kind in letters)
    assert catalog.kind("announcement").remedies


def test_an_internal_form_has_no_number_and_no_seal() -> None:
    def internal(kind: NoticeKind) -> bool:
        return kind.nature == "internal"

    for kind in filter(internal, catalog.kinds().values()):
        assert kind.series is None
        assert not {"number", "test_seal"} & set(kind.fields)


def test_the_first_page_of_a_letter_has_no_page_number(text: Callable[..., str]) -> None:
    first, second = text("transfer_letter", catalog.kind("transfer_letter").example).split("\f")
    assert "— 1 —" not in first
    assert "— 2 —" in second
