"""`make demo` (演练): the real rows imported, their copies played through tracks A and C, every count checked."""

import asyncio
import shutil
import time
from collections.abc import Callable
from datetime import date, timedelta
from itertools import cycle
from pathlib import Path

from rich.console import Console
from rich.progress import Progress
from sqlmodel import Session
from temporalio.testing import TimeSkipper

from activities.front_desk import FrontDesk
from activities.import_desk import import_files, import_spot_checks
from activities.judging import FAMILY
from activities.reconciler import ReconcilerActivities
from demo import cast, counts, report
from demo.payments import play_payments
from demo.play import play
from demo.plots import PLOTS, Plot, SamplePlot
from demo.rehearsal import Rehearsal
from demo.stories import play_stories
from demo.watch import Watch
from domain.calendar import shifted
from domain.errors import Refused
from domain.imports import Counts, ImportKind
from models import imports
from models.circulation import CirculationCheckRow
from servers import Addresses, end_orphans, running
from settings import Settings
from worker import at_work, bring_up_to_date, run

WEEKS = 8
Play = tuple[CirculationCheckRow, Plot | SamplePlot]
AT_ONCE = 40  # matters under way at the same time, for a small machine


def run_demo(settings: Settings, console: Console, as_json: bool, *, resume: bool) -> int:
    """Run the whole demo in a folder of its own, anew or, to `resume`, from where a killed one broke off.

    Returns the exit code: 1 where a count does not add up. Refused `nothing_to_resume`.
    """
    began = time.monotonic()
    inspection_files(settings.data)
    home, papers = settings.home / "rehearsal", settings.home / "documents"
    end_orphans(home)
    if resume:
        _refuse_empty(home)
    else:
        shutil.rmtree(home, ignore_errors=True)
    shutil.rmtree(papers, ignore_errors=True)
    with running(home, time_skipping=True) as servers:
        bring_up_to_date(servers.addresses.owner_url)
        shown = run(_run(servers.addresses, settings.data, papers, console))
    return report.show(shown, papers, time.monotonic() - began, console, as_json)


def _refuse_empty(home: Path) -> None:
    if not (home / "temporal.db").exists():
        raise Refused(
            "nothing_to_resume",
            zh="没有可以继续的演练，请运行 hezheng demo。",
            en="There is no demo to go on with: run hezheng demo.",
            field="HEZHENG_HOME",
            value=str(home),
        )


def inspection_files(data: Path) -> list[Path]:
    """The files of real inspection results. Refused `data_missing` where they are not there."""
    files = sorted((data / "inspections_industrial").glob("*.jsonl"))
    if not files:
        raise Refused(
            "data_missing",
            zh="没有找到真实抽检数据，请用 HEZHENG_DATA 指明其所在的文件夹。",
            en="The real inspection data is not there: name its folder by HEZHENG_DATA.",
            field="HEZHENG_DATA",
            value=str(data),
        )
    return files


async def _run(addresses: Addresses, data: Path, papers: Path, console: Console) -> counts.Shown:
    async with at_work(addresses) as desk:
        with Progress(console=console, disable=not console.is_terminal) as progress:
            imported = await _import(desk, inspection_files(data), progress)
            recalls = await _import_recalls(desk, data)
            with desk.database.transaction() as session:
                plays = _plays(session)
            bar = progress.add_task("演练 rehearsing", total=len(plays))
            await play_all(desk, plays, lambda: progress.advance(bar))
        with desk.database.transaction() as session:
            expected = counts.expected(plot for _, plot in plays)
            rules = desk.law.rule_set(FAMILY, cast.BEGINS)
            of_copies = counts.shown(session, rules, imported, expected)
        chronicles = await play_stories(desk)
        assert addresses.bank is not None, "the demo has servers of its own, and a bank with them"
        payments = await play_payments(desk, Path(addresses.bank))
        reconciler = ReconcilerActivities(desk)
        await reconciler.reconcile()  # begins the matter of the office that a case was transferred to
        reconciled = await reconciler.reconcile()
        with desk.database.transaction() as session:
            counts.write_documents(session, papers)
            bound = counts.write_files(session, desk.law, chronicles, papers)
            return counts.with_stories(session, of_copies, recalls, chronicles, payments, bound, reconciled)


async def _import(desk: FrontDesk, files: list[Path], progress: Progress) -> Counts:
    bar = progress.add_task("导入 importing", total=None)
    at = cast.morning(cast.BEGINS)
    with desk.database.transaction() as session:
        if (done := imports.finished_of(session, at)) is not None:  # before an earlier run was killed
            return imports.counts(done)
    return await import_spot_checks(desk, files, at, lambda so_far: progress.update(bar, completed=so_far.read))


async def _import_recalls(desk: FrontDesk, data: Path) -> Counts:
    """The published notices of recall, as facts: nobody acts on them here."""
    at = cast.morning(cast.BEGINS) + timedelta(minutes=1)
    with desk.database.transaction() as session:
        if (done := imports.finished_of(session, at)) is not None:
            return imports.counts(done)
    files = sorted((data / "recalls_hunan").glob("*.csv"))
    return (await import_files(desk, ImportKind.RECALLS, files, at, lambda _: None))[1]


def _plays(session: Session) -> list[Play]:
    """A copy of every nonconforming row under an invented name, and the plot that it takes, in turn."""
    cast.enter_cast(session)
    kinds = counts.kinds_of_nonconforming(session)
    return [
        (cast.enter_copy(session, number, kind, _monday(number), sampled=plot.sampled), plot)
        for (number, kind), plot in zip(enumerate(kinds, 1), cycle(PLOTS), strict=False)
    ]


def _monday(number: int) -> date:
    """The copies are seen week after week, so that some periods end in a holiday."""
    return shifted(cast.BEGINS, number % WEEKS * 7)


async def play_all(desk: FrontDesk, plays: list[Play], told: Callable[[], None]) -> None:
    """Play them side by side, a few at a time, and tell after each."""
    skipper, watch, room = TimeSkipper(desk.client), Watch(desk.database), asyncio.Semaphore(AT_ONCE)

    async def one(check: CirculationCheckRow, plot: Plot | SamplePlot) -> None:
        async with room:
            await play(Rehearsal(desk, skipper, watch, check, cast.morning(check.seen_on)), plot)
        told()

    async with asyncio.TaskGroup() as group:
        for check, plot in plays:
            group.create_task(one(check, plot))
