"""Offices (部门) and their officers (执法人员)."""

from datetime import date

from sqlalchemy import ARRAY, Text
from sqlmodel import Field, Session, SQLModel, select

from domain.errors import Refused
from domain.office import Office, Officer, Role
from models.region import RegionRow


class OfficeRow(SQLModel, table=True):
    __tablename__ = "office"

    office_id: str = Field(primary_key=True)
    name: str
    short_name: str
    region: str = Field(foreign_key="region.code")
    government: str
    court: str
    internet_channel: str | None = None


class OfficerRow(SQLModel, table=True):
    __tablename__ = "officer"

    officer_id: str = Field(primary_key=True)
    name: str
    office_id: str = Field(foreign_key="office.office_id", index=True)
    roles: list[str] = Field(sa_type=ARRAY(Text))
    certificate: str | None = None
    certificate_until: date | None = None
    left_on: date | None = None


def office(session: Session, office_id: str) -> Office:
    row = session.get(OfficeRow, office_id)
    if row is None:
        raise Refused(
            "unknown_office",
            zh=f"没有编号为“{office_id}”的部门。",
            en=f"There is no office {office_id}.",
            field="office",
            value=office_id,
        )
    return Office.model_validate(row.model_dump())


def ids(session: Session) -> list[str]:
    return list(session.exec(select(OfficeRow.office_id).order_by(OfficeRow.office_id)))


def officer(session: Session, officer_id: str) -> Officer:
    row = session.get(OfficerRow, officer_id)
    if row is None:
        raise Refused(
            "unknown_officer",
            zh=f"没有编号为“{officer_id}”的执法人员。",
            en=f"There is no officer {officer_id}.",
            field="actor",
            value=officer_id,
        )
    return _value(row)


def officers(session: Session, office_id: str) -> list[Officer]:
    """All who were ever entered for an office, by id."""
    rows = session.exec(select(OfficerRow).where(OfficerRow.office_id == office_id).order_by(OfficerRow.officer_id))
    return [_value(row) for row in rows]


def leave(session: Session, officer_id: str, on: date) -> bool:
    """Record the first day on which an officer belongs to his office no more. False where it is known.

    Refused `unknown_officer`.
    """
    officer(session, officer_id)
    row = session.get_one(OfficerRow, officer_id)
    new = row.left_on != on
    row.left_on = on
    session.flush()
    return new


def _value(row: OfficerRow) -> Officer:
    return Officer.model_validate(row.model_dump() | {"roles": tuple(Role.of(role) for role in row.roles)})


def register_office(session: Session, office: Office, officers: tuple[Officer, ...]) -> None:
    """Enter an office and its officers; what is already there is brought up to date. Refused `unknown_region`."""
    if session.get(RegionRow, office.region) is None:
        raise Refused(
            "unknown_region",
            zh=f"没有代码为“{office.region}”的行政区划。",
            en=f"There is no region with the code {office.region}.",
            field="region",
            value=office.region,
        )
    session.merge(OfficeRow(**office.model_dump()))
    session.flush()
    for one in officers:
        session.merge(OfficerRow(**one.model_dump() | {"roles": [role.value for role in one.roles]}))
    session.flush()
