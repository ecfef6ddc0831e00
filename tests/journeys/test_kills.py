"""PostgreSQL, Temporal and the worker are killed with -9 under matters that run, and every matter ends as it would."""

import asyncio
import os
import random
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from demo.plots import PLOTS
from servers import Servers, running
from tests.killing import Crew, wait_for, waiting_for_a_lock
from tests.surviving import survive
from worker import bring_up_to_date

# Nine matters side by side, for failed samples, first and second orders, every kind of answer; `make faults` plays
# every plot, several times, under so many kills of each.
KILLS = int(os.environ.get("HEZHENG_KILLS", "0"))
PLAYED = PLOTS * (1 + KILLS // 10) if KILLS else PLOTS[::3]
SEED = 14
RANDOM_KILLS = ["worker", "postgres", "temporal"] * KILLS if KILLS else ["worker", "postgres", "temporal"] * 2


@pytest.fixture
def ours(home: Path) -> Iterator[Servers]:
    """Servers of the test's own, since it kills them."""
    with running(home, time_skipping=True) as servers:
        bring_up_to_date(servers.addresses.owner_url)
        yield servers


@pytest.mark.timeout(300 + 60 * KILLS)
def test_whatever_is_killed_and_whenever_each_matter_ends_as_it_would_have(ours: Servers) -> None:
    asyncio.run(survive(ours, PLAYED, _kill_while_orders_are_issued_and_then_at_random))


async def _kill_while_orders_are_issued_and_then_at_random(crew: Crew) -> None:
    """Whoever holds the number series holds every order where it is approved: transactions are open while we kill."""
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
