"""A worker: connects to the servers that it is told of, and carries out workflows and activities until stopped."""

import asyncio
import signal
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from temporalio.client import Client
from temporalio.contrib.pydantic import pydantic_data_converter
from temporalio.envconfig import ClientConfig
from temporalio.worker import PollerBehaviorAutoscaling, UnsandboxedWorkflowRunner, Worker

from activities.failures import Refusals
from activities.front_desk import FrontDesk
from activities.law import Law
from activities.matter import MatterActivities
from activities.order_to_correct import OrderToCorrectActivities
from activities.reconciler import ReconcilerActivities
from activities.spot_checks import SpotCheckActivities
from activities.step import StepActivities
from domain.names import TASK_QUEUE
from models.calendar import calendar
from models.session import Database
from servers import given
from settings import Settings
from workflows.imports import ImportSpotChecks
from workflows.matter import HandleMatter
from workflows.reconciler import Reconcile

THREADS = 8
WORKFLOWS = [HandleMatter, ImportSpotChecks, Reconcile]


async def connect(address: str | None = None) -> Client:
    """A client by Temporal's own environment configuration, or at the embedded server's address."""
    config = dict(ClientConfig.load_client_connect_config()) | ({"target_host": address} if address else {})
    return await Client.connect(**config, data_converter=pydantic_data_converter)


def desk(database: Database, client: Client) -> FrontDesk:
    """The front desk over one database, with the law and the calendar that it holds."""
    with database.transaction() as session:
        law = Law(calendar(session))
    return FrontDesk(database, law, client)


def activities_of(desk: FrontDesk) -> list[Callable[..., Any]]:
    steps = StepActivities(desk.database)
    orders = OrderToCorrectActivities(desk.database, desk.law)
    return [
        MatterActivities(desk.database, desk.law).choose_steps,
        steps.clue_period,
        steps.answer_period,
        steps.note_lapse,
        steps.outcome,
        orders.issue_order,
        orders.end_unanswered,
        SpotCheckActivities(desk.database, desk.law).import_spot_checks,
        ReconcilerActivities(desk).reconcile,
    ]


def worker(desk: FrontDesk) -> Worker:
    """Autoscaled pollers and no sandbox: three times the tail latency otherwise. Determinism is held by replays."""
    return Worker(
        desk.client,
        task_queue=TASK_QUEUE,
        workflows=WORKFLOWS,
        activities=activities_of(desk),
        activity_executor=ThreadPoolExecutor(THREADS),
        interceptors=[Refusals()],
        workflow_runner=UnsandboxedWorkflowRunner(),
        workflow_task_poller_behavior=PollerBehaviorAutoscaling(),
        activity_task_poller_behavior=PollerBehaviorAutoscaling(),
    )


async def work(database_url: str, address: str | None) -> None:
    """Work until SIGTERM or Ctrl-C; what is under way is taken up by the next worker."""
    stop = asyncio.Event()
    for signal_number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(signal_number, stop.set)
    database = Database(database_url)
    try:
        async with worker(desk(database, await connect(address))):
            await stop.wait()
    finally:
        database.close()
