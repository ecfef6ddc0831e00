"""Recusals (回避): what was asked and decided about them in a matter."""

from sqlalchemy import text
from sqlmodel import Session, col, select

from domain.people_acts import PEOPLE_KINDS, RecusalDecision, RecusalRequest
from models.matter import ActRow


def of_matter(session: Session, matter_id: str) -> list[RecusalRequest | RecusalDecision]:
    """In the order of recording."""
    people = text(f"act.kind in {PEOPLE_KINDS}")  # as the index is made
    query = select(ActRow).where(ActRow.matter_id == matter_id, people)
    found = (row.value() for row in session.exec(query.order_by(col(ActRow.sequence))))
    return [one for one in found if isinstance(one, RecusalRequest | RecusalDecision)]
