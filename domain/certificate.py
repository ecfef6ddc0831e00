"""The life of a certificate (合格证生命周期): what it waits for, whose turn it is, and what may be done next."""

from datetime import datetime

from domain.base import Value
from domain.certificate_act import (
    Application,
    CertificateAct,
    Freeze,
    FreezeCause,
    Inspection,
    InspectionRoute,
    ObjectionAnswer,
    Order,
)
from domain.circulation import SampleOutcome
from domain.clock import Rung
from domain.errors import Refused
from domain.facts import Labelled


class LifePhase(Labelled):
    """What an application, or the certificate that came of it, waits for."""

    ORDERING = "ordering", "待选定检验机构", "awaiting the producer's choice of a laboratory"
    ACCEPTING = "accepting", "待检验机构受理", "awaiting the institute's acceptance"
    INSPECTING = "inspecting", "待出厂检验", "awaiting the factory inspection"
    IN_CIRCULATION = "in_circulation", "流通中", "in circulation"
    DISPUTED = "disputed", "存在争议，已冻结", "frozen, the dispute awaits its end"
    WITHDRAWN = "withdrawn", "生产者已撤回", "withdrawn by the producer"
    SUPERSEDED = "superseded", "生产者已换发", "superseded by the producer"
    NOT_ISSUED = "not_issued", "未予开具，可以提出异议", "not issued, open to objection"
    OBJECTED = "objected", "异议待答复", "awaiting the answer to an objection"
    REFUSED = "refused", "未予开具，异议已答复", "not issued, the objection answered"
    TAKEN_BACK = "taken_back", "申请已撤回", "application taken back"


# Somebody owes something: only then does a workflow run.
PENDING = frozenset(
    {LifePhase.ORDERING, LifePhase.ACCEPTING, LifePhase.INSPECTING, LifePhase.DISPUTED, LifePhase.OBJECTED}
)
# No other application for the lot, nor for its serial numbers, beside one of these.
HOLDS_THE_LOT = PENDING - {LifePhase.OBJECTED} | {LifePhase.IN_CIRCULATION}
ISSUED = frozenset({LifePhase.IN_CIRCULATION, LifePhase.DISPUTED, LifePhase.WITHDRAWN, LifePhase.SUPERSEDED})


class Life(Value):
    """Where a certificate stands in the register: the start of its workflow, and what it is told after each act.

    `version` counts the acts; `at` is the law time of the newest, from which a revived run goes on. `due_at`
    (exclusive) is when the institute undertook to have inspected, `reminders` come before it, the earliest first.
    """

    application_id: str
    version: int
    phase: LifePhase
    at: datetime
    due_at: datetime | None = None
    reminders: tuple[Rung, ...] = ()

    @property
    def pending(self) -> bool:
        return self.phase in PENDING


_AFTER: dict[tuple[LifePhase, str], LifePhase] = {
    (LifePhase.ACCEPTING, "acceptance"): LifePhase.INSPECTING,
    (LifePhase.ACCEPTING, "declining"): LifePhase.ORDERING,
    (LifePhase.INSPECTING, "declining"): LifePhase.ORDERING,
    (LifePhase.ORDERING, "withdrawal"): LifePhase.TAKEN_BACK,
    (LifePhase.ACCEPTING, "withdrawal"): LifePhase.TAKEN_BACK,
    (LifePhase.INSPECTING, "withdrawal"): LifePhase.TAKEN_BACK,
    (LifePhase.OBJECTED, "withdrawal"): LifePhase.TAKEN_BACK,
    (LifePhase.IN_CIRCULATION, "withdrawal"): LifePhase.WITHDRAWN,
    (LifePhase.DISPUTED, "withdrawal"): LifePhase.WITHDRAWN,
    (LifePhase.IN_CIRCULATION, "unfreeze"): LifePhase.IN_CIRCULATION,
    (LifePhase.DISPUTED, "unfreeze"): LifePhase.IN_CIRCULATION,
    (LifePhase.NOT_ISSUED, "objection"): LifePhase.OBJECTED,
}


def after(phase: LifePhase, act: CertificateAct) -> LifePhase:
    """The phase that follows when `act` is done in `phase`. Refused `certificate_act_not_awaited`.

    What an authority orders of the goods changes nothing of the declaration, whatever has become of it.
    """
    follows = _AFTER.get((phase, act.kind))
    match act:
        case Order() if phase is LifePhase.ORDERING:
            follows = ordered(act.route)
        case Inspection() if phase is LifePhase.INSPECTING:
            passed = act.stated_outcome is SampleOutcome.CONFORMING
            follows = LifePhase.IN_CIRCULATION if passed else LifePhase.NOT_ISSUED
        case ObjectionAnswer() if phase is LifePhase.OBJECTED:
            follows = LifePhase.ACCEPTING if act.inspected_again_by else LifePhase.REFUSED
        case Freeze() if phase is LifePhase.IN_CIRCULATION:
            follows = LifePhase.DISPUTED if act.cause is FreezeCause.DISPUTE else phase
        case _ if act.kind in ("stop_sale", "recall") and phase in ISSUED:
            follows = phase
    if follows is None:
        raise Refused(
            "certificate_act_not_awaited",
            zh=f"申请“{act.application_id}”目前{phase.zh}，不接受此项操作。",
            en=f"Application {act.application_id} is {phase.en}; this act is not taken now.",
            field="kind",
            value=act.kind,
        )
    return follows


def first(application: Application) -> LifePhase:
    """The phase of an application that has been taken in."""
    return ordered(application.route)


def ordered(route: InspectionRoute) -> LifePhase:
    """A producer's own laboratory has nothing to accept."""
    return LifePhase.ACCEPTING if route is InspectionRoute.INSTITUTE else LifePhase.INSPECTING
