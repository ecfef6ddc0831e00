"""Handling of a complaint (投诉处理): what each act of its officers, or its withdrawal, brings about (O121 10-25)."""

from datetime import timedelta

from sqlmodel import Session

from activities import (
    acceptance,
    clock,
    complaint_papers,
    mediating,
    outcomes,
    representing,
    serving,
)
from activities.law import Law, law_day
from domain.acts import Act, Outcome
from domain.calendar import legal_day
from domain.complaint_acts import (
    AcceptanceDecision,
    ComplaintWithdrawal,
    Consent,
    Entrustment,
    IdentityDemand,
    MediationManner,
    MediationNotice,
    MediationRecord,
    RequestChange,
    Side,
    TerminationDecision,
    TestingArrangement,
)
from domain.errors import Refused
from domain.procedure import Phase
from domain.representation import Power
from domain.results import Result
from domain.steps import StepKind
from models import audit, matter
from models.matter import MatterRow, StepRow

REFUSED, ENDED = "complaint_refused", "mediation_ended"  # where the approval matrix lists the grounds
REFUSED_BY = {Side.COMPLAINANT: "refused_by_complainant", Side.RESPONDENT: "refused_by_respondent"}
WITHDRAWN, MEDIATION = "complaint_withdrawn", "mediation"


def take_effect(session: Session, law: Law, row: MatterRow, step: StepRow, act: Act) -> None:
    match act:
        case AcceptanceDecision():
            _decide(session, law, row, step, act)
        case IdentityDemand():
            _refuse_over(act)
            complaint_papers.demand_identity(session, law, row, step, act)
        case Consent(agreed=True):
            representing.refuse_unbound(session, row, act, Power.MEDIATE, disposes=False)
        case Consent():
            outcomes.end(step, act, Result.CONSENT_REFUSED)
        case RequestChange():
            representing.refuse_unbound(session, row, act, Power.CHANGE, disposes=True)
        case Entrustment() | TestingArrangement():
            mediating.arrange(session, law, row, act)
        case MediationNotice():
            _refuse_day(step, act)
            mediating.refuse_unfit(session, row, act)
            complaint_papers.invite(session, law, row, step, act)
        case MediationRecord():
            _record(session, law, row, step, act)
        case ComplaintWithdrawal():
            representing.refuse_unbound(session, row, act, Power.WITHDRAW, disposes=True)
            outcomes.end(step, act, Result.COMPLAINT_WITHDRAWN)
        case TerminationDecision():
            _terminate(session, law, row, step, act)


def file_away(session: Session, law: Law, row: MatterRow, step: StepRow, act: Outcome) -> None:
    """归档 (O121 24): the complaint is over once everybody has what he is owed. Refused `document_not_served`."""
    serving.refuse_unserved(session, row, act.received_at)
    outcomes.report(session, law, row, step, act)
    outcomes.end_with_matter(session, row, act)
    session.flush()
    matter.close(session, row, act.received_at)
    chain = audit.of_matter(row.matter_id)
    audit.append(session, chain, at=act.received_at, actor=act.actor, event="closed", ending=row.ending)


def _decide(session: Session, law: Law, row: MatterRow, step: StepRow, act: AcceptanceDecision) -> None:
    _refuse_ground(law, row, REFUSED, act.ground, needed=not act.accepted)
    acceptance.decide(session, law, row, act)
    complaint_papers.tell_decision(session, law, row, step, act)


def _record(session: Session, law: Law, row: MatterRow, step: StepRow, act: MediationRecord) -> None:
    mediating.refuse_unfit(session, row, act)
    _refuse_ground(law, row, ENDED, act.ground, needed=not act.settled)
    if act.settled and not act.terms:
        zh, en = "达成协议的，应当写明协议内容。", "What was agreed is to be stated."
        raise Refused("terms_missing", zh=zh, en=en, field="terms")
    agreed = any(
        isinstance(one := known.value(), Consent) and one.agreed
        for known in matter.acts(session, row.matter_id, step.number)
    )
    if act.settled and not agreed:
        zh, en = "尚未征得双方同意调解。", "Both sides have not agreed to mediation yet."
        raise Refused("consent_missing", zh=zh, en=en, field="settled")
    mediating.refuse_untold(session, row, act)
    if act.settled:
        representing.refuse_unbound(session, row, act, Power.SETTLE, disposes=True)
    outcomes.end(step, act, Result.SETTLED if act.settled else Result.NOT_SETTLED)
    on_paper = act.settled and act.manner is MediationManner.ON_SITE and not (act.performed_at_once or act.waived)
    if on_paper:
        complaint_papers.print_agreement(session, law, row, step, act)
    else:
        complaint_papers.print_record(session, law, row, step, act)


