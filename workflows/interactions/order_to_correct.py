from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from activities.order_to_correct import OrderToCorrectActivities
    from domain.procedure import Phase
    from workflows.interactions.answer import Answer
    from workflows.options import QUICK

ISSUED = {Phase.SERVING, Phase.AWAITING, Phase.DONE}


class OrderToCorrect(Answer):
    """责令改正: drafted, reviewed, approved; issued and served; answered, or not, within its period."""

    async def run(self) -> None:
        while self.phase not in ISSUED:
            await self.reached(Phase.ISSUING, Phase.DONE)
            if self.phase is Phase.ISSUING:
                issue = OrderToCorrectActivities.issue_order
                self.settle(await workflow.execute_activity_method(issue, args=[self.step, self.clock.now()], **QUICK))
        await super().run()
