"""An office as it is entered (部门登记): with all of its officers, and as it stands on a day."""

from datetime import date

from pydantic import Field

from domain.base import Value
from domain.errors import Refused
from domain.office import Absence, Office, Officer, Role
from domain.scheme import Line, Name


class OfficerEntry(Value):
    """执法人员. `left_on` is stated of who has left; where it is not, what is on record of that stays."""

    officer_id: Name
    name: Line
    roles: tuple[Role, ...] = Field(min_length=1)
    certificate: Line | None = None
    certificate_until: date | None = None
    left_on: date | None = None

    def officer(self, office_id: str, left_on: date | None) -> Officer:
        """Of this office, his roles once each and in the order of the law."""
        roles = tuple(role for role in Role if role in self.roles)
        given = self.model_dump(exclude={"roles", "left_on"})
        return Officer(office_id=office_id, roles=roles, left_on=left_on, **given)


class OfficeEntry(Value):
    """市场监督管理部门 with everybody who belongs to it; the fields are those of `Office`."""

    office_id: Name
    name: Line
    short_name: Line
    region: Line
    government: Line
    court: Line
    internet_channel: Line | None = None
    officers: tuple[OfficerEntry, ...] = ()

    @property
    def office(self) -> Office:
        return Office(**self.model_dump(exclude={"officers"}))


class OnStaff(Value):
    """An officer on a day: whether he belongs to the office, is certified, and the absence that the day falls into."""

    officer: Officer
    belongs: bool
    certified: bool
    away: Absence | None

    @classmethod
    def on(cls, day: date, officer: Officer, away: Absence | None) -> "OnStaff":
        return cls(officer=officer, belongs=officer.belongs_on(day), certified=officer.certified_on(day), away=away)


class OfficeStanding(Value):
    """An office on a day. `unfilled` are roles of the approval matrix that nobody holds who belongs to it."""

    office: Office
    officers: tuple[OnStaff, ...]
    unfilled: tuple[Role, ...]


def refuse_impossible(given: OfficeEntry) -> None:
    """Refused `officer_twice`, `certificate_without_term`."""
    ids = [one.officer_id for one in given.officers]
    if twice := next((one for one in ids if ids.count(one) > 1), None):
        zh, en = f"人员“{twice}”写了两次。", f"The officer {twice} is named twice."
        raise Refused("officer_twice", zh=zh, en=en, field="officer_id", value=twice)
    for one in given.officers:
        if (one.certificate is None) is not (one.certificate_until is None):
            raise Refused(
                "certificate_without_term",
                zh=f"{one.name}的执法证号和有效期应当一并填写。",
                en=f"{one.name}: the number of a certificate and its last day go together.",
                field="certificate_until",
                value=one.officer_id,
            )
