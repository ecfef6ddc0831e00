"""A worker: connects to the servers that it is told of, and carries out workflows and activities until stopped."""

import asyncio
import logging
import signal
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, contextmanager, suppress
from datetime import timedelta
from pathlib import Path
from typing import Any, TypeVar

from temporalio.client import (
    Client,
    Schedule,
    ScheduleActionStartWorkflow,
    ScheduleAlreadyRunningError,
    ScheduleIntervalSpec,
    ScheduleSpec,
)
from temporalio.contrib.pydantic import pydantic_data_converter
from temporalio.envconfig import ClientConfig
from temporalio.worker import PollerBehaviorAutoscaling, UnsandboxedWorkflowRunner, Worker

from activities.certificate import CertificateActivities
from activities.compensation import CompensationActivities
from activities.failures import Refusals
from activities.front_desk import FrontDesk
from activities.handover import HandoverActivities
from activities.imports import ImportActivities
from activities.law import Law
from activities.mailbox import Mailbox, MailServer, OutboxFolder
from activities.matter import MatterActivities
from activities.posting import PostingActivities
from activities.recall import RecallActivities
from activities.reconciler import ReconcilerActivities
from activities.step import StepActivities
from domain.errors import Refused
from domain.names import TASK_QUEUE
from models.migrate import migrate
from models.session import Database
from outage import temporal_out_of_reach
from rules.parameters import values
from rules.workdays import chinese_calendar, published_years
from servers import Addresses, given, running, running_at
from settings import Settings, read_settings
from sources.exchange import BankFolder
from sources.national_platform import PlatformFolder
from workflows.certificate import CertificateLifecycle
from workflows.compensation import CompensateFirst
from workflows.handover import HandOver
from workflows.imports import ImportFiles
from workflows.matter import HandleMatter
from workflows.posting import PostMail
from workflows.recall import RecallGoods
from workflows.reconciler import Reconcile

THREADS = 8
LOOK_AFTER_SERVERS = timedelta(seconds=2)
RECONCILE_EVERY = timedelta(minutes=1)  # how long a crash may leave something undone
Result = TypeVar("Result")
_log = logging.getLogger(__name__)
SCHEDULED = [Reconcile, PostMail, HandOver]
WORKFLOWS = [HandleMatter, CertificateLifecycle, RecallGoods, ImportFiles, CompensateFirst, *SCHEDULED]


async def connect(address: str | None = None) -> Client:
    """By Temporal's own environment configuration, or at the embedded server. Refused `temporal_out_of_reach`."""
    config = ClientConfig.load_client_connect_config()
    if address:
        config["target_host"] = address
    try:
        return await Client.connect(**config, data_converter=pydantic_data_converter)
    except RuntimeError as error:  # so the SDK calls a server that does not answer
        raise temporal_out_of_reach(config.get("target_host")) from error


def front_desk(
    database: Database, client: Client, law: Law | None = None, bank: BankFolder | None = None,
    platform: PlatformFolder | None = None,
) -> FrontDesk:  # fmt: skip
    """The front desk over one database, with the product's law or another, and the folders of what is exchanged."""
    return FrontDesk(database, law or Law(), client, bank, platform)


def bank_folder(addresses: Addresses) -> BankFolder | None:
    return BankFolder(Path(addresses.bank), embedded=addresses.embedded) if addresses.bank else None


def platform_folder(addresses: Addresses) -> PlatformFolder | None:
    where = addresses.national_platform
    return PlatformFolder(Path(where), embedded=addresses.embedded) if where else None


def activities_of(desk: FrontDesk) -> list[Callable[..., Any]]:
    steps = StepActivities(desk.database, desk.law)
    certificates = CertificateActivities(desk.database)
    compensations = CompensationActivities(desk.database, desk.bank)
    return [
        MatterActivities(desk.database, desk.law).choose_steps,
        steps.running_period,
        steps.remind,
        steps.note_lapse,
        ImportActivities(desk.database, desk.law).import_files,
        certificates.where_it_stands,
        certificates.remind_laboratory,
        certificates.note_overdue,
        RecallActivities(desk.database, desk.law).carry_on,
        compensations.what_is_due,
        compensations.send_order,
        ReconcilerActivities(desk).reconcile,
        HandoverActivities(desk.database, desk.law, desk.platform).exchange,
        posting(desk.database, read_settings()).send_waiting,
    ]


def posting(database: Database, settings: Settings) -> PostingActivities:
    """Where e-mail leaves: by the mail server that is set, else into the folder; a rehearsal always into the folder."""
    folder = OutboxFolder(settings.home / "outbox", settings.mail_sender)
    mailbox: Mailbox = folder
    if settings.smtp_host:
        mailbox = MailServer(
            settings.smtp_host,
            settings.smtp_port,
            settings.mail_sender,
            starttls=settings.smtp_starttls,
            user=settings.smtp_user,
            password=settings.smtp_password.get_secret_value(),
        )
    return PostingActivities(database, mailbox, folder)


