"""The compensation desk (先行赔付窗口): acts and messages of the bank are recorded; then their workflows look again."""

from asyncio import to_thread
from datetime import UTC, datetime

from temporalio.common import WorkflowIDConflictPolicy

from activities.bank_desk import BankDesk, Collected
from activities.compensation_reception import CompensationReception
from activities.front_desk import PATIENCE, FrontDesk, leaving_to_the_reconciler
from activities.scheme_reception import SchemeReception
from domain.compensation import CompensationAct
from domain.compensation_standing import CompensationOpened
from domain.names import TASK_QUEUE, compensation_workflow
from domain.scheme import SchemeAct
from models import compensation


class CompensationDesk:
    """What is on record has been taken; what its workflow missed, the reconciler tells it."""

    def __init__(self, desk: FrontDesk, task_queue: str = TASK_QUEUE) -> None:
        self.desk, self.database, self.client, self.task_queue = desk, desk.database, desk.client, task_queue
        self.reception = CompensationReception(desk.database, desk.law)
        self.schemes = SchemeReception(desk.database)
        self.bank = BankDesk(desk.database, desk.bank) if desk.bank else None

    async def take(self, act: CompensationAct, *, patience: float = PATIENCE) -> None:
        """Record an act, then wake its workflow. Raises Refused, and then nothing has been recorded."""
        await to_thread(self.reception.receive, act)
        await self._wake(act.compensation_id, patience)

    async def take_of_scheme(self, act: SchemeAct) -> None:
        """Record an act of a scheme itself. Raises Refused, and then nothing has been recorded."""
        await to_thread(self.schemes.receive, act)

    async def collect(self, *, patience: float = PATIENCE) -> Collected:
        """Take in what the bank has left, then wake the workflows of what it is about."""
        if self.bank is None:
            return Collected(0, 0, ())
        collected = await to_thread(self.bank.collect)
        for one in collected.compensations:
            await self._wake(one, patience)
        return collected

    async def _wake(self, compensation_id: str, patience: float) -> None:
        async with leaving_to_the_reconciler(compensation_workflow(compensation_id), patience):
            await self.deliver(compensation_id)

    async def deliver(self, compensation_id: str) -> None:
        """Have the workflow of a payment look again, and start it where none runs. Twice is harmless."""
        opened, version = await to_thread(self._opened, compensation_id)
        await self.client.start_workflow(
            "CompensateFirst",
            opened,
            id=compensation_workflow(compensation_id),
            task_queue=self.task_queue,
            id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
            start_signal="look_again",
        )
        await to_thread(self._note, compensation_id, version)

    def _opened(self, compensation_id: str) -> tuple[CompensationOpened, int]:
        """Law time is real time, but for a rehearsal, which goes on from its newest act."""
        with self.database.transaction() as session:
            row, at = compensation.held(session, compensation_id), compensation.newest_moment(session, compensation_id)
            began_at = at if row.rehearsal else max(at, datetime.now(UTC))
            return CompensationOpened(compensation_id=compensation_id, began_at=began_at), row.version

    def _note(self, compensation_id: str, version: int) -> None:
        with self.database.transaction() as session:
            compensation.mark_told(session, compensation_id, version)
