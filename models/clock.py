"""The ledger of a period (期限台账): what moved its last day, in the order of recording."""

import json
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import ForeignKeyConstraint
from sqlmodel import Field, Session, SQLModel, col, select

from domain.ledger import Entry
from models.base import document, moment
from models.matter import StepRow

ENTRY: TypeAdapter[Entry] = TypeAdapter(Entry)


class ClockEntryRow(SQLModel, table=True):
    """One entry: an extension, a suspension (ended in the same entry), a new count by a published calendar."""

    __tablename__ = "clock_entry"
    __table_args__ = (ForeignKeyConstraint(["matter_id", "step"], ["step.matter_id", "step.number"]),)

    matter_id: str = Field(primary_key=True)
    step: int = Field(primary_key=True)
    sequence: int = Field(primary_key=True)
    recorded_at: datetime = moment()
    actor: str
    content: dict[str, Any] = document()


def entries(session: Session, step: StepRow) -> tuple[Entry, ...]:
    return tuple(ENTRY.validate_json(json.dumps(row.content)) for row in _rows(session, step))


def keep(session: Session, step: StepRow, ledger: tuple[Entry, ...], at: datetime, actor: str) -> None:
    """Bring the stored ledger to `ledger`: entries are added, and a suspension among them may have been ended."""
    stored = _rows(session, step)
    for sequence, entry in enumerate(ledger):
        content = entry.model_dump(mode="json")
        if sequence < len(stored):
            stored[sequence].content = content
            continue
        row = ClockEntryRow(matter_id=step.matter_id, step=step.number, sequence=sequence, recorded_at=at, actor=actor)
        row.content = content
        session.add(row)
    session.flush()


def behind(session: Session, edition: int) -> list[str]:
    """The matters with a period that still runs and was counted by an earlier edition of the calendar."""
    query = select(StepRow.matter_id).where(
        col(StepRow.period_from).is_not(None),
        col(StepRow.ended_at).is_(None),
        col(StepRow.lapsed_at).is_(None),
        col(StepRow.counted_by) < edition,
    )
    return list(session.exec(query.distinct()))


def _rows(session: Session, step: StepRow) -> list[ClockEntryRow]:
    query = select(ClockEntryRow).where(ClockEntryRow.matter_id == step.matter_id, ClockEntryRow.step == step.number)
    return list(session.exec(query.order_by(col(ClockEntryRow.sequence))))