def worker(desk: FrontDesk, task_queue: str = TASK_QUEUE) -> Worker:
    """Autoscaled pollers and no sandbox: three times the tail latency otherwise. Determinism is held by replays.

    An activity that is one transaction runs to its end when a worker stops (`no_thread_cancel_exception`): an exception
    thrown into the middle of a statement breaks its connection.
    """
    return worker_of(desk.client, task_queue, WORKFLOWS, activities_of(desk))


def worker_of(
    client: Client, task_queue: str, workflows: list[type], activities: list[Callable[..., Any]]
) -> Worker:
    """A worker with the product's settings, for any queue."""
    return Worker(
        client,
        task_queue=task_queue,
        workflows=workflows,
        activities=activities,
        activity_executor=ThreadPoolExecutor(THREADS),
        interceptors=[Refusals()],
        workflow_runner=UnsandboxedWorkflowRunner(),
        workflow_task_poller_behavior=PollerBehaviorAutoscaling(),
        activity_task_poller_behavior=PollerBehaviorAutoscaling(),
    )


def bring_up_to_date(owner_url: str) -> None:
    """Migrate the database and enter the published calendar."""
    years = published_years()
    migrate(owner_url, chinese_calendar(years[0], years[-1]), values())


@contextmanager
def reached(settings: Settings) -> Iterator[Addresses]:
    """The given servers, those that another process runs here, or embedded ones for as long as the block lasts."""
    if found := given(settings) or running_at(settings.home):
        yield found
        return
    with running(settings.home) as servers:
        bring_up_to_date(servers.addresses.owner_url)
        yield servers.addresses


async def work(addresses: Addresses, *, mend: Callable[[], bool] | None = None) -> None:
    """Work until SIGTERM or Ctrl-C; what is under way is taken up by the next worker.

    `mend` starts again what was killed of the embedded servers, and says whether there was anything to start.
    """
    stop = asyncio.Event()
    for signal_number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(signal_number, stop.set)
    async with at_work(addresses) as desk:
        await schedule(desk.client)
        while not stop.is_set():
            with suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), LOOK_AFTER_SERVERS.total_seconds())
            if mend and not stop.is_set():
                try:
                    await asyncio.to_thread(mend)
                except Refused as refused:  # a machine under load may be too slow once
                    _log.warning("%s; it is tried again", refused.en)


def run(main: Coroutine[Any, Any, Result]) -> Result:
    """`asyncio.run`, ended in order by SIGTERM as by Ctrl-C."""

    async def stoppable() -> Result:
        task = asyncio.current_task()
        assert task is not None
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
        return await main

    try:
        return asyncio.run(stoppable())
    except asyncio.CancelledError:
        raise SystemExit(128 + signal.SIGTERM) from None


@asynccontextmanager
async def at_desk(addresses: Addresses, law: Law | None = None) -> AsyncIterator[FrontDesk]:
    """The front desk alone: what it starts, a worker carries out, now or later. Both servers answer before it opens."""
    database = Database(addresses.database_url)
    try:
        database.engine.connect().close()
        folders = bank_folder(addresses), platform_folder(addresses)
        yield front_desk(database, await connect(addresses.temporal), law, *folders)
    finally:
        database.close()


@asynccontextmanager
async def at_work(addresses: Addresses, law: Law | None = None) -> AsyncIterator[FrontDesk]:
    """A worker in this process for as long as the block lasts, and the front desk that it shares its law with."""
    async with at_desk(addresses, law) as desk, worker(desk):
        yield desk


async def schedule(client: Client) -> None:
    """Reconcile, post mail and hand over once a minute, one run of each at a time. A schedule that is there stays."""
    for name, run in (("reconcile", Reconcile.run), ("post-mail", PostMail.run), ("hand-over", HandOver.run)):
        once_a_minute = Schedule(
            action=ScheduleActionStartWorkflow(run, id=name, task_queue=TASK_QUEUE),
            spec=ScheduleSpec(intervals=[ScheduleIntervalSpec(every=RECONCILE_EVERY)]),
        )
        with suppress(ScheduleAlreadyRunningError):
            await client.create_schedule(name, once_a_minute)


def main() -> None:
    settings = read_settings()
    addresses = given(settings) or running_at(settings.home)
    if addresses is None:
        raise SystemExit("请先运行 hezheng serve。 No servers are running: run hezheng serve first.")
    asyncio.run(work(addresses))


if __name__ == "__main__":
    main()
