"""Rows of absences (人员不在岗): entered one by one; in the end each office is told what is left to nobody."""

from sqlmodel import Session

from activities import staffing
from activities.importing.kind import OneByOne
from activities.law import Law
from domain.absence_entry import AbsenceEntry
from domain.calendar import legal_day
from domain.imports import Outcome
from models import absence
from models.imports import ImportRow


class Absences(OneByOne):
    """Telling is done once for each office, after all of its absences are known, and again does no harm."""

    def __init__(self) -> None:
        super().__init__(AbsenceEntry, _enter)

    def judge(self, session: Session, law: Law, run: ImportRow, after: str) -> str | None:
        for office_id, day in absence.begun_or_coming(session, legal_day(run.began_at)):
            staffing.tell_office(session, law, office_id, run.began_at, day)
        return None


def _enter(session: Session, run: ImportRow, row: AbsenceEntry) -> Outcome:
    """Refused as `models.absence.record` refuses."""
    return Outcome(staffing.note_absence(session, row.value, run.began_at))
