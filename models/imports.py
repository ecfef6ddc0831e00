"""Imports (导入): how far the files have been read, and the rows that could not be taken, with the reason."""

from datetime import datetime
from typing import Any

from sqlmodel import Field, Session, SQLModel, col, select

from domain.errors import Refused
from domain.imports import Counts
from models.base import document, moment


class ImportRow(SQLModel, table=True):
    """Some files read one after another, known by their content. read = accepted + duplicates + rejected, always."""

    __tablename__ = "import_run"

    import_id: str = Field(primary_key=True)
    paths: list[str] = document(default_factory=list)
    sha256: str
    began_at: datetime = moment()
    read: int = 0
    accepted: int = 0
    duplicates: int = 0
    rejected: int = 0
    finished_at: datetime | None = moment(nullable=True, default=None)


class RejectedRow(SQLModel, table=True):
    """A line that was refused: where it stands, the code, a sentence in each language, the field and the value."""

    __tablename__ = "rejected_row"

    import_id: str = Field(foreign_key="import_run.import_id", primary_key=True)
    ordinal: int = Field(primary_key=True)
    file: str
    line: int
    reason: dict[str, Any] = document()


def get(session: Session, import_id: str, *, lock: bool = False) -> ImportRow:
    """The run of an import; `lock` holds it until the transaction ends."""
    row = session.get(ImportRow, import_id, with_for_update=lock)
    if row is None:
        raise Refused(
            "unknown_import",
            zh=f"没有编号为“{import_id}”的导入。",
            en=f"There is no import {import_id}.",
            field="import_id",
            value=import_id,
        )
    return row


def unfinished(session: Session, sha256: str) -> ImportRow | None:
    """The newest import of these contents that has not come to its end."""
    query = select(ImportRow).where(ImportRow.sha256 == sha256, col(ImportRow.finished_at).is_(None))
    return session.exec(query.order_by(col(ImportRow.began_at).desc())).first()


def counts(row: ImportRow) -> Counts:
    return Counts(read=row.read, accepted=row.accepted, duplicates=row.duplicates, rejected=row.rejected)
