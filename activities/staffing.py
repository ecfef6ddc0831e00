"""Staffing (人手): absences and leavings entered, and the office told of the steps that nobody is there to do."""

from datetime import date, datetime

from sqlmodel import Session

from activities import matter_queue
from activities.law import Law
from domain.base import Text
from domain.calendar import legal_day
from domain.office import Absence
from domain.story import Awaited
from models import absence, audit, message, office, recusal
from models.matter import MatterRow


def enter_absence(session: Session, law: Law, one: Absence, at: datetime) -> bool:
    """Record an absence and tell the office which of its steps are left to nobody then. False where nothing is new.

    Refused as `models.absence.record` refuses.
    """
    if not note_absence(session, one, at):
        return False
    if one.last >= legal_day(at):
        tell_office(session, law, office.officer(session, one.officer_id).office_id, at, one.first)
    return True


def note_absence(session: Session, one: Absence, at: datetime) -> bool:
    """Record an absence, and tell nobody. Refused as `models.absence.record` refuses."""
    if not absence.record(session, one):
        return False
    _note(session, office.officer(session, one.officer_id).office_id, at, "absent", one.model_dump(mode="json"))
    return True


def enter_leaving(session: Session, law: Law, officer_id: str, on: date, at: datetime) -> bool:
    """Record who leaves his office, and tell it as `enter_absence`. Refused `unknown_officer`."""
    if not office.leave(session, officer_id, on):
        return False
    gone = office.officer(session, officer_id)
    _note(session, gone.office_id, at, "left", {"officer_id": officer_id, "on": on.isoformat()})
    tell_office(session, law, gone.office_id, at, on)
    return True


def tell_office(session: Session, law: Law, office_id: str, at: datetime, on: date) -> None:
    """Of every open step of the office that nobody could do on that day, once."""
    for one in matter_queue.queue(session, law, at, office_id=office_id, open_only=True, on=on):
        _tell(session, office_id, one, at)


def tell_where_nobody_is(session: Session, law: Law, row: MatterRow, at: datetime) -> None:
    """Of the steps of one matter. Where nobody is away or recused there is nothing to look for."""
    if row.ended_at is not None:
        return
    if absence.of_office(session, row.office_id, legal_day(at)) or recusal.of_matter(session, row.matter_id):
        for one in matter_queue.of_matter(session, law, at, row.matter_id):
            _tell(session, row.office_id, one, at)


def _tell(session: Session, office_id: str, one: Awaited, at: datetime) -> None:
    if not one.nobody:
        return
    text = Text(
        zh=f"事项“{one.matter_id}”的“{one.what.zh}”目前没有足够的人员可以办理，期限照常计算。",
        en=f"Too few officers are there for “{one.what.en}” of matter {one.matter_id}; its periods run on.",
    )
    about = f"nobody {one.phase.value if one.phase else 'choice'} {','.join(one.missing)}"
    message.tell(session, office_id, one.matter_id, one.step or 0, about, at, text)


def _note(session: Session, office_id: str, at: datetime, event: str, detail: dict[str, str | None]) -> None:
    chain = audit.of_office(office_id)
    audit.begin_once(session, chain)
    audit.append(session, chain, at=at, actor=audit.PROGRAM, event=event, **detail)
