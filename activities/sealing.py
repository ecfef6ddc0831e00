"""Sealing (用印): the copy of a document that bears the seal of its office, without which it cannot be served."""

import io
from datetime import UTC, datetime
from hashlib import sha256

from pypdf import PdfReader
from pypdf.errors import PyPdfError
from sqlmodel import Session

from activities.persons import refuse_left, refuse_member_of_another
from activities.receipt import refuse_future, refuse_without_zone
from domain.errors import Refused
from domain.sealing import Sealing, SealManner
from models import audit, matter, office, sealed_copy
from models.document import DocumentRow
from models.sealed_copy import SealedCopyRow
from notices import catalog
from notices.binding import count_pages, text_of

MOST_BYTES = 50 << 20  # no scan of a paper needs more


def paper_of(session: Session, document_id: str) -> DocumentRow:
    """Refused `unknown_document`."""
    paper = session.get(DocumentRow, document_id)
    if paper is None:
        raise _refused("unknown_document", document_id, "没有登记", "is not on record")
    return paper


def seal(session: Session, asked: Sealing, pdf: bytes) -> SealedCopyRow:
    """Attach the copy and put it on the chain; the same one twice is one.

    Refused `unknown_document`, `no_seal_wanted`, `sealed_already`, `unknown_officer`, `officer_of_another_region`,
    `officer_left`, `moment_without_zone`, `received_in_the_future`, `sealed_before_issued`, `copy_too_large`,
    `copy_unreadable`, `copy_of_another`, `signature_missing`.
    """
    paper = paper_of(session, asked.document_id)
    matter.lock(session, paper.matter_id)
    if paper.seal is not None or catalog.kind(paper.kind).nature == "internal":
        raise _refused("no_seal_wanted", _name(paper), "不需要用印", "wants no seal")
    given = sha256(pdf).hexdigest()
    if known := sealed_copy.of_document(session, paper.document_id):
        if known.sha256 != given:
            raise _refused("sealed_already", _name(paper), "已有另一份用印件", "has another sealed copy already")
        return known
    actor, at = office.officer(session, asked.officer), _moment(asked, paper)
    refuse_member_of_another(actor, paper.office_id)
    refuse_left(actor, at)
    _refuse_unlike(paper, asked.manner, pdf)
    row = SealedCopyRow(
        document_id=paper.document_id,
        manner=asked.manner,
        officer_id=actor.officer_id,
        sealed_at=at,
        pdf=pdf,
        sha256=given,
    )
    session.add(row)
    session.flush()
    told = catalog.kind(paper.kind).title
    number, manner = paper.number or "", asked.manner
    detail = {
        "document": paper.document_id,
        "sha256": given,
        "manner": manner.value,
        "reason": {
            "zh": f"《{told.zh}》{number}；{manner.zh}；SHA-256：{given}",
            "en": f"{told.en} {number}; {manner.en}; SHA-256: {given}",
        },
    }
    chain = audit.of_matter(paper.matter_id)
    audit.append(session, chain, at=at, actor=actor.officer_id, event="sealed", step=paper.step, **detail)
    return row


def as_served(session: Session, paper: DocumentRow) -> bytes:
    """The PDF that its addressee has: the sealed copy, where there is one."""
    copy = sealed_copy.of_document(session, paper.document_id)
    return copy.pdf if copy else paper.pdf


def _moment(asked: Sealing, paper: DocumentRow) -> datetime:
    at = asked.at or datetime.now(UTC)
    refuse_without_zone(at)
    refuse_future(at, rehearsal=False)
    if at < paper.issued_at:
        raise _refused("sealed_before_issued", _name(paper), "不能在制作之前用印", "cannot be sealed before its issue")
    return at


def _refuse_unlike(paper: DocumentRow, manner: SealManner, pdf: bytes) -> None:
    """What can be told of a copy: of a scan its pages, of an electronic seal that the words are the same, too."""
    name, electronic = _name(paper), manner is SealManner.ELECTRONIC
    if len(pdf) > MOST_BYTES:
        raise _refused("copy_too_large", name, "的用印件超过50 MiB", "has a copy of more than 50 MiB")
    pages = count_pages(pdf)
    if not pages:
        raise _refused("copy_unreadable", name, "的用印件不是可以读取的PDF", "has a copy that is no readable PDF")
    if pages != count_pages(paper.pdf) or (electronic and text_of(pdf) != text_of(paper.pdf)):
        raise _refused("copy_of_another", name, "与用印件的页数或者文字不同", "and its copy differ in pages or words")
    if electronic and not _is_signed(pdf):
        raise _refused("signature_missing", name, "的用印件中没有电子签名", "has a copy without a signature")


def _is_signed(pdf: bytes) -> bool:
    try:
        fields = PdfReader(io.BytesIO(pdf)).get_fields() or {}
    except PyPdfError:
        return False
    return any(one.get("/FT") == "/Sig" and one.get("/V") for one in fields.values())


def _name(paper: DocumentRow) -> str:
    return paper.number or paper.document_id


def _refused(code: str, name: str, zh: str, en: str) -> Refused:
    return Refused(code, zh=f"文书“{name}”{zh}。", en=f"Document {name} {en}.", field="document", value=name)
