"""The certificate desk (合格证窗口): acts come in, are recorded, and then their workflow hears where things stand."""

from asyncio import to_thread
from datetime import UTC, datetime
from typing import Any

from temporalio.client import Client, WithStartWorkflowOperation, WorkflowUpdateFailedError
from temporalio.common import WorkflowIDConflictPolicy
from temporalio.exceptions import ApplicationError
from temporalio.service import RPCError, RPCStatusCode

from activities.certificate_reception import CertificateReception
from activities.front_desk import PATIENCE, leaving_to_the_reconciler
from activities.law import Law
from domain.certificate import Life
from domain.certificate_act import CertificateAct
from domain.names import TASK_QUEUE, certificate_workflow
from models import certificate_act, issuance
from models.session import Database


class CertificateDesk:
    """What is on record has been taken; what its workflow missed, the reconciler tells it."""

    def __init__(self, database: Database, law: Law, client: Client) -> None:
        self.database, self.client = database, client
        self.reception = CertificateReception(database, law)

    async def take(self, act: CertificateAct, *, patience: float = PATIENCE) -> None:
        """Record an act, and tell its workflow where one waits for it or has to. Raises Refused, and then nothing has
        been recorded, and no workflow has heard of it."""
        if await to_thread(self.reception.receive, act):
            async with leaving_to_the_reconciler(certificate_workflow(act.application_id), patience):
                await self.deliver(act.application_id)

    async def deliver(self, application_id: str) -> None:
        """Tell the workflow of an application where it stands now: begin it, or revive it, where it has ended and
        something is pending again. Nothing pending wakes nobody."""
        life = await to_thread(self._life, application_id)
        if life.pending:
            await self._revive(life)
        else:
            await self._tell(life)
        await to_thread(self._note, life)

    async def _revive(self, life: Life) -> None:
        start: WithStartWorkflowOperation[Any, Any] = WithStartWorkflowOperation(
            "CertificateLifecycle",
            life,
            id=certificate_workflow(life.application_id),
            task_queue=TASK_QUEUE,
            id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
        )
        try:
            await self.client.execute_update_with_start_workflow(
                "hear", life, start_workflow_operation=start, id=f"{life.application_id}/{life.version}"
            )
        except WorkflowUpdateFailedError as failed:
            _unless_stale(failed)

    async def _tell(self, life: Life) -> None:
        handle = self.client.get_workflow_handle(certificate_workflow(life.application_id))
        try:
            await handle.execute_update("hear", life, id=f"{life.application_id}/{life.version}")
        except WorkflowUpdateFailedError as failed:
            _unless_stale(failed)
        except RPCError as error:
            if error.status is not RPCStatusCode.NOT_FOUND:
                raise  # not found: it has ended, or never had to begin

    def _life(self, application_id: str) -> Life:
        """Law time is real time, but for a rehearsal, which goes on from the act that begins or revives its run."""
        with self.database.transaction() as session:
            row = issuance.application(session, application_id)
            life = certificate_act.life(row)
            if issuance.producer(session, row).rehearsal:
                return life
            return life.model_copy(update={"at": max(life.at, datetime.now(UTC))})

    def _note(self, life: Life) -> None:
        with self.database.transaction() as session:
            certificate_act.mark_told(session, life)


def _unless_stale(failed: WorkflowUpdateFailedError) -> None:
    """It knows more than we tell it: whoever acted later was quicker."""
    if not (isinstance(failed.cause, ApplicationError) and failed.cause.type == "stale_state"):
        raise failed
