"""`make soak` (一年): so many rehearsed matters, spread over a year, through every plot; what is left in the end."""

import asyncio
import shutil
from collections import Counter
from itertools import cycle

import psutil
from rich.console import Console
from rich.progress import Progress
from sqlalchemy import text
from sqlmodel import Session
from temporalio.client import Client, WorkflowExecutionStatus

from activities.front_desk import FrontDesk
from activities.reconciler import Reconciled, ReconcilerActivities
from demo import cast
from demo.plots import PLOTS, Plot, SamplePlot
from demo.run import Play, play_all
from domain.base import Value
from domain.calendar import shifted
from domain.names import matter_workflow
from servers import Addresses, end_orphans, running
from settings import Settings
from terminal import print_json, table
from worker import at_work, bring_up_to_date, run

MONDAYS = 52
PARTS = 10  # memory is looked at after each tenth of the matters
GOODS = "润滑油"


class Soaked(Value):
    """Endings by count; ids of workflows that have not ended; MiB of this process, worker included, after each part,
    and the matters played by then; what the reconciler still found to do."""

    endings: dict[str, int]
    expected: dict[str, int]
    stuck: tuple[str, ...]
    memory: tuple[tuple[int, int], ...]
    reconciled: Reconciled

    @property
    def complaints(self) -> list[str]:
        checks = {
            "endings as played": self.endings == self.expected,
            "no workflow left": not self.stuck,
            "nothing to reconcile": self.reconciled == Reconciled(started=0, told=0, recounted=0),
        }
        return [what for what, holds in checks.items() if not holds]


def run_soak(settings: Settings, matters: int, console: Console, as_json: bool) -> int:
    """Play the matters in a folder of their own, anew. Returns the exit code: 1 where something is left."""
    home = settings.home / "soak"
    end_orphans(home)
    shutil.rmtree(home, ignore_errors=True)
    with running(home, time_skipping=True) as servers:
        bring_up_to_date(servers.addresses.owner_url)
        soaked = run(_soak(servers.addresses, matters, console))
    if as_json:
        print_json(soaked.model_dump(mode="json") | {"complaints": soaked.complaints})
    else:
        rows = table("事项 matters", "内存 memory, MiB", title="一年 A year")
        for played, used in soaked.memory:
            rows.add_row(str(played), str(used))
        console.print(rows)
        console.print(f"结局 endings: {len(soaked.endings)}，事项 matters: {sum(soaked.endings.values())}")
    for complaint in soaked.complaints:
        console.print(f"对不上 does not add up: {complaint}", style="bold red")
    return 1 if soaked.complaints else 0


async def _soak(addresses: Addresses, matters: int, console: Console) -> Soaked:
    async with at_work(addresses) as desk:
        with desk.database.transaction() as session:
            cast.enter_cast(session)
            plays = [_entered(session, number, plot) for number, plot in zip(range(1, matters + 1), cycle(PLOTS))]
        memory = []
        with Progress(console=console, disable=not console.is_terminal) as progress:
            bar = progress.add_task("演练 rehearsing", total=matters)
            part = -(-matters // PARTS)
            for first in range(0, matters, part):
                await play_all(desk, plays[first : first + part], lambda: progress.advance(bar))
                memory.append((min(first + part, matters), psutil.Process().memory_info().rss >> 20))
        return await _left(desk, plays, tuple(memory))


def _entered(session: Session, number: int, plot: Plot | SamplePlot) -> Play:
    """Seen on one Monday after another, so that periods end in every holiday of the year."""
    on = shifted(cast.BEGINS, number % MONDAYS * 7)
    return cast.enter_copy(session, number, GOODS, on, sampled=plot.sampled), plot


async def _left(desk: FrontDesk, plays: list[Play], memory: tuple[tuple[int, int], ...]) -> Soaked:
    stuck = await _not_ended(desk.client, [check.check_id for check, _ in plays])
    reconciled = await ReconcilerActivities(desk).reconcile()
    with desk.database.transaction() as session:
        endings = Counter(session.execute(text("select coalesce(ending, 'not ended') from matter")).scalars())
    expected = Counter(plot.ending for _, plot in plays)
    return Soaked(endings=endings, expected=expected, stuck=stuck, memory=memory, reconciled=reconciled)


async def _not_ended(client: Client, matter_ids: list[str]) -> tuple[str, ...]:
    """Whose workflow has not come to its end, a quiet while after its matter was closed."""
    await asyncio.sleep(1)
    described = [await client.get_workflow_handle(matter_workflow(one)).describe() for one in matter_ids]
    return tuple(one.id for one in described if one.status is not WorkflowExecutionStatus.COMPLETED)
