"""What follows from a report or a decision about a step (办理结果): its result, and the steps that end with it."""

from datetime import datetime

from sqlmodel import Session

from activities import announcement, case_file, clock
from activities.law import Law
from activities.persons import refuse_without_minutes
from activities.supervising import reassessed
from domain.acts import Act, Approval, Draft, Outcome, Recheck
from domain.calendar import legal_day
from domain.errors import Refused
from domain.period import StartEvent
from domain.procedure import Phase
from domain.results import POSSIBLE, Result
from domain.steps import StepKind
from models import audit, matter, office, region
from models.matter import MatterRow, StepRow

OBJECTIONS = {StepKind.OBJECTION, StepKind.MAKER_OBJECTION}
PROVINCE = "0000"  # how the GB/T 2260 code of a province, or of the country, ends


def end(step: StepRow, act: Act, result: Result, happened_at: datetime | None = None) -> None:
    step.result, step.ended_at, step.phase = result, act.received_at, Phase.DONE
    step.happened_at = happened_at or act.received_at


def propose(session: Session, law: Law, row: MatterRow, step: StepRow, draft: Draft) -> None:
    """A draft is held against what the law lets this step end in, before anybody approves it."""
    _refuse_impossible(step, draft.proposes)
    if draft.proposes is Result.NOT_FILED:
        refuse_without(draft, "ground", "不予立案应当写明条款", "Name the article on which filing is refused")
        _refuse_other_ground(law, draft)
        if draft.ground in law.approval("not_filed_with_education").basis:
            refuse_without(draft, "education", "不予立案应当记载教育", "Tell how the party was educated")
    if draft.proposes is Result.FILED:
        case_file.refuse_without_breach(session, row)
        case_file.refuse_barred(session, law, row, draft.received_at)
    if step.kind is StepKind.REPORT_UP:
        refuse_without(draft, "to_office", "上报应当写明上级部门", "Name the office that it is reported to")
        _refuse_wrong_level(session, row, draft)
    if draft.proposes is Result.PROPOSED:
        refuse_without(draft, "plan", "建议抽查应当写明抽查计划", "Name the plan that the sampling is proposed to")
    if step.kind is StepKind.REFERRAL and draft.proposes is Result.REFERRED:
        refuse_without(draft, "to_office", "移送应当写明公安机关", "Name the police authority that it is referred to")
        refuse_without(
            draft, "materials", "移送应当附有调查报告、物品清单、检验报告等材料", "Name the papers that go with it"
        )
    if step.period is None:
        return
    period = law.period(step.period, draft.received_at)
    if period.officer_set is not None:
        refuse_without(draft, "period_reason", "期限应当说明理由", "The period that is set needs its reason")
        clock.refuse_length(session, law, step, draft.received_at, draft.period_days)
    if period.runs_from is StartEvent.REPORT_RECEIVED and step.period_from is None:
        clock.begin(session, law, step, draft.received_at, at=draft.received_at, actor=draft.actor)


def decide(session: Session, law: Law, row: MatterRow, step: StepRow, act: Approval) -> None:
    """批准: the step ends in what its last draft proposes."""
    draft = matter.last_act(session, step.matter_id, step.number, Draft)
    if draft.proposes is Result.FILED:
        case_file.refuse_barred(session, law, row, act.received_at)
    end(step, act, draft.proposes)


def report(session: Session, law: Law, row: MatterRow, step: StepRow, act: Outcome) -> None:
    """Officers report how a step ended, or that a paper was served from which a period runs."""
    _refuse_impossible(step, act.result)
    if act.result is Result.PUNISHED and act.grave:
        refuse_without_minutes(law.approval("grave_penalty").collective, act.minutes)
    happened_at = act.happened_at or act.received_at
    if happened_at > act.received_at or legal_day(happened_at) < legal_day(step.begun_at):
        raise Refused(
            "happened_outside_the_step",
            zh="发生时间应当在本步骤开始之后、登记之前。",
            en="What is reported happened since the day on which the step began, and before it was recorded.",
            field="happened_at",
            value=happened_at.isoformat(),
        )
    if act.result in (Result.SERVED, Result.ANNOUNCED) and not act.proof:
        raise Refused(
            "proof_missing",
            zh="应当写明送达或者公告的凭证。",
            en="Name the proof of service or announcement.",
            field="proof",
        )
    if step.kind is StepKind.ANNOUNCEMENT:
        announcement.refuse_before_issue(session, step, act)
    if step.kind is StepKind.REASSESSMENT:
        reassessed(session, law, row, act)
    end(step, act, act.result, happened_at)
    if step.kind is StepKind.REASSESSMENT:
        end_unanswered(session, step, act, StepKind.SUPERVISION_NOTICE)
    if step.kind is StepKind.REVIEW and act.result is Result.REVOKED:
        revoke(session, step, act, {StepKind.SUPERVISION_NOTICE})


