"""Powers (职权): who may do an act in a matter. The approval matrix says it; the register knows who has done what."""

from sqlmodel import Session

from activities import clock, recusing
from activities.law import Law
from activities.persons import refuse_left, refuse_member_of_another, refuse_role
from domain.act import kinds_of
from domain.acts import (
    Act,
    Attempt,
    ClockAct,
    Draft,
    Extension,
    ExtensionRefusal,
    Notification,
    OrderDraft,
    Outcome,
    Particulars,
    PartysAct,
    Recheck,
    Service,
    Verification,
)
from domain.base import Text
from domain.calendar import legal_day
from domain.complaint_acts import ComplainantsAct
from domain.errors import Refused
from domain.guidance_acts import InterviewDraft, InterviewRecord
from domain.handling_power import OfReceipt, TakingOver
from domain.office import Officer, Role
from domain.people_acts import PEOPLE_KINDS
from domain.report_acts import ReportAct
from domain.steps import StepKind
from models import absence, matter, office, sampled
from models.matter import MatterRow, StepRow
from rules.approvals import Approval

# what officers state of a matter, in the name of two where the matrix wants two
Handled = Verification | OrderDraft | Recheck | Draft | Outcome | Particulars | InterviewDraft | InterviewRecord
_BY_THEMSELVES = kinds_of(ClockAct | ExtensionRefusal | Notification | Particulars | OfReceipt | ReportAct)
SERVICE_KINDS = ("service", "attempt", "dispatch")


def refuse_without_power(session: Session, law: Law, row: MatterRow, step: StepRow | None, act: Act) -> None:
    """Raise Refused for an actor of another office, without the role or certificate, or on his own paper."""
    if isinstance(act, PartysAct):
        return _refuse_other_party(session, row, step, act)
    actor = office.officer(session, act.actor)
    _refuse_other_office(session, row, step, actor, act)
    refuse_left(actor, act.received_at)
    recusing.refuse_recused(session, row, act)
    if step and isinstance(act, Extension):
        role = clock.extending_role(session, law, step)
        return refuse_role(actor, role) if role else None
    matrix = law.approval(named_in_matrix(step.kind if step else None, act.kind))
    role = role_of(matrix, act.kind)
    if not (matrix.acting and role is matrix.approves and _is_in_charge(session, matrix, actor, act)):
        refuse_role(actor, role)
    if step:
        _refuse_own_paper(session, step, act)
    if isinstance(act, Handled | Service | Attempt) and act.second_officer is not None:
        _refuse_second(session, row, step, role, act, act.second_officer)
    if matrix.certified_officers and isinstance(act, Handled):
        _refuse_uncertified(session, actor, act)


def named_in_matrix(step: StepKind | None, kind: str) -> str:
    """Under which name the approval matrix says who does an act: that of its step, but for some of their own."""
    if step is None or kind in _BY_THEMSELVES:
        return kind
    return "designation" if step is StepKind.TRANSFER and kind == "outcome" else step.value


def _is_in_charge(session: Session, matrix: Approval, actor: Officer, act: Act) -> bool:
    """Of those who approve one is away on the day, and the actor on record as his deputy."""
    on, roles = legal_day(act.received_at), (matrix.approves, matrix.acting)
    return any(deputy == actor.officer_id for deputy in absence.deputies(session, actor.office_id, on, *roles))


def role_of(matrix: Approval, kind: str) -> Role:
    """Who does an act of this kind, by its line of the matrix."""
    of_its_own = dict.fromkeys(SERVICE_KINDS, Role.HANDLER) | {"review": matrix.reviews, "approval": matrix.approves}
    role = of_its_own.get(kind, matrix.drafts or matrix.reports)
    if role is None:
        raise RuntimeError(f"the approval matrix leaves nobody for {kind}")
    return role


def _refuse_second(
    session: Session, row: MatterRow, step: StepRow | None, role: Role, act: Handled | Service | Attempt, second: str
) -> None:
    """Whoever is named beside the actor is another officer of the office, still in it, in the same role."""
    other = office.officer(session, second)
    _refuse_other_office(session, row, step, other, act)
    refuse_left(other, act.received_at)
    refuse_role(other, role)
    if second == act.actor:
        raise Refused(
            "one_officer_alone",
            zh="两名人员不能是同一人。",
            en="Two officers are wanted, not one twice.",
            field="second_officer",
            value=second,
        )


