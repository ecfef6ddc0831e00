"""A recall under way (召回): sellers that had the goods are notified, each once; periods are watched where set."""

from datetime import datetime
from typing import NamedTuple

from sqlmodel import Session
from temporalio import activity

from activities.law import Law
from domain.base import Text
from domain.due import Due, due
from domain.period import OfficerSet, Period, Roll, StartEvent, Unit
from domain.recall import RecallPhase, RecallStanding, Stage
from domain.statute import ReadStatus
from models import audit, message, recall
from models.enterprise import EnterpriseRow, ProductRow
from models.parameter import ParameterRow
from models.recall import RecallRow
from models.session import Database
from rules.parameters import parameters

AT_ONCE = 500  # sellers notified in one transaction, far within the time that an activity has


class RecallActivities:
    def __init__(self, database: Database, law: Law) -> None:
        self.database, self.law = database, law

    @activity.defn(no_thread_cancel_exception=True)
    def carry_on(self, recall_id: str, now: datetime) -> RecallStanding:
        """Notify whoever is newly known to have had the goods; tell once that a period has passed; say what to wait
        for. A closed recall is left alone."""
        with self.database.transaction() as session:
            row = recall.held(session, recall_id)
            if row.phase is RecallPhase.CLOSED:
                return RecallStanding(phase=row.phase)
            if _notify(session, row, now):
                return RecallStanding(phase=row.phase, more=True)
            awaited = _awaited(session, self.law, row)
            if awaited and awaited.due.at <= now:
                _note_overdue(session, row, awaited, now)
                awaited = None
            return RecallStanding(phase=row.phase, due_at=awaited.due.at if awaited else None)


class Awaited(NamedTuple):
    what: Text
    due: Due


def _notify(session: Session, row: RecallRow, now: datetime) -> bool:
    """Notify those whom nobody has notified. True where more of them are left than are notified at once."""
    begun = _text(session, row, "已登记", "has begun")
    for recipient in (row.producer_id, row.office_id):
        message.tell_of_recall(session, recipient, row.recall_id, "begun", now, begun)
    zh = "涉及你处购进的批次，请停止销售、确认收到，并报告库存、售出和退回的数量"
    en = "concerns lots that you had: stop sale, confirm receipt, report units on hand, sold and returned"
    asked = _text(session, row, zh, en)
    left = recall.not_notified(session, row.recall_id)
    for seller in left[:AT_ONCE]:
        if message.tell_of_recall(session, seller, row.recall_id, "notification", now, asked):
            chain = audit.of_recall(row.recall_id)
            audit.append(session, chain, at=now, actor=audit.PROGRAM, event="seller_notified", seller=seller)
    return len(left) > AT_ONCE


def _note_overdue(session: Session, row: RecallRow, awaited: Awaited, now: datetime) -> None:
    text = _text(session, row, f"：{awaited.what.zh}已于{awaited.due.on}24时届满",
                 f": the {awaited.what.en.lower()} ended on {awaited.due.on} at 24:00")  # fmt: skip
    about = f"{awaited.what.en} {awaited.due.on}"
    recipients = (row.producer_id, row.office_id)
    if any([message.tell_of_recall(session, one, row.recall_id, about, now, text) for one in recipients]):
        chain, detail = audit.of_recall(row.recall_id), {"what": awaited.what.en, "due": str(awaited.due.on)}
        audit.append(session, chain, at=now, actor=audit.CLOCK, event="period_over", **detail)


def _text(session: Session, row: RecallRow, zh: str, en: str) -> Text:
    maker, product = session.get_one(EnterpriseRow, row.producer_id), session.get_one(ProductRow, row.product_id)
    mark = ("【演练】", "[rehearsal] ") if row.rehearsal else ("", "")
    name, goods = row.recall_id, f"{maker.name} {product.name} {product.model}"
    return Text(zh=f"{mark[0]}召回“{name}”（{goods}）{zh}。", en=f"{mark[1]}Recall {name} ({goods}) {en}.")


def _awaited(session: Session, law: Law, row: RecallRow) -> Awaited | None:
    """What the producer owes next, where its period is set: the plan, a report on each phase, then the summary."""
    if row.phase is RecallPhase.PLANNING:
        return _period(session, law, "recall_plan_days", Unit.WORKING_DAYS, row.begun_at)
    reports = recall.acts(session, row.recall_id, "report")
    if row.reached_at is None:
        since = (reports or recall.acts(session, row.recall_id, "plan"))[-1].received_at
        return _period(session, law, "recall_phase_report_months", Unit.MONTHS, since)
    if any(one.content["stage"] == Stage.SUMMARY for one in reports):
        return None
    return _period(session, law, "recall_summary_days", Unit.WORKING_DAYS, row.reached_at)


def _period(session: Session, law: Law, name: str, unit: Unit, since: datetime) -> Awaited | None:
    """None where the parameter is off: no text that was read lays this period down."""
    count = session.get_one(ParameterRow, name).value
    if count is None:
        return None
    given = parameters()[name]
    source = given.source or name
    period = Period(
        id=name, term=given.title, officer_set=OfficerSet(), unit=unit, roll=Roll.NONE, runs_from=StartEvent.GIVEN,
        basis=(), cited=Text(zh=source, en=source), status=ReadStatus.MEMORY,
    )  # fmt: skip
    return Awaited(given.title, due(period, since, law.published(session).calendar, count=count))


def kept_until(session: Session, law: Law, row: RecallRow) -> Due | None:
    """Until when the records of a closed recall are kept, where that is set."""
    kept = row.closed_at and _period(session, law, "recall_record_years", Unit.YEARS, row.closed_at)
    return kept.due if kept else None
