"""Submissions at the front door (网上提交), what the national platform's answers leave open, what it has been told."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, text, tuple_
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Field, Session, SQLModel, col, select

from domain.base import Text
from domain.complaint import ComplaintChannel
from domain.evidence_file import EvidenceFile
from domain.national_platform import OF_A_REPORT, REPORTED, HandedOver
from domain.results import Result
from domain.steps import StepKind
from domain.submission import SubmissionKind, SubmissionStage
from models.base import document, moment, one_of
from models.clue import ClueRow
from models.complaint import ComplaintRow
from models.enterprise import natural
from models.matter import MatterRow, StepRow


class SubmissionRow(SQLModel, table=True):
    """网上提交. `form` holds the particulars until the complaint or report itself is on record, whose id is the same
    `number`; but who reports stands in the table `informant` alone. `beside` is the complaint in one paper with a
    report (O121 9); of the link to the receipt only the hash is known. Of `tries` so many as `failures` have not
    reached the platform, the last one for what `failure` says; `again` which officers (`by`) have had it handed over
    once more, and when (`at`). Of a complaint that is withdrawn nothing stays of what was written, so that the same may
    be submitted anew.
    """

    __tablename__ = "submission"
    __table_args__ = (
        CheckConstraint("num_nonnulls(form, complaint_id, clue_id, withdrawn_at) = 1", name="particulars_in_one_place"),
        Index("ix_submission_waiting", "next_at", postgresql_where=text("handed_over_at is null")),
    )

    number: str = Field(primary_key=True)
    kind: SubmissionKind = one_of(SubmissionKind)
    office_id: str = Field(foreign_key="office.office_id", index=True)
    token_sha256: str = Field(unique=True, max_length=64)
    content_sha256: str | None = Field(unique=True, max_length=64)
    form: dict[str, Any] | None = document(nullable=True, default=None)
    evidence: list[dict[str, Any]] = document(default_factory=list)
    rehearsal: bool
    submitted_at: datetime = moment()
    tries: int = 0
    failures: int = 0
    next_at: datetime = moment()
    failure: str | None = None
    handed_over_at: datetime | None = moment(nullable=True, default=None)
    again: list[dict[str, str]] = document(default_factory=list)
    withdrawn_at: datetime | None = moment(nullable=True, default=None)
    complaint_id: str | None = Field(default=None, foreign_key="complaint.complaint_id", unique=True)
    clue_id: str | None = Field(default=None, foreign_key="clue.clue_id", unique=True)
    beside: str | None = Field(default=None, foreign_key="submission.number", index=True)

    @property
    def received(self) -> bool:
        return self.complaint_id is not None or self.clue_id is not None

    @property
    def stage(self) -> SubmissionStage:
        if self.received:
            return SubmissionStage.RECEIVED
        if self.withdrawn_at:
            return SubmissionStage.WITHDRAWN
        return SubmissionStage.HANDED_OVER if self.handed_over_at else SubmissionStage.WAITING

    def files(self) -> tuple[EvidenceFile, ...]:
        return tuple(EvidenceFile.model_validate(one, strict=False) for one in self.evidence)

    def message(self) -> HandedOver:
        """Of a complaint."""
        return HandedOver(
            number=self.number, submitted_at=self.submitted_at, rehearsal=self.rehearsal, complaint=self.form or {},
            evidence=self.files(),
        )  # fmt: skip


class PlatformQuestionRow(SQLModel, table=True):
    """疑问: an answer of the platform that could not be taken, for a person to look at. It names nobody."""

    __tablename__ = "platform_question"

    question_id: str = Field(primary_key=True)
    number: str | None = Field(default=None, foreign_key="submission.number", index=True)
    code: str
    at: datetime = moment()
    text: dict[str, str] = document()


class PlatformOutcomeRow(SQLModel, table=True):
    """A result of a step that the platform has been told, once."""

    __tablename__ = "platform_outcome"
    __table_args__ = (ForeignKeyConstraint(["matter_id", "step"], ["step.matter_id", "step.number"]),)

    matter_id: str = Field(primary_key=True)
    step: int = Field(primary_key=True)
    told_at: datetime = moment()


class Untold(NamedTuple):
    """A result that the platform is to be told."""

    step: StepRow
    reference: str


def enter(session: Session, row: SubmissionRow) -> SubmissionRow:
    """Enter a submission once, and hold it: the same content is the one that is on record."""
    values = row.model_dump(exclude={"complaint_id", "clue_id", "handed_over_at", "withdrawn_at", "failure"})
    session.execute(insert(SubmissionRow).values(values).on_conflict_do_nothing(index_elements=["content_sha256"]))
    query = select(SubmissionRow).where(SubmissionRow.content_sha256 == row.content_sha256).with_for_update()
    return session.exec(query).one()


def held(session: Session, number: str) -> SubmissionRow | None:
    """A submission, held until the transaction ends."""
    return session.exec(select(SubmissionRow).where(SubmissionRow.number == number).with_for_update()).one_or_none()


def reports_beside(session: Session, number: str) -> list[str]:
    """Reports on record that came in one paper with a complaint."""
    query = select(SubmissionRow.clue_id).where(SubmissionRow.beside == number, col(SubmissionRow.clue_id).is_not(None))
    return [one for one in session.exec(query) if one]


def of_token(session: Session, token_sha256: str, *, hold: bool = False) -> SubmissionRow | None:
    """`hold`: until the transaction ends."""
    query = select(SubmissionRow).where(SubmissionRow.token_sha256 == token_sha256)
    return session.exec(query.with_for_update() if hold else query).one_or_none()


def next_waiting(session: Session, now: datetime, *, rehearsal: bool) -> SubmissionRow | None:
    """The next to be handed over, held; one that somebody else has in hand is passed over."""
    query = select(SubmissionRow).where(
        col(SubmissionRow.handed_over_at).is_(None), col(SubmissionRow.form).is_not(None),
        SubmissionRow.next_at <= now, SubmissionRow.rehearsal == rehearsal,
    )  # fmt: skip
    held = query.order_by(col(SubmissionRow.next_at)).limit(1).with_for_update(skip_locked=True)
    return session.exec(held).one_or_none()


def submissions(session: Session, office_id: str | None, most: int) -> list[SubmissionRow]:
    """Those that are still to be received by the platform, the oldest first, then the others, the newest first."""
    query = select(SubmissionRow).order_by(
        col(SubmissionRow.form).is_(None),
        text("case when form is not null then submitted_at end, submitted_at desc, number"),
    )
    return list(session.exec((query.where(SubmissionRow.office_id == office_id) if office_id else query).limit(most)))


def ask(session: Session, number: str | None, code: str, about: str, at: datetime, said: Text) -> None:
    """Leave a question, once for each thing that it is about."""
    row = {"question_id": natural("platform question", code, about), "number": number, "code": code, "at": at}
    session.execute(insert(PlatformQuestionRow).values(row | {"text": said.model_dump()}).on_conflict_do_nothing())


def questions(session: Session, most: int) -> list[PlatformQuestionRow]:
    """The newest first."""
    query = select(PlatformQuestionRow).order_by(col(PlatformQuestionRow.at).desc(), PlatformQuestionRow.question_id)
    return list(session.exec(query.limit(most)))


def untold(session: Session, most: int, *, rehearsal: bool) -> list[Untold]:
    """What the platform is still to be told of complaints and reports that it has numbered, of each in the order of
    their ends."""
    complaints = _untold(ComplaintRow, ComplaintRow.complaint_id, MatterRow.complaint_id, REPORTED)
    reports = _untold(ClueRow, ClueRow.clue_id, MatterRow.matter_id, OF_A_REPORT)
    found = list[Untold]()
    for subject, query in ((ComplaintRow, complaints), (ClueRow, reports)):
        some = query.where(col(subject.rehearsal) == rehearsal).limit(most)
        found += [Untold(step, reference or "") for step, reference in session.exec(some)]
    return found


def _untold(subject: Any, its_id: Any, of: Any, reported: Mapping[StepKind, Collection[Result]]) -> Any:
    """Of a report in the matter that it has opened: what has become of a case elsewhere is told by nobody here."""
    known = select(PlatformOutcomeRow).where(
        PlatformOutcomeRow.matter_id == StepRow.matter_id, PlatformOutcomeRow.step == StepRow.number
    )
    ends = [(kind, result) for kind, results in reported.items() for result in results]
    return (
        select(StepRow, subject.reference)
        .join(MatterRow, col(MatterRow.matter_id) == StepRow.matter_id)
        .join(subject, col(its_id) == of)
        .where(
            subject.channel == ComplaintChannel.PLATFORM, col(subject.reference).is_not(None),
            col(StepRow.ended_at).is_not(None), tuple_(col(StepRow.kind), col(StepRow.result)).in_(ends),
            ~known.exists(),
        )
        .order_by(col(StepRow.ended_at), col(StepRow.matter_id), col(StepRow.number))
    )  # fmt: skip


def note_told(session: Session, step: StepRow, at: datetime) -> None:
    row = {"matter_id": step.matter_id, "step": step.number, "told_at": at}
    session.execute(insert(PlatformOutcomeRow).values(row).on_conflict_do_nothing())
