"""Persons (人员): what an officer must be, whatever he does: of the office, still in it, in the role."""

from datetime import datetime

from domain.calendar import legal_day
from domain.errors import Refused
from domain.office import Officer, Role


def refuse_role(actor: Officer, role: Role) -> None:
    if role not in actor.roles:
        raise Refused(
            f"not_a_{role.value}",
            zh=f"{actor.name}不是{role.zh}，无权办理此项。",
            en=f"{actor.name} is no {role.en} and may not do this.",
            field="actor",
            value=actor.officer_id,
        )


def refuse_member_of_another(actor: Officer, office_id: str | None) -> None:
    """Refused `officer_of_another_region`."""
    if actor.office_id != office_id:
        raise Refused(
            "officer_of_another_region",
            zh=f"{actor.name}不是本事项承办部门的人员。",
            en=f"{actor.name} does not belong to the office that handles this matter.",
            field="actor",
            value=actor.officer_id,
        )


def refuse_left(actor: Officer, at: datetime) -> None:
    """Who has left the office acts for it no more (APL 42). Refused `officer_left`."""
    if not actor.belongs_on(legal_day(at)):
        raise Refused(
            "officer_left",
            zh=f"{actor.name}自{actor.left_on}起不再是本部门人员。",
            en=f"{actor.name} has not belonged to the office since {actor.left_on}.",
            field="actor",
            value=actor.officer_id,
        )


def refuse_without_minutes(collective: bool, minutes: str | None) -> None:
    """集体讨论 is shown by its record. Refused `minutes_missing`."""
    if collective and not minutes:
        raise Refused(
            "minutes_missing",
            zh="此项由部门负责人集体讨论决定，应当写明集体讨论记录。",
            en="The heads decide this together: name the minutes of their discussion.",
            field="minutes",
        )
