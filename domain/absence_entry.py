"""A row of absences (不在岗登记): who is away from when until when, and who stands in for him."""

from domain.office import Absence
from domain.row import Day, Known, Row, Words


class AbsenceEntry(Row):
    """Officers by their ids."""

    officer: Words
    first: Day
    last: Day
    deputy: Known | None = None

    @property
    def value(self) -> Absence:
        return Absence(officer_id=self.officer, first=self.first, last=self.last, deputy=self.deputy)
