"""The ceiling of `matters` and `claims`: a workflow that does as often what ours does, and nothing else.

It has the updates (each with a validator), signals, activities and timers of ours, in their order; its activities
return at once, and nothing is stored but what Temporal stores.
"""

import asyncio

from temporalio import activity, workflow

from workflows.options import QUICK

QUEUE = "bench-bare"
MONTH = 30 * 86_400  # seconds
# A beat: an activity; or until so many updates, or signals, it waits, perhaps beside a timer that an activity has set.
Beat = tuple[str, int]
ASK: Beat = ("ask", 0)
BEGIN_IN_TIME: Beat = ("begin_in_time", 0)


def hear(updates: int) -> Beat:
    return "hear", updates


def hear_in_time(updates: int) -> Beat:
    return "hear_in_time", updates


def news(signals: int) -> Beat:
    return "news", signals


def news_in_time(signals: int) -> Beat:
    return "news_in_time", signals


# A matter of track C: verified; ordered, served, answered; re-checked, told; its closing approved.
MATTER = (ASK, hear_in_time(1), ASK, hear(5), hear_in_time(6), ASK, ASK, hear(7), ASK, hear(8), ASK, hear(10), ASK)

# A complaint that is accepted, and stays in mediation; a payment: assessed, decided, ordered, booked, closed.
ACCEPTANCE = (ASK, hear_in_time(2), ASK, BEGIN_IN_TIME)
PAYMENT = (ASK, news(2), ASK, news(3), ASK, ASK, news_in_time(4), ASK, news(5), ASK)


@activity.defn
def nothing(number: int) -> int:
    return number


@workflow.defn
class BareWorkflow:
    def __init__(self) -> None:
        self.taken = self.ready = self.news = 0

    @workflow.run
    async def run(self, name: str, beats: list[Beat]) -> str:
        for kind, until in beats:
            timer = None
            if kind.endswith("in_time"):
                timer = asyncio.create_task(asyncio.sleep(MONTH))
            if kind == "ask" or timer:
                await workflow.execute_activity(nothing, self.taken, **QUICK)
            if kind.startswith("hear"):
                self.ready = until
                await workflow.wait_condition(lambda until=until: self.taken == until)  # type: ignore[misc]
            if kind.startswith("news"):
                await workflow.wait_condition(lambda until=until: self.news >= until)  # type: ignore[misc]
            if timer:
                timer.cancel()
        await workflow.wait_condition(workflow.all_handlers_finished)
        return name

    @workflow.update
    async def act(self, number: int) -> None:
        await workflow.wait_condition(lambda: self.ready >= number)
        self.taken = number

    @act.validator
    def refuse_backwards(self, number: int) -> None:
        if number <= self.taken:
            raise ValueError(number)

    @workflow.signal
    def look_again(self) -> None:
        self.news += 1
