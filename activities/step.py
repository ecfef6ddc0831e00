"""A step (步骤) under way: its period and its lapse. The register is asked; nothing is decided here."""

from datetime import datetime

from temporalio import activity

from domain.matter import Step, Timer
from domain.procedure import Phase, Standing
from models import audit, matter
from models.session import Database


class StepActivities:
    def __init__(self, database: Database) -> None:
        self.database = database

    @activity.defn
    def answer_period(self, step: Step) -> Timer:
        """The period of the answer, counted when the service of the document was recorded."""
        with self.database.transaction() as session:
            due_at = matter.step(session, step.matter_id, step.number).due_at
            if due_at is None:
                raise RuntimeError(f"{step} has been served and has no period")
            return Timer(step=step, due_at=due_at)

    @activity.defn
    def note_lapse(self, timer: Timer, now: datetime) -> Standing:
        """Note that the period is over, unless what was awaited is on record. Returns where the step then stands."""
        step = timer.step
        with self.database.transaction() as session:
            matter.lock(session, step.matter_id)
            row = matter.step(session, step.matter_id, step.number)
            if row.phase is not Phase.DONE and row.lapsed_at is None:
                row.lapsed_at = now
                if row.phase is Phase.AWAITING:
                    row.phase = Phase.LAPSED
                due_at = timer.due_at.isoformat()
                audit.append(
                    session,
                    audit.of_matter(step.matter_id),
                    at=now,
                    actor=audit.CLOCK,
                    event="period_over",
                    step=step.number,
                    due_at=due_at,
                )
            return matter.standing(session, row)
