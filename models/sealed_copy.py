"""Sealed copies (用印件): what is served in the place of a document that was printed without a seal."""

from datetime import datetime

from sqlmodel import Field, Session, SQLModel, select

from domain.sealing import SealManner
from models.base import moment, one_of
from models.document import DocumentRow


class SealedCopyRow(SQLModel, table=True):
    """`pdf` is the scan of the sealed print, or the document with an electronic seal; `officer_id` vouches for it."""

    __tablename__ = "sealed_copy"

    document_id: str = Field(foreign_key="document.document_id", primary_key=True)
    manner: SealManner = one_of(SealManner)
    officer_id: str = Field(foreign_key="officer.officer_id")
    sealed_at: datetime = moment()
    pdf: bytes
    sha256: str


def of_document(session: Session, document_id: str) -> SealedCopyRow | None:
    return session.get(SealedCopyRow, document_id)


def of_matter(session: Session, matter_id: str) -> dict[str, SealedCopyRow]:
    """By the id of the document."""
    query = select(SealedCopyRow).join(DocumentRow).where(DocumentRow.matter_id == matter_id)
    return {one.document_id: one for one in session.exec(query)}
