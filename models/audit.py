"""The audit chain (审计链) in the database: append-only, written in the transaction of what it records."""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import text
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Field, Session, SQLModel, col, select

from domain.audit import BEGINNING, Entry, digest, first_break
from models.base import document, moment

CLOCK = "clock"  # the actor where no person acts: a period has run out
RULES = "rules"  # the actor where the law demands a step
BANK = "bank"  # the actor where a bank has answered or booked
PROGRAM = "program"  # the actor where what was decided is carried out: numbering, printing, reading a file


def of_matter(matter_id: str) -> str:
    """The name of a matter's chain."""
    return f"matter/{matter_id}"


def of_application(application_id: str) -> str:
    """The name of the chain of an application and of the certificate that came of it."""
    return f"certificate/{application_id}"


def of_recall(recall_id: str) -> str:
    """The name of a recall's chain."""
    return f"recall/{recall_id}"


def of_office(office_id: str) -> str:
    """The name of the chain of an office: what was entered of it and its officers, who is away, and who left."""
    return f"office/{office_id}"


def of_addressee(enterprise_id: str) -> str:
    """The name of the chain of an enterprise's confirmed addresses."""
    return f"addresses/{enterprise_id}"


def of_scheme(scheme_id: str) -> str:
    """The name of the chain of a scheme of compensation first."""
    return f"scheme/{scheme_id}"


def of_submission(number: str) -> str:
    """The name of the chain of a report at the front door: when its informant was handed over."""
    return f"submission/{number}"


def of_compensation(compensation_id: str) -> str:
    """The name of the chain of a payment of a scheme."""
    return f"compensation/{compensation_id}"


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


_HEAD = text("select length, sha256 from audit_chain where chain = :chain for update")
_APPEND = text("""
    with appended as (
        insert into audit (chain, sequence, at, actor, event, detail, previous, sha256)
        values (:chain, :sequence, :at, :actor, :event, cast(:detail as jsonb), :previous, :sha256)
    )
    update audit_chain set length = :sequence, sha256 = :sha256 where chain = :chain
""")


def begin(session: Session, chain: str) -> None:
    session.add(AuditChainRow(chain=chain))
    session.flush()


def begin_once(session: Session, chain: str) -> None:
    """As `begin`, of a chain that may be there already."""
    session.execute(insert(AuditChainRow).values(chain=chain, length=0, sha256=BEGINNING).on_conflict_do_nothing())


def hold(session: Session, chain: str) -> None:
    """Nobody else appends to the chain until the transaction ends: what is looked up in it stays the last word."""
    session.execute(_HEAD, {"chain": chain}).one()


def append(session: Session, chain: str, *, at: datetime, actor: str, event: str, **detail: Any) -> None:
    """Add what has just happened. `detail` must be JSON; who appends to one chain waits for his turn."""
    length, previous = session.execute(_HEAD, {"chain": chain}).one()
    entry = {"chain": chain, "sequence": length + 1, "at": at, "actor": actor, "event": event}
    sha256 = digest(**entry, detail=detail, previous=previous)
    written = entry | {"detail": json.dumps(detail, ensure_ascii=False), "previous": previous, "sha256": sha256}
    session.execute(_APPEND, written)


def entries(session: Session, chain: str) -> list[Entry]:
    rows = session.exec(select(AuditRow).where(AuditRow.chain == chain).order_by(col(AuditRow.sequence)))
    return [Entry.model_validate(row.model_dump()) for row in rows]


def breaks(session: Session, only: str | None = None) -> Iterator[tuple[str, int]]:
    """Every chain that does not hold, or this one, with the sequence number at which it first fails."""
    heads = select(AuditChainRow).order_by(col(AuditChainRow.chain))
    for head in session.exec(heads if only is None else heads.where(AuditChainRow.chain == only)):
        chain = entries(session, head.chain)
        if (broken := first_break(chain)) is not None:
            yield head.chain, broken
        elif len(chain) != head.length or (chain[-1].sha256 if chain else BEGINNING) != head.sha256:
            yield head.chain, len(chain) + 1


def count(session: Session) -> tuple[int, int]:
    """How many chains there are, and how many entries the heads promise."""
    lengths = session.exec(select(AuditChainRow.length)).all()
    return len(lengths), sum(lengths)
