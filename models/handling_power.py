"""Disputes over which office handles a complaint or a report (处理权限争议), among the acts of its matter."""

from sqlmodel import Session

from domain.handling_power import DisputeStatement
from models import matter


def dispute(session: Session, matter_id: str) -> DisputeStatement:
    """The one that was stated last."""
    values = (one.value() for one in reversed(matter.acts(session, matter_id)))
    return next(one for one in values if isinstance(one, DisputeStatement))
