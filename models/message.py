"""Messages (消息): what the program tells an office, a party, a laboratory or an operator. No service of a document."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Field, Session, SQLModel, col, select

from domain.base import Text
from models.base import document, moment
from models.enterprise import natural


class MessageRow(SQLModel, table=True):
    """`recipient` is the id of an office, an enterprise, a laboratory or a scheme; `text` is a sentence in zh and en.

    It is about a step of a matter, an application for certificates, a recall, a payment of a scheme, or a scheme.
    """

    __tablename__ = "message"
    __table_args__ = (
        CheckConstraint(
            "num_nonnulls(matter_id, application_id, recall_id, compensation_id, scheme_id) = 1", name="about_one_thing"
        ),
        Index("ix_message_recipient_at", "recipient", "at"),
    )

    message_id: str = Field(primary_key=True)
    recipient: str
    matter_id: str | None = Field(default=None, foreign_key="matter.matter_id", index=True)
    application_id: str | None = Field(default=None, foreign_key="lot_application.application_id", index=True)
    recall_id: str | None = Field(default=None, foreign_key="recall.recall_id", index=True)
    compensation_id: str | None = Field(default=None, foreign_key="compensation.compensation_id", index=True)
    scheme_id: str | None = Field(default=None, foreign_key="scheme.scheme_id", index=True)
    step: int = 0
    about: str
    at: datetime = moment()
    text: dict[str, str] = document()


def tell(session: Session, recipient: str, matter_id: str, step: int, about: str, at: datetime, text: Text) -> bool:
    """Leave a message, once for each `about` of a step. False where it has been left before."""
    thing = {"matter_id": matter_id, "step": step}
    message_id = natural("message", matter_id, str(step), about, recipient)
    return _leave(session, message_id, recipient, thing, about, at, text)


def tell_of_application(
    session: Session, recipient: str, application_id: str, about: str, at: datetime, text: Text
) -> bool:
    """As `tell`, about an application for certificates."""
    thing = {"application_id": application_id}
    message_id = natural("message", "application", application_id, about, recipient)
    return _leave(session, message_id, recipient, thing, about, at, text)


def tell_of_recall(session: Session, recipient: str, recall_id: str, about: str, at: datetime, text: Text) -> bool:
    """As `tell`, about a recall."""
    message_id = natural("message", "recall", recall_id, about, recipient)
    return _leave(session, message_id, recipient, {"recall_id": recall_id}, about, at, text)


def tell_of_compensation(
    session: Session, recipient: str, compensation_id: str, about: str, at: datetime, text: Text
) -> bool:
    """As `tell`, about a payment of a scheme; its operator's inbox is the id of the scheme."""
    message_id = natural("message", "compensation", compensation_id, about, recipient)
    return _leave(session, message_id, recipient, {"compensation_id": compensation_id}, about, at, text)


def tell_of_scheme(session: Session, scheme_id: str, about: str, at: datetime, text: Text) -> bool:
    """As `tell`, to the operator of a scheme about the scheme itself."""
    message_id = natural("message", "scheme", scheme_id, about)
    return _leave(session, message_id, scheme_id, {"scheme_id": scheme_id}, about, at, text)


def _leave(
    session: Session, message_id: str, recipient: str, thing: dict[str, Any], about: str, at: datetime, text: Text
) -> bool:
    row = {"message_id": message_id, "recipient": recipient, "about": about, "at": at, "text": text.model_dump()}
    left = session.execute(
        insert(MessageRow).values(row | thing).on_conflict_do_nothing().returning(col(MessageRow.message_id))
    )
    return left.one_or_none() is not None


def told_about(session: Session, matter_id: str, step: int) -> set[str]:
    """What the recipients have been told about a step."""
    query = select(MessageRow.about).where(MessageRow.matter_id == matter_id, MessageRow.step == step)
    return set(session.exec(query))


def newest(session: Session, recipient: str, most: int) -> list[MessageRow]:
    """What a recipient has been told, the newest first."""
    query = select(MessageRow).where(MessageRow.recipient == recipient)
    return list(session.exec(query.order_by(col(MessageRow.at).desc(), col(MessageRow.message_id)).limit(most)))


def of_matter(session: Session, matter_id: str) -> list[MessageRow]:
    query = select(MessageRow).where(MessageRow.matter_id == matter_id)
    return list(session.exec(query.order_by(col(MessageRow.at), col(MessageRow.message_id))))


def of_application(session: Session, application_id: str) -> list[MessageRow]:
    query = select(MessageRow).where(MessageRow.application_id == application_id)
    return list(session.exec(query.order_by(col(MessageRow.at), col(MessageRow.message_id))))
