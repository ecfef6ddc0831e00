from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from domain.procedure import Phase
    from workflows.interactions.interaction import Interaction


class Report(Interaction):
    """复查、办结: people report or decide, and nothing runs against them."""

    async def run(self) -> None:
        await self.reached(Phase.DONE)
