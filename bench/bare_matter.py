"""The ceiling of `matters`: a workflow that does as often what a matter does, and nothing else.

It has the updates (each with a validator), activities and timers of a matter from its clue to its closing; its
activities return at once, and nothing is stored but what Temporal stores.
"""

import asyncio

from temporalio import activity, workflow

from workflows.options import QUICK

QUEUE = "bench-bare"
MONTH = 30 * 86_400  # seconds
VERIFIED, SERVED, ANSWERED, RECHECKED, TOLD, APPROVED = 1, 5, 6, 7, 8, 10  # which update is which


@activity.defn
def nothing(number: int) -> int:
    return number


@workflow.defn
class BareMatter:
    def __init__(self) -> None:
        self.taken = self.ready = 0

    @workflow.run
    async def run(self, name: str) -> str:
        await self.asks()
        await self.waits_with_a_timer(VERIFIED)
        await self.asks()
        self.ready = SERVED
        await workflow.wait_condition(lambda: self.taken == SERVED)
        await self.waits_with_a_timer(ANSWERED)
        await self.asks()
        await self.asks()
        for heard in (RECHECKED, TOLD):
            self.ready = heard
            await workflow.wait_condition(lambda: self.taken == self.ready)
            await self.asks()
        self.ready = APPROVED
        await workflow.wait_condition(lambda: self.taken == APPROVED)
        await self.asks()
        await workflow.wait_condition(workflow.all_handlers_finished)
        return name

    async def asks(self) -> None:
        await workflow.execute_activity(nothing, self.taken, **QUICK)

    async def waits_with_a_timer(self, update: int) -> None:
        timer = asyncio.create_task(asyncio.sleep(MONTH))
        await self.asks()
        self.ready = update
        await workflow.wait_condition(lambda: self.taken == update)
        timer.cancel()

    @workflow.update
    async def act(self, number: int) -> None:
        await workflow.wait_condition(lambda: self.ready >= number)
        self.taken = number

    @act.validator
    def refuse_backwards(self, number: int) -> None:
        if number <= self.taken:
            raise ValueError(number)
