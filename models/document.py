"""Documents (文书): approved, numbered, sealed rows that hold their PDF; and how they were served (送达)."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, cast

from sqlalchemy import CheckConstraint, Exists, ForeignKeyConstraint, Index, exists, or_, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import aliased
from sqlmodel import Field, Session, SQLModel, col, select

from domain.calendar import legal_day
from domain.errors import Refused
from domain.results import Result
from domain.service import Manner
from domain.steps import StepKind, Track
from models.base import document, moment, one_of
from models.enterprise import EnterpriseRow
from models.matter import StepRow


class DocumentRow(SQLModel, table=True):
    """文书. Numbers run without a gap per office, series and year; a rehearsal has a series of its own. Forms that stay
    inside the office have no number.

    `act_id` is the act that made it, `addressee` the enterprise or office that it is to be served on, None where it
    stays in the file: a paper for two is two documents, the second a `copy_of` the first, under its number.
    `seal` is what was put in the place of the seal: without one the paper is void (APL 59, PR 62).
    """

    __tablename__ = "document"
    __table_args__ = (
        ForeignKeyConstraint(["matter_id", "step"], ["step.matter_id", "step.number"]),
        Index(
            "uq_document_number",
            *("office_id", "series", "year", "rehearsal", "ordinal"),
            unique=True,
            postgresql_where=text("copy_of is null"),
        ),
        CheckConstraint("num_nulls(series, ordinal, number) in (0, 3)", name="numbered_in_a_series"),
        Index("ix_document_matter_id_step", "matter_id", "step"),
    )

    document_id: str = Field(primary_key=True)
    matter_id: str
    step: int
    kind: str
    act_id: str | None = Field(default=None, foreign_key="act.act_id")
    addressee: str | None = Field(default=None, index=True)
    copy_of: str | None = Field(default=None, foreign_key="document.document_id")
    office_id: str = Field(foreign_key="office.office_id")
    series: str | None = None
    year: int
    ordinal: int | None = None
    rehearsal: bool
    number: str | None = None
    issued_on: date
    issued_at: datetime = moment()
    context: dict[str, Any] = document()
    seal: str | None = None
    pdf: bytes
    sha256: str


class ServiceRow(SQLModel, table=True):
    """送达: that a document reached its addressee, by the act `act_id`, which holds all that it states.

    `served_at` is the moment in law; of an announcement that has not taken effect yet it lies ahead. Attempts that
    failed are ServiceAttemptRow.
    """

    __tablename__ = "service"

    document_id: str = Field(foreign_key="document.document_id", primary_key=True)
    method: Manner = one_of(Manner, primary_key=True)
    served_at: datetime = moment()
    signed_by: str | None = None
    proof: str | None = None
    act_id: str | None = Field(default=None, foreign_key="act.act_id")


class NumberSeriesRow(SQLModel, table=True):
    """The last number given out in a series: whoever takes the next waits for his turn, so that none is lost."""

    __tablename__ = "number_series"

    office_id: str = Field(foreign_key="office.office_id", primary_key=True)
    series: str = Field(primary_key=True)
    year: int = Field(primary_key=True)
    rehearsal: bool = Field(primary_key=True)
    last: int = 0


def next_ordinal(session: Session, office_id: str, series: str, year: int, *, rehearsal: bool) -> int:
    key = {"office_id": office_id, "series": series, "year": year, "rehearsal": rehearsal}
    statement = insert(NumberSeriesRow).values(**key, last=1)
    statement = statement.on_conflict_do_update(index_elements=list(key), set_={"last": NumberSeriesRow.last + 1})
    return int(session.execute(statement.returning(col(NumberSeriesRow.last))).scalar_one())


def of_step(session: Session, step: StepRow) -> list[DocumentRow]:
    """The documents of a step, in the order of their issue."""
    query = select(DocumentRow).where(DocumentRow.matter_id == step.matter_id, DocumentRow.step == step.number)
    order = col(DocumentRow.issued_at), col(DocumentRow.ordinal), col(DocumentRow.document_id)
    return list(session.exec(query.order_by(*order)))


def of_matter(session: Session, matter_id: str) -> list[DocumentRow]:
    """The documents of a matter, in the order of their issue."""
    query = select(DocumentRow).where(DocumentRow.matter_id == matter_id)
    order = col(DocumentRow.issued_at), col(DocumentRow.step), col(DocumentRow.ordinal), col(DocumentRow.document_id)
    return list(session.exec(query.order_by(*order)))


def newest_for(
    session: Session, step: StepRow, addressee: str | None, until: datetime | None = None
) -> DocumentRow | None:
    """The newest document of a step that goes to this addressee, or the newest that there was at a moment."""
    there = (one for one in reversed(of_step(session, step)) if until is None or one.issued_at <= until)
    return next((one for one in there if one.addressee and one.addressee == addressee), None)


def services(session: Session, document_id: str) -> list[ServiceRow]:
    """How a document was served, the earliest moment in law first: two, where it was handed over before its
    announcement took effect."""
    query = select(ServiceRow).where(ServiceRow.document_id == document_id)
    return list(session.exec(query.order_by(col(ServiceRow.served_at))))


def services_of_matter(session: Session, matter_id: str) -> dict[str, list[ServiceRow]]:
    """What is on record of the service of each document of a matter, by its id, the earliest first."""
    query = select(ServiceRow).join(DocumentRow).where(DocumentRow.matter_id == matter_id)
    found: dict[str, list[ServiceRow]] = {}
    for one in session.exec(query.order_by(col(ServiceRow.served_at))):
        found.setdefault(one.document_id, []).append(one)
    return found


def _replaced() -> Exists:
    """That a later paper of the same step says that it replaces this one: what that was to tell is told by another."""
    newer = aliased(DocumentRow)
    return exists().where(
        col(newer.matter_id) == DocumentRow.matter_id,
        col(newer.step) == DocumentRow.step,
        col(newer.context)["replaces"].astext == DocumentRow.number,
    )


def is_replaced(session: Session, document_id: str) -> bool:
    return bool(session.scalar(select(_replaced()).where(DocumentRow.document_id == document_id)))


def is_served(session: Session, document_id: str) -> bool:
    """Whether a service is on record, be it by an announcement that has not taken effect yet."""
    return bool(services(session, document_id))


def unserved(session: Session, matter_id: str, at: datetime) -> list[DocumentRow]:
    """What somebody is owed and has not had by `at`, but for what has fallen (a review that revokes stands) or was
    replaced; guidance holds nothing up."""
    query = (
        select(DocumentRow)
        .where(
            StepRow.matter_id == DocumentRow.matter_id,
            StepRow.number == DocumentRow.step,
            DocumentRow.matter_id == matter_id,
            col(DocumentRow.addressee).is_not(None),
            or_(col(StepRow.result).is_distinct_from(Result.REVOKED), col(StepRow.kind) == StepKind.REVIEW),
            StepRow.track != Track.GUIDANCE,
            ~_replaced(),
            ~exists().where(  # nobody can be served who is no more
                col(EnterpriseRow.enterprise_id) == DocumentRow.addressee,
                col(EnterpriseRow.dissolved_on) <= legal_day(at),
            ),
            ~exists().where(col(ServiceRow.document_id) == DocumentRow.document_id, col(ServiceRow.served_at) <= at),
        )
    )
    return list(session.exec(query.order_by(col(DocumentRow.step), col(DocumentRow.document_id))))


def served(session: Session, document_id: str) -> tuple[DocumentRow, ServiceRow]:
    """A document and its first service. Refused `unknown_document`, `document_not_served`."""
    paper = session.get(DocumentRow, document_id)
    service = next(iter(services(session, document_id)), None)
    if paper is None or service is None:
        raise Refused(
            "document_not_served" if paper else "unknown_document",
            zh=f"文书“{document_id}”尚未送达。" if paper else f"没有编号为“{document_id}”的文书。",
            en=f"Document {document_id} has not been served." if paper else f"There is no document {document_id}.",
            field="document_id",
            value=document_id,
        )
    return paper, service


def served_on_another(session: Session, matter_id: str, kind: str, party_id: str | None) -> datetime | None:
    """When a paper of this kind reached somebody else than the party, such as the maker that the goods name."""
    query = select(ServiceRow.served_at).where(
        DocumentRow.document_id == ServiceRow.document_id,
        DocumentRow.matter_id == matter_id,
        DocumentRow.kind == kind,
        col(DocumentRow.addressee) != party_id,
        ~_replaced(),
    )
    return session.exec(query.order_by(col(ServiceRow.served_at))).first()


def newest_of(session: Session, matter_id: str, kind: str, *, to: str | None = None) -> DocumentRow | None:
    """The newest paper of a kind in a matter, that to one addressee where he is named."""
    query = select(DocumentRow).where(DocumentRow.matter_id == matter_id, DocumentRow.kind == kind)
    query = query if to is None else query.where(DocumentRow.addressee == to)
    return session.exec(query.order_by(col(DocumentRow.step).desc(), col(DocumentRow.issued_at).desc())).first()


def last_issued(session: Session, matter_id: str, kind: str, track: Track, *, before: int) -> datetime | None:
    """When the newest document of a kind was issued by a step of this track before this one."""
    of_track = select(StepRow.number).where(StepRow.matter_id == matter_id, StepRow.track == track)
    query = select(DocumentRow.issued_at).where(
        DocumentRow.matter_id == matter_id,
        DocumentRow.kind == kind,
        DocumentRow.step < before,
        col(DocumentRow.step).in_(of_track),
    )
    return session.exec(query.order_by(col(DocumentRow.step).desc())).first()


def as_json(context: Mapping[str, Any]) -> dict[str, Any]:
    """A context as it is stored: days as ISO dates."""
    return cast(dict[str, Any], json.loads(json.dumps(context, default=date.isoformat, ensure_ascii=False)))
