"""Imports (导入): how far the files have been read, what could not be taken, and what a row leaves open."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, TypeVar

from sqlalchemy import text, tuple_
from sqlmodel import Field, Session, SQLModel, col, select

from domain.errors import Refused
from domain.imports import Counts, ImportKind, Question
from models.base import document, moment, one_of


class ImportRow(SQLModel, table=True):
    """Some files read one after another, known by their content. read = accepted + duplicates + rejected, always.

    `mapping` is the one that it began with. `judged_on` and `judged` are the day and the ordinal up to which the rows
    that wait for a judgement have been judged.
    """

    __tablename__ = "import_run"

    import_id: str = Field(primary_key=True)
    paths: list[str] = document(default_factory=list)
    sha256: str
    kind: ImportKind = one_of(ImportKind, default=ImportKind.SPOT_CHECKS)
    mapping: dict[str, Any] = document(default_factory=dict)
    began_at: datetime = moment()
    read: int = 0
    accepted: int = 0
    duplicates: int = 0
    rejected: int = 0
    questions: int = 0
    judged_on: date | None = None
    judged: int = 0
    finished_at: datetime | None = moment(nullable=True, default=None)


class RejectedRow(SQLModel, table=True):
    """A line that was refused: where it stands, the code, a sentence in each language, the field and the value."""

    __tablename__ = "rejected_row"

    import_id: str = Field(foreign_key="import_run.import_id", primary_key=True)
    ordinal: int = Field(primary_key=True)
    file: str
    line: int
    reason: dict[str, Any] = document()


class QuestionRow(SQLModel, table=True):
    """数据疑点: what a row leaves open, for whoever entered it. `subject` is the id of what it is about."""

    __tablename__ = "import_question"

    import_id: str = Field(foreign_key="import_run.import_id", primary_key=True)
    ordinal: int = Field(primary_key=True)
    number: int = Field(primary_key=True)
    file: str
    line: int
    subject: str = Field(index=True)
    reason: dict[str, Any] = document()


class ImportedCheckRow(SQLModel, table=True):
    """A check of goods that an import has brought, in the order in which it is judged: day by day, for what was found
    on one day counts on the next."""

    __tablename__ = "imported_check"

    import_id: str = Field(foreign_key="import_run.import_id", primary_key=True)
    seen_on: date = Field(primary_key=True)
    ordinal: int = Field(primary_key=True)
    check_id: str = Field(foreign_key="circulation_check.check_id")


def get(session: Session, import_id: str, *, lock: bool = False) -> ImportRow:
    """The run of an import; `lock` holds it until the transaction ends."""
    row = session.get(ImportRow, import_id, with_for_update=lock)
    if row is None:
        raise Refused(
            "unknown_import",
            zh=f"没有编号为“{import_id}”的导入。",
            en=f"There is no import {import_id}.",
            field="import_id",
            value=import_id,
        )
    return row


def unfinished(session: Session, sha256: str, kind: ImportKind, mapping: dict[str, Any]) -> ImportRow | None:
    """The newest import of these contents by this mapping that has not come to its end; two that begin at once wait
    for each other here."""
    session.execute(text("select pg_advisory_xact_lock(hashtextextended(:sha256, 0))"), {"sha256": sha256})
    query = select(ImportRow).where(
        ImportRow.sha256 == sha256, ImportRow.kind == kind, col(ImportRow.finished_at).is_(None)
    )
    found = session.exec(query.order_by(col(ImportRow.began_at).desc()))
    return next((row for row in found if row.mapping == mapping), None)


def finished_of(session: Session, began_at: datetime) -> ImportRow | None:
    """The first import that began at a moment and has come to its end."""
    query = select(ImportRow).where(ImportRow.began_at == began_at, col(ImportRow.finished_at).is_not(None))
    return session.exec(query.order_by(col(ImportRow.finished_at))).first()


def counts(row: ImportRow) -> Counts:
    return Counts(
        read=row.read,
        accepted=row.accepted,
        duplicates=row.duplicates,
        rejected=row.rejected,
        questions=row.questions,
    )


def next_of_a_day(session: Session, run: ImportRow, limit: int) -> list[ImportedCheckRow]:
    """The next checks that wait for their judgement, all of one day; none where all are judged."""
    mine = select(ImportedCheckRow).where(ImportedCheckRow.import_id == run.import_id)
    day, ordinal = col(ImportedCheckRow.seen_on), col(ImportedCheckRow.ordinal)
    if run.judged_on is not None:
        mine = mine.where(tuple_(day, ordinal) > tuple_(run.judged_on, run.judged))
    first = session.exec(mine.order_by(day, ordinal).limit(1)).first()
    return [] if first is None else list(session.exec(mine.where(day == first.seen_on).order_by(ordinal).limit(limit)))


def question_row(run: ImportRow, ordinal: int, number: int, file: str, line: int, asked: Question) -> QuestionRow:
    """A question of a row of an import; `number` tells those of one row apart."""
    reason = {name: value for name, value in asked._asdict().items() if name != "subject"}
    return QuestionRow(
        import_id=run.import_id,
        ordinal=ordinal,
        number=number,
        file=file,
        line=line,
        subject=asked.subject,
        reason=reason,
    )


Told = TypeVar("Told", RejectedRow, QuestionRow)


def told(session: Session, kind: type[Told], import_id: str) -> Iterator[Told]:
    """Its rejected rows, or its questions, in the order of the files, a few at a time."""
    rows = select(kind).where(kind.import_id == import_id).order_by(col(kind.ordinal))
    yield from session.exec(rows.execution_options(yield_per=500))
