"""Figures of work that people carry through side by side, on servers of the bench's own, beside bare workflows."""

import asyncio
import shutil
import tempfile
from abc import abstractmethod
from collections.abc import Sequence
from contextlib import AsyncExitStack, ExitStack
from datetime import date
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any, Self

from sqlalchemy import text
from sqlmodel import Session

from activities.front_desk import FrontDesk
from bench.bare_workflow import QUEUE, BareWorkflow, Beat, nothing
from bench.harness import Figure, Side
from domain.office import Office, Officer, Role
from models import office
from models.session import Database
from servers import running
from worker import at_work, bring_up_to_date, worker_of

GLANCE = 0.02  # seconds between two looks at which steps there are
PATIENCE = 120.0
SIDE_BY_SIDE = 8
OFFICE = Office(
    office_id="bench", name="示例市市场监督管理局", short_name="示市监", region="430700", government="示例市人民政府",
    court="示例市人民法院",
)  # fmt: skip
ROLES = {
    "handler": (Role.HANDLER,), "second": (Role.HANDLER,), "reviewer": (Role.REVIEWER,),
    "head": (Role.HEAD_OF_DEPARTMENT,),
}  # fmt: skip


class SideBySide(Figure):
    """An input is a batch of `at_once` things, each act of which is made as soon as its step waits for it."""

    size, rounds = 1, 3

    def __init__(self, at_once: int = SIDE_BY_SIDE) -> None:
        self.at_once = at_once
        self._open, self.ids = ExitStack(), count(1)
        self._at_work = AsyncExitStack()

    def __enter__(self) -> Self:
        home = Path(tempfile.mkdtemp(prefix="hezheng-bench-", dir="/tmp"))
        self._open.callback(shutil.rmtree, home, ignore_errors=True)
        self.servers = self._open.enter_context(running(home))
        bring_up_to_date(self.servers.addresses.owner_url)
        self.runner = self._open.enter_context(asyncio.Runner())
        self.runner.run(self._begin())
        with self.desk.database.transaction() as session:
            enter_office(session)
        self.prepare()
        return self

    async def _begin(self) -> None:
        self.desk: FrontDesk = await self._at_work.enter_async_context(at_work(self.servers.addresses))
        await self._at_work.enter_async_context(worker_of(self.desk.client, QUEUE, [BareWorkflow], [nothing]))
        self.steps = Steps(self.desk.database)

    def __exit__(self, *_: object) -> None:
        self.runner.run(self._at_work.aclose())
        self._open.close()

    @abstractmethod
    def prepare(self) -> None:
        """Enter what every one of them needs."""

    @abstractmethod
    def one(self, number: int) -> Any:
        """What ours is given, made before the clock starts."""

    @abstractmethod
    async def handle(self, one: Any) -> None:
        """Carry one through."""

    @abstractmethod
    async def bare(self, number: int) -> None:
        """The ceiling: the same updates and signals, one after another."""

    def sides(self, number: int) -> tuple[Side, Side]:
        ours, bare = ([self._batch() for _ in range(number)] for _ in range(2))
        given = [[self.one(each) for each in batch] for batch in ours]
        return (
            Side(partial(self._run, self.handle), given, each=self.at_once),
            Side(partial(self._run, self.bare), bare, each=self.at_once),
        )

    def _batch(self) -> list[int]:
        return [next(self.ids) for _ in range(self.at_once)]

    def _run(self, one: Any, batch: Sequence[Any]) -> None:
        async def all_of_them() -> None:
            await asyncio.wait_for(asyncio.gather(*(one(each) for each in batch)), PATIENCE)

        self.runner.run(all_of_them())

    async def bare_workflow(self, name: str, beats: Sequence[Beat], updates: int, signals: int = 0) -> None:
        handle = await self.desk.client.start_workflow(
            BareWorkflow.run, args=[name, list(beats)], id=name, task_queue=QUEUE
        )
        for update in range(1, updates + 1):
            await handle.execute_update(BareWorkflow.act, update, id=f"{name}/{update}")
        for _ in range(signals):
            await handle.signal(BareWorkflow.look_again)
        await handle.result()


def enter_office(session: Session) -> None:
    officers = (
        Officer(officer_id=name, name=f"示例{name}", office_id="bench", roles=may, certificate=f"示例{name}",
                certificate_until=date(2027, 12, 31))
        for name, may in ROLES.items()
    )  # fmt: skip
    office.register_office(session, OFFICE, tuple(officers))


class Steps:
    """Waits for steps to begin: one look at the register serves all matters."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self._waiting: dict[str, tuple[int, asyncio.Event]] = {}
        self._looking: asyncio.Task[None] | None = None

    async def reached(self, matter_id: str, step: int) -> None:
        if step == 1 or matter_id not in self._waiting or self._waiting[matter_id][0] != step:
            self._waiting[matter_id] = step, asyncio.Event()
        if self._looking is None or self._looking.done():
            self._looking = asyncio.create_task(self._look())
        await self._waiting[matter_id][1].wait()

    async def _look(self) -> None:
        while waiting := {name: one for name, one in self._waiting.items() if not one[1].is_set()}:
            begun = await asyncio.to_thread(self._begun, list(waiting))
            for name, (step, event) in waiting.items():
                if begun.get(name, 0) >= step:
                    event.set()
            await asyncio.sleep(GLANCE)

    def _begun(self, names: list[str]) -> dict[str, int]:
        query = text("select matter_id, max(number) from step where matter_id = any(:names) group by matter_id")
        with self.database.transaction() as session:
            return {name: number for name, number in session.execute(query, {"names": names})}
