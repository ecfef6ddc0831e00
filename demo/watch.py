"""Watching (等候): many rehearsals wait for their steps, and one look at the register serves them all."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from itertools import groupby

from sqlalchemy.exc import OperationalError

from models import matter
from models.matter import StepRow
from models.session import Database

GLANCE = 0.05  # seconds between two looks

Found = Callable[[list[StepRow]], StepRow | None]


class Watch:
    def __init__(self, database: Database) -> None:
        self.database = database
        self._waiting: dict[asyncio.Future[StepRow], tuple[str, Found]] = {}
        self._looking: asyncio.Task[None] | None = None

    async def until(self, matter_id: str, found: Found) -> StepRow:
        """The step of a matter that `found` picks out of its steps, as soon as there is one."""
        future = asyncio.get_running_loop().create_future()
        self._waiting[future] = matter_id, found
        if self._looking is None or self._looking.done():
            self._looking = asyncio.create_task(self._look())
        try:
            waited: StepRow = await future
            return waited
        finally:
            self._waiting.pop(future, None)

    async def _look(self) -> None:
        while self._waiting:
            waiting = dict(self._waiting)
            try:
                steps = await asyncio.to_thread(self._steps, {matter_id for matter_id, _ in waiting.values()})
            except Exception as error:  # whoever waits must hear of it
                for future in waiting:
                    if not future.done():
                        future.set_exception(error)
                return
            for future, (matter_id, found) in waiting.items():
                if not future.done() and (row := found(steps.get(matter_id, []))):
                    future.set_result(row)
            await asyncio.sleep(GLANCE)

    def _steps(self, matter_ids: set[str]) -> dict[str, list[StepRow]]:
        """By matter; nothing from a database that does not answer: it is asked again."""
        with suppress(OperationalError), self.database.transaction() as session:
            rows = matter.steps_of(session, matter_ids)
            return {matter_id: list(steps) for matter_id, steps in groupby(rows, lambda row: row.matter_id)}
        return {}
