from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from domain.procedure import Phase
    from workflows.interactions.interaction import Interaction


class Report(Interaction):
    """What officers do by themselves and report, or propose and have approved: a verification, a filing, a closing.
    A missed period is noted and told; the duty goes on."""

    async def run(self) -> None:
        await self.period()
        await self.reached(Phase.DONE)
