from temporalio import workflow
from temporalio.exceptions import ApplicationError

with workflow.unsafe.imports_passed_through():
    from activities.certificate import CertificateActivities
    from domain.certificate import Life
    from workflows.law_time import LawClock
    from workflows.options import QUICK


@workflow.defn
class CertificateLifecycle:
    """合格证生命周期: runs while somebody owes something for an application, and ends when nothing is pending.

    It is begun, and later revived under the same id, with the state that the register holds: an update may reach it
    before anything else can run."""

    @workflow.init
    def __init__(self, life: Life) -> None:
        self.life = life
        self.clock = LawClock(life.at)

    @workflow.run
    async def run(self, life: Life) -> str:
        look = CertificateActivities.where_it_stands
        self.learn(await workflow.execute_activity_method(look, life.application_id, **QUICK))
        while True:
            while self.life.pending:
                await self.wait(self.life)
            await workflow.wait_condition(workflow.all_handlers_finished)
            if not self.life.pending:
                return self.life.phase.value

    def learn(self, life: Life) -> None:
        if life.version > self.life.version:
            self.life = life

    async def wait(self, life: Life) -> None:
        """Return when the register has moved on from `life`; remind on the way."""

        def moved() -> bool:
            return self.life.version != life.version

        for rung in life.reminders:
            await self.clock.wait_until(rung.at, moved)
            if moved():
                return
            remind = CertificateActivities.remind_laboratory
            await workflow.execute_activity_method(remind, args=[life, rung, self.clock.now()], **QUICK)
        if life.due_at is not None:
            await self.clock.wait_until(life.due_at, moved)
            if not moved():
                note = CertificateActivities.note_overdue
                await workflow.execute_activity_method(note, args=[life, self.clock.now()], **QUICK)
        await workflow.wait_condition(moved)

    @workflow.update
    async def hear(self, life: Life) -> None:
        """Somebody has acted; the register holds what came of it."""
        self.learn(life)

    @hear.validator
    def refuse_stale(self, life: Life) -> None:
        if life.version < self.life.version:
            raise ApplicationError("the register has moved on since", type="stale_state", non_retryable=True)
