"""The period of a step (期限) in the register: begun, moved by its ledger, counted again. `domain.clock` counts."""

from datetime import datetime

from sqlmodel import Session

from activities import telling
from activities.law import Law, law_day
from domain.acts import ClockAct, Extension, Resumption, Suspension
from domain.base import Text
from domain.clock import Rung, due_of, extend, recompute, resume, rungs, suspend
from domain.due import Due, due, length_of
from domain.errors import Refused
from domain.ledger import Clock, Extended, Recomputed, Suspended
from domain.office import Role
from domain.period import Period, StartEvent
from domain.steps import StepKind
from models import audit, calendar, document, handling_power, matter, message
from models import clock as ledger
from models.matter import MatterRow, StepRow

ORDERS = "order_to_correct"  # the kind of document from which the periods of an order count
REMEDIES = ("reconsideration", "suit")  # a period that runs from their end begins when both are over
RESULT = "result_notice"  # from whose service on the maker its own period counts
BEGUN_BY = {  # the step of the same matter whose moment in law begins a period
    StartEvent.RESULT_RECEIVED: StepKind.RESULT_NOTICE,
    StartEvent.ANNOUNCEMENT: StepKind.ANNOUNCEMENT,
    StartEvent.FILING: StepKind.FILING,
    StartEvent.CASE_OVER: StepKind.PENALTY_CASE,
    StartEvent.COURT_ASKED: StepKind.COURT_APPLICATION,
}


def begin_with_step(session: Session, law: Law, opened: MatterRow, step: StepRow) -> None:
    """Begin the period of a step that has just begun, if what starts it has happened before and law gives its length.

    Any other begins when its event is recorded, such as the service of the document of this very step.
    """
    if step.period is None:
        return
    period = law.period(step.period, law_day(opened, step.begun_at))
    if period.officer_set is None and (since := _moment_of(session, law, opened, step, period.runs_from)):
        begin(session, law, step, since, at=step.begun_at, actor=audit.RULES)


def refuse_length(session: Session, law: Law, step: StepRow, at: datetime, count: int | None) -> None:
    """What an officer sets must be his to set, and within its bounds, before anybody reviews his draft.

    Refused as `domain.due.due` refuses.
    """
    assert step.period is not None
    length_of(law.period(step.period, at), count)


def due_since(session: Session, law: Law, period: str, since: datetime) -> Due:
    """When a period ends that no step carries."""
    return due(law.period(period, since), since, law.published(session).calendar)


def begin(
    session: Session,
    law: Law,
    step: StepRow,
    since: datetime,
    *,
    at: datetime,
    actor: str,
    count: int | None = None,
    document: str | None = None,
) -> None:
    """`count` is what the officer set, `document` the SHA-256 of the paper that started the period.

    Refused as `domain.due.due` refuses.
    """
    step.period_from, step.period_count = since, count
    clock = _clock(session, law, step)
    assert clock is not None
    _count(session, law, step, clock)
    chain = audit.of_matter(step.matter_id)
    detail = {"step": step.number, "period": step.period, "document": document, "due": step.due}
    audit.append(session, chain, at=at, actor=actor, event="period_begun", **detail)


def move_start(
    session: Session, law: Law, step: StepRow, since: datetime, *, why: Text, at: datetime, actor: str, about: str
) -> None:
    """A running period counts from another moment than the one that began it; its ledger stays."""
    running = _running(session, law, step).model_copy(update={"start": since})
    step.period_from = since
    _keep(session, law, step, running, why, at=at, actor=actor, about=about)


def hold(session: Session, step: StepRow, why: Text, *, at: datetime, actor: str) -> None:
    """What began a period has fallen: nothing runs until it begins anew."""
    if step.period_from is None:
        return
    step.period_from = step.due = step.due_at = None
    chain = audit.of_matter(step.matter_id)
    detail = {"step": step.number, "why": why.model_dump(), "due": None}
    audit.append(session, chain, at=at, actor=actor, event="period_moved", **detail)


def extending_role(session: Session, law: Law, step: StepRow) -> Role | None:
    """Who may extend the period that runs in a step: None where its article names nobody, or allows nothing more.

    Refused `no_period_runs`, `period_over`.
    """
    left = _running(session, law, step).extensions_left
    return left[0].by if left else None


def take(session: Session, law: Law, step: StepRow, act: ClockAct) -> None:
    """Enter what a person decided about a running period into its ledger. Refused `no_period_runs`, `period_over`,
    and as `domain.clock` refuses what the article does not allow."""
    clock = _running(session, law, step)
    days = law.published(session).calendar
    match act:
        case Extension():
            by = extending_role(session, law, step) or Role.HANDLER
            entry = Extended(
                at=act.received_at, count=act.count, by=by, actor=act.actor, reason=act.reason, minutes=act.minutes
            )
            changed, why = extend(clock, entry, days), Text(zh=f"延长，{act.reason}", en=f"extended: {act.reason}")
        case Suspension():
            pause = Suspended(cause=act.cause, since=act.since, until=None, document=act.document)
            why = Text(zh=f"{act.cause.zh}，停止计算", en=f"{act.cause.en} begins")
            changed = suspend(clock, pause, days)
        case Resumption():
            changed, why = resume(clock, act.until), Text(zh="恢复计算", en="the period runs again")
    _keep(session, law, step, changed, why, at=act.received_at, actor=act.actor, about=act.act_id)


