"""What is awaited of whom (待办): the open steps of matters, the overdue ones first."""

from datetime import date, datetime
from typing import Any

from sqlmodel import Session

from activities import case_file
from activities.law import Law
from domain.base import Text
from domain.ending import told
from domain.procedure import Phase
from domain.steps import StepKind, Track
from domain.story import Awaited
from models import matter_queue, office

PARTYS = {Phase.AWAITING, Phase.LAPSED}
NEXT = Text(zh="没有进行中的步骤，可以选择下一步", en="no step under way: a next one may be chosen")


def queue(
    session: Session,
    law: Law,
    now: datetime,
    *,
    office_id: str | None = None,
    open_only: bool = False,
    due_before: date | None = None,
    most: int,
) -> tuple[Awaited, ...]:
    """As `models.matter_queue.queue`. Refused `unknown_office`."""
    if office_id is not None:
        office.office(session, office_id)
    found = matter_queue.queue(
        session, now, office_id=office_id, open_only=open_only, due_before=due_before, most=most
    )
    return _all(session, law, now, found)


def of_matter(session: Session, law: Law, now: datetime, matter_id: str) -> tuple[Awaited, ...]:
    return _all(session, law, now, matter_queue.queue(session, now, matter_id=matter_id))


def _all(session: Session, law: Law, now: datetime, rows: list[dict[str, Any]]) -> tuple[Awaited, ...]:
    near = case_file.bars_near(session, law, {row["matter_id"] for row in rows if not row["rehearsal"]}, now)
    return tuple(_awaited(law, row, near.get(row["matter_id"])) for row in rows)


def _awaited(law: Law, row: dict[str, Any], barred_after: date | None) -> Awaited:
    kind = StepKind.of(row["kind"]) if row["kind"] else None
    phase = Phase.of(row["phase"]) if row["phase"] else None
    ending = told(row["ending"]) if row["ending"] else None
    what = Text(zh=f"{kind.zh}：{phase.zh}", en=f"{kind.en}: {phase.en}") if kind and phase else ending or NEXT
    plain = {name: row[name] for name in Awaited.model_fields if name in row}
    worked = {"kind": kind, "track": Track.of(row["track"]) if kind else None, "phase": phase, "ending": ending}
    worked |= {"what": what, "whom": Text(zh="", en="") if ending else _whom(law, row, kind, phase)}
    due_on = date.fromisoformat(row["due_on"]) if row["due_on"] else None
    return Awaited(**plain | worked | {"due_on": due_on, "barred_after": barred_after})


def _whom(law: Law, row: dict[str, Any], kind: StepKind | None, phase: Phase | None) -> Text:
    """The approval matrix says who in the office; a step that waits for its party waits for nobody else."""
    if kind is StepKind.REFERRAL and phase in PARTYS:
        return Text(zh="公安机关", en="the police")
    if kind is StepKind.TRANSFER and phase in PARTYS:
        role = law.approval("designation").reports
        return Text(zh=f"{row['acting']}{role.zh}", en=f"{row['acting']}, {role.en}") if role else NEXT
    if phase in PARTYS:
        return Text(zh=row["about"], en=row["about"])
    matrix = law.approval(kind.value if kind else "choice")
    role = {Phase.REVIEWING: matrix.reviews, Phase.APPROVING: matrix.approves}.get(
        phase or Phase.DONE, matrix.drafts or matrix.reports
    )
    assert role is not None
    return Text(zh=f"{row['acting']}{role.zh}", en=f"{row['acting']}, {role.en}")
