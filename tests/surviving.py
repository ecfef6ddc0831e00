"""Matters that are played while something breaks: each ends as it would have, and the register shows no trace of it."""

import asyncio
from collections import Counter
from collections.abc import Callable, Coroutine, Sequence
from typing import Any

from sqlalchemy import text
from temporalio.client import Client, WorkflowExecutionStatus
from temporalio.testing import TimeSkipper

from activities.auditing import verify
from activities.law import Law
from activities.reconciler import Reconciled, ReconcilerActivities
from demo import cast
from demo.counts import expected
from demo.play import play
from demo.plots import Plot, SamplePlot
from demo.watch import Watch
from domain.names import matter_workflow
from models.circulation import CirculationCheckRow
from models.session import Database
from servers import Servers
from tests.killing import Crew, PatientDesk, PatientRehearsal, wait_for
from worker import connect

AT_ONCE = 20
Trouble = Callable[[Crew], Coroutine[Any, Any, None]]


async def survive(servers: Servers, played: Sequence[Plot | SamplePlot], trouble: Trouble) -> None:
    """Play the plots side by side while there is trouble, on servers that are up to date and empty.

    The officer of the first matter sleeps until it is over: a step waits for a person all the while.
    """
    database = Database(servers.addresses.database_url)
    crew = Crew(servers)
    async with crew.on_duty():
        await wait_for(lambda: crew.runs("worker"))
        with database.transaction() as session:
            desk = PatientDesk(database, Law(), await connect(servers.addresses.temporal))
            cast.enter_cast(session)
            checks = [
                cast.enter_copy(session, number, "润滑油", sampled=plot.sampled)
                for number, plot in enumerate(played, 1)
            ]
        over = asyncio.Event()
        troubled = asyncio.create_task(trouble(crew))
        troubled.add_done_callback(lambda _: over.set())
        skipper, watch = TimeSkipper(desk.client), Watch(database)
        room = asyncio.Semaphore(AT_ONCE)

        async def one(check: CirculationCheckRow, plot: Plot | SamplePlot) -> None:
            rehearsal = PatientRehearsal(desk, skipper, watch, check, cast.morning(cast.BEGINS))
            rehearsal.wakes = over if check is checks[0] else None
            async with room:
                await play(rehearsal, plot)

        async with asyncio.TaskGroup() as group:
            for check, plot in zip(checks, played, strict=True):
                group.create_task(one(check, plot))
        await troubled
        await wait_for(lambda: all(crew.runs(name) for name in crew.processes))
        reconciler = ReconcilerActivities(desk)
        await reconciler.reconcile()
        assert await reconciler.reconcile() == Reconciled(started=0, told=0, recounted=0)
        await _every_workflow_has_ended(desk.client, played, checks)
    _the_register_is_as_if_nothing_had_happened(database, played)
    database.close()


async def _every_workflow_has_ended(
    client: Client, played: Sequence[Plot | SamplePlot], checks: list[CirculationCheckRow]
) -> None:
    for check in checks:
        handle = client.get_workflow_handle(matter_workflow(check.check_id))
        ending = await asyncio.wait_for(handle.result(), 60)
        assert (await handle.describe()).status is WorkflowExecutionStatus.COMPLETED
        assert ending in expected(played)


def _the_register_is_as_if_nothing_had_happened(database: Database, played: Sequence[Plot | SamplePlot]) -> None:
    with database.transaction() as session:
        endings = Counter(session.execute(text("select ending from matter")).scalars())
        assert endings == Counter(expected(played))
        orders = sum(len(plot.orders) for plot in played)
        steps = session.execute(
            text("select matter_id, number from step where kind = 'order_to_correct' order by 1, 2")
        ).all()
        papers = session.execute(
            text("select matter_id, step from document where kind = 'order_to_correct' order by 1, 2")
        ).all()
        assert len(steps) == orders
        assert papers == steps
        given = text("select ordinal from document where series = '责改' order by 1")
        ordinals = session.execute(given).scalars().all()
        assert list(ordinals) == list(range(1, orders + 1))
        owed = "select count(*) from document where addressee is not null"
        assert session.execute(text("select count(*) from service")).scalar_one() == session.scalar(text(owed))
        assert session.execute(text("select count(*) from step where phase <> 'done'")).scalar_one() == 0
        twice = text("select chain, event, detail, count(*) from audit group by 1, 2, 3 having count(*) > 1")
        assert session.execute(twice).all() == []
        verdict = verify(session)
        assert verdict.chains == len(played)
        assert not verdict.breaks
