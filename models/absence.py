"""Absences (不在岗) of officers, with the deputies who stand in for them."""

from datetime import date

from sqlmodel import Field, Session, SQLModel, col, select

from domain.errors import Refused
from domain.office import Absence, Role
from models.office import OfficerRow, officer


class AbsenceRow(SQLModel, table=True):
    """不在岗, from its first to its last day."""

    __tablename__ = "officer_absence"

    officer_id: str = Field(foreign_key="officer.officer_id", primary_key=True)
    first: date = Field(primary_key=True)
    last: date
    deputy: str | None = Field(default=None, foreign_key="officer.officer_id")

    def value(self) -> Absence:
        return Absence.model_validate(self.model_dump())


def record(session: Session, absence: Absence) -> bool:
    """Enter an absence; one that is on record from the same day on is brought up to date. False where nothing is new.

    Refused `unknown_officer`, `absence_backwards`, `absences_overlap`, and for a deputy of another office, without a
    role in common or who is the officer himself: `deputy_of_another_office`, `deputy_without_role`, `own_deputy`.
    """
    away = officer(session, absence.officer_id)
    if absence.last < absence.first:
        raise Refused(
            "absence_backwards", zh="止日不能早于起日。", en="An absence cannot end before it begins.",
            field="last", value=absence.last.isoformat(),
        )  # fmt: skip
    others = [one for one in of_officer(session, away.officer_id) if one.first != absence.first]
    if clash := next((one for one in others if one.first <= absence.last and absence.first <= one.last), None):
        raise Refused(
            "absences_overlap",
            zh=f"{away.name}在{clash.first}至{clash.last}已登记不在岗。",
            en=f"{away.name} is on record as absent from {clash.first} to {clash.last}.",
            field="first",
            value=absence.first.isoformat(),
        )
    if absence.deputy is not None:
        _refuse_deputy(session, absence.officer_id, absence.deputy)
    known = session.get(AbsenceRow, (absence.officer_id, absence.first))
    if known is not None and known.value() == absence:
        return False
    session.merge(AbsenceRow(**absence.model_dump()))
    session.flush()
    return True


def of_officer(session: Session, officer_id: str) -> list[AbsenceRow]:
    query = select(AbsenceRow).where(AbsenceRow.officer_id == officer_id)
    return list(session.exec(query.order_by(col(AbsenceRow.first))))


def of_office(session: Session, office_id: str, first: date, last: date | None = None) -> list[Absence]:
    """Who of an office is away on a day, or at any time from `first` to `last`."""
    query = select(AbsenceRow).where(
        AbsenceRow.officer_id == OfficerRow.officer_id,
        OfficerRow.office_id == office_id,
        AbsenceRow.first <= (last or first),
        AbsenceRow.last >= first,
    )
    return [one.value() for one in session.exec(query.order_by(AbsenceRow.officer_id))]


def deputies(session: Session, office_id: str, on: date, role: Role | None, acting: Role | None) -> list[str]:
    """Who is in charge for those of an office who hold `role` and are away on a day, holding `acting` themselves."""
    found = [(one.officer_id, one.deputy) for one in of_office(session, office_id, on) if one.deputy]
    of_role = [deputy for gone, deputy in found if role in officer(session, gone).roles]
    return [deputy for deputy in of_role if acting in officer(session, deputy).roles]


def begun_or_coming(session: Session, today: date) -> list[tuple[str, date]]:
    """The offices of those who are away today or later, with each first day."""
    query = select(col(OfficerRow.office_id), col(AbsenceRow.first)).where(
        AbsenceRow.officer_id == OfficerRow.officer_id, AbsenceRow.last >= today
    )
    return sorted(set(session.exec(query)))


def _refuse_deputy(session: Session, officer_id: str, deputy_id: str) -> None:
    away, deputy = officer(session, officer_id), officer(session, deputy_id)
    if deputy.officer_id == away.officer_id:
        raise _bad("own_deputy", "本人不能代理自己。", "Nobody is his own deputy.", deputy_id)
    if deputy.office_id != away.office_id:
        zh, en = f"{deputy.name}不是同一部门的人员。", f"{deputy.name} belongs to another office."
        raise _bad("deputy_of_another_office", zh, en, deputy_id)
    if not set(deputy.roles) & set(away.roles):
        zh = f"{deputy.name}没有{away.name}的任何一项职责，不能代理。"
        raise _bad("deputy_without_role", zh, f"{deputy.name} holds none of the roles of {away.name}.", deputy_id)


def _bad(code: str, zh: str, en: str, deputy_id: str) -> Refused:
    return Refused(code, zh=zh, en=en, field="deputy", value=deputy_id)
