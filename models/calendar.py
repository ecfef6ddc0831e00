"""The working calendar (工作日历) as a table: published years from `chinesecalendar`, later ones by import."""

from datetime import date, datetime
from functools import cache

from sqlalchemy import text
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Field, Session, SQLModel, col, select

from domain.base import Text
from domain.calendar import Calendar, CalendarDay
from domain.errors import Refused
from domain.holiday_notice import HolidayNotice, over_the_edge, whole_year
from models.base import moment


class CalendarDayRow(SQLModel, table=True):
    """One day of a published year. `name` is the holiday that it is off for, or that it makes up for."""

    __tablename__ = "calendar_day"

    on: date = Field(primary_key=True)
    is_workday: bool
    name_zh: str | None = None
    name_en: str | None = None


class HolidayNoticeRow(SQLModel, table=True):
    """The notice that arranged a year, where it was imported."""

    __tablename__ = "calendar_notice"

    year: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    title: str
    number: str
    url: str | None = None
    sha256: str
    imported_at: datetime = moment()


def calendar(session: Session) -> Calendar:
    """Every published day; what is not in the table is provisional."""
    rows = session.execute(text("select \"on\", is_workday, name_zh, name_en from calendar_day"))
    return Calendar.of(CalendarDay(on=on, is_workday=works, name=_name(zh, en)) for on, works, zh, en in rows)


@cache
def _name(zh: str | None, en: str | None) -> Text | None:
    return Text(zh=zh, en=en) if zh and en else None


def edition(session: Session) -> int:
    """How far the calendar has come: it grows with every day and every notice that is published."""
    days = "select (select count(*) from calendar_day) + (select count(*) from calendar_notice)"
    return int(session.execute(text(days)).scalar_one())


def titles(session: Session, first: int, last: int) -> list[str]:
    """The notices by which these years, both included, were published here."""
    query = select(HolidayNoticeRow).where(HolidayNoticeRow.year >= first, HolidayNoticeRow.year <= last)
    return [row.title for row in session.exec(query.order_by(col(HolidayNoticeRow.year)))]


def row_of(day: CalendarDay) -> CalendarDayRow:
    name = day.name
    return CalendarDayRow(
        on=day.on, is_workday=day.is_workday, name_zh=name.zh if name else None, name_en=name.en if name else None
    )


def notice_of(session: Session, year: int) -> HolidayNotice | None:
    """The notice by which a year was published here; None where its days came with the installation, or not yet."""
    row = session.get(HolidayNoticeRow, year)
    return HolidayNotice.model_validate(row.model_dump()) if row else None


def publish(session: Session, notice: HolidayNotice, days: tuple[CalendarDay, ...]) -> tuple[date, ...]:
    """Enter a year that was provisional. `days` are those of the notice, checked (`domain.holiday_notice.announced`).

    Returns, in order, the days that are now worked, off or part of a holiday otherwise than was assumed; none where
    the year stood so already. Clocks through the year are to be counted again even where no day changed: they are no
    longer provisional. Refused `calendar_year_published_otherwise`.
    """
    session.execute(text("select pg_advisory_xact_lock(hashtext('calendar_notice'))"))
    before, announced = calendar(session), {day.on for day in days}
    arranged = {day.on: day for day in (*whole_year(notice.year, days), *days)}
    if before.day(date(notice.year, 7, 1)).published:  # a neighbour's notice may have set days at its edges, not there
        _refuse_other(before, notice.year, arranged, announced)
        arranged = {}
    for on, day in arranged.items():
        if on in announced:
            session.merge(row_of(day))
    ordinary = [row_of(day).model_dump() for on, day in arranged.items() if on not in announced]
    if ordinary:
        session.execute(insert(CalendarDayRow).on_conflict_do_nothing(), ordinary)
    if session.get(HolidayNoticeRow, notice.year) is None:
        session.add(HolidayNoticeRow.model_validate(notice.model_dump()))
    session.flush()
    after = calendar(session)
    return tuple(on for on in sorted(arranged) if _standing(before, on) != _standing(after, on))


def _refuse_other(before: Calendar, year: int, arranged: dict[date, CalendarDay], announced: set[date]) -> None:
    """A published year takes the same notice again and no other; what its neighbours arranged at its edges stays."""
    for on, day in arranged.items():
        neighbours = on not in announced and (over_the_edge(year + 1, on) or over_the_edge(year - 1, on))
        if not neighbours and _standing(before, on) != (day.is_workday, day.is_holiday):
            raise Refused(
                "calendar_year_published_otherwise",
                zh=f"{year}年的放假安排已经公布，其中{on}与此不同。",
                en=f"The holidays of {year} are published already, and {on} is otherwise there.",
                field="on",
                value=on,
            )


def _standing(calendar: Calendar, on: date) -> tuple[bool, bool]:
    return calendar.is_workday(on), calendar.is_holiday(on)
