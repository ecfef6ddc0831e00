from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from domain.acts import Act
    from domain.procedure import Phase
    from workflows.interactions.interaction import Interaction


class PassingOn(Interaction):
    """What goes to another authority, whose answer is awaited: one period after the other, each begun by a report.
    The register alone knows which report ends the step."""

    def take(self, act: Act) -> None:
        super().take(act)
        self.moved = True
        self.changed()

    async def run(self) -> None:
        while self.step.period and self.phase is not Phase.DONE:
            await self.period()
            await workflow.wait_condition(self.disturbed)
            self.lapsed = False
        await self.reached(Phase.DONE)
