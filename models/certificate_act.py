"""Acts about certificates in the register, and where each application stands by them."""

import json
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Column, CursorResult, Identity, Index, UniqueConstraint, func, text, update
from sqlmodel import Field, Session, SQLModel, col, select

from domain.certificate import Life
from domain.certificate_act import CERTIFICATE_ACT, CertificateAct
from domain.clock import Rung
from domain.errors import Refused
from models.base import document, moment
from models.issuance import LotApplicationRow


class CertificateActRow(SQLModel, table=True):
    """收件登记. `version` is what the application reached by it; `delivered` is false until its workflow has heard."""

    __tablename__ = "certificate_act"
    __table_args__ = (
        UniqueConstraint("application_id", "version"),
        Index("ix_certificate_act_undelivered", "application_id", postgresql_where=text("not delivered")),
    )

    act_id: str = Field(primary_key=True)
    sequence: int | None = Field(default=None, sa_column=Column(BigInteger, Identity(), unique=True))
    application_id: str = Field(foreign_key="lot_application.application_id")
    version: int
    kind: str
    actor: str
    received_at: datetime = moment()
    content: dict[str, Any] = document()
    delivered: bool = False

    def value(self) -> CertificateAct:
        return CERTIFICATE_ACT.validate_json(json.dumps(self.content))


def hold(session: Session, application_id: str) -> LotApplicationRow | None:
    """The application, if there is one, held until the transaction ends: acts are taken one after another."""
    session.execute(text("select pg_advisory_xact_lock(hashtextextended(:id, 0))"), {"id": application_id})
    return session.get(LotApplicationRow, application_id)


def save(session: Session, row: LotApplicationRow, version: int, **changes: Any) -> None:
    """Save what an act changed, if nobody has changed it since `version` was read. Refused `stale_state`."""
    statement = (
        update(LotApplicationRow)
        .where(col(LotApplicationRow.application_id) == row.application_id, col(LotApplicationRow.version) == version)
        .values(version=version + 1, **changes)
    )
    saved = session.execute(statement)
    assert isinstance(saved, CursorResult)
    if saved.rowcount != 1:
        raise stale(row.application_id, version)
    session.refresh(row)


def stale(application_id: str, version: int) -> Refused:
    return Refused(
        "stale_state",
        zh=f"申请“{application_id}”已有新的变动，请按最新状态重新办理。",
        en=f"Application {application_id} has moved on since; look at it again before you act.",
        field="version",
        value=version,
    )


def life(row: LotApplicationRow) -> Life:
    return Life(
        application_id=row.application_id,
        version=row.version,
        phase=row.phase,
        at=row.changed_at or row.applied_at,
        due_at=row.due_at,
        reminders=tuple(Rung.model_validate_json(json.dumps(rung)) for rung in row.reminders),
    )


def acts(session: Session, application_id: str) -> list[CertificateActRow]:
    """What was done, in the order of recording."""
    query = select(CertificateActRow).where(CertificateActRow.application_id == application_id)
    return list(session.exec(query.order_by(col(CertificateActRow.version))))


def is_untold(session: Session, application_id: str) -> bool:
    query = select(CertificateActRow.act_id).where(
        CertificateActRow.application_id == application_id, col(CertificateActRow.delivered).is_(False)
    )
    return session.exec(query.limit(1)).first() is not None


def untold(session: Session, most: int) -> list[str]:
    """Applications about which something is on record that their workflow may not have heard, the longest first."""
    query = select(CertificateActRow.application_id).where(col(CertificateActRow.delivered).is_(False))
    waiting = query.group_by(CertificateActRow.application_id).order_by(func.min(CertificateActRow.sequence))
    return list(session.exec(waiting.limit(most)))


def mark_told(session: Session, known: Life) -> None:
    """The workflow knows where the application stood by this version, hence every act until then."""
    session.execute(
        update(CertificateActRow)
        .where(
            col(CertificateActRow.application_id) == known.application_id,
            col(CertificateActRow.version) <= known.version,
            col(CertificateActRow.delivered).is_(False),
        )
        .values(delivered=True)
    )
