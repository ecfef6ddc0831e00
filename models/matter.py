"""Matters (事项), their steps and what people did about them."""

import json
from datetime import datetime
from typing import Any, TypeVar

from pydantic import BaseModel
from sqlalchemy import BigInteger, CheckConstraint, Column, ForeignKeyConstraint, Identity, Index, text, update
from sqlmodel import Field, Session, SQLModel, col, select

from domain.acts import ACT, Act, Draft
from domain.ending import Ended, ending
from domain.errors import Refused
from domain.matter import Step
from domain.people_acts import PEOPLE_KINDS
from domain.procedure import Phase, Standing
from domain.results import Result
from domain.steps import StepKind, Track
from models.base import document, moment, one_of

Kind = TypeVar("Kind", bound=BaseModel)


class MatterRow(SQLModel, table=True):
    """事项. It begins as the clue of a check, about a party; with an assessment that finds a lag, about a bureau;
    with a complaint, whose respondent is then the party; or with a clue that no check has found (a report). `office_id`
    handles it. A rehearsal is marked, and stored apart. `transferred_from` is the matter of the office that passed it
    on (PR 14), `findings_of` whose findings count.
    """

    __tablename__ = "matter"
    __table_args__ = (
        CheckConstraint(
            "num_nonnulls(party_id, bureau_id) = 1 and num_nulls(assessment_id, bureau_id) in (0, 2)"
            " and num_nonnulls(check_id, assessment_id, complaint_id, clue_id) = 1",
            name="of_one_thing",
        ),
        CheckConstraint("num_nulls(transferred_from, findings_of) in (0, 2)", name="transferred_with_its_findings"),
        Index("uq_matter_check_id", "check_id", unique=True, postgresql_where=text("transferred_from is null")),
        Index("uq_matter_clue_id", "clue_id", unique=True, postgresql_where=text("transferred_from is null")),
    )

    matter_id: str = Field(primary_key=True)
    check_id: str | None = Field(default=None, foreign_key="circulation_check.check_id")
    party_id: str | None = Field(default=None, foreign_key="enterprise.enterprise_id", index=True)
    assessment_id: str | None = Field(default=None, foreign_key="region_assessment.assessment_id", unique=True)
    bureau_id: str | None = Field(default=None, foreign_key="office.office_id", index=True)
    complaint_id: str | None = Field(default=None, foreign_key="complaint.complaint_id", unique=True)
    clue_id: str | None = Field(default=None, foreign_key="clue.clue_id")
    office_id: str = Field(foreign_key="office.office_id", index=True)
    transferred_from: str | None = Field(default=None, foreign_key="matter.matter_id", index=True)
    findings_of: str | None = Field(default=None, foreign_key="matter.matter_id")
    rehearsal: bool
    began_at: datetime = moment()
    started: bool = False
    ended_at: datetime | None = moment(nullable=True, default=None)
    ending: str | None = None


class StepRow(SQLModel, table=True):
    """One step. `rule` or `chosen_by` says why it was begun.

    Its period (id) runs since `period_from`; `period_count` is what the officer set, where the law leaves it to him.
    `due` holds the reasoned last day, `due_at` its end (exclusive), both null while the period stands still; they were
    counted by this edition of the calendar (`counted_by`). What moved them stands in the ledger (models.clock).
    `happened_at` is the moment in law of what the step brought about (of service, of an announcement).
    """

    __tablename__ = "step"

    matter_id: str = Field(foreign_key="matter.matter_id", primary_key=True)
    number: int = Field(primary_key=True)
    track: Track = one_of(Track)
    kind: StepKind = one_of(StepKind)
    phase: Phase = one_of(Phase)
    rule: str
    basis: list[str] = document(default_factory=list)
    chosen_by: str | None = None
    begun_at: datetime = moment()
    period: str | None = None
    period_from: datetime | None = moment(nullable=True, default=None)
    period_count: int | None = None
    counted_by: int = 0
    due_at: datetime | None = moment(nullable=True, default=None)
    due: dict[str, Any] | None = document(nullable=True, default=None)
    lapsed_at: datetime | None = moment(nullable=True, default=None)
    result: Result | None = one_of(Result, nullable=True, default=None)
    happened_at: datetime | None = moment(nullable=True, default=None)
    ended_at: datetime | None = moment(nullable=True, default=None)

    def value(self) -> Step:
        return Step(
            matter_id=self.matter_id, number=self.number, track=self.track, kind=self.kind, period=self.period
        )


class ActRow(SQLModel, table=True):
    """收件登记: an act, recorded before its workflow hears of it. `delivered` is false until it has heard."""

    __tablename__ = "act"
    __table_args__ = (
        ForeignKeyConstraint(["matter_id"], ["matter.matter_id"]),
        Index("ix_act_undelivered", "matter_id", postgresql_where=text("not delivered")),
        Index("ix_act_people", "matter_id", postgresql_where=text(f"kind in {PEOPLE_KINDS}")),
    )

    act_id: str = Field(primary_key=True)
    sequence: int | None = Field(default=None, sa_column=Column(BigInteger, Identity(), unique=True))
    matter_id: str = Field(index=True)
    step: int
    kind: str
    actor: str
    received_at: datetime = moment()
    content: dict[str, Any] = document()
    delivered: bool = False

    def value(self) -> Act:
        return ACT.validate_json(json.dumps(self.content))


def lock(session: Session, matter_id: str) -> MatterRow:
    """The matter, held until the transaction ends: acts on one matter are taken one after another."""
    query = select(MatterRow).where(MatterRow.matter_id == matter_id).with_for_update()
    return _there(session.exec(query).one_or_none(), matter_id)


