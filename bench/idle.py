"""What open matters cost that wait for people: `hezheng bench --idle 10000`, opened in bounded time and left alone."""

import asyncio
import sys
from time import monotonic

import psutil
from rich.console import Console
from rich.table import Table
from sqlalchemy import text

from bench.matters import BEGAN, Matters
from domain.base import Value
from domain.names import matter_workflow
from models.session import Database
from servers import terminated_in_order

AT_ONCE = 20
LONGEST = 1200.0  # seconds after which no further matter is opened
LOOKED_AT = 20  # workflows whose history is measured


class Idle(Value):
    """`matters` were opened in `seconds`. By matter: rows and bytes of the register, events and bytes of history as the
    server counts them, bytes of its file. Of the whole: resident memory of the worker before and after, and the share
    of one processor that all three programs take while nothing happens, in per mille."""

    matters: int
    seconds: float
    rows: float
    register_bytes: float
    history_events: float
    history_bytes: float
    server_bytes: float
    worker_before: int
    worker_after: int
    busy_per_mille: float


def run_idle(number: int, console: Console, as_json: bool) -> None:
    """Open so many matters and show what they cost."""
    with terminated_in_order(), console.status("事项 matters"), Matters() as figure:
        found = figure.runner.run(measured(figure, number))
    if as_json:
        sys.stdout.write(found.model_dump_json() + "\n")
        return
    shown = Table("", title="空等的事项 Idle matters")
    shown.add_column("", justify="right")
    for name, value in found.model_dump().items():
        shown.add_row(name, f"{value:,.1f}" if isinstance(value, float) else f"{value:,}")
    console.print(shown)


async def measured(figure: Matters, number: int) -> Idle:
    """Open matters until there are `number` or the time is up, and wait until each waits for its verification."""
    database, me = figure.desk.database, psutil.Process()
    await figure.handle(figure.goods.check(next(figure.ids)))  # what the first one loads is not its cost
    rows, size, state = _rows(database), _size(database), _server_bytes(figure)
    before, began = me.memory_info().rss, monotonic()
    names: list[str] = []

    async def opening() -> None:
        while len(names) < number and monotonic() - began < LONGEST:
            check = figure.goods.check(next(figure.ids))
            names.append(check.check_id)
            await figure.desk.take_check(check, BEGAN)
            await figure.steps.reached(check.check_id, 1)

    await asyncio.gather(*(opening() for _ in range(AT_ONCE)))
    seconds, opened = monotonic() - began, len(names)
    await asyncio.sleep(2)
    described = [
        (await figure.desk.client.get_workflow_handle(matter_workflow(name)).describe()).raw_description
        for name in names[:: max(1, opened // LOOKED_AT)]
    ]
    history = [one.workflow_execution_info for one in described]
    return Idle(
        matters=opened,
        seconds=round(seconds, 1),
        rows=(_rows(database) - rows) / opened,
        register_bytes=(_size(database) - size) / opened,
        history_events=sum(one.history_length for one in history) / len(history),
        history_bytes=sum(one.history_size_bytes for one in history) / len(history),
        server_bytes=(_server_bytes(figure) - state) / opened,
        worker_before=before,
        worker_after=me.memory_info().rss,
        busy_per_mille=await _busy(figure),
    )


async def _busy(figure: Matters, seconds: float = 10.0) -> float:
    """Of this process, the embedded Temporal and PostgreSQL."""
    began = _spent(figure)
    await asyncio.sleep(seconds)
    return 1000 * (_spent(figure) - began) / seconds


def _spent(figure: Matters) -> float:
    servers = (figure.servers.temporal.process, figure.servers.postgres.process)
    heads = [psutil.Process(), *(psutil.Process(one.pid) for one in servers if one is not None)]
    all_of_them = {one.pid: one for head in heads for one in (head, *head.children(recursive=True))}
    return sum(one.cpu_times().user + one.cpu_times().system for one in all_of_them.values())


def _rows(database: Database) -> int:
    """Of all tables that the program may read, counted."""
    readable = text("select relid::regclass::text from pg_stat_user_tables where has_table_privilege(relid, 'select')")
    with database.transaction() as session:
        names = session.execute(readable).scalars().all()
        return sum(int(session.execute(text(f"select count(*) from {name}")).scalar_one()) for name in names)


def _size(database: Database) -> int:
    with database.transaction() as session:
        return int(session.execute(text("select pg_database_size(current_database())")).scalar_one())


def _server_bytes(figure: Matters) -> int:
    state = figure.servers.temporal.state
    return sum(one.stat().st_size for one in state.parent.glob(f"{state.name}*"))
