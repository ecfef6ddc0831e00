"""A step (步骤) under way: its period, the reminders of it, and its lapse. Nothing is decided here."""

from datetime import datetime

from temporalio import activity

from activities import clock, extension, telling
from activities.law import Law
from domain.clock import Rung
from domain.matter import Step, Timer
from domain.procedure import Phase, Standing
from models import audit, matter
from models.session import Database


class StepActivities:
    def __init__(self, database: Database, law: Law) -> None:
        self.database, self.law = database, law

    @activity.defn(no_thread_cancel_exception=True)
    def running_period(self, step: Step, now: datetime) -> Timer:
        """The period of a step as it stands now, counted again where a calendar has been published since."""
        with self.database.transaction() as session:
            matter.lock(session, step.matter_id)
            row = matter.step(session, step.matter_id, step.number)
            clock.recount(session, self.law, row, now)
            return Timer(due_at=row.due_at, rungs=clock.rungs_left(session, self.law, row))

    @activity.defn(no_thread_cancel_exception=True)
    def remind(self, step: Step, rung: Rung, now: datetime) -> None:
        """Tell those concerned that the period ends soon, once. Nobody is told of a day that has moved meanwhile."""
        with self.database.transaction() as session:
            matter.lock(session, step.matter_id)
            row = matter.step(session, step.matter_id, step.number)
            due = clock.due_of_step(row)
            if due is None or row.phase is Phase.DONE or rung not in clock.rungs_left(session, self.law, row):
                return
            telling.tell(session, row, clock.rung_of(rung, due), now, telling.ends_soon(row, due))
            extension.alarm(session, row, clock.rung_of(rung, due), now)
            chain = audit.of_matter(step.matter_id)
            detail = {"step": step.number, "rung": rung.name, "due_at": due.at.isoformat()}
            audit.append(session, chain, at=now, actor=audit.CLOCK, event="reminded", **detail)

    @activity.defn(no_thread_cancel_exception=True)
    def note_lapse(self, step: Step, now: datetime) -> Standing:
        """Note that the period is over, unless it has moved or what was awaited is on record."""
        with self.database.transaction() as session:
            matter.lock(session, step.matter_id)
            row = matter.step(session, step.matter_id, step.number)
            due = clock.due_of_step(row)
            if due is not None and due.at <= now and row.phase is not Phase.DONE and row.lapsed_at is None:
                row.lapsed_at = now
                if row.phase is Phase.AWAITING:
                    row.phase = Phase.LAPSED
                telling.tell(session, row, f"over {due.on}", now, telling.is_over(row, due))
                extension.alarm(session, row, f"over {due.on}", now)
                chain = audit.of_matter(step.matter_id)
                detail = {"step": step.number, "due_at": due.at.isoformat()}
                audit.append(session, chain, at=now, actor=audit.CLOCK, event="period_over", **detail)
            return matter.standing(session, row)