def known(session: Session, matter_id: str) -> MatterRow:
    """The matter, to be read. Refused `unknown_matter`."""
    return _there(session.get(MatterRow, matter_id), matter_id)


def _there(row: MatterRow | None, matter_id: str) -> MatterRow:
    if row is None:
        zh, en = f"没有编号为“{matter_id}”的事项。", f"There is no matter {matter_id}."
        raise Refused("unknown_matter", zh=zh, en=en, field="matter_id", value=matter_id)
    return row


def step(session: Session, matter_id: str, number: int) -> StepRow:
    row = session.get(StepRow, (matter_id, number))
    if row is None:
        raise Refused(
            "unknown_step",
            zh=f"事项“{matter_id}”没有第{number}步。",
            en=f"Matter {matter_id} has no step {number}.",
            field="step",
            value=number,
        )
    return row


def steps(session: Session, matter_id: str) -> list[StepRow]:
    return list(session.exec(select(StepRow).where(StepRow.matter_id == matter_id).order_by(col(StepRow.number))))


def steps_of(session: Session, matter_ids: set[str]) -> list[StepRow]:
    """The steps of several matters, in order."""
    query = select(StepRow).where(col(StepRow.matter_id).in_(matter_ids))
    return list(session.exec(query.order_by(col(StepRow.matter_id), col(StepRow.number))))


def acts(session: Session, matter_id: str, step: int | None = None) -> list[ActRow]:
    """What was done in a matter, or about one of its steps, in the order of recording."""
    query = select(ActRow).where(ActRow.matter_id == matter_id)
    if step is not None:
        query = query.where(ActRow.step == step)
    return list(session.exec(query.order_by(col(ActRow.sequence))))


def standing(session: Session, step: StepRow) -> Standing:
    """For the workflow that carries the step out; the matter must be locked."""
    heard = tuple(row.act_id for row in acts(session, step.matter_id, step.number))
    return Standing(phase=step.phase, acts=heard, lapsed=step.lapsed_at is not None)


def of_check(session: Session, check_id: str) -> MatterRow | None:
    """The first one: not those of offices to which it was transferred."""
    query = select(MatterRow).where(MatterRow.check_id == check_id, col(MatterRow.transferred_from).is_(None))
    return session.exec(query).one_or_none()


def open_about(session: Session, party_id: str) -> list[MatterRow]:
    """The matters about an enterprise that are not closed."""
    query = select(MatterRow).where(MatterRow.party_id == party_id, col(MatterRow.ended_at).is_(None))
    return list(session.exec(query.order_by(MatterRow.matter_id)))


def not_started(session: Session) -> list[MatterRow]:
    """Matters that a judgement opened and whose workflow may never have been started."""
    return list(session.exec(select(MatterRow).where(col(MatterRow.started).is_(False))))


def with_undelivered_acts(session: Session) -> list[str]:
    return list(session.exec(select(ActRow.matter_id).where(col(ActRow.delivered).is_(False)).distinct()))


def undelivered(session: Session, matter_id: str) -> list[Act]:
    """What a matter's workflow has not heard of, in the order of recording."""
    query = select(ActRow).where(ActRow.matter_id == matter_id, col(ActRow.delivered).is_(False))
    return [row.value() for row in session.exec(query.order_by(col(ActRow.sequence)))]


def mark_delivered(session: Session, act_id: str) -> None:
    session.execute(update(ActRow).where(col(ActRow.act_id) == act_id).values(delivered=True))


def last_act(session: Session, matter_id: str, step: int, kind: type[Kind]) -> Kind:
    """The newest act of one kind about a step: where a paper was sent back, its last draft counts."""
    return next(value for row in reversed(acts(session, matter_id, step)) if isinstance(value := row.value(), kind))


def happened(session: Session, matter_id: str, kind: StepKind, track: Track | None = None) -> datetime | None:
    """The moment in law of the newest step of a kind, on a track if named; None where there is none yet."""
    query = select(StepRow.happened_at).where(StepRow.matter_id == matter_id, StepRow.kind == kind)
    if track is not None:
        query = query.where(StepRow.track == track)
    return session.exec(query.order_by(col(StepRow.number).desc())).first()


def reported_to(session: Session, matter_id: str) -> str | None:
    """The office to which a matter was reported up last."""
    for step in reversed(steps(session, matter_id)):
        if step.kind is StepKind.REPORT_UP and step.result:
            return last_act(session, matter_id, step.number, Draft).to_office
    return None


def submitted_to(session: Session, step: StepRow) -> str | None:
    """The superior who is asked to designate the office in charge."""
    return last_act(session, step.matter_id, step.number, Draft).to_office


def received(session: Session, matter_id: str, kind: str) -> datetime | None:
    """When the newest act of a kind came in."""
    query = select(ActRow.received_at).where(ActRow.matter_id == matter_id, ActRow.kind == kind)
    return session.exec(query.order_by(col(ActRow.sequence).desc())).first()


def close(session: Session, row: MatterRow, at: datetime) -> None:
    """办结. The ending is told by what the last steps have shown: `not_confirmed`, `in_time/passed`."""
    ended = [Ended(one.track, one.kind, one.result) for one in steps(session, row.matter_id) if one.result]
    row.ended_at, row.ending = at, ending(ended)


def facts(session: Session, matter_id: str) -> dict[str, Any]:
    """The matter's row of the view `matter_facts`, without its id."""
    row = session.execute(text("select * from matter_facts where matter_id = :id"), {"id": matter_id}).mappings().one()
    return {name: value for name, value in row.items() if name != "matter_id"}
