"""A bound file: every page as it was issued, numbered through, fit for the archive, and still to be read aloud."""

import io
from datetime import date
from typing import Any

import pytest
from pypdf import PdfReader, PdfWriter

from notices import catalog, render
from notices.binding import Bound, Mark, bind, count_pages, text_of

DAY = date(2025, 3, 4)
KINDS = ("file_cover", "order_to_correct", "certificate", "service_receipt")


def part(kind: str) -> bytes:
    return render.render(kind, catalog.kind(kind).example).pdf


PARTS = [part(kind) for kind in KINDS]


def bound(parts: list[bytes], title: str = "卷宗") -> Bound:
    pages = sum(count_pages(one) or 0 for one in parts)
    stamps = render.stamps([f"正卷　第{number}页" for number in range(1, pages + 1)], DAY)
    return bind(parts, stamps, [Mark("正卷", 0, 0), Mark("封面", 0, 1), Mark("责令改正", 1, 1)], title, DAY)


@pytest.fixture(scope="module")
def read() -> Any:
    return PdfReader(io.BytesIO(bound(PARTS).pdf))


def test_the_content_of_every_page_is_the_stream_that_was_issued(read: Any) -> None:
    issued = [page for one in PARTS for page in PdfReader(io.BytesIO(one)).pages]
    assert len(read.pages) == len(issued)
    for page, was in zip(read.pages, issued, strict=True):
        _, own, _ = (one.get_object() for one in page["/Contents"])
        stream: Any = was["/Contents"]
        assert own._data == stream._data
        assert page.mediabox == was.mediabox


def test_every_page_bears_its_number_in_the_file(read: Any) -> None:
    for number, page in enumerate(read.pages, 1):
        assert f"正卷　第{number}页" in page.extract_text()


def test_the_same_parts_give_the_same_bytes() -> None:
    assert bound(PARTS).sha256 == bound(PARTS).sha256
    assert bound(PARTS[::-1]).sha256 != bound(PARTS).sha256
    assert bound(PARTS, "另一卷宗").sha256 != bound(PARTS).sha256


def test_a_file_of_archival_parts_keeps_what_the_archive_asks(read: Any) -> None:
    root = read.root_object
    xmp = root["/Metadata"].get_data().decode()
    assert "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>U</pdfaid:conformance>" in xmp
    assert root["/OutputIntents"][0].get_object()["/S"] == "/GTS_PDFA1"
    assert not read.is_encrypted
    assert read.metadata.title == "卷宗"
    assert read.metadata.creation_date.date() == DAY
    for page in read.pages:
        for font in page["/Resources"]["/Font"].values():
            assert font["/ToUnicode"]
            assert font["/DescendantFonts"][0].get_object()["/FontDescriptor"]["/FontFile2"]


def test_a_part_that_is_no_archival_file_takes_the_claim_from_the_whole() -> None:
    writer, blank = PdfWriter(), io.BytesIO()
    writer.add_blank_page(595, 842)
    writer.write(blank)
    whole = bound([*PARTS, blank.getvalue()])
    assert not whole.archival
    described: Any = PdfReader(io.BytesIO(whole.pdf)).root_object["/Metadata"]
    assert b"pdfaid:part" not in described.get_data()


def test_the_tags_of_all_parts_are_one_tree_and_point_at_the_pages_of_the_file(read: Any) -> None:
    tree = read.root_object["/StructTreeRoot"]
    assert [one.get_object()["/S"] for one in tree["/K"]] == ["/Document"] * len(PARTS)
    numbers = tree["/ParentTree"]["/Nums"]
    marked = {int(key): value.get_object() for key, value in zip(numbers[::2], numbers[1::2], strict=True)}
    assert len(marked) == len(read.pages) == tree["/ParentTreeNextKey"]
    for page in read.pages:
        elements = [one.get_object() for one in marked[page["/StructParents"]]]
        assert elements
        assert {one["/Pg"].indirect_reference for one in elements if "/Pg" in one} <= {page.indirect_reference}
    assert read.root_object["/MarkInfo"]["/Marked"]


def test_bookmarks_stand_under_their_volume(read: Any) -> None:
    volume, inside = read.outline
    assert volume.title == "正卷"
    assert [(one.title, read.get_destination_page_number(one)) for one in inside] == [("封面", 0), ("责令改正", 1)]


def test_a_file_without_a_number_for_each_page_is_not_bound() -> None:
    with pytest.raises(ValueError, match="shorter"):
        bind(PARTS, render.stamps(["第1页"], DAY), [], "卷宗", DAY)


def test_three_hundred_pages_are_bound_and_numbered_through() -> None:
    whole = bound([part("order_to_correct")] * 150)
    assert whole.pages == 300
    assert "正卷　第300页" in PdfReader(io.BytesIO(whole.pdf)).pages[299].extract_text()


def test_what_is_no_pdf_has_no_pages() -> None:
    assert count_pages(b"") is None
    assert count_pages(b"no pdf") is None
    assert text_of(b"no pdf") == ""
    assert count_pages(PARTS[1]) == 2
