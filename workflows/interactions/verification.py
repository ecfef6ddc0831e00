from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from activities.step import StepActivities
    from domain.matter import Timer
    from domain.procedure import Phase
    from workflows.interactions.interaction import Interaction
    from workflows.options import QUICK


class VerifyClue(Interaction):
    """线索核查: two officers report what they found. A missed period (PR 18) is noted; the duty goes on."""

    async def run(self) -> None:
        assert self.step.due_at is not None
        timer = Timer(step=self.step, due_at=self.step.due_at)
        await self.clock.wait_until(timer.due_at, lambda: self.phase is Phase.DONE)
        if self.phase is not Phase.DONE:
            lapse = StepActivities.note_lapse
            self.settle(await workflow.execute_activity_method(lapse, args=[timer, self.clock.now()], **QUICK))
        await self.reached(Phase.DONE)
