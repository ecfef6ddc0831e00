"""The audit chain (审计链) in the database: append-only, written in the transaction of what it records."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlmodel import Field, Session, SQLModel, col, select

from domain.audit import BEGINNING, Entry, digest, first_break
from models.base import document, moment

CLOCK = "clock"  # the actor where no person acts: a period has run out
RULES = "rules"  # the actor where the law demands a step


def of_matter(matter_id: str) -> str:
    """The name of a matter's chain."""
    return f"matter/{matter_id}"


class AuditChainRow(SQLModel, table=True):
    """The head of a chain: whoever appends locks it, and a cut-off tail shows against it."""

    __tablename__ = "audit_chain"

    chain: str = Field(primary_key=True)
    length: int = 0
    sha256: str = BEGINNING


class AuditRow(SQLModel, table=True):
    __tablename__ = "audit"

    chain: str = Field(primary_key=True, foreign_key="audit_chain.chain")
    sequence: int = Field(primary_key=True)
    at: datetime = moment()
    actor: str
    event: str
    detail: dict[str, Any] = document()
    previous: str
    sha256: str


def begin(session: Session, chain: str) -> None:
    session.add(AuditChainRow(chain=chain))
    session.flush()


def append(session: Session, chain: str, *, at: datetime, actor: str, event: str, **detail: Any) -> None:
    """Add what has just happened. `detail` must be JSON; who appends to one chain waits for his turn."""
    head = session.exec(select(AuditChainRow).where(AuditChainRow.chain == chain).with_for_update()).one()
    sequence = head.length + 1
    sha256 = digest(chain, sequence, at, actor, event, detail, head.sha256)
    session.add(
        AuditRow(
            chain=chain,
            sequence=sequence,
            at=at,
            actor=actor,
            event=event,
            detail=detail,
            previous=head.sha256,
            sha256=sha256,
        )
    )
    head.length, head.sha256 = sequence, sha256
    session.flush()


def entries(session: Session, chain: str) -> list[Entry]:
    rows = session.exec(select(AuditRow).where(AuditRow.chain == chain).order_by(col(AuditRow.sequence)))
    return [Entry.model_validate(row.model_dump()) for row in rows]


def breaks(session: Session) -> Iterator[tuple[str, int]]:
    """Every chain that does not hold, with the sequence number at which it first fails."""
    for head in session.exec(select(AuditChainRow).order_by(col(AuditChainRow.chain))):
        chain = entries(session, head.chain)
        if (broken := first_break(chain)) is not None:
            yield head.chain, broken
        elif len(chain) != head.length or (chain[-1].sha256 if chain else BEGINNING) != head.sha256:
            yield head.chain, len(chain) + 1


def count(session: Session) -> tuple[int, int]:
    """How many chains there are, and how many entries the heads promise."""
    lengths = session.exec(select(AuditChainRow.length)).all()
    return len(lengths), sum(lengths)