def recount(session: Session, law: Law, step: StepRow, now: datetime) -> None:
    """Count a running period again, where a calendar has been published since; a day that moves is entered and told."""
    published = law.published(session)
    clock = _clock(session, law, step)
    if clock is None or step.lapsed_at or step.ended_at or step.counted_by == published.edition:
        return
    before, counted = due_of_step(step), due_of(clock, published.calendar)
    step.counted_by = published.edition
    if counted is None or counted == before:
        return
    titles = calendar.titles(session, clock.start.year, counted.on.year + 1)  # a notice may move late December days
    named = f"（{'、'.join(titles)}）" if titles else ""
    why = Text(zh=f"放假安排已公布{named}，重新计算", en=f"holidays were published {named}, counted again")
    moved, about = recompute(clock, Recomputed(at=now, reason=why)), f"calendar {published.edition}"
    _keep(session, law, step, moved, why, at=now, actor=audit.PROGRAM, about=about)


def due_of_step(step: StepRow) -> Due | None:
    """The last day of the step as it was counted last; None where no period runs, or it stands still."""
    return Due.model_validate(step.due, strict=False) if step.due else None


def rungs_left(session: Session, law: Law, step: StepRow) -> tuple[Rung, ...]:
    """The reminders of a running period that nobody has had yet."""
    due = due_of_step(step)
    if due is None or step.period is None or step.period_from is None:
        return ()
    told = message.told_about(session, step.matter_id, step.number)
    ladder = rungs(due, _period(session, law, step, step.period, step.period_from))
    return tuple(rung for rung in ladder if step.period_from < rung.at < due.at and rung_of(rung, due) not in told)


def rung_of(rung: Rung, due: Due) -> str:
    """What a reminder is about: a rung of the ladder towards one last day. A day that has moved has its own ladder."""
    return f"{rung.name} {due.on}"


def _period(session: Session, law: Law, step: StepRow, name: str, since: datetime) -> Period:
    return law.period(name, law_day(matter.known(session, step.matter_id), since))


def _clock(session: Session, law: Law, step: StepRow) -> Clock | None:
    if step.period is None or step.period_from is None:
        return None
    period = _period(session, law, step, step.period, step.period_from)
    return Clock(period=period, start=step.period_from, count=step.period_count, entries=ledger.entries(session, step))


def _running(session: Session, law: Law, step: StepRow) -> Clock:
    clock = _clock(session, law, step)
    if clock is None:
        raise _refused("no_period_runs", "没有正在计算的期限", "has no period that runs", step)
    if step.lapsed_at is not None:
        raise _refused("period_over", "的期限已经届满", "has a period that is over", step)
    return clock


def _count(session: Session, law: Law, step: StepRow, clock: Clock) -> Due | None:
    published = law.published(session)
    due = due_of(clock, published.calendar)
    step.due, step.due_at = (due.model_dump(mode="json"), due.at) if due else (None, None)
    step.counted_by = published.edition
    return due


def _keep(
    session: Session, law: Law, step: StepRow, clock: Clock, why: Text, *, at: datetime, actor: str, about: str
) -> None:
    """Store the ledger and the day that follows from it, on the chain, and tell those concerned."""
    before = due_of_step(step)
    ledger.keep(session, step, clock.entries, at, actor)
    due = _count(session, law, step, clock)
    telling.tell(session, step, about, at, telling.has_moved(step, before, due, why))
    chain = audit.of_matter(step.matter_id)
    detail = {"step": step.number, "why": why.model_dump(), "due": step.due}
    audit.append(session, chain, at=at, actor=actor, event="period_moved", **detail)


def _moment_of(session: Session, law: Law, opened: MatterRow, step: StepRow, event: StartEvent) -> datetime | None:
    """When what starts a period happened; None where it has not happened yet, or happens in the step itself."""
    if event in (StartEvent.DISCOVERY, StartEvent.COMPLAINT_MADE):
        return opened.began_at
    if event is StartEvent.ORDER:
        return document.last_issued(session, step.matter_id, ORDERS, step.track, before=step.number)
    if step.kind is StepKind.MAKER_OBJECTION:
        return document.served_on_another(session, step.matter_id, RESULT, opened.party_id)
    if event is StartEvent.ACCEPTANCE:
        return matter.received(session, step.matter_id, "acceptance_decision")
    if event is StartEvent.REQUEST_RECEIVED:
        return matter.received(session, step.matter_id, "review_request")
    if event is StartEvent.REMEDIES_EXPIRED:
        return _remedies_expired(session, law, step)
    if event is StartEvent.DISPUTE:  # an office that received a case by transfer holds that it is not in charge (PR 14)
        if step.kind is StepKind.POWER_DISPUTE:
            return handling_power.dispute(session, opened.matter_id).since
        return step.begun_at if opened.transferred_from else None
    if event in BEGUN_BY:
        return matter.happened(session, step.matter_id, BEGUN_BY[event])
    return None


def _remedies_expired(session: Session, law: Law, step: StepRow) -> datetime | None:
    """The last moment at which the party could still have an order reconsidered or sue against it (行政强制法 53)."""
    served = matter.happened(session, step.matter_id, StepKind.ORDER_TO_CORRECT, step.track)
    if served is None:
        return None
    over = max(due_since(session, law, period, served).at for period in REMEDIES)
    return over - over.resolution


def _refused(code: str, zh: str, en: str, step: StepRow) -> Refused:
    return Refused(
        code,
        zh=f"第{step.number}步“{step.kind.zh}”{zh}。",
        en=f"Step {step.number} ({step.kind.en}) {en}.",
        field="step",
        value=step.number,
    )
