"""Recall notices (召回公告) as published: what the source says, and no more."""

from datetime import date

from sqlalchemy import ARRAY, Date
from sqlmodel import Field, Session, SQLModel

from models.enterprise import natural


class RecallNoticeRow(SQLModel, table=True):
    """`quantity` and `days` are null or empty where the stated text cannot be read with certainty: it stays as stated.

    `producer_id` is the producer that the notice names, null where it names none.
    """

    __tablename__ = "recall_notice"

    notice_id: str = Field(primary_key=True)
    source_id: str = Field(unique=True)
    published_on: date = Field(index=True)
    title: str
    producer_id: str | None = Field(default=None, foreign_key="enterprise.enterprise_id", index=True)
    producer: str
    product: str
    brand: str
    model: str
    lots: str
    days: list[date] = Field(sa_type=ARRAY(Date), default_factory=list)
    quantity_stated: str
    quantity: int | None = None
    defect: str
    consequence: str
    remedy: str
    source_url: str


def notice_id(source_id: str) -> str:
    return natural("recall_notice", source_id)


def enter(session: Session, row: RecallNoticeRow) -> bool:
    """Enter a notice once. False where it is there already."""
    if session.get(RecallNoticeRow, row.notice_id):
        return False
    session.add(row)
    session.flush()
    return True
