from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from activities.recall import RecallActivities
    from domain.recall import RecallOpened, RecallPhase
    from workflows.law_time import LawClock
    from workflows.options import QUICK


@workflow.defn
class RecallGoods:
    """产品召回: notify the sellers of the goods, wait for people or the end of a period, and look again, until the
    recall is closed. The register decides; this hears only that it has changed."""

    @workflow.init
    def __init__(self, opened: RecallOpened) -> None:
        self.clock = LawClock(opened.began_at)
        self.news = False

    @workflow.run
    async def run(self, opened: RecallOpened) -> str:
        while True:
            self.news = False
            carry_on, given = RecallActivities.carry_on, [opened.recall_id, self.clock.now()]
            standing = await workflow.execute_activity_method(carry_on, args=given, **QUICK)
            if standing.phase is RecallPhase.CLOSED:
                return standing.phase.value
            if workflow.info().is_continue_as_new_suggested():
                workflow.continue_as_new(opened.model_copy(update={"began_at": self.clock.now()}))
            if standing.more:
                continue
            if standing.due_at is None:
                await workflow.wait_condition(lambda: self.news)
            else:
                await self.clock.wait_until(standing.due_at, lambda: self.news)

    @workflow.signal
    def look_again(self) -> None:
        """The register has changed: an act is recorded, or a seller has become known."""
        self.news = True
