"""The front desk (窗口): where people and programs come in. A row first, then the workflow that it wakes or starts."""

import asyncio
import logging
from asyncio import to_thread
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import datetime

from temporalio.client import (
    Client,
    WorkflowExecutionStatus,
    WorkflowUpdateFailedError,
    WorkflowUpdateRPCTimeoutOrCancelledError,
)
from temporalio.common import WorkflowIDConflictPolicy, WorkflowIDReusePolicy
from temporalio.exceptions import ApplicationError, WorkflowAlreadyStartedError
from temporalio.service import RPCError, RPCStatusCode

from activities.complaint_intake import take_in
from activities.judging import Taken, take_check
from activities.law import Law
from activities.reception import Reception
from activities.reporting import open_report
from activities.supervising import open_supervision
from domain.acts import Act
from domain.complaint import Complaint
from domain.matter import MatterOpened
from domain.names import TASK_QUEUE, matter_workflow
from domain.national_platform import NationalPlatform
from domain.report import Report
from models import matter
from models.circulation import CirculationCheckRow
from models.matter import MatterRow
from models.region_assessment import RegionAssessmentRow
from models.session import Database
from sources.exchange import BankFolder

PATIENCE = 10.0  # seconds for which one who acts waits until the workflow has heard
_log = logging.getLogger(__name__)


