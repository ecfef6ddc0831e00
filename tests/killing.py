"""For tests that kill -9: a worker in a process of its own, people who try again, and someone who starts what died."""

import asyncio
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

import psycopg
from sqlalchemy.exc import DBAPIError
from temporalio.client import WorkflowUpdateRPCTimeoutOrCancelledError
from temporalio.service import RPCError

from activities.front_desk import FrontDesk
from demo.rehearsal import Rehearsal
from domain.acts import Act
from domain.errors import Refused
from models.circulation import CirculationCheckRow
from servers import Addresses, Servers

ROOT = Path(__file__).parents[1]
WORKER = """
import asyncio
from servers import Addresses
from worker import work
asyncio.run(work({addresses!r}))
"""
PATIENCE = 120.0  # seconds
Result = TypeVar("Result")


def start_worker(addresses: Addresses) -> subprocess.Popen[bytes]:
    program = WORKER.format(addresses=addresses)
    return subprocess.Popen([sys.executable, "-c", program], cwd=ROOT, stderr=subprocess.DEVNULL)


def kill(process: subprocess.Popen[bytes] | None) -> None:
    assert process is not None
    process.kill()
    process.wait()


async def wait_for(what: Callable[[], bool], seconds: float = PATIENCE) -> None:
    deadline = time.monotonic() + seconds
    while not await asyncio.to_thread(what):
        assert time.monotonic() < deadline, "waited in vain"
        await asyncio.sleep(0.05)


def waiting_for_a_lock(addresses: Addresses) -> int:
    """How many sessions of this database wait for a lock that another holds."""
    query = "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"
    with psycopg.connect(addresses.database_url) as connection:
        return int(connection.execute(query).fetchone()[0])  # type: ignore[index]


async def again(attempt: Callable[[], Awaitable[Result]]) -> Result:
    """Someone at a screen who gets a connection error, and sends the same once more."""
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            return await attempt()
        except (DBAPIError, RPCError, WorkflowUpdateRPCTimeoutOrCancelledError):
            if time.monotonic() > deadline:
                raise
            await asyncio.sleep(0.2)


class PatientDesk(FrontDesk):
    async def take_check(self, check: CirculationCheckRow, at: datetime) -> str | None:
        def anew() -> Awaitable[str | None]:  # a row that was once added to a session is not added by another
            return super(PatientDesk, self).take_check(CirculationCheckRow(**check.model_dump()), at)

        return await again(anew)

    async def take(self, act: Act, *, patience: float = PATIENCE) -> None:
        await again(lambda: super(PatientDesk, self).take(act, patience=patience))
        await again(lambda: self.deliver(act.matter_id))  # what would else wait for the reconciler


class PatientRehearsal(Rehearsal):
    """Whoever acts sleeps until `wakes` is set, if it is there."""

    wakes: asyncio.Event | None = None

    async def open(self) -> None:
        await again(super().open)

    async def act(self, kind: str, step: int, actor: str, **content: Any) -> None:
        if self.wakes is not None:
            await self.wakes.wait()
        await super().act(kind, step, actor, **content)

    async def reach(self, moment: datetime) -> None:
        await again(lambda: super(PatientRehearsal, self).reach(moment))


class Crew:
    """The servers and one worker; whatever of them died is started again, as a supervisor of processes would."""

    def __init__(self, servers: Servers) -> None:
        self.servers = servers
        self.worker: subprocess.Popen[bytes] | None = None

    @property
    def processes(self) -> dict[str, subprocess.Popen[bytes] | None]:
        return {
            "postgres": self.servers.postgres.process,
            "temporal": self.servers.temporal.process,
            "worker": self.worker,
        }

    def runs(self, name: str) -> bool:
        process = self.processes[name]
        return process is not None and process.poll() is None

    def kill(self, name: str) -> None:
        kill(self.processes[name])

    def start_what_died(self) -> None:
        self.servers.start()
        if not self.runs("worker"):
            self.worker = start_worker(self.servers.addresses)

    @asynccontextmanager
    async def on_duty(self) -> AsyncIterator[None]:
        watch = asyncio.create_task(self._watch())
        try:
            yield
        finally:
            watch.cancel()
            await asyncio.wait([watch])
            if self.worker is not None:
                kill(self.worker)

    async def _watch(self) -> None:
        while True:
            with suppress(Refused):  # too slow once, on a busy machine
                await asyncio.to_thread(self.start_what_died)
            await asyncio.sleep(0.3)
