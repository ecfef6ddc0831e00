"""Replies to informants (告知举报人) that the national platform passes on: of reports that came by it (O121 34, 36)."""

from datetime import datetime

from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Field, Session, SQLModel, col, select

from domain.complaint import ComplaintChannel
from models.base import moment
from models.clue import ClueRow
from models.document import DocumentRow
from models.matter import MatterRow

TOLD = ("report_redirection", "report_result")  # the papers that are made for an informant


class InformantReplyRow(SQLModel, table=True):
    """A paper for an informant that the platform has been given, once."""

    __tablename__ = "informant_reply"

    document_id: str = Field(primary_key=True, foreign_key="document.document_id")
    given_at: datetime = moment()


def ungiven(session: Session, most: int, *, rehearsal: bool) -> list[tuple[DocumentRow, str]]:
    """The papers that the platform is still to be given, each with the platform's number of its report."""
    given = select(InformantReplyRow).where(InformantReplyRow.document_id == DocumentRow.document_id)
    query = (
        select(DocumentRow, ClueRow.reference)
        .join(MatterRow, col(MatterRow.matter_id) == DocumentRow.matter_id)
        .join(ClueRow, col(ClueRow.clue_id) == MatterRow.clue_id)
        .where(
            col(DocumentRow.kind).in_(TOLD), ClueRow.channel == ComplaintChannel.PLATFORM,
            col(ClueRow.reference).is_not(None), ClueRow.rehearsal == rehearsal, ~given.exists(),
        )
        .order_by(col(DocumentRow.issued_on), DocumentRow.document_id)
        .limit(most)
    )  # fmt: skip
    return [(paper, reference or "") for paper, reference in session.exec(query)]


def note_given(session: Session, document_id: str, at: datetime) -> None:
    row = {"document_id": document_id, "given_at": at}
    session.execute(insert(InformantReplyRow).values(row).on_conflict_do_nothing())