def end_unanswered(session: Session, after: StepRow, act: Recheck | Outcome, kind: StepKind) -> None:
    """Nobody answered before what follows was reported: that step is over, before anyone can close the matter."""
    for asked in matter.steps(session, after.matter_id):
        if asked.kind is kind and asked.track is after.track and asked.phase is Phase.LAPSED:
            end(asked, act, Result.UNANSWERED)
            _note(session, asked, act, "unanswered")


def end_with_matter(session: Session, row: MatterRow, act: Approval | Outcome) -> None:
    """Closing ends what is still open and holds nothing up: guidance, a period that ran out unused."""
    for left in matter.steps(session, row.matter_id):
        if left.phase is not Phase.DONE:
            unused = left.kind in OBJECTIONS and left.lapsed_at is not None
            end(left, act, Result.UNCHALLENGED if unused else Result.ENDED_WITH_MATTER)
            _note(session, left, act, "ended_with_matter")


def revoke(session: Session, after: StepRow, act: Act, kinds: set[StepKind], since: int = 1) -> None:
    """What rested on a result or a decision that fell falls with it, from step `since` on."""
    for fallen in matter.steps(session, after.matter_id)[since - 1 :]:
        still = fallen.phase is not Phase.DONE or fallen.kind is StepKind.ORDER_TO_CORRECT
        if fallen.kind in kinds and fallen.track is after.track and still:
            fallen.result, fallen.phase = Result.REVOKED, Phase.DONE
            fallen.ended_at = fallen.ended_at or act.received_at
            _note(session, fallen, act, "revoked")


def _note(session: Session, step: StepRow, act: Act, event: str) -> None:
    chain = audit.of_matter(step.matter_id)
    audit.append(session, chain, at=act.received_at, actor=audit.RULES, event=event, step=step.number)


def _refuse_impossible(step: StepRow, result: Result) -> None:
    if result not in POSSIBLE.get(step.kind, ()):
        raise impossible(step, result)


def impossible(step: StepRow, result: Result) -> Refused:
    return Refused(
        "result_not_possible",
        zh=f"“{step.kind.zh}”不能以“{result.zh}”结束。",
        en=f"This step ({step.kind.en}) cannot end as: {result.en}.",
        field="result",
        value=result.value,
    )


def refuse_without(draft: Draft, field: str, zh: str, en: str) -> None:
    if not getattr(draft, field):
        raise Refused("draft_incomplete", zh=f"{zh}。", en=f"{en}.", field=field)


def _refuse_other_ground(law: Law, draft: Draft) -> None:
    grounds = law.approval("not_filed").basis
    if draft.ground not in grounds:
        named = law.articles(grounds)
        raise Refused(
            "no_ground_for_not_filing",
            zh=f"不予立案的理由应当是下列之一：{'、'.join(named)}。",
            en=f"Filing is refused on one of these grounds: {', '.join(grounds)}.",
            field="ground",
            value=draft.ground,
        )


def _refuse_wrong_level(session: Session, row: MatterRow, draft: Draft) -> None:
    """Reports go up, level by level; and only the region of an office says whether it is of provincial level."""
    upper = office.office(session, draft.to_office or "")
    below = office.office(session, row.office_id)
    above = {one.code for one in region.ancestors(session, below.region)[1:]}
    level = Result.PROVINCE if upper.region.endswith(PROVINCE) else Result.BELOW_PROVINCE
    if upper.region not in above or draft.proposes is not level:
        raise Refused(
            "wrong_level",
            zh=f"“{upper.name}”不是本部门的上级，或者不是所写的级别。",
            en=f"{upper.name} is not above this office, or not of the level that is stated.",
            field="to_office",
            value=upper.office_id,
        )


