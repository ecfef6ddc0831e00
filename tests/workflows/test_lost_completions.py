"""An activity has committed and its worker died before it could say so: people act on, and it is carried out again."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

from temporalio import activity
from temporalio.client import Client
from temporalio.client import Interceptor as ClientInterceptor
from temporalio.testing import TimeSkipper
from temporalio.worker import ActivityInboundInterceptor, ExecuteActivityInput
from temporalio.worker import Interceptor as WorkerInterceptor

from demo import cast
from demo.rehearsal import Rehearsal
from demo.watch import Watch
from domain.matter import Step
from domain.procedure import Phase
from domain.steps import StepKind
from models import matter
from models.session import Database
from servers import Addresses
from tests.rehearsing import HANDLER, HEAD, REVIEWER, SECOND, confirmed, drafted
from worker import connect, front_desk, worker

SECONDS = 20


class LosesFirstCompletion(ClientInterceptor, WorkerInterceptor):
    """The first run of an activity for a step takes effect, and its end is lost once `lost` is set."""

    def __init__(self, name: str, step: int) -> None:
        self.name, self.step, self.lost = name, step, asyncio.Event()

    def intercept_activity(self, next: ActivityInboundInterceptor) -> ActivityInboundInterceptor:
        return _Losing(next, self)


class _Losing(ActivityInboundInterceptor):
    def __init__(self, next: ActivityInboundInterceptor, which: LosesFirstCompletion) -> None:
        super().__init__(next)
        self.which = which

    async def execute_activity(self, input: ExecuteActivityInput) -> Any:
        result = await super().execute_activity(input)
        steps = [one.number for one in input.args if isinstance(one, Step)]
        info = activity.info()
        if info.attempt == 1 and info.activity_type == self.which.name and steps == [self.which.step]:
            await self.which.lost.wait()
            raise ConnectionError("the end of this run was lost")
        return result


@asynccontextmanager
async def _rehearsing(
    addresses: Addresses, number: int, interceptor: LosesFirstCompletion
) -> AsyncIterator[Rehearsal]:
    database = Database(addresses.database_url)
    config = (await connect(addresses.temporal)).config()
    desk = front_desk(database, Client(**config | {"interceptors": [interceptor]}))
    with database.transaction() as session:
        cast.enter_cast(session)
        check = cast.enter_copy(session, number, "润滑油")
    async with worker(desk):
        rehearsal = Rehearsal(desk, TimeSkipper(desk.client), Watch(database), check, cast.morning(cast.BEGINS))
        try:
            await rehearsal.open()
            yield rehearsal
        finally:
            interceptor.lost.set()
    database.close()


async def _close(rehearsal: Rehearsal) -> str | None:
    step = await rehearsal.step(StepKind.CLOSING, Phase.DRAFTING)
    await rehearsal.act("closing_draft", step.number, HANDLER, statement="办结")
    await rehearsal.act("approval", step.number, HEAD, agreed=True, remarks="同意")
    with rehearsal.desk.database.transaction() as session:
        return matter.lock(session, rehearsal.matter_id).ending


async def _approve(rehearsal: Rehearsal, step: int) -> None:
    await rehearsal.act("review", step, REVIEWER, agreed=True, remarks="同意")
    await rehearsal.act("approval", step, HEAD, agreed=True, remarks="同意")
    await rehearsal.step(StepKind.ORDER_TO_CORRECT, Phase.SERVING, step - 1)


async def _serve(rehearsal: Rehearsal, step: int) -> None:
    rehearsal.now += timedelta(hours=1)  # said, not skipped: time does not skip while an activity runs
    await rehearsal.act(
        "service", step, HANDLER, served_at=rehearsal.now, signed_by="示例收件人", proof="送达回证"
    )


async def _recheck(rehearsal: Rehearsal, after: int, passed: bool) -> None:
    step = await rehearsal.step(StepKind.RECHECK, Phase.REPORTING, after)
    await rehearsal.act("recheck", step.number, HANDLER, passed=passed, statement="复查", second_officer=SECOND)


def _play(story: Callable[[], Awaitable[None]]) -> None:
    async def in_time() -> None:
        await asyncio.wait_for(story(), SECONDS)

    asyncio.run(in_time())


def test_an_order_answered_before_the_beginning_of_its_period_was_heard_is_rechecked(addresses: Addresses) -> None:
    async def story() -> None:
        losing = LosesFirstCompletion("running_period", 2)
        async with _rehearsing(addresses, 811, losing) as rehearsal:
            step = await confirmed(rehearsal)
            await drafted(rehearsal, step)
            await _approve(rehearsal, step)
            await _serve(rehearsal, step)
            assert rehearsal.check.party_id is not None
            await rehearsal.act("answer", step, rehearsal.check.party_id, statement="已改正")
            losing.lost.set()
            await _recheck(rehearsal, step, passed=True)
            assert await _close(rehearsal) == "in_time/passed"

    _play(story)
