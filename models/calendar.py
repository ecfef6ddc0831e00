"""The working calendar (工作日历) as a table: published years from `chinesecalendar`, later ones by import."""

from datetime import date

from sqlmodel import Field, Session, SQLModel, select

from domain.base import Text
from domain.calendar import Calendar, CalendarDay


class CalendarDayRow(SQLModel, table=True):
    """One day of a published year. `name` is the holiday that it is off for, or that it makes up for."""

    __tablename__ = "calendar_day"

    on: date = Field(primary_key=True)
    is_workday: bool
    name_zh: str | None = None
    name_en: str | None = None


def calendar(session: Session) -> Calendar:
    """Every published day; what is not in the table is provisional."""
    return Calendar.of(
        CalendarDay(
            on=row.on,
            is_workday=row.is_workday,
            name=Text(zh=row.name_zh, en=row.name_en) if row.name_zh and row.name_en else None,
        )
        for row in session.exec(select(CalendarDayRow))
    )
