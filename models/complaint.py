"""Complaints of consumers (投诉), each with the matter that handles it."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint
from sqlmodel import Field, Session, SQLModel, select

from domain.complaint import Complaint, ComplaintChannel
from models.base import document, moment, one_of


class ComplaintRow(SQLModel, table=True):
    """投诉登记. Its matter has its id. What identifies the complainant stands here alone, and in the papers made for
    him or, as far as mediation needs it, for the respondent (O121 37)."""

    __tablename__ = "complaint"
    __table_args__ = (CheckConstraint("price_fen >= 0", name="price"),)

    complaint_id: str = Field(primary_key=True)
    office_id: str = Field(foreign_key="office.office_id", index=True)
    respondent_id: str = Field(foreign_key="enterprise.enterprise_id", index=True)
    channel: ComplaintChannel = one_of(ComplaintChannel)
    reference: str | None = Field(default=None, unique=True)
    received_at: datetime = moment()
    complainant: str
    goods: str
    lot: str | None = Field(default=None, index=True)
    certificate: str | None = Field(default=None, index=True)
    traded_on: date
    known_on: date
    price_fen: int
    content: dict[str, Any] = document()
    rehearsal: bool

    def value(self) -> Complaint:
        return Complaint.model_validate(self.content, strict=False)


def of_reference(session: Session, reference: str) -> ComplaintRow | None:
    return session.exec(select(ComplaintRow).where(ComplaintRow.reference == reference)).one_or_none()
