"""Powers (职权): who may do an act in a matter. The approval matrix says it; the register knows who has done what."""

from sqlmodel import Session

from activities import clock
from activities.law import Law
from domain.acts import (
    Act,
    Answer,
    ClockAct,
    Draft,
    Extension,
    Notification,
    Objection,
    OrderDraft,
    Outcome,
    Particulars,
    Recheck,
    ReviewRequest,
    Verification,
)
from domain.calendar import legal_day
from domain.errors import Refused
from domain.office import Officer, Role
from domain.steps import StepKind
from models import matter, office
from models.matter import MatterRow, StepRow
from rules.approvals import Approval


def refuse_without_power(session: Session, law: Law, row: MatterRow, step: StepRow | None, act: Act) -> None:
    """Raise Refused for an actor of another office, without the role or certificate, or on his own paper."""
    if isinstance(act, Answer | Objection | ReviewRequest):
        return _refuse_other_party(session, row, act)
    actor = office.officer(session, act.actor)
    _refuse_other_office(session, row, step, actor, act)
    if step and isinstance(act, Extension):
        role = clock.extending_role(session, law, step)
        return refuse_role(actor, role) if role else None
    matrix = law.approval(matrix_of(step, act))
    refuse_role(actor, _role(matrix, act))
    if step and act.kind in HANDLED_BY:
        _refuse_own_paper(session, step, actor, act.kind)
    if matrix.certified_officers and isinstance(
        act, Verification | OrderDraft | Recheck | Draft | Outcome | Particulars
    ):
        _refuse_uncertified(session, row, step, actor, act)


def matrix_of(step: StepRow | None, act: Act) -> str:
    """The entry of the approval matrix that an act goes by: mostly that of its step."""
    if step is None or isinstance(act, ClockAct | Particulars | Notification):
        return act.kind
    return "designation" if step.kind is StepKind.TRANSFER and isinstance(act, Outcome) else step.kind.value


def _role(matrix: Approval, act: Act) -> Role:
    role = {"review": matrix.reviews, "approval": matrix.approves}.get(act.kind, matrix.drafts or matrix.reports)
    if role is None:
        raise RuntimeError(f"the approval matrix leaves nobody for {act.kind}")
    return role


def _refuse_uncertified(
    session: Session,
    row: MatterRow,
    step: StepRow | None,
    actor: Officer,
    act: Verification | OrderDraft | Recheck | Draft | Outcome | Particulars,
) -> None:
    """APL 42, PR 22: two officers, each with an enforcement certificate that is valid on the day."""
    if act.second_officer is None:
        raise Refused(
            "one_officer_alone",
            zh="办案人员不得少于两人。",
            en="Two officers must handle this: name the second.",
            field="second_officer",
        )
    other = office.officer(session, act.second_officer)
    _refuse_other_office(session, row, step, other, act)
    if other.officer_id == actor.officer_id:
        raise Refused(
            "one_officer_alone",
            zh="办案人员不得少于两人。",
            en="Two officers must handle this, not one twice.",
            field="second_officer",
            value=other.officer_id,
        )
    for one in (actor, other):
        if not one.certified_on(legal_day(act.received_at)):
            raise Refused(
                "officer_without_certificate",
                zh=f"{one.name}在当日没有有效的执法证件。",
                en=f"{one.name} holds no valid enforcement certificate on that day.",
                field="officer",
                value=one.officer_id,
            )


def _refuse_other_party(session: Session, row: MatterRow, act: Answer | Objection | ReviewRequest) -> None:
    """An enterprise acts by its id, a bureau under supervision by one of its officers."""
    if row.bureau_id is not None:
        itself = office.officer(session, act.actor).office_id == row.bureau_id
    else:
        itself = act.actor == row.party_id
    if not itself:
        raise Refused(
            "not_the_party",
            zh="只有当事人或者被督办部门可以提交。",
            en="Only the party itself, or the bureau under supervision, can send this.",
            field="actor",
            value=act.actor,
        )


def _refuse_other_office(session: Session, row: MatterRow, step: StepRow | None, actor: Officer, act: Act) -> None:
    """PQL 17: what is announced, the bureau announces to which it was reported up; PR 16: a superior designates."""
    acting: str | None = row.office_id
    if step is not None and step.kind is StepKind.ANNOUNCEMENT:
        acting = matter.reported_to(session, row.matter_id)
    if step is not None and isinstance(act, Outcome) and step.kind is StepKind.TRANSFER:
        acting = matter.submitted_to(session, step)
    if actor.office_id != acting:
        raise Refused(
            "officer_of_another_region",
            zh=f"{actor.name}不是本事项承办部门的人员。",
            en=f"{actor.name} does not belong to the office that handles this matter.",
            field="actor",
            value=actor.officer_id,
        )


def refuse_role(actor: Officer, role: Role) -> None:
    if role not in actor.roles:
        raise Refused(
            f"not_a_{role.value}",
            zh=f"{actor.name}不是{role.zh}，无权办理此项。",
            en=f"{actor.name} is no {role.en} and may not do this.",
            field="actor",
            value=actor.officer_id,
        )


HANDLED_BY = {  # PR 49: who handles a case does not review it; nor does who reviewed a paper approve it
    "review": {"order_draft", "closing_draft", "draft"},
    "approval": {"order_draft", "closing_draft", "draft", "review"},
}


def _refuse_own_paper(session: Session, step: StepRow, actor: Officer, kind: str) -> None:
    for earlier in matter.acts(session, step.matter_id, step.number):
        hands = {earlier.actor, earlier.content.get("second_officer")}
        if earlier.kind in HANDLED_BY[kind] and actor.officer_id in hands:
            raise Refused(
                "own_paper",
                zh=f"{actor.name}经办过这份文书，不能再审核或者批准。",
                en=f"{actor.name} has handled this paper and can neither review nor approve it.",
                field="actor",
                value=actor.officer_id,
            )
