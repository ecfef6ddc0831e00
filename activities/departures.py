"""Departures (偏离建议), counted, each with what its rule is called."""

from sqlmodel import Session

from domain.base import Text
from domain.departure import Span, Tally
from models import departure
from rules import catalog


def tallies(
    session: Session, span: Span, *, rule: str | None = None, office_id: str | None = None, rehearsal: bool = False
) -> list[Tally]:
    """By rule and office. A rule that the law files have no more is called by its id."""
    titles = {one.id: one.title for of in map(catalog.family, catalog.FAMILIES) for one in of.rules}
    rows = departure.counted(session, span, rule=rule, office_id=office_id, rehearsal=rehearsal)
    return [Tally(**row, title=titles.get(row["rule"], Text(zh=row["rule"], en=row["rule"]))) for row in rows]
