"""PostgreSQL, Temporal and the worker are killed with -9 under matters that run, and every matter ends as it would."""

import asyncio
import os
import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import text
from temporalio.client import Client, WorkflowExecutionStatus
from temporalio.testing import TimeSkipper

from activities.auditing import verify
from activities.law import Law
from activities.reconciler import Reconciled, ReconcilerActivities
from demo import cast
from demo.counts import expected
from demo.play import play
from demo.plots import PLOTS, Plot, SamplePlot
from demo.watch import Watch
from domain.names import matter_workflow
from models.circulation import CirculationCheckRow
from models.session import Database
from servers import Servers, running
from tests.killing import Crew, PatientDesk, PatientRehearsal, wait_for, waiting_for_a_lock
from worker import bring_up_to_date, connect

# Nine matters side by side, for failed samples, first and second orders, every kind of answer; `make faults` plays
# every plot, several times, under so many kills of each.
KILLS = int(os.environ.get("HEZHENG_KILLS", "0"))
PLAYED = PLOTS * (1 + KILLS // 10) if KILLS else PLOTS[::3]
SEED = 14
RANDOM_KILLS = ["worker", "postgres", "temporal"] * KILLS if KILLS else ["worker", "postgres", "temporal"] * 2
AT_ONCE = 20


@pytest.fixture
def ours(home: Path) -> Iterator[Servers]:
    """Servers of the test's own, since it kills them."""
    with running(home, time_skipping=True) as servers:
        bring_up_to_date(servers.addresses.owner_url)
        yield servers


@pytest.mark.timeout(300 + 60 * KILLS)
def test_whatever_is_killed_and_whenever_each_matter_ends_as_it_would_have(ours: Servers) -> None:
    asyncio.run(_play_under_kills(ours))


async def _play_under_kills(servers: Servers) -> None:
    database = Database(servers.addresses.database_url)
    crew = Crew(servers)
    async with crew.on_duty():
        await wait_for(lambda: crew.runs("worker"))
        with database.transaction() as session:
            desk = PatientDesk(database, Law(), await connect(servers.addresses.temporal))
            cast.enter_cast(session)
            checks = [
                cast.enter_copy(session, number, "润滑油", sampled=plot.sampled)
                for number, plot in enumerate(PLAYED, 1)
            ]
        over = asyncio.Event()
        killer = asyncio.create_task(_kill_while_orders_are_issued_and_then_at_random(crew))
        killer.add_done_callback(lambda _: over.set())
        skipper, watch = TimeSkipper(desk.client), Watch(database)
        room = asyncio.Semaphore(AT_ONCE)

        async def one(check: CirculationCheckRow, plot: Plot | SamplePlot) -> None:
            rehearsal = PatientRehearsal(desk, skipper, watch, check, cast.morning(cast.BEGINS))
            rehearsal.wakes = over if check is checks[0] else None
            async with room:
                await play(rehearsal, plot)

        async with asyncio.TaskGroup() as group:
            for check, plot in zip(checks, PLAYED, strict=True):
                group.create_task(one(check, plot))
        await killer
        await wait_for(lambda: all(crew.runs(name) for name in crew.processes))
        reconciler = ReconcilerActivities(desk)
        await reconciler.reconcile()
        assert await reconciler.reconcile() == Reconciled(started=0, told=0, recounted=0)
        await _every_workflow_has_ended(desk.client, checks)
    _the_register_is_as_if_nothing_had_happened(database)
    database.close()


async def _kill_while_orders_are_issued_and_then_at_random(crew: Crew) -> None:
    """Whoever holds the number series holds every order where it is approved: transactions are open while we kill.

    The officer of the first matter sleeps meanwhile: a step waits for a person all the while.
    """
    addresses = crew.servers.addresses
    holder = await psycopg.AsyncConnection.connect(addresses.database_url)
    await holder.execute("lock table number_series")
    await wait_for(lambda: waiting_for_a_lock(addresses) >= 2)
    for name in ("temporal", "worker", "postgres"):
        crew.kill(name)
    await holder.close()
    moments = random.Random(SEED)
    moments.shuffle(RANDOM_KILLS)
    for name in RANDOM_KILLS:
        await asyncio.sleep(moments.uniform(1.0, 4.0))
        await wait_for(lambda name=name: crew.runs(name))  # type: ignore[misc]
        crew.kill(name)


async def _every_workflow_has_ended(client: Client, checks: list[CirculationCheckRow]) -> None:
    for check in checks:
        handle = client.get_workflow_handle(matter_workflow(check.check_id))
        ending = await asyncio.wait_for(handle.result(), 60)
        assert (await handle.describe()).status is WorkflowExecutionStatus.COMPLETED
        assert ending in expected(PLAYED)


def _the_register_is_as_if_nothing_had_happened(database: Database) -> None:
    with database.transaction() as session:
        endings = Counter(session.execute(text("select ending from matter")).scalars())
        assert endings == Counter(expected(PLAYED))
        orders = sum(len(plot.orders) for plot in PLAYED)
        steps = session.execute(
            text("select matter_id, number from step where kind = 'order_to_correct' order by 1, 2")
        ).all()
        papers = session.execute(text("select matter_id, step from document order by 1, 2")).all()
        assert len(steps) == orders
        assert papers == steps
        ordinals = session.execute(text("select ordinal from document order by 1")).scalars().all()
        assert list(ordinals) == list(range(1, orders + 1))
        assert session.execute(text("select count(*) from service")).scalar_one() == orders
        assert session.execute(text("select count(*) from step where phase <> 'done'")).scalar_one() == 0
        twice = text("select chain, event, detail, count(*) from audit group by 1, 2, 3 having count(*) > 1")
        assert session.execute(twice).all() == []
        verdict = verify(session)
        assert verdict.chains == len(PLAYED)
        assert not verdict.breaks
