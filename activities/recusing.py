"""Recusal (回避): asked for by the officer himself or by the party, decided by whom PR 4 names."""

from typing import NamedTuple

from sqlmodel import Session

from activities import mediating
from activities.law import Law
from activities.persons import refuse_left, refuse_member_of_another, refuse_role, refuse_without_minutes
from domain.acts import Act
from domain.errors import Refused
from domain.office import Officer, Role
from domain.people_acts import RecusalDecision, RecusalRequest
from domain.recusal import pending, recused
from models import matter, office, recusal
from models.matter import MatterRow
from models.office import OfficerRow


def refuse_recused(session: Session, row: MatterRow, act: Act) -> None:
    """Neither the actor nor the second officer may be recused. Refused `officer_recused`."""
    for one, field in ((act.actor, "actor"), (getattr(act, "second_officer", None), "second_officer")):
        refuse_recused_officer(session, row, one, field)


def refuse_recused_officer(session: Session, row: MatterRow, officer_id: str | None, field: str) -> None:
    """Refused `officer_recused`."""
    if officer_id in recused(recusal.of_matter(session, row.matter_id)):
        name = office.officer(session, officer_id).name
        raise Refused(
            "officer_recused",
            zh=f"{name}在本事项中回避，不得参与办理。",
            en=f"{name} is recused and takes no part in this matter.",
            field=field,
            value=officer_id,
        )


def ask(session: Session, row: MatterRow, act: RecusalRequest) -> None:
    """Refused `not_his_to_ask`, `officer_of_another_region`, `recused_already`, `recusal_pending`, and of a mediator as
    `activities.mediating.refuse_request` refuses."""
    concerned = _officer(session, row, act.officer)
    name = concerned.name if concerned else act.officer
    if act.actor not in (act.officer, row.party_id, row.complaint_id):
        raise Refused(
            "not_his_to_ask",
            zh="回避由本人提出，或者由当事人、投诉人申请。",
            en="Recusal is asked for by the officer himself, by the party or by the complainant.",
            field="actor",
            value=act.actor,
        )
    if concerned and concerned.office_id not in (row.office_id, matter.reported_to(session, row.matter_id)):
        raise Refused(
            "officer_of_another_region",
            zh=f"{name}不是本事项承办部门的人员。",
            en=f"{name} does not belong to the office that handles this matter.",
            field="officer",
            value=act.officer,
        )
    mediating.refuse_request(session, row, act, is_officer=concerned is not None)
    before = [one for one in recusal.of_matter(session, row.matter_id) if one.act_id != act.act_id]
    asked = [one for one in pending(before).values() if (one.officer, one.actor) == (act.officer, act.actor)]
    if act.officer in recused(before) or asked:
        zh, en = f"{name}已经回避。", f"{name} is recused already."
        if asked:
            zh, en = "已经提出过，尚待决定。", "It has been asked for already and is not decided yet."
        code = "recusal_pending" if asked else "recused_already"
        raise Refused(code, zh=zh, en=en, field="officer", value=act.officer)


def decide(session: Session, law: Law, row: MatterRow, act: RecusalDecision) -> None:
    """By rank (PR 4): of the principal the heads together, of another head the principal, of anybody else a head; in a
    complaint whom the matrix names, for O121 21 names nobody.

    Refused `no_such_request`, `own_recusal`, `minutes_missing`, and for whom the approval matrix does not name.
    """
    asked = [one for one in recusal.of_matter(session, row.matter_id) if one.act_id != act.act_id]
    request = pending(asked).get(act.request)
    if request is None:
        raise Refused(
            "no_such_request",
            zh="没有待决定的此项回避申请。",
            en="There is no such request that waits for a decision.",
            field="request",
            value=act.request,
        )
    concerned, decider = _officer(session, row, request.officer), office.officer(session, act.actor)
    if decider.officer_id == request.officer:
        raise Refused(
            "own_recusal",
            zh=f"{decider.name}不能决定本人的回避。",
            en=f"{decider.name} cannot decide on his own recusal.",
            field="actor",
            value=act.actor,
        )
    refuse_member_of_another(decider, concerned.office_id if concerned else row.office_id)
    refuse_left(decider, act.received_at)
    matrix = law.approval(_kind(row, concerned))
    assert matrix.reports is not None
    refuse_role(decider, matrix.reports)
    refuse_without_minutes(matrix.collective, act.minutes)


class Concerned(NamedTuple):
    """Whose recusal waits: his name, and the office and the role that decide it."""

    name: str
    office_id: str
    role: Role


def concerned_by(session: Session, law: Law, request: RecusalRequest) -> Concerned:
    row = matter.known(session, request.matter_id)
    officer = _officer(session, row, request.officer)
    role = law.approval(_kind(row, officer)).reports
    assert role is not None
    return Concerned(*((officer.name, officer.office_id) if officer else (request.officer, row.office_id)), role)


def _officer(session: Session, row: MatterRow, named: str) -> Officer | None:
    """None: a mediator of a complaint who is no officer. Refused `unknown_officer` in any other matter."""
    if row.complaint_id and session.get(OfficerRow, named) is None:
        return None
    return office.officer(session, named)


def _kind(row: MatterRow, concerned: Officer | None) -> str:
    """The row of the approval matrix."""
    if row.complaint_id or concerned is None:
        return mediating.RECUSAL
    if Role.PRINCIPAL in concerned.roles:
        return "recusal_of_principal"
    return "recusal_of_head" if Role.HEAD_OF_DEPARTMENT in concerned.roles else "recusal_decision"
