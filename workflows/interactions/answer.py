from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from domain.procedure import Phase
    from workflows.interactions.interaction import Interaction


class Answer(Interaction):
    """期限内答复: what a party or a bureau may send within a period that began with what was served on it.

    Once the period is over the rules may want something else, and an answer that was on its way is taken until then.
    """

    async def run(self) -> None:
        await self.reached(Phase.AWAITING, Phase.DONE)
        await self.period()
        self.changed()
        await self.reached(Phase.DONE)
