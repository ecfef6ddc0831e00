"""The recall desk (召回窗口): acts come in, are recorded, and then their workflow looks where things stand."""

from asyncio import to_thread
from datetime import UTC, datetime

from temporalio.client import Client
from temporalio.common import WorkflowIDConflictPolicy

from activities.front_desk import PATIENCE, leaving_to_the_reconciler
from activities.law import Law
from activities.recall_reception import RecallReception
from domain.names import TASK_QUEUE, recall_workflow
from domain.recall import RecallAct, RecallOpened
from models import recall
from models.session import Database


class RecallDesk:
    """What is on record has been taken; what its workflow missed, the reconciler tells it."""

    def __init__(self, database: Database, law: Law, client: Client) -> None:
        self.database, self.client = database, client
        self.reception = RecallReception(database, law)

    async def take(self, act: RecallAct, *, patience: float = PATIENCE) -> None:
        """Record an act, then wake its workflow. Raises Refused, and then nothing has been recorded."""
        await to_thread(self.reception.receive, act)
        async with leaving_to_the_reconciler(recall_workflow(act.recall_id), patience):
            await self.deliver(act.recall_id)

    async def deliver(self, recall_id: str) -> None:
        """Have the workflow of a recall look again, and start it where none runs. Twice is harmless."""
        opened, version = await to_thread(self._opened, recall_id)
        await self.client.start_workflow(
            "RecallGoods",
            opened,
            id=recall_workflow(recall_id),
            task_queue=TASK_QUEUE,
            id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
            start_signal="look_again",
        )
        await to_thread(self._note, recall_id, version)

    def _opened(self, recall_id: str) -> tuple[RecallOpened, int]:
        """Law time is real time, but for a rehearsal, which goes on from its newest act."""
        with self.database.transaction() as session:
            row, at = recall.held(session, recall_id), recall.newest_moment(session, recall_id)
            began_at = at if row.rehearsal else max(at, datetime.now(UTC))
            return RecallOpened(recall_id=recall_id, began_at=began_at), row.version

    def _note(self, recall_id: str, version: int) -> None:
        with self.database.transaction() as session:
            recall.mark_told(session, recall_id, version)
