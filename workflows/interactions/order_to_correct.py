from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from activities.order_to_correct import OrderToCorrectActivities
    from domain.matter import Step
    from domain.matter_facts import StepKind
    from domain.procedure import Phase
    from workflows.interactions.interaction import Interaction
    from workflows.options import QUICK

ISSUED = {Phase.SERVING, Phase.AWAITING, Phase.DONE}


class OrderToCorrect(Interaction):
    """责令改正: drafted, reviewed, approved; issued and served; answered, or not, within its period.

    Once the period is over the rules may want the re-check, and a late answer is taken until that is reported.
    """

    async def run(self) -> None:
        while self.phase not in ISSUED:
            await self.reached(Phase.ISSUING)
            issue = OrderToCorrectActivities.issue_order
            self.settle(await workflow.execute_activity_method(issue, args=[self.step, self.clock.now()], **QUICK))
        await self.reached(Phase.AWAITING, Phase.DONE)
        await self.period()
        self.changed()
        await self.reached(Phase.DONE)

    def heard(self, ended: Step) -> None:
        if ended.kind is StepKind.RECHECK and ended.number > self.step.number:
            self.phase = Phase.DONE  # its report has ended an order that nobody answered
