"""Procedure (办理程序): which act a step awaits, and what it awaits next. One table for register and workflow."""

from domain.act import kinds_of
from domain.acts import Act, Approval, Attempt, ClockAct, Dispatch, Notification, Review, ServiceAct
from domain.complaint_acts import Consent
from domain.errors import Refused
from domain.handling_power import OF_A_COMPLAINT, OF_RECEIPT, Distribution
from domain.matter import Step
from domain.phase import Phase as Phase
from domain.phase import Standing as Standing
from domain.steps import StepKind, Track

DECISIONS = {
    StepKind.REPORT_UP,
    StepKind.FILING,
    StepKind.LIFTING,
    StepKind.ORDER_WITHDRAWAL,
    StepKind.SAMPLING_PROPOSAL,
}
INQUIRIES = {  # while they run, what is found of the case is recorded
    StepKind.VERIFICATION,
    StepKind.FILING,
    StepKind.PENALTY_CASE,
    StepKind.REFERRAL,
}
MEDIATING = ("acceptance_examination", "request_change", "mediation_notice", "entrustment", "testing_arrangement")
REPORTED_BY = {  # by which act officers report a step that they carry out by themselves
    StepKind.VERIFICATION: "verification",
    StepKind.RECHECK: "recheck",
    StepKind.ANNOUNCED_RECHECK: "recheck",
    StepKind.RETEST: "retest_report",
    StepKind.DENIAL: "verification",
    StepKind.PENALTY_CASE: "outcome",
    StepKind.REVIEW: "outcome",
    StepKind.REASSESSMENT: "outcome",
    StepKind.ARCHIVING: "outcome",
}
ENDS_A_REPORT = ("repetition", "merger", "redirection")
OF_A_REPORT = (*ENDS_A_REPORT, *OF_RECEIPT)  # of a verification that a report has begun
_PAPERS = {  # what is awaited in each phase of a step that serves a paper, and the phase that follows
    StepKind.ORDER_TO_CORRECT: {
        (Phase.DRAFTING, "order_draft"): Phase.REVIEWING,
        (Phase.REVIEWING, "review"): Phase.APPROVING,
        (Phase.APPROVING, "approval"): Phase.SERVING,
        (Phase.SERVING, "service"): Phase.AWAITING,
        (Phase.AWAITING, "extension_request"): Phase.AWAITING,
        (Phase.AWAITING, "extension_refusal"): Phase.AWAITING,
        (Phase.LAPSED, "extension_request"): Phase.LAPSED,
        (Phase.LAPSED, "extension_refusal"): Phase.LAPSED,
        (Phase.AWAITING, "answer"): Phase.DONE,
        (Phase.LAPSED, "answer"): Phase.DONE,
    },
    StepKind.RESULT_NOTICE: {
        (Phase.DRAFTING, "result_draft"): Phase.SERVING,
        (Phase.SERVING, "result_draft"): Phase.SERVING,  # a corrected notice
        (Phase.SERVING, "service"): Phase.DONE,
    },
    StepKind.OBJECTION: {
        (Phase.AWAITING, "objection"): Phase.DONE,
        (Phase.LAPSED, "objection"): Phase.DONE,
    },
    StepKind.MAKER_OBJECTION: {
        (Phase.AWAITING, "objection"): Phase.DONE,
        (Phase.LAPSED, "objection"): Phase.DONE,
    },
    StepKind.REMINDER_LETTER: {
        (Phase.DRAFTING, "letter_draft"): Phase.SERVING,
        (Phase.SERVING, "service"): Phase.DONE,
    },
    StepKind.INTERVIEW: {
        (Phase.DRAFTING, "interview_draft"): Phase.SERVING,
        (Phase.SERVING, "service"): Phase.REPORTING,
        (Phase.SERVING, "interview_draft"): Phase.SERVING,  # another date
        (Phase.REPORTING, "interview_draft"): Phase.SERVING,
        (Phase.REPORTING, "interview_record"): Phase.DONE,
        (Phase.REPORTING, "outcome"): Phase.DONE,
    },
    StepKind.SUPERVISION_NOTICE: {
        (Phase.DRAFTING, "draft"): Phase.APPROVING,
        (Phase.APPROVING, "approval"): Phase.SERVING,
        (Phase.SERVING, "service"): Phase.AWAITING,
        (Phase.AWAITING, "review_request"): Phase.AWAITING,
        (Phase.AWAITING, "answer"): Phase.DONE,
        (Phase.LAPSED, "answer"): Phase.DONE,
    },
    StepKind.URGING: {
        (Phase.DRAFTING, "draft"): Phase.APPROVING,
        (Phase.APPROVING, "approval"): Phase.SERVING,
        (Phase.SERVING, "service"): Phase.AWAITING,
        (Phase.AWAITING, "defence"): Phase.AWAITING,
        (Phase.LAPSED, "defence"): Phase.LAPSED,
        (Phase.AWAITING, "outcome"): Phase.DONE,
        (Phase.LAPSED, "outcome"): Phase.DONE,
    },
    StepKind.COURT_APPLICATION: {
        (Phase.DRAFTING, "draft"): Phase.APPROVING,
        (Phase.APPROVING, "approval"): Phase.REPORTING,
        (Phase.REPORTING, "outcome"): Phase.DONE,
    },
    StepKind.COURT_RULING: {(Phase.REPORTING, "outcome"): Phase.REPORTING},  # accepted, then ruled upon
    StepKind.ANNOUNCEMENT: {  # whom it names is heard first
        (Phase.HEARING, "hearing"): Phase.DRAFTING,
        (Phase.DRAFTING, "draft"): Phase.APPROVING,
        (Phase.APPROVING, "approval"): Phase.REPORTING,
        (Phase.REPORTING, "outcome"): Phase.DONE,
    },
    StepKind.BUREAU_REMINDER: {
        (Phase.DRAFTING, "draft"): Phase.SERVING,
        (Phase.SERVING, "service"): Phase.DONE,
    },
    StepKind.BUREAU_INTERVIEW: {
        (Phase.DRAFTING, "appointment"): Phase.APPROVING,
        (Phase.APPROVING, "approval"): Phase.SERVING,
        (Phase.SERVING, "service"): Phase.REPORTING,
        (Phase.REPORTING, "talk"): Phase.DONE,
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
    StepKind.ACCEPTANCE: {
        (Phase.REPORTING, "acceptance_decision"): Phase.SERVING,
        (Phase.REPORTING, "acceptance_examination"): Phase.REPORTING,
        (Phase.REPORTING, "identity_demand"): Phase.REPORTING,
        (Phase.REPORTING, "complaint_withdrawal"): Phase.DONE,
        (Phase.REPORTING, "request_change"): Phase.REPORTING,
        (Phase.SERVING, "service"): Phase.DONE,
        **{(Phase.REPORTING, one): Phase.REPORTING for one in (*OF_RECEIPT, *OF_A_COMPLAINT)},
    },
    StepKind.MEDIATION: {
        (Phase.CONSENTING, "consent"): Phase.REPORTING,
        (Phase.CONSENTING, "mediation_record"): Phase.DONE,
        (Phase.CONSENTING, "complaint_withdrawal"): Phase.DONE,
        (Phase.CONSENTING, "request_change"): Phase.CONSENTING,
        (Phase.CONSENTING, "acceptance_examination"): Phase.CONSENTING,
        **{(Phase.REPORTING, one): Phase.REPORTING for one in MEDIATING},
        (Phase.REPORTING, "mediation_record"): Phase.DONE,
        (Phase.REPORTING, "complaint_withdrawal"): Phase.DONE,
    },
    StepKind.TERMINATION: {
        (Phase.REPORTING, "termination_decision"): Phase.SERVING,
        (Phase.SERVING, "service"): Phase.DONE,
    },
    StepKind.POWER_DISPUTE: {
        (Phase.REPORTING, "designation_request"): Phase.REPORTING,
        (Phase.REPORTING, "dispute_settlement"): Phase.DONE,
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
    | {
        StepKind.VERIFICATION: {(Phase.REPORTING, act): Phase.DONE for act in ("verification", *ENDS_A_REPORT)}
        | {(Phase.REPORTING, act): Phase.REPORTING for act in OF_RECEIPT}
    }
)
FIRST: dict[StepKind, Phase] = {kind: next(iter(way))[0] for kind, way in _WAYS.items()}


ALWAYS = kinds_of(ClockAct | Notification)  # of whatever step is open
UNSERVED = kinds_of(Attempt | Dispatch)
_BESIDE = {
    "denial": StepKind.MAKER_OBJECTION,
    "follow_up": StepKind.INTERVIEW,
    "result_telling": StepKind.VERIFICATION,
}


def is_beside(act: Act) -> bool:
    """Taken beside its step, also when that is over: a maker's denial, what became of a commitment, the result of a
    report that is told, service of a paper that no step waits for."""
    return act.kind in _BESIDE or (isinstance(act, ServiceAct) and act.document is not None)


def taken(kind: StepKind, track: Track, phase: Phase) -> tuple[str, ...]:
    """The kinds of act that a step in `phase` takes, first those by which it goes on; beside them any step that is not
    over takes those in `ALWAYS`."""
    if phase is Phase.DONE:
        return ()
    return (*(act for at, act in _WAYS[kind] if at is phase), *sorted(_meanwhile(kind, track, phase)))


def _meanwhile(kind: StepKind, track: Track, phase: Phase) -> frozenset[str]:
    """What may be recorded while the step waits, which moves no phase."""
    found = {"particulars"} if kind in INQUIRIES else set()
    found |= {"clue_found"} if track is Track.COMPLAINT else set()
    return frozenset(found | (UNSERVED if phase is Phase.SERVING else set()))


def after(step: Step, phase: Phase, act: Act) -> Phase:
    """The phase that follows when `act` is done to a step in `phase`.

    Raises Refused `answer_to_closed_step` where the step is over, `act_not_awaited` where it waits for another act.
    """
    if act.kind in ALWAYS | _meanwhile(step.kind, step.track, phase) and phase is not Phase.DONE:
        return phase
    if is_beside(act) and _BESIDE.get(act.kind, step.kind) is step.kind:
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
    if (isinstance(act, Consent) and not act.agreed) or (isinstance(act, Distribution) and act.outside):
        return Phase.DONE
    return follows
