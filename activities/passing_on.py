"""Passing a case on (移送): approved, handed over, answered; and the matter that the receiving office then has."""

from datetime import date

from sqlmodel import Session

from activities import clock
from activities.law import Law
from activities.matter_opening import open_matter
from activities.outcomes import end
from domain.acts import Approval, Draft, Outcome
from domain.calendar import legal_day
from domain.errors import Refused
from domain.passing_on import COURT_ACCEPTANCE, DESIGNATED, FOLLOWS, FROM_THE_SAME, IN_TIME_ONLY, PROVED, TO_POLICE
from domain.procedure import Phase
from domain.results import Result
from domain.steps import StepKind
from models import audit, matter, office, region
from models.enterprise import natural
from models.matter import MatterRow, StepRow
from models.office import OfficeRow


def propose(session: Session, row: MatterRow, draft: Draft) -> None:
    """PR 13-16. Refused `transferred_once`, `transferred_to_itself`, `no_common_superior`, `draft_incomplete`."""
    if draft.proposes is Result.KEPT:
        return
    if not draft.to_office:
        raise Refused(
            "draft_incomplete",
            zh="应当写明受移送的部门，或者报请指定管辖的上级部门。",
            en="Name the office that it is transferred to, or the superior who is to designate one.",
            field="to_office",
        )
    if draft.proposes is Result.ASKED_SUPERIOR:
        return _refuse_other_superior(session, row, draft)
    if row.transferred_from is not None:
        raise Refused(
            "transferred_once",
            zh="受移送的案件不得再自行移送；有异议的，应当报请共同的上一级部门指定管辖。",
            en="What came by transfer is not transferred on: the common superior is asked to designate an office.",
            field="proposes",
            value=draft.proposes.value,
        )
    _refuse_itself(row, draft.to_office)


def decide(session: Session, law: Law, row: MatterRow, step: StepRow, act: Approval) -> None:
    """批准: what is kept is over; what goes to the police or to the superior begins the next period."""
    draft = matter.last_act(session, step.matter_id, step.number, Draft)
    begins = {Result.REFERRED: TO_POLICE, Result.ASKED_SUPERIOR: DESIGNATED}.get(draft.proposes)
    if begins:
        return _turn_to(session, law, step, act, begins)
    end(step, act, draft.proposes)
    if draft.proposes is Result.TRANSFERRED:
        _hand_over(session, row, draft.to_office, act)


def report(session: Session, law: Law, row: MatterRow, step: StepRow, act: Outcome) -> None:
    """What the police or the court have answered, or the superior designated. Refused `result_not_possible`,
    `proof_missing`, `review_request_too_late`, `happened_outside_the_step`."""
    follows = FOLLOWS[step.period or COURT_ACCEPTANCE]  # a ruling may be awaited from before its periods were counted
    if act.result not in follows:
        named = "、".join(one.zh for one in follows)
        raise Refused(
            "result_not_possible",
            zh=f"目前只能报告：{named}。",
            en=f"What may be reported now: {', '.join(one.en for one in follows)}.",
            field="result",
            value=act.result.value,
        )
    if act.result in PROVED and not act.proof:
        zh, en = "应当写明回执、通知书或者裁定书。", "Name the receipt, notice or ruling."
        raise Refused("proof_missing", zh=zh, en=en, field="proof")
    happened_at = act.happened_at or act.received_at
    if happened_at > act.received_at or (step.period_from and happened_at < step.period_from):
        raise Refused(
            "happened_outside_the_step",
            zh="发生时间应当在上一环节之后、登记之前。",
            en="What is reported happened after what came before it, and before it was recorded.",
            field="happened_at",
            value=happened_at.isoformat(),
        )
    if act.result in IN_TIME_ONLY and step.due_at is not None and happened_at >= step.due_at:
        raise Refused(
            "review_request_too_late",
            zh="提请复议或者建议立案监督的期限已经届满。",
            en="The period in which a review or supervision could be asked for is over.",
            field="happened_at",
            value=happened_at.isoformat(),
        )
    if begins := follows[act.result]:
        return _turn_to(session, law, step, act, begins)
    if act.result is Result.TRANSFERRED:
        if not act.to_office:
            raise Refused(
                "draft_incomplete", zh="应当写明指定的部门。", en="Name the office designated.", field="to_office"
            )
        _refuse_itself(row, act.to_office)
        _hand_over(session, row, act.to_office, act)
    end(step, act, Result.POLICE_REFUSED if act.result is Result.ACCEPTED else act.result, happened_at)


def refuse_instead_of_referral(session: Session, row: MatterRow) -> None:
    """PRC 11: no penalty instead of a referral, while it is decided or the police examine it."""
    for step in matter.steps(session, row.matter_id):
        if step.kind is StepKind.REFERRAL and step.phase is not Phase.DONE:
            raise Refused(
                "no_penalty_instead_of_referral",
                zh="移送公安机关正在办理，不得以行政处罚代替移送。",
                en="A referral to the police is under way: no penalty takes its place.",
                field="result",
            )


def _turn_to(session: Session, law: Law, step: StepRow, act: Approval | Outcome, period: str) -> None:
    since = (act.happened_at if isinstance(act, Outcome) else None) or act.received_at
    since = step.period_from if period in FROM_THE_SAME and step.period_from else since
    step.period, step.lapsed_at = period, None
    clock.begin(session, law, step, since, at=act.received_at, actor=act.actor)


def _hand_over(session: Session, row: MatterRow, to_office: str | None, act: Approval | Outcome) -> None:
    """The receiving office, where the register knows it, has the case as a clue: its period runs from the receipt of
    the material (PR 18). No article that was read lets it inherit another period."""
    receiving = session.get(OfficeRow, to_office)
    if receiving is None:
        return
    first = audit.entries(session, audit.of_matter(row.findings_of or row.matter_id))[0]
    opened = MatterRow(
        matter_id=natural("matter", row.matter_id, receiving.office_id),
        check_id=row.check_id,
        clue_id=row.clue_id,
        party_id=row.party_id,
        office_id=receiving.office_id,
        rehearsal=row.rehearsal,
        began_at=act.received_at,
        transferred_from=row.matter_id,
        findings_of=row.findings_of or row.matter_id,
    )
    open_matter(
        session, opened, actor=act.actor, event="taken_over", judgement=first.detail.get("judgement"),
        transferred_from=row.matter_id,
    )  # fmt: skip


def _refuse_itself(row: MatterRow, to_office: str) -> None:
    if to_office == row.office_id:
        raise Refused(
            "transferred_to_itself",
            zh="不能移送给本部门。",
            en="A case is not transferred to the office that has it.",
            field="to_office",
            value=to_office,
        )


def _refuse_other_superior(session: Session, row: MatterRow, draft: Draft) -> None:
    """PR 13, 14: the superior of both offices, where the case came from another; else one above this office."""
    offices = [row.office_id]
    if row.transferred_from:
        offices.append(matter.known(session, row.transferred_from).office_id)
    refuse_no_common_superior(session, draft.to_office or "", offices, legal_day(draft.received_at), "to_office")


def refuse_no_common_superior(session: Session, named: str, offices: list[str], on: date, field: str) -> None:
    """Refused `no_common_superior`, `unknown_office`."""
    superior = office.office(session, named)
    for each in offices:
        below = office.office(session, each).region
        if superior.region not in {one.code for one in region.ancestors(session, below, on)[1:]}:
            raise Refused(
                "no_common_superior",
                zh=f"“{superior.name}”不是有关部门共同的上级部门。",
                en=f"{superior.name} is not above the offices concerned.",
                field=field,
                value=superior.office_id,
            )