def _refuse_uncertified(session: Session, actor: Officer, act: Handled) -> None:
    """APL 42, PR 22: two officers, each with an enforcement certificate that is valid on the day."""
    if act.second_officer is None:
        raise Refused(
            "one_officer_alone",
            zh="办案人员不得少于两人。",
            en="Two officers must handle this: name the second.",
            field="second_officer",
        )
    for one in (actor, office.officer(session, act.second_officer)):
        if not one.certified_on(legal_day(act.received_at)):
            raise Refused(
                "officer_without_certificate",
                zh=f"{one.name}在当日没有有效的执法证件。",
                en=f"{one.name} holds no valid enforcement certificate on that day.",
                field="officer",
                value=one.officer_id,
            )


def _refuse_other_party(session: Session, row: MatterRow, step: StepRow | None, act: PartysAct) -> None:
    """An enterprise or a complainant acts by its id, a bureau under supervision by one of its officers."""
    if step and step.kind is StepKind.MAKER_OBJECTION:
        itself = act.actor == sampled.maker_id(session, row)
    elif row.bureau_id is not None:
        itself = (actor := office.officer(session, act.actor)).office_id == row.bureau_id
        refuse_left(actor, act.received_at)
    elif isinstance(act, ComplainantsAct):
        itself = act.actor == row.complaint_id
    else:
        itself = act.actor == row.party_id
    if not itself:
        raise Refused(
            "not_the_party",
            zh="只有当事人、标注的生产者、被督办部门或者投诉人本身可以提交。",
            en="Only the party itself, the maker that the goods name, the bureau under supervision, or the "
            "complainant, can send this.",
            field="actor",
            value=act.actor,
        )


def _refuse_other_office(session: Session, row: MatterRow, step: StepRow | None, actor: Officer, act: Act) -> None:
    """PQL 17: what is announced, the bureau announces to which it was reported up; PR 16: a superior designates."""
    acting: str | None = row.office_id
    if isinstance(act, TakingOver):  # O121 13: of a higher office, which is found with its effect
        acting = actor.office_id
    if step is not None and step.kind is StepKind.ANNOUNCEMENT:
        acting = matter.reported_to(session, row.matter_id)
    if step is not None and isinstance(act, Outcome) and step.kind is StepKind.TRANSFER:
        acting = matter.submitted_to(session, step)
    refuse_member_of_another(actor, acting)


_DOES = {"review": Text(zh="审核", en="review"), "approval": Text(zh="批准", en="approve")}
_DRAFT = Text(zh="拟稿", en="draft")
NOT_HANDLING = {"review", "approval", "choice", "extension", "suspension", "resumption", *SERVICE_KINDS, *PEOPLE_KINDS}


def hands(session: Session, step: StepRow, kind: str) -> set[str]:
    """Who may not do an act of this kind about a step, for what he has done before: who handles a case does not review
    in it (PR 49), who drafted or reviewed a paper does not approve it, nor draft it again as its reviewer."""
    if kind not in ("review", "approval") and not _drafts(kind):
        return set()
    own = matter.acts(session, step.matter_id, step.number)
    if kind == "review":
        acts = [one for one in matter.acts(session, step.matter_id) if one.kind not in NOT_HANDLING]
        acts += [one for one in own if one.kind == "approval"]
    elif kind == "approval":
        acts = [one for one in own if one.kind == "review" or _drafts(one.kind)]
    else:
        acts = [one for one in own if one.kind in ("review", "approval")]
    return {one for act in acts for one in (act.actor, act.content.get("second_officer")) if one}


def _drafts(kind: str) -> bool:
    return kind.endswith("draft")


def _refuse_own_paper(session: Session, step: StepRow, act: Act) -> None:
    barred = hands(session, step, act.kind)
    if one := next((one for one in (act.actor, getattr(act, "second_officer", None)) if one in barred), None):
        name, does = office.officer(session, one).name, _DOES.get(act.kind, _DRAFT)
        raise Refused(
            "own_paper",
            zh=f"{name}在本事项中另有经手，不能再{does.zh}。",
            en=f"{name} has had another hand in this and cannot {does.en} it.",
            field="actor" if one == act.actor else "second_officer",
            value=one,
        )
