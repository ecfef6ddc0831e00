"""Attempts of service that failed (未能送达): each with its own day and proof."""

from datetime import datetime

from sqlmodel import Field, Session, SQLModel, col, select

from domain.service import Failure, Manner
from models.base import moment, one_of


class ServiceAttemptRow(SQLModel, table=True):
    """`attempt_id` is the act that tells of it, or the dispatch that the addressee's mail server refused for good."""

    __tablename__ = "service_attempt"

    attempt_id: str = Field(primary_key=True)
    document_id: str = Field(foreign_key="document.document_id", index=True)
    manner: Manner = one_of(Manner)
    failure: Failure = one_of(Failure)
    tried_at: datetime = moment()
    proof: str


def of_document(session: Session, document_id: str) -> list[ServiceAttemptRow]:
    query = select(ServiceAttemptRow).where(ServiceAttemptRow.document_id == document_id)
    return list(session.exec(query.order_by(col(ServiceAttemptRow.tried_at), col(ServiceAttemptRow.attempt_id))))
