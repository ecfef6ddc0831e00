"""Complaints (投诉登记): taken once, each with the matter that handles it; and what identifies the complainant."""

from typing import Any

from sqlmodel import Session

from activities.receipt import refuse_future, refuse_unless_same
from domain.audit import content_sha256
from domain.complaint import Complaint, refuse_impossible
from domain.complaint_acts import AcceptanceDecision
from domain.errors import Refused
from domain.results import Result
from domain.steps import StepKind
from domain.wording import yuan
from models import audit, complaint, enterprise, matter, office
from models.complaint import ComplaintRow
from models.matter import MatterRow, StepRow


def open_complaint(session: Session, taken: Complaint) -> MatterRow:
    """Record a complaint and open its matter, once; the respondent is entered under the name that the complaint gives.

    Refused `unknown_office`, `sent_otherwise`, `reference_known`, `received_in_the_future`, `bad_credit_code`, and as
    `domain.complaint.refuse_impossible` refuses.
    """
    content = taken.model_dump(mode="json", exclude={"report"})  # it goes its own way (O121 9)
    if known := session.get(ComplaintRow, taken.complaint_id):
        refuse_unless_same(taken.complaint_id, known.content, content)
        return session.get_one(MatterRow, taken.complaint_id)
    refuse_impossible(taken)
    refuse_future(taken.received_at, rehearsal=taken.rehearsal)
    office.office(session, taken.office_id)
    _refuse_known(session, taken)
    respondent = enterprise.enter_enterprise(
        session, taken.respondent.name, credit_code=taken.respondent.credit_code, rehearsal=taken.rehearsal
    )
    session.add(
        ComplaintRow(
            **taken.model_dump(exclude={"complainant", "respondent", "request", "facts", "report"}),
            respondent_id=respondent,
            complainant=taken.complainant.name,
            content=content,
        )
    )
    session.flush()
    row = MatterRow(
        matter_id=taken.complaint_id,
        complaint_id=taken.complaint_id,
        party_id=respondent,
        office_id=taken.office_id,
        rehearsal=taken.rehearsal,
        began_at=taken.received_at,
    )
    session.add(row)
    session.flush()
    chain = audit.of_matter(row.matter_id)
    audit.begin(session, chain)
    audit.append(
        session, chain, at=taken.received_at, actor=audit.PROGRAM, event="complaint_registered",
        sha256=content_sha256(content), reason=_told(taken),
    )  # fmt: skip
    return row


def of_matter(session: Session, row: MatterRow) -> Complaint:
    """The complaint that a matter handles."""
    return session.get_one(ComplaintRow, row.complaint_id).value()


def described(session: Session, row: MatterRow) -> dict[str, Any]:
    """The dispute as the papers of a complaint describe it: what mediation needs, and no more (O121 37)."""
    taken = of_matter(session, row)
    return {
        "complainant": taken.complainant.name,
        "respondent": taken.respondent.name,
        "goods": taken.goods,
        "traded_on": taken.traded_on,
        "complaint_number": taken.reference or taken.complaint_id,
        "request": taken.request,
    }


def result_once_served(session: Session, step: StepRow) -> Result | None:
    """How the decision on acceptance, or the termination, ends once the complainant has it. None: another step."""
    if step.kind is StepKind.TERMINATION:
        return Result.TERMINATED
    if step.kind is not StepKind.ACCEPTANCE:
        return None
    decision = matter.last_act(session, step.matter_id, step.number, AcceptanceDecision)
    return Result.COMPLAINT_ACCEPTED if decision.accepted else Result.COMPLAINT_REFUSED


def _told(taken: Complaint) -> dict[str, str]:
    """What is complained of, without who does: the chain is read by more people than need to know (O121 37)."""
    number = taken.reference or "—"
    return {
        "zh": f"{taken.channel.zh}，编号{number}；商品：{taken.goods}，{yuan(taken.price_fen)}元；"
        f"请求：{taken.request}",
        "en": f"{taken.channel.en}, number {number}; goods: {taken.goods}, {yuan(taken.price_fen)} yuan; "
        f"asks: {taken.request}",
    }


def _refuse_known(session: Session, taken: Complaint) -> None:
    """The national platform numbers a complaint once (O121 40)."""
    if taken.reference and (known := complaint.of_reference(session, taken.reference)):
        raise Refused(
            "reference_known",
            zh=f"平台编号“{taken.reference}”的投诉已经登记为“{known.complaint_id}”。",
            en=f"The complaint {taken.reference} of the platform is on record as {known.complaint_id}.",
            field="reference",
            value=taken.reference,
        )
