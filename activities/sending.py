"""Electronic sending (电子发送): an e-mail is entered with the act that asks for it, and sent by whoever finds it."""

from sqlmodel import Session

from activities import confirmed_address, service_papers
from domain.acts import Dispatch
from domain.errors import Refused
from domain.service import AddressKind
from models import dispatch
from models.dispatch import DispatchRow, Fate
from models.enterprise import natural
from models.matter import MatterRow, StepRow


def send(session: Session, row: MatterRow, step: StepRow, act: Dispatch) -> None:
    """Refused as `activities.service_papers` and `activities.confirmed_address` refuse, and `sent_already`."""
    paper = service_papers.to_be_served(session, row, step, act)
    kinds = {AddressKind.EMAIL}  # of the others only officers send, and what is put into an account has arrived
    confirmed_address.ground(session, paper, act.confirmation, act.received_at, kinds)
    for earlier in dispatch.of_document(session, paper.document_id):
        if earlier.confirmation_id == act.confirmation and earlier.fate in (Fate.WAITING, Fate.SENT):
            raise Refused(
                "sent_already",
                zh=f"文书“{service_papers.name(paper)}”向该地址的电子发送已经登记：{earlier.fate.zh}。",
                en=f"Document {service_papers.name(paper)} goes to this address already: {earlier.fate.en}.",
                field="confirmation",
                value=act.confirmation,
            )
    session.add(
        DispatchRow(
            dispatch_id=act.act_id,
            document_id=paper.document_id,
            confirmation_id=act.confirmation,
            message_id=natural("mail", act.act_id),
            rehearsal=row.rehearsal,
            asked_at=act.received_at,
            fate=Fate.WAITING,
        )
    )