def _terminate(session: Session, law: Law, row: MatterRow, step: StepRow, act: TerminationDecision) -> None:
    """The ground is what has happened in the mediation; the seven working days to tell both run from the decision."""
    _refuse_ground(law, row, ENDED, act.ground, needed=True)
    mediation = next(
        one for one in reversed(matter.steps(session, row.matter_id)) if one.kind is StepKind.MEDIATION
    )
    known = _grounds_of(session, law, row, mediation)
    if act.ground not in known:
        raise Refused(
            "ground_differs",
            zh=f"终止调解的理由与调解情况不一致，应当是{'或者'.join(law.articles(known))}。",
            en=f"The ground differs from what has happened in the mediation: that is {' or '.join(known)}.",
            field="ground",
            value=act.ground,
        )
    if mediation.phase is not Phase.DONE:
        outcomes.end(mediation, act, Result.TERMINATED)
    clock.begin(session, law, step, act.received_at, at=act.received_at, actor=act.actor)
    complaint_papers.tell_termination(session, law, row, step, act)


def _grounds_of(session: Session, law: Law, row: MatterRow, mediation: StepRow) -> tuple[str, ...]:
    """Those that what has happened in the mediation gives; the article of the period, where it ran out."""
    match mediation.result:
        case Result.NOT_SETTLED:
            record = matter.last_act(session, mediation.matter_id, mediation.number, MediationRecord)
            assert record.ground is not None
            return (record.ground,)
        case Result.CONSENT_REFUSED:
            consent = matter.last_act(session, mediation.matter_id, mediation.number, Consent)
            assert consent.refused_by is not None
            return _listed(law, row, REFUSED_BY[consent.refused_by])
        case Result.COMPLAINT_WITHDRAWN:
            return _listed(law, row, WITHDRAWN)
        case _:
            return law.period(MEDIATION, law_day(row, row.began_at)).basis[:1]


def _listed(law: Law, row: MatterRow, name: str) -> tuple[str, ...]:
    """The grounds of a list that the order has under which the complaint is handled."""
    return law.in_force(law.approval(name).basis, law_day(row, row.began_at))


def _refuse_ground(law: Law, row: MatterRow, listed: str, ground: str | None, *, needed: bool) -> None:
    grounds = _listed(law, row, listed)
    if needed and ground not in grounds:
        named = "、".join(law.articles(grounds))
        raise Refused(
            "no_such_ground",
            zh=f"理由应当是下列之一：{named}。",
            en=f"The ground is one of these: {', '.join(grounds)}.",
            field="ground",
            value=ground,
        )
    if not needed and ground is not None:
        zh, en = "受理或者达成协议的，不写不予受理、终止的条款。", "Where nothing is refused no ground is named."
        raise Refused("ground_without_refusal", zh=zh, en=en, field="ground", value=ground)


def _refuse_over(act: IdentityDemand) -> None:
    """A demand that nobody could meet would make a ground of refusal (O121 16(1)(6))."""
    if act.by < legal_day(act.received_at):
        zh, en = "提供材料的最后一日不能早于要求之日。", "The last day for the proof is no earlier than the demand."
        raise Refused("demanded_for_the_past", zh=zh, en=en, field="by", value=act.by.isoformat())


def _refuse_day(step: StepRow, act: MediationNotice) -> None:
    """Both sides are told ahead (O121 20), and after its period a mediation is terminated (23(1)(5)). While a test is
    under way the period has no end yet."""
    if step.due_at is not None and act.held_at >= step.due_at:
        last = legal_day(step.due_at - timedelta.resolution)
        raise Refused(
            "mediation_after_its_period",
            zh=f"调解最迟于{last}进行：届时未达成协议的，终止调解。",
            en=f"The mediation is held by {last}: without an agreement by then it is terminated.",
            field="held_at",
            value=act.held_at.isoformat(),
        )
    if legal_day(act.held_at) <= legal_day(act.received_at):
        zh = "调解的时间应当在通知之后，以便提前告知双方。"
        en = "Both sides are told ahead: the mediation is on a later day."
        raise Refused("mediation_not_ahead", zh=zh, en=en, field="held_at", value=act.held_at.isoformat())
