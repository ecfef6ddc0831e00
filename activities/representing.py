"""Whose act it is (代理、代表) that the complainants' side does, and whether it binds all of them (O121 11, 12)."""

from sqlmodel import Session

from activities import complaining
from domain.base import Text
from domain.calendar import legal_day
from domain.complaint_acts import ByComplainants
from domain.representation import Power, lacking
from models.matter import MatterRow
from rules import statutes

PAPERS_MISSING = "order121/16.1.5"


def refuse_unbound(session: Session, row: MatterRow, act: ByComplainants, power: Power, *, disposes: bool) -> None:
    """Refused as `domain.representation.Complainants.acting` and `refuse_unbound`."""
    people = complaining.of_matter(session, row).complainants
    actor = people.acting(act.acted_by, power, legal_day(act.received_at))
    people.refuse_unbound(actor, act.consents, disposes=disposes)


def missing(session: Session, row: MatterRow) -> tuple[Text, ...]:
    """What of O121 11 is missing: a ground that may be taken, and that nobody has to take."""
    taken, by = complaining.of_matter(session, row), statutes.cited_as_read([PAPERS_MISSING])
    return tuple(
        Text(
            zh=f"{one.name}的委托缺少{what.zh}：可以考虑不予受理（{by.zh}）",
            en=f"for the agent of {one.name}, {what.en} is missing: refusal may be considered ({by.en})",
        )
        for one in taken.complainants.people
        for what in lacking(one, legal_day(taken.received_at))
    )
