"""Complaints (投诉登记): taken once, each with the matter that handles it; and what identifies the complainant."""

from typing import Any

from sqlmodel import Session

from activities import complaint_place
from activities.matter_opening import open_matter
from activities.receipt import refuse_future, refuse_unless_same
from domain.audit import content_sha256
from domain.calendar import legal_day
from domain.complaint import Complaint, refuse_impossible
from domain.complaint_acts import AcceptanceDecision, RequestChange
from domain.errors import Refused
from domain.representation import Complainant
from domain.results import Result
from domain.steps import StepKind
from domain.wording import yuan
from models import audit, complaint, enterprise, matter, office
from models.complaint import ComplaintRow
from models.matter import MatterRow, StepRow
from rules.deadlines import deadlines


def open_complaint(session: Session, taken: Complaint) -> MatterRow:
    """Record a complaint and open its matter, once; the respondent is entered under the name that the complaint gives.

    Refused `before_these_rules`, `unknown_office`, `sent_otherwise`, `reference_known`, `received_in_the_future`,
    `bad_credit_code`, and as `domain.complaint` and `activities.complaint_place` refuse by `refuse_impossible`.
    """
    apart = {"report"}  # it goes its own way (O121 9)
    content = taken.model_dump(mode="json", exclude=apart)
    if known := session.get(ComplaintRow, taken.complaint_id):
        refuse_unless_same(taken.complaint_id, known.value().model_dump(mode="json", exclude=apart), content)
        return session.get_one(MatterRow, taken.complaint_id)
    refuse_impossible(taken)
    complaint_place.refuse_impossible(session, taken)
    _refuse_before_rules(taken)
    refuse_future(taken.received_at, rehearsal=taken.rehearsal)
    office.office(session, taken.office_id)
    _refuse_known(session, taken)
    respondent = enterprise.enter_enterprise(
        session, taken.respondent.name, credit_code=taken.respondent.credit_code, rehearsal=taken.rehearsal
    )
    session.add(
        ComplaintRow(
            **taken.model_dump(exclude={"complainant", "joint", "respondent", "request", "facts", "report"}),
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
    told = {"sha256": content_sha256(content), "reason": _told(taken)}
    return open_matter(session, row, actor=audit.PROGRAM, event="complaint_registered", **told)


def of_matter(session: Session, row: MatterRow) -> Complaint:
    """The complaint that a matter handles."""
    return session.get_one(ComplaintRow, row.complaint_id).value()


def described(session: Session, row: MatterRow) -> dict[str, Any]:
    """The dispute as the papers of a complaint describe it: what mediation needs, and no more (O121 37)."""
    taken = of_matter(session, row)
    changes = [one for act in matter.acts(session, row.matter_id) if isinstance(one := act.value(), RequestChange)]
    return {
        "complainant": "、".join(map(_called, taken.complainants.people))
        + (f"（代表人：{'、'.join(chosen)}）" if (chosen := taken.complainants.representatives) else ""),
        "respondent": taken.respondent.name,
        "goods": taken.goods,
        "traded_on": taken.traded_on,
        "complaint_number": taken.reference or taken.complaint_id,
        "request": changes[-1].new_request if changes else taken.request,
    }


def addressees(session: Session, row: MatterRow) -> dict[str, str]:
    """To whom a paper for the complainants goes, each by his id and name. That a representative acts for the others
    does not say that he receives for them (O121 12, 15, 23, 24): each is told himself."""
    names = of_matter(session, row).complainants.names
    return {complaint.of_person(row.matter_id, place): name for place, name in enumerate(names, 1)}


def _called(one: Complainant) -> str:
    return f"{one.name}（委托代理人：{one.agent.name}）" if one.agent else one.name


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
        "zh": f"{taken.channel.zh}，编号{number}；商品：{taken.goods}，{yuan(taken.price_fen)}元",
        "en": f"{taken.channel.en}, number {number}; goods: {taken.goods}, {yuan(taken.price_fen)} yuan",
    }


def _refuse_before_rules(taken: Complaint) -> None:
    """What was received before the first order in the law files has rules that were never read."""
    first = deadlines().first_days("complaint_acceptance")[0]
    if legal_day(taken.received_at) < first:
        raise Refused(
            "before_these_rules",
            zh=f"{first}之前收到的投诉适用更早的、本系统没有收录的规定，不在此办理。",
            en=f"A complaint received before {first} falls under earlier rules, which are not on file here.",
            field="received_at",
            value=taken.received_at.isoformat(),
        )


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
