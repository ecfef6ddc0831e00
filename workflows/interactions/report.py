from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from activities.step import StepActivities
    from domain.matter import Outcome
    from domain.procedure import Phase
    from workflows.interactions.interaction import Interaction
    from workflows.options import QUICK


class Report(Interaction):
    """复查、办结: people report or decide, and nothing runs against them."""

    async def run(self) -> Outcome:
        await self.reached(Phase.DONE)
        return await workflow.execute_activity_method(StepActivities.outcome, self.step, **QUICK)
