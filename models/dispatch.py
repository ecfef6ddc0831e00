"""Papers sent electronically (电子发送): e-mail that waits or has left, and what has arrived in a portal account."""

from datetime import datetime

from sqlalchemy import Index, or_, text
from sqlmodel import Field, Session, SQLModel, col, select

from domain.facts import Labelled
from models.base import moment, one_of
from models.document import DocumentRow


class Fate(Labelled):
    """发送情况."""

    WAITING = "waiting", "待发送", "waiting to be sent"
    SENT = "sent", "已发送", "sent"
    REFUSED = "refused", "被对方拒收", "refused by the mail server for good"
    CANCELLED = "cancelled", "不再发送", "not sent any more"


class DispatchRow(SQLModel, table=True):
    """One e-mail. It is entered in the transaction of the act that asks for it and sent by whoever finds it waiting.

    `message_id` is made of the dispatch: a second copy after a crash is the same message. `asked_at` is law time,
    `tried_at`, `sent_at` and `next_at` are real. `answer` is what the mail server said last. Who takes it up to send it
    puts `next_at` ahead first: nobody else takes it up meanwhile, and after a crash it is tried again.
    """

    __tablename__ = "dispatch"
    __table_args__ = (Index("ix_dispatch_waiting", "next_at", postgresql_where=text("fate = 'waiting'")),)

    dispatch_id: str = Field(primary_key=True, foreign_key="act.act_id")
    document_id: str = Field(foreign_key="document.document_id", index=True)
    confirmation_id: str = Field(foreign_key="address_confirmation.confirmation_id")
    message_id: str = Field(unique=True)
    rehearsal: bool
    asked_at: datetime = moment()
    fate: Fate = one_of(Fate)
    tries: int = 0
    tried_at: datetime | None = moment(nullable=True, default=None)
    next_at: datetime | None = moment(nullable=True, default=None)
    sent_at: datetime | None = moment(nullable=True, default=None)
    answer: str | None = None


class PortalPaperRow(SQLModel, table=True):
    """平台收件箱: a paper in its addressee's account on this platform; it has arrived with this row."""

    __tablename__ = "portal_paper"

    document_id: str = Field(foreign_key="document.document_id", primary_key=True)
    enterprise_id: str = Field(foreign_key="enterprise.enterprise_id", index=True)
    confirmation_id: str = Field(foreign_key="address_confirmation.confirmation_id")
    arrived_at: datetime = moment()


def of_document(session: Session, document_id: str) -> list[DispatchRow]:
    query = select(DispatchRow).where(DispatchRow.document_id == document_id)
    return list(session.exec(query.order_by(col(DispatchRow.asked_at), col(DispatchRow.dispatch_id))))


def next_waiting(session: Session, now: datetime) -> DispatchRow | None:
    """The one that has waited longest, held until the transaction ends; what another holds is left to him."""
    due = or_(col(DispatchRow.next_at).is_(None), col(DispatchRow.next_at) <= now)
    query = select(DispatchRow).where(DispatchRow.fate == Fate.WAITING, due)
    query = query.order_by(col(DispatchRow.next_at).nulls_first(), col(DispatchRow.asked_at), "dispatch_id")
    return session.exec(query.limit(1).with_for_update(skip_locked=True)).first()


def lock(session: Session, dispatch_id: str) -> DispatchRow:
    return session.get_one(DispatchRow, dispatch_id, with_for_update=True)


def portal_papers(session: Session, enterprise_id: str) -> list[tuple[PortalPaperRow, DocumentRow]]:
    """What lies in the account of an addressee, the newest first."""
    query = select(PortalPaperRow, DocumentRow).where(
        PortalPaperRow.enterprise_id == enterprise_id, PortalPaperRow.document_id == DocumentRow.document_id
    )
    return list(session.exec(query.order_by(col(PortalPaperRow.arrived_at).desc(), "document_id")))
