"""The consumer's choice about the mediation (是否因赔付终止调解), of which the office that mediates hears.

A payment ends no mediation. The office asks him what he has chosen: the mediation then ends by his withdrawal, or
because both have come to terms (O121 23(1)(1)).
"""

from sqlmodel import Session, select

from domain.base import Text
from domain.compensation import Assignment
from models import message
from models.compensation import CompensationRow
from models.matter import MatterRow


def tell_office(session: Session, row: CompensationRow, act: Assignment) -> None:
    """Where he agrees that it ends, and the claim is a complaint that is still open here."""
    of_claim = select(MatterRow).where(MatterRow.complaint_id == row.claim_id, MatterRow.rehearsal == row.rehearsal)
    matter = session.exec(of_claim).first() if act.ends_mediation else None
    if matter is None or matter.ended_at is not None:
        return
    text = Text(
        zh=f"据约定的先行赔付运营者登记，投诉“{matter.matter_id}”的投诉人同意终止调解；请向投诉人核实后依法办理。",
        en=f"By the record of the operator of a scheme the complainant of {matter.matter_id} agrees that the mediation "
        "ends: ask him, and decide as the law has it.",
    )
    about = f"mediation may end {row.compensation_id}"
    message.tell(session, matter.office_id, matter.matter_id, 0, about, act.received_at, text)
