"""An application for certificates on the real servers, whose workflow hears of its acts."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any

from temporalio.client import WorkflowExecutionStatus
from temporalio.testing import TimeSkipper

from activities.certificate_desk import CertificateDesk
from domain.certificate_act import CertificateAct
from domain.names import certificate_workflow
from servers import Addresses
from tests.certifying import Certifying
from worker import at_work

RUNNING = WorkflowExecutionStatus.RUNNING


class Living(Certifying):
    """One application whose workflow hears of its acts."""

    def __init__(self, desk: CertificateDesk, name: str, **given: Any) -> None:
        super().__init__(desk.database, name, **given)
        self.desk = desk

    @property
    def handle(self) -> Any:
        return self.desk.client.get_workflow_handle(certificate_workflow(self.application_id))

    async def take(self, act: CertificateAct) -> None:
        await self.desk.take(act, patience=60)

    async def status(self) -> WorkflowExecutionStatus | None:
        status: WorkflowExecutionStatus | None = (await self.handle.describe()).status
        return status

    async def ended(self) -> str:
        """How the newest run ended."""
        return str(await self.handle.result())

    async def runs(self) -> int:
        query = f"WorkflowId = '{certificate_workflow(self.application_id)}'"
        for _ in range(100):
            found = [one async for one in self.desk.client.list_workflows(query)]
            if found:
                return len(found)
            await asyncio.sleep(0.1)
        return 0

    async def reach(self, moment: datetime) -> None:
        await TimeSkipper(self.desk.client).fast_forward(self.handle, moment - self.now)
        self.now = moment

    async def until(self, found: Callable[[], bool]) -> None:
        for _ in range(200):
            if await asyncio.to_thread(found):
                return
            await asyncio.sleep(0.05)
        raise TimeoutError(self.application_id)


@asynccontextmanager
async def living(addresses: Addresses, name: str, **given: Any) -> AsyncIterator[Living]:
    async with at_work(addresses) as desk:
        yield Living(CertificateDesk(desk.database, desk.law, desk.client), name, **given)


def play(addresses: Addresses, name: str, story: Callable[[Living], Awaitable[None]], **given: Any) -> None:
    async def playing() -> None:
        async with living(addresses, name, **given) as one:
            await story(one)

    asyncio.run(playing())
