"""Intake (收到投诉): all that a complaint begins, however it has come in."""

from sqlmodel import Session

from activities import clusters
from activities.complaining import open_complaint
from activities.law import Law
from activities.reporting import part
from domain.complaint import Complaint
from models.matter import MatterRow


def take_in(session: Session, law: Law, taken: Complaint) -> tuple[MatterRow, ...]:
    """The matter of the complaint, once, and that of a report in one paper with it (O121 9). Refused as
    `activities.complaining.open_complaint` and `activities.reporting.open_report` refuse."""
    opened, parted = open_complaint(session, taken), part(session, taken)
    clusters.look_around(session, law, taken.complaint_id)
    return (opened,) if parted is None else (opened, parted)
