"""Papers of a scheme's operator (运营者函件) with their PDF: of a payment, and apart from an authority's documents."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, Session, SQLModel, col, func, select

from domain.errors import Refused
from domain.scheme_paper import Recipient
from models.base import document, moment, one_of


class SchemePaperRow(SQLModel, table=True):
    """`event_id` is the act or the bank's booking that made it, as its posting is called; `paper_id` stands on it."""

    __tablename__ = "scheme_paper"
    __table_args__ = (UniqueConstraint("compensation_id", "ordinal"), UniqueConstraint("event_id", "kind"))

    paper_id: str = Field(primary_key=True)
    compensation_id: str = Field(foreign_key="compensation.compensation_id")
    ordinal: int
    kind: str
    event_id: str
    recipient: Recipient = one_of(Recipient)
    issued_on: date
    issued_at: datetime = moment()
    context: dict[str, Any] = document()
    pdf: bytes
    sha256: str


def paper(session: Session, paper_id: str) -> SchemePaperRow:
    """Refused `unknown_paper`."""
    if row := session.get(SchemePaperRow, paper_id):
        return row
    zh, en = f"没有编号为“{paper_id}”的运营者函件。", f"There is no paper {paper_id} of a scheme."
    raise Refused("unknown_paper", zh=zh, en=en, field="paper", value=paper_id)


def papers(session: Session, compensation_id: str, kind: str | None = None) -> list[SchemePaperRow]:
    """Those of a payment in the order of their making, or those of one kind."""
    query = select(SchemePaperRow).where(SchemePaperRow.compensation_id == compensation_id)
    query = query if kind is None else query.where(SchemePaperRow.kind == kind)
    return list(session.exec(query.order_by(col(SchemePaperRow.ordinal))))


def count(session: Session, compensation_id: str) -> int:
    """How many papers a payment has; none is ever taken away."""
    query = select(func.count()).select_from(SchemePaperRow)
    return session.exec(query.where(SchemePaperRow.compensation_id == compensation_id)).one()
