"""Announced papers (公告送达) and a new calendar: the day on which each takes effect is counted again while it lies
ahead, and whatever runs from it."""

from datetime import datetime
from typing import Any

from sqlmodel import Session

from activities import clock, service_receipt
from activities.law import Law
from domain.acts import Service
from domain.base import Text
from domain.calendar import legal_day
from domain.due import Due
from domain.procedure import Phase
from domain.wording import chinese_day
from models import announced_service, audit, matter
from models.document import DocumentRow, ServiceRow
from models.matter import ActRow, MatterRow, StepRow

ANNOUNCED = "service_by_announcement"  # the period after which an announcement is service
_WHY = Text(zh="公告送达的日期按新公布的放假安排重新计算", en="holidays were published, the announcement counted again")


def moment(session: Session, law: Law, act: Service) -> Due:
    """`at` is the moment at which what `act` announces counts as served."""
    return clock.due_since(session, law, ANNOUNCED, act.served_at)


def note(session: Session, act: Service, due: Due, at: datetime, actor: str, before: Text | None = None) -> None:
    """The day and its reasons, for the chain."""
    day, why = legal_day(due.at), due.explanation
    zh, en = f"{chinese_day(day)}视为送达。{why.zh}", f"deemed served on {day}. {why.en}"
    if before:
        zh, en = f"{before.zh}。{zh}", f"{before.en}: {en}"
    chain, reason = audit.of_matter(act.matter_id), {"zh": zh, "en": en}
    audit.append(session, chain, at=at, actor=actor, event="announced", step=act.step, reason=reason)


def recount(session: Session, law: Law, matter_id: str, at: datetime) -> int:
    """Count each announcement of a matter again that takes effect after `at`; how many have moved. A day that has
    passed stays, and so does what a person did by it."""
    row, moved = matter.lock(session, matter_id), 0
    if row.ended_at is not None:
        return moved
    for paper, service in announced_service.ahead(session, matter_id, at):
        act = session.get_one(ActRow, service.act_id).value()
        assert isinstance(act, Service), "an announcement is recorded by its act"
        due = moment(session, law, act)
        if due.at != service.served_at:
            _move(session, law, row, paper, service, act, due, at)
            moved += 1
    return moved


def follow(
    session: Session,
    law: Law,
    act: Service,
    announced: datetime,
    served_at: datetime,
    *,
    at: datetime,
    actor: str,
    why: Text,
    about: str,
) -> list[StepRow]:
    """Whatever ran from the announced day runs from `served_at`, as far as it still runs: the steps that have moved."""
    moved = []
    for step in matter.steps(session, act.matter_id):
        if step.number == act.step and step.happened_at == announced:
            step.happened_at = served_at
        if step.period_from == announced and step.phase is not Phase.DONE and step.lapsed_at is None:
            clock.move_start(session, law, step, served_at, why=why, at=at, actor=actor, about=about)
            moved.append(step)
    return moved


def _move(
    session: Session,
    law: Law,
    row: MatterRow,
    paper: DocumentRow,
    service: ServiceRow,
    act: Service,
    due: Due,
    at: datetime,
) -> None:
    announced, edition = service.served_at, law.published(session).edition
    service.served_at = due.at
    note(session, act, due, at, audit.PROGRAM, _WHY)
    about = f"calendar {edition} {paper.document_id}"
    given: dict[str, Any] = {"at": at, "actor": audit.PROGRAM, "why": _WHY, "about": about}
    for step in follow(session, law, act, announced, due.at, **given):
        step.counted_by = edition - 1  # until its workflow has been told to count again
    step = matter.step(session, act.matter_id, act.step)
    service_receipt.print_receipt(session, law, row, step, paper, act, due.at, again=at)
