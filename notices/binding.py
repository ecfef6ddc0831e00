"""装订: printed documents become one file, the content of every page as it was issued, a running number stamped on it.

What holds of the result: all that PDF/A-2u asks (fonts, output intent, metadata, no encryption), as long as every part
keeps it; the tags of the parts, in one tree. The parts' level A is not claimed for the whole, since nothing checks it.
"""

import io
from collections.abc import Sequence
from datetime import date
from hashlib import sha256
from typing import NamedTuple, cast

from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.errors import PyPdfError
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    ByteStringObject,
    DecodedStreamObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    TextStringObject,
)

from domain.base import Value
from notices.archive_metadata import keeps_archive, xmp
from notices.tags import Tags

EDGE = 12 / 25.4 * 72  # points between the stamp and the upper and outer edge of the page
_STAMP = "/FileStamp"


class Mark(NamedTuple):
    """A bookmark: `page` counts from 0, `level` is 0 for a volume and 1 for what stands in it."""

    title: str
    page: int
    level: int


class Bound(Value):
    """A bound file: its bytes, their SHA-256 in hex, its pages, and whether it keeps PDF/A-2u."""

    pdf: bytes
    sha256: str
    pages: int
    archival: bool


def count_pages(pdf: bytes) -> int | None:
    """How many pages a PDF has; None where it cannot be read."""
    try:
        return len(PdfReader(io.BytesIO(pdf)).pages)
    except PyPdfError:
        return None


def text_of(pdf: bytes) -> str:
    """What a reader of a PDF sees, without spaces and line ends; nothing where it cannot be read."""
    try:
        return "".join("".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(pdf)).pages)
    except PyPdfError:
        return ""


def bind(parts: Sequence[bytes], stamps: bytes, marks: Sequence[Mark], title: str, day: date) -> Bound:
    """One PDF of all pages of the parts in their order. `stamps` is a PDF with a small page for each of them.

    The same parts give the same bytes. ValueError where there is another number of stamps than of pages.
    """
    writer, tags = PdfWriter(), Tags()
    writer.pdf_header = "%PDF-1.7"
    readers = [PdfReader(io.BytesIO(part)) for part in parts]
    stamp_pages = PdfReader(io.BytesIO(stamps)).pages
    pages: list[PageObject] = []
    for reader in readers:
        added = [writer.add_page(page) for page in reader.pages]
        tags.add(writer, reader, added)
        pages += added
    for page, stamp in zip(pages, stamp_pages, strict=True):
        _stamp(writer, page, stamp)
    tags.enter(writer)
    _outline(writer, marks)
    archival = all(keeps_archive(reader) for reader in readers)
    _describe(writer, readers[0], title, day, archival)
    _identify(writer, [*parts, stamps, title.encode()])
    written = io.BytesIO()
    writer.write(written)
    pdf = written.getvalue()
    return Bound(pdf=pdf, sha256=sha256(pdf).hexdigest(), pages=len(pages), archival=archival)


def _stamp(writer: PdfWriter, page: PageObject, stamp: PageObject) -> None:
    """The page's own content stays the stream that it was, between one that saves and one that restores the state."""
    form = DecodedStreamObject()
    contents = stamp.get_contents()
    form.set_data(contents.get_data() if contents is not None else b"")
    form[NameObject("/Type")], form[NameObject("/Subtype")] = NameObject("/XObject"), NameObject("/Form")
    form[NameObject("/BBox")] = ArrayObject(stamp.mediabox)
    form[NameObject("/Resources")] = stamp["/Resources"].clone(writer)
    # A page of its own: others may share the one of its document.
    resources = DictionaryObject(cast(DictionaryObject, page.get("/Resources", DictionaryObject())))
    drawn = DictionaryObject(resources.get("/XObject", DictionaryObject()))
    drawn[NameObject(_STAMP)] = writer._add_object(form.flate_encode())
    resources[NameObject("/XObject")] = drawn
    page[NameObject("/Resources")] = resources
    right = float(page.mediabox.right) - float(stamp.mediabox.width) - EDGE
    upper = float(page.mediabox.top) - float(stamp.mediabox.height) - EDGE
    drawing = f"Q q 1 0 0 1 {right:.2f} {upper:.2f} cm {_STAMP} Do Q"
    own = page.raw_get("/Contents") if "/Contents" in page else ArrayObject()
    streams = own if isinstance(own, ArrayObject) else [own]
    page[NameObject("/Contents")] = ArrayObject([_stream(writer, "q"), *streams, _stream(writer, drawing)])


def _stream(writer: PdfWriter, operators: str) -> IndirectObject:
    stream = DecodedStreamObject()
    stream.set_data(f"\n{operators}\n".encode())
    return writer._add_object(stream)


def _identify(writer: PdfWriter, made_of: Sequence[bytes]) -> None:
    """By what it is made of: the library's own identifier holds the moment, too."""
    whole = sha256()
    for part in made_of:
        whole.update(sha256(part).digest())
    identity = ByteStringObject(whole.digest()[:16])
    writer._ID = ArrayObject((identity, identity))


def _outline(writer: PdfWriter, marks: Sequence[Mark]) -> None:
    above: IndirectObject | None = None
    for mark in marks:
        item = writer.add_outline_item(title=mark.title, page_number=mark.page, parent=above if mark.level else None)
        above = above if mark.level else item


def _describe(writer: PdfWriter, first: PdfReader, title: str, day: date, archival: bool) -> None:
    root, described = writer.root_object, first.root_object
    stamp = f"D:{day:%Y%m%d}000000Z"
    writer.metadata = {"/Title": title, "/Producer": "pypdf", "/CreationDate": stamp, "/ModDate": stamp}
    metadata = DecodedStreamObject()
    metadata.set_data(xmp(title, day, archival=archival).encode())
    metadata[NameObject("/Type")], metadata[NameObject("/Subtype")] = NameObject("/Metadata"), NameObject("/XML")
    root[NameObject("/Metadata")] = writer._add_object(metadata)
    root[NameObject("/OutputIntents")] = described["/OutputIntents"].clone(writer)
    root[NameObject("/Lang")] = TextStringObject("zh-CN")
    root[NameObject("/ViewerPreferences")] = DictionaryObject(
        {NameObject("/DisplayDocTitle"): BooleanObject(True)}
    )
    root[NameObject("/PageMode")] = NameObject("/UseOutlines")
