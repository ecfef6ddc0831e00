"""Which paper an act of service is about (送达的文书), and whether it can be served at all."""

from datetime import datetime

from sqlmodel import Session

from domain.acts import Service, ServiceAct
from domain.errors import Refused
from domain.procedure import Phase
from domain.service import Manner
from models import document, sealed_copy
from models.document import DocumentRow
from models.matter import MatterRow, StepRow


def whom(row: MatterRow) -> str | None:
    """To whom the paper goes that a step waits for: the complainant, else the party or the bureau."""
    return row.complaint_id or row.party_id or row.bureau_id


def about(session: Session, row: MatterRow, step: StepRow, act: ServiceAct) -> DocumentRow | None:
    """The document that the act names, else the one that the step waits for: the newest that goes to the
    party, the bureau or the complainant."""
    if act.document is None:
        return document.newest_for(session, step, whom(row))
    return session.get(DocumentRow, act.document)


def to_be_served(session: Session, row: MatterRow, step: StepRow, act: ServiceAct) -> DocumentRow:
    """Refused `unknown_document`, `paper_of_the_step`, `served_already`, `document_replaced`, `document_not_sealed`."""
    paper = about(session, row, step, act)
    if paper is None or (paper.matter_id, paper.step) != (step.matter_id, step.number) or paper.addressee is None:
        raise Refused(
            "unknown_document",
            zh=f"第{step.number}步“{step.kind.zh}”没有需要送达的此项文书。",
            en=f"Step {step.number} ({step.kind.en}) has no such document to be served.",
            field="document",
            value=act.document,
        )
    awaited = document.newest_for(session, step, whom(row))
    if act.document and awaited and paper.document_id == awaited.document_id and step.phase is Phase.SERVING:
        raise Refused(
            "paper_of_the_step",
            zh="本步骤等待送达的就是这份文书，请不要另写文书编号。",
            en="The step waits for this very document: leave its id out.",
            field="document",
            value=act.document,
        )
    _refuse_served(session, paper, act)
    if document.is_replaced(session, paper.document_id):
        raise Refused(
            "document_replaced",
            zh=f"文书“{name(paper)}”已由更正后的文书代替，不再送达。",
            en=f"Document {name(paper)} was replaced by a corrected one and is not served any more.",
            field="document",
            value=paper.document_id,
        )
    if paper.seal is None and sealed_copy.of_document(session, paper.document_id) is None:
        raise Refused(
            "document_not_sealed",
            zh=f"文书“{name(paper)}”尚未加盖印章，不能送达。",
            en=f"Document {name(paper)} bears no seal yet and cannot be served.",
            field="step",
            value=paper.step,
        )
    return paper


def refuse_moment(session: Session, paper: DocumentRow, at: datetime, received_at: datetime, field: str) -> None:
    """Refused `served_before_issued`, `served_before_sealed`, `served_after_recorded`."""
    copy = sealed_copy.of_document(session, paper.document_id)
    unsealed = copy is not None and at < copy.sealed_at
    if at < paper.issued_at or unsealed or at > received_at:
        early = "served_before_issued" if at < paper.issued_at else "served_before_sealed"
        raise Refused(
            "served_after_recorded" if at > received_at else early,
            zh="送达时间应当在文书制作、用印之后，登记之前。",
            en="A document is served after it was issued and sealed, and before its service is recorded.",
            field=field,
            value=at.isoformat(),
        )


def name(paper: DocumentRow) -> str:
    return paper.number or paper.document_id


def _refuse_served(session: Session, paper: DocumentRow, act: ServiceAct) -> None:
    """Served is served; only before an announcement takes effect may the paper still reach its addressee by itself."""
    for known in document.services(session, paper.document_id):
        ahead = known.method is Manner.ANNOUNCEMENT and known.served_at > act.received_at
        if isinstance(act, Service):
            ahead = known.method is Manner.ANNOUNCEMENT and known.served_at > act.served_at
            ahead = ahead and act.manner is not Manner.ANNOUNCEMENT
        if not ahead:
            raise Refused(
                "served_already",
                zh=f"文书“{name(paper)}”已经送达。",
                en=f"Document {name(paper)} has been served already.",
                field="document",
                value=paper.document_id,
            )
