"""Procedure (办理程序): which act a step awaits, and what it awaits next. One table for register and workflow."""

from domain.acts import Act, Approval, ClockAct, Notification, Particulars, Review, Service
from domain.base import Value
from domain.errors import Refused
from domain.facts import Labelled
from domain.matter import Step
from domain.steps import StepKind, Track


class Phase(Labelled):
    """What a step waits for."""

    REPORTING = "reporting", "待报告", "awaiting the officers' report"
    DRAFTING = "drafting", "拟稿", "awaiting a draft"
    REVIEWING = "reviewing", "待审核", "awaiting review"
    APPROVING = "approving", "待批准", "awaiting approval"
    SERVING = "serving", "待送达", "awaiting service"
    AWAITING = "awaiting", "期限内", "awaiting the party's answer"
    LAPSED = "lapsed", "逾期", "period over, a late answer is still taken"
    DONE = "done", "已结束", "over"


class Standing(Value):
    """Where a step stands in the register, the ids of the acts that have brought it there, and whether its period
    has run out."""

    phase: Phase
    acts: tuple[str, ...]
    lapsed: bool = False


DECISIONS = {StepKind.REPORT_UP, StepKind.FILING, StepKind.LIFTING}
INQUIRIES = {  # while they run, what is found of the case is recorded
    StepKind.VERIFICATION,
    StepKind.FILING,
    StepKind.PENALTY_CASE,
    StepKind.REFERRAL,
}
REPORTED_BY = {  # by which act officers report a step that they carry out by themselves
    StepKind.VERIFICATION: "verification",
    StepKind.RECHECK: "recheck",
    StepKind.ANNOUNCED_RECHECK: "recheck",
    StepKind.RESULT_NOTICE: "outcome",
    StepKind.RETEST: "outcome",
    StepKind.ANNOUNCEMENT: "outcome",
    StepKind.PENALTY_CASE: "outcome",
    StepKind.REMINDER_LETTER: "outcome",
    StepKind.INTERVIEW: "outcome",
    StepKind.BUREAU_REMINDER: "outcome",
    StepKind.REVIEW: "outcome",
    StepKind.BUREAU_INTERVIEW: "outcome",
    StepKind.REASSESSMENT: "outcome",
}
_PAPERS = {  # what is awaited in each phase of a step that serves a paper, and the phase that follows
    StepKind.ORDER_TO_CORRECT: {
        (Phase.DRAFTING, "order_draft"): Phase.REVIEWING,
        (Phase.REVIEWING, "review"): Phase.APPROVING,
        (Phase.APPROVING, "approval"): Phase.SERVING,
        (Phase.SERVING, "service"): Phase.AWAITING,
        (Phase.AWAITING, "answer"): Phase.DONE,
        (Phase.LAPSED, "answer"): Phase.DONE,
    },
    StepKind.OBJECTION: {
        (Phase.AWAITING, "objection"): Phase.DONE,
        (Phase.LAPSED, "objection"): Phase.DONE,
    },
    StepKind.SUPERVISION_NOTICE: {
        (Phase.DRAFTING, "draft"): Phase.APPROVING,
        (Phase.APPROVING, "approval"): Phase.SERVING,
        (Phase.SERVING, "outcome"): Phase.AWAITING,
        (Phase.AWAITING, "review_request"): Phase.AWAITING,
        (Phase.AWAITING, "answer"): Phase.DONE,
        (Phase.LAPSED, "answer"): Phase.DONE,
    },
    StepKind.TRANSFER: {  # over at once, unless the superior is to designate an office
        (Phase.DRAFTING, "draft"): Phase.APPROVING,
        (Phase.APPROVING, "approval"): Phase.AWAITING,
        (Phase.AWAITING, "outcome"): Phase.AWAITING,
        (Phase.LAPSED, "outcome"): Phase.AWAITING,
    },
    StepKind.REFERRAL: {  # handed over, examined by the police, and after their refusal perhaps reviewed
        (Phase.DRAFTING, "draft"): Phase.APPROVING,
        (Phase.APPROVING, "approval"): Phase.SERVING,
        (Phase.SERVING, "outcome"): Phase.AWAITING,
        (Phase.AWAITING, "outcome"): Phase.REPORTING,
        (Phase.LAPSED, "outcome"): Phase.REPORTING,
        (Phase.REPORTING, "outcome"): Phase.AWAITING,
    },
    StepKind.CLOSING: {
        (Phase.DRAFTING, "closing_draft"): Phase.APPROVING,
        (Phase.APPROVING, "approval"): Phase.DONE,
    },
}
_DECISION = {(Phase.DRAFTING, "draft"): Phase.APPROVING, (Phase.APPROVING, "approval"): Phase.DONE}
_WAYS: dict[StepKind, dict[tuple[Phase, str], Phase]] = (
    _PAPERS
    | dict.fromkeys(DECISIONS, _DECISION)
    | {kind: {(Phase.REPORTING, act): Phase.DONE} for kind, act in REPORTED_BY.items()}
)
FIRST: dict[StepKind, Phase] = {kind: next(iter(way))[0] for kind, way in _WAYS.items()}


def after(step: Step, phase: Phase, act: Act) -> Phase:
    """The phase that follows when `act` is done to a step in `phase`.

    Raises Refused `answer_to_closed_step` where the step is over, `act_not_awaited` where it waits for another act.
    """
    if isinstance(act, ClockAct) and phase is not Phase.DONE:
        return phase
    if isinstance(act, Particulars) and step.kind in INQUIRIES and phase is not Phase.DONE:
        return phase
    if isinstance(act, Notification) and step.track in (Track.CLUE, Track.AFTER_CARE) and phase is not Phase.DONE:
        return phase
    if isinstance(act, Service) and act.document is not None:  # of a paper that no step waits for
        return phase
    follows = _WAYS[step.kind].get((phase, act.kind))
    if follows is None and phase is Phase.DONE:
        raise Refused(
            "answer_to_closed_step",
            zh=f"第{step.number}步“{step.kind.zh}”已经结束，不再接受新的材料。",
            en=f"Step {step.number} ({step.kind.en}) is over and takes nothing more.",
            field="step",
            value=step.number,
        )
    if follows is None:
        raise Refused(
            "act_not_awaited",
            zh=f"第{step.number}步“{step.kind.zh}”目前{phase.zh}，不接受此项操作。",
            en=f"Step {step.number} ({step.kind.en}) is {phase.en}; this act is not taken now.",
            field="kind",
            value=act.kind,
        )
    if isinstance(act, Review | Approval) and not act.agreed:
        return Phase.DRAFTING
    return follows
