"""Service (送达) of the papers of a matter: of the one that its step waits for, and of those that go out beside it."""

from sqlmodel import Session

from activities import clock, outcomes
from activities.law import Law
from domain.acts import OrderDraft, Service
from domain.errors import Refused
from domain.period import StartEvent
from domain.procedure import Phase
from domain.results import Result
from domain.steps import StepKind
from models import document, matter
from models.document import DocumentRow, ServiceRow
from models.matter import MatterRow, StepRow

ENDS_IN = {StepKind.REMINDER_LETTER: Result.SENT, StepKind.BUREAU_REMINDER: Result.SENT}  # any other in: served


def serve(session: Session, law: Law, row: MatterRow, step: StepRow, act: Service) -> None:
    """Record the service. The paper that the step waits for begins its period, unless that runs from the order itself
    (O18 46), or ends the step; a paper beside it changes nothing else.

    Refused `document_not_sealed`, `served_before_issued`, `served_after_recorded`, and as `_paper` refuses.
    """
    paper = _paper(session, row, step, act)
    _refuse_unsealed(paper)
    if act.served_at < paper.issued_at or act.served_at > act.received_at:
        raise Refused(
            "served_before_issued" if act.served_at < paper.issued_at else "served_after_recorded",
            zh="送达时间应当在文书制作之后、登记之前。",
            en="A document is served after it was issued and before its service is recorded.",
            field="served_at",
            value=act.served_at.isoformat(),
        )
    session.add(
        ServiceRow(
            document_id=paper.document_id,
            method="direct",
            served_at=act.served_at,
            signed_by=act.signed_by,
            proof=act.proof,
        )
    )
    session.flush()
    if act.document is None:
        _take_effect(session, law, step, act, paper)


def _take_effect(session: Session, law: Law, step: StepRow, act: Service, paper: DocumentRow) -> None:
    step.happened_at = act.served_at
    if step.phase is Phase.DONE:
        outcomes.end(step, act, ENDS_IN.get(step.kind, Result.SERVED), act.served_at)
    elif step.period and law.period(step.period, act.served_at).runs_from is StartEvent.SERVICE:
        count = matter.last_act(session, step.matter_id, step.number, OrderDraft).period_days
        clock.begin(
            session,
            law,
            step,
            act.served_at,
            at=act.received_at,
            actor=act.actor,
            count=count,
            document=paper.sha256,
        )


def refuse_unserved(session: Session, row: MatterRow) -> None:
    """A matter is not closed while a paper that somebody is owed has not reached him."""
    for paper in document.unserved(session, row.matter_id):
        step, name = matter.step(session, row.matter_id, paper.step), paper.number or paper.document_id
        raise Refused(
            "document_not_served",
            zh=f"第{step.number}步“{step.kind.zh}”的文书“{name}”尚未送达，不能办结。",
            en=f"Document {name} of step {step.number} ({step.kind.en}) is not served yet.",
            field="document",
            value=paper.document_id,
        )


def _paper(session: Session, row: MatterRow, step: StepRow, act: Service) -> DocumentRow:
    """The named document of the step, else the one that the step waits for: the newest that goes to the party or to the
    bureau. Refused `unknown_document`, `paper_of_the_step`, `served_already`."""
    awaited = document.newest_for(session, step, row.party_id or row.bureau_id)
    if act.document is None and awaited is not None:
        return awaited
    named = session.get(DocumentRow, act.document or "")
    if named is None or (named.matter_id, named.step) != (step.matter_id, step.number) or named.addressee is None:
        raise Refused(
            "unknown_document",
            zh=f"第{step.number}步“{step.kind.zh}”没有需要送达的此项文书。",
            en=f"Step {step.number} ({step.kind.en}) has no such document to be served.",
            field="document",
            value=act.document,
        )
    if awaited is not None and named.document_id == awaited.document_id and step.phase is Phase.SERVING:
        raise Refused(
            "paper_of_the_step",
            zh="本步骤等待送达的就是这份文书，请不要另写文书编号。",
            en="The step waits for this very document: leave its id out.",
            field="document",
            value=act.document,
        )
    if document.is_served(session, named.document_id):
        raise Refused(
            "served_already",
            zh=f"文书“{named.number or named.document_id}”已经送达。",
            en=f"Document {named.number or named.document_id} has been served already.",
            field="document",
            value=act.document,
        )
    return named


def _refuse_unsealed(paper: DocumentRow) -> None:
    if paper.seal is None:
        raise Refused(
            "document_not_sealed",
            zh=f"文书“{paper.number or paper.document_id}”尚未加盖印章，不能送达。",
            en=f"Document {paper.number or paper.document_id} bears no seal yet and cannot be served.",
            field="step",
            value=paper.step,
        )