class FrontDesk:
    """Takes checks and acts. What is on record has been taken; what its workflow missed, the reconciler tells it."""

    def __init__(
        self, database: Database, law: Law, client: Client, bank: BankFolder | None = None,
        platform: NationalPlatform | None = None,
    ) -> None:  # fmt: skip
        self.database, self.law, self.client, self.bank, self.platform = database, law, client, bank, platform
        self.reception = Reception(database, law)

    async def take_check(self, check: CirculationCheckRow, at: datetime) -> str | None:
        """Record and judge a check in one transaction. Returns the id of the matter that it calls for, if any."""
        opened = (await self.take_and_judge(check, at)).opened
        return None if opened is None else opened.matter_id

    async def take_and_judge(self, check: CirculationCheckRow, at: datetime) -> Taken:
        """As `take_check`, with the judgement. A check that calls for no matter starts no workflow."""
        taken = await to_thread(take_check, self.database, self.law, check, at)
        if taken.opened is not None:
            async with leaving_to_the_reconciler(matter_workflow(taken.opened.matter_id), PATIENCE):
                await self.start_matter(taken.opened.matter_id, taken.opened.began_at)
        return taken

    async def supervise(self, assessment: RegionAssessmentRow, bureau_id: str, at: datetime) -> str | None:
        """Record and judge the assessment of a lower bureau's region. Returns the id of the matter about the bureau,
        where the figures show a lag."""
        opened = await to_thread(self._assess_once, assessment, bureau_id, at)
        if opened is None:
            return None
        async with leaving_to_the_reconciler(matter_workflow(opened.matter_id), PATIENCE):
            await self.start_matter(opened.matter_id, opened.began_at)
        return opened.matter_id

    def _assess_once(self, assessment: RegionAssessmentRow, bureau_id: str, at: datetime) -> MatterRow | None:
        with self.database.transaction() as session:
            return open_supervision(session, self.law, assessment, bureau_id, at)

    async def take_complaint(self, complaint: Complaint) -> str:
        """Record a complaint and begin its handling, once. Returns the id of its matter. Refused as
        `activities.complaint_intake.take_in` refuses."""
        opened = await to_thread(self._register_once, complaint)
        for one in opened:
            await self._begin(one)
        return opened[0].matter_id

    def _register_once(self, complaint: Complaint) -> tuple[MatterRow, ...]:
        with self.database.transaction() as session:
            return take_in(session, self.law, complaint)

    async def take_report(self, report: Report) -> str:
        """Record a report and begin its verification, once. Returns the id of its matter. Refused as
        `activities.reporting.open_report` refuses."""
        opened = await to_thread(self._report_once, report)
        await self._begin(opened)
        return opened.matter_id

    def _report_once(self, report: Report) -> MatterRow:
        with self.database.transaction() as session:
            return open_report(session, report)

    async def _begin(self, opened: MatterRow) -> None:
        async with leaving_to_the_reconciler(matter_workflow(opened.matter_id), PATIENCE):
            await self.start_matter(opened.matter_id, opened.began_at)

    async def start_matter(self, matter_id: str, began_at: datetime) -> None:
        """Start the workflow of a matter; a second start is harmless, for its id is the matter's."""
        with suppress(WorkflowAlreadyStartedError):  # then it has ended
            await self.client.start_workflow(
                "HandleMatter",
                MatterOpened(matter_id=matter_id, began_at=began_at),
                id=matter_workflow(matter_id),
                task_queue=TASK_QUEUE,
                id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
                id_reuse_policy=WorkflowIDReusePolicy.REJECT_DUPLICATE,
            )
        await to_thread(self._note_start, matter_id)

    def _note_start(self, matter_id: str) -> None:
        with self.database.transaction() as session:
            matter.lock(session, matter_id).started = True

    async def take(self, act: Act, *, patience: float = PATIENCE) -> None:
        """Record an act, then tell its workflow. Raises Refused, and then nothing has been recorded.

        A workflow that cannot be reached, or does not answer within `patience` seconds, is told by the reconciler.
        """
        untold = await to_thread(self.reception.receive, act)
        async with leaving_to_the_reconciler(matter_workflow(act.matter_id), patience):
            await self._tell_all(untold)

    async def deliver(self, matter_id: str) -> None:
        """Tell a matter's workflow every act that it has not heard of, in the order of their recording."""
        await self._tell_all(await to_thread(self._waiting, matter_id))

    async def have_recounted(self, matter_id: str) -> None:
        """Tell a matter's workflow that a calendar has been published. It counts again in its own time."""
        try:
            await self.client.get_workflow_handle(matter_workflow(matter_id)).signal("calendar_published")
        except RPCError as error:
            if error.status is not RPCStatusCode.NOT_FOUND:
                raise  # not found: it has ended, and its periods with it

    async def _tell_all(self, acts: list[Act]) -> None:
        for act in acts:
            await self._tell(act)
            await to_thread(self._note_delivery, act)

    def _waiting(self, matter_id: str) -> list[Act]:
        with self.database.transaction() as session:
            return matter.undelivered(session, matter_id)

    def _note_delivery(self, act: Act) -> None:
        with self.database.transaction() as session:
            matter.mark_delivered(session, act.act_id)

    async def _tell(self, act: Act) -> None:
        """An act that its workflow no longer awaits is told all the same: the register had it before the step ended."""
        handle = self.client.get_workflow_handle(matter_workflow(act.matter_id))
        try:
            await handle.execute_update("act", act, id=act.act_id)
        except WorkflowUpdateFailedError as failed:
            if not (isinstance(failed.cause, ApplicationError) and failed.cause.type == "not_awaited"):
                raise
        except RPCError as error:
            ended = error.status is RPCStatusCode.NOT_FOUND and (await handle.describe()).status
            if ended is not WorkflowExecutionStatus.COMPLETED:
                raise


@asynccontextmanager
async def leaving_to_the_reconciler(workflow_id: str, patience: float) -> AsyncIterator[None]:
    """What is on record need not be heard at once: within `patience` seconds, or by the reconciler."""
    try:
        async with asyncio.timeout(patience):
            yield
    except (RPCError, WorkflowUpdateRPCTimeoutOrCancelledError, TimeoutError) as error:
        if (task := asyncio.current_task()) and task.cancelling():
            raise asyncio.CancelledError from error  # the client tells of a cancellation as of a timeout
        _log.warning("the workflow %s was not reached (%r); the reconciler will", workflow_id, error)
