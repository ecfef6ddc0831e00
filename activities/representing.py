"""Whose act it is (代理、代表) that the complainants' side does, and whether it binds all of them (O121 11, 12)."""

from sqlmodel import Session

from activities import complaining
from activities.law import Law, law_day
from domain.base import Text
from domain.calendar import legal_day
from domain.complaint_acts import ByComplainants
from domain.representation import Power, lacking
from models.matter import MatterRow
from rules import statutes

AUTHORITY = "order121/11"


def refuse_unbound(session: Session, row: MatterRow, act: ByComplainants, power: Power, *, disposes: bool) -> None:
    """Refused as `domain.representation.Complainants.acting` and `refuse_unbound`."""
    people = complaining.of_matter(session, row).complainants
    actor = people.acting(act.acted_by, power, legal_day(act.received_at))
    people.refuse_unbound(actor, act.consents, disposes=disposes)


def is_authorised(session: Session, law: Law, row: MatterRow) -> bool | None:
    """Whether the papers of every agent are complete (O121 11); the rest no complaint comes in without (10). None: what
    an agent hands in was asked by an order whose article on it is not in the law files."""
    if not law.in_force([AUTHORITY], law_day(row, row.began_at)):
        return None
    return not missing(session, row)


def missing(session: Session, row: MatterRow) -> tuple[Text, ...]:
    """What of O121 11 is missing of the papers of agents."""
    taken, by = complaining.of_matter(session, row), statutes.cited_as_read([AUTHORITY])
    return tuple(
        Text(
            zh=f"{one.name}的委托缺少{what.zh}（{by.zh}）",
            en=f"for the agent of {one.name}, {what.en} is missing ({by.en})",
        )
        for one in taken.complainants.people
        for what in lacking(one, legal_day(taken.received_at))
    )
