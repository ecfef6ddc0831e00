"""What follows (后续程序) by the rules from what was just recorded, for a paper that tells it."""

from datetime import datetime

from sqlmodel import Session

from activities.law import Law
from activities.matter import proposals
from domain.calendar import legal_day
from domain.steps import StepKind
from models.matter import MatterRow


def demanded(session: Session, law: Law, row: MatterRow, at: datetime, kind: StepKind) -> list[str] | None:
    """The articles on which the rules demand a step of this kind now; None where they do not demand one."""
    session.flush()
    found = proposals(session, law, row.matter_id, legal_day(at))
    return next((law.articles(one.basis) for one in found if one.kind is kind and one.mandatory), None)
