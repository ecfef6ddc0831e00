from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from activities.compensation import CompensationActivities
    from domain.compensation import CompensationPhase
    from domain.compensation_standing import CompensationOpened
    from workflows.law_time import LawClock
    from workflows.options import QUICK


@workflow.defn
class CompensateFirst:
    """先行赔付: send the order that a decision has made until the bank answers, watch the agreed periods, and wait for
    people, until the payment is closed. The register decides; this hears only that it has changed."""

    @workflow.init
    def __init__(self, opened: CompensationOpened) -> None:
        self.clock = LawClock(opened.began_at)
        self.news = False

    @workflow.run
    async def run(self, opened: CompensationOpened) -> str:
        look, send = CompensationActivities.what_is_due, CompensationActivities.send_order
        while True:
            self.news = False
            given = [opened.compensation_id, self.clock.now()]
            standing = await workflow.execute_activity_method(look, args=given, **QUICK)
            if standing.phase is CompensationPhase.CLOSED:
                return standing.phase.value
            if standing.order_id is not None:
                given = [standing.order_id, self.clock.now()]
                await workflow.execute_activity_method(send, args=given, **QUICK)
                continue
            if workflow.info().is_continue_as_new_suggested():
                workflow.continue_as_new(opened.model_copy(update={"began_at": self.clock.now()}))
            if standing.look_at is None:
                await workflow.wait_condition(lambda: self.news)
            else:
                await self.clock.wait_until(standing.look_at, lambda: self.news)

    @workflow.signal
    def look_again(self) -> None:
        """The register has changed: an act is recorded, or the bank has answered."""
        self.news = True
