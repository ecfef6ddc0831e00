from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from domain.procedure import Phase
    from workflows.interactions.interaction import Interaction


class Mediation(Interaction):
    """What both sides try to agree on. When its sixty days are over it is to be terminated (O121 23(1)(5)): the rules
    are asked again, and the register ends it by the decision on that."""

    async def run(self) -> None:
        await self.period()
        if self.phase is not Phase.DONE:
            self.changed()
        await self.reached(Phase.DONE)
