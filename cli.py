"""The command line: hezheng serve, demo, bench, import, audit, migrate."""

import asyncio
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from domain.errors import Refused
from domain.imports import Counts
from servers import Addresses, given, running, running_at
from settings import Settings, read_settings

app = typer.Typer(
    help="合证 Hezheng: the enforcement of product-certificate law.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
audit_app = typer.Typer(help="审计链: the audit chain.", no_args_is_help=True)
import_app = typer.Typer(help="导入: bring facts in from files.", no_args_is_help=True)
app.add_typer(audit_app, name="audit")
app.add_typer(import_app, name="import")

console, errors = Console(), Console(stderr=True)
Json = Annotated[bool, typer.Option("--json", help="Print JSON for a machine.")]


@contextmanager
def addresses(settings: Settings) -> Iterator[Addresses]:
    """The given servers, those that another process runs here, or embedded ones for as long as this command lasts."""
    from worker import bring_up_to_date

    if found := given(settings) or running_at(settings.home):
        yield found
        return
    with running(settings.home) as servers:
        bring_up_to_date(servers.addresses.owner_url)
        yield servers.addresses


def emit(as_json: bool, value: Any, table: Table) -> None:
    if as_json:
        print(json.dumps(value, ensure_ascii=False))
    else:
        console.print(table)


@app.command()
def serve() -> None:
    """Run the servers (the embedded ones, unless real ones are given) and a worker, until stopped."""
    from worker import bring_up_to_date, work

    settings = read_settings()
    if found := given(settings):
        asyncio.run(work(found, with_schedule=True))
        return
    with running(settings.home, temporal_port=settings.temporal_port) as servers:
        bring_up_to_date(servers.addresses.owner_url)
        console.print(f"PostgreSQL  {servers.addresses.database_url}")
        console.print(f"Temporal    {servers.addresses.temporal}")
        console.print("合证已启动，按 Ctrl-C 停止。 Hezheng is running; Ctrl-C stops it.")
        asyncio.run(work(servers.addresses, with_schedule=True))


@app.command()
def migrate() -> None:
    """Bring the database up to date, as the role that owns it (HEZHENG_OWNER_URL)."""
    from worker import bring_up_to_date

    with addresses(read_settings()) as found:
        bring_up_to_date(found.owner_url)
    console.print("数据库已是最新。 The database is up to date.")


@app.command()
def demo(as_json: Json = False) -> None:
    """Rehearse track C on the real data, on virtual time, with the servers in a folder of their own."""
    from demo.run import run_demo

    sys.exit(run_demo(read_settings(), console if not as_json else errors, as_json))


@app.command()
def bench(
    only: Annotated[str | None, typer.Option(help="Only the figure of this name.")] = None, as_json: Json = False
) -> None:
    """Measure ours against the bare ceiling, in one run."""
    from bench.run import run_bench

    run_bench(only, errors if as_json else console, as_json)


@import_app.command("spot-checks")
def import_spot_checks(files: list[Path], as_json: Json = False) -> None:
    """Import published results of spot checks (.jsonl): never twice, resumed where a killed run stopped."""
    from activities.import_desk import import_spot_checks as run_import
    from worker import at_work

    async def import_them(found: Addresses) -> Counts:
        with Progress(console=errors, disable=not errors.is_terminal) as progress:
            bar = progress.add_task("导入 importing", total=None)
            async with at_work(found) as desk:
                now = datetime.now(UTC)
                return await run_import(desk, files, now, lambda so_far: progress.update(bar, completed=so_far.read))

    with addresses(read_settings()) as found:
        counts = asyncio.run(import_them(found))
    table = Table("读取 read", "接受 accepted", "重复 duplicates", "退回 rejected")
    table.add_row(*(str(value) for value in counts.model_dump().values()))
    emit(as_json, counts.model_dump(), table)


@audit_app.command("verify")
def verify(as_json: Json = False) -> None:
    """Follow every audit chain, and hold acts and documents against it. Exit code 1 where anything was changed."""
    from activities.auditing import verify as verify_all
    from models.session import Database

    with addresses(read_settings()) as found, Database(found.database_url).transaction() as session:
        verdict = verify_all(session)
    table = Table("审计链 chains", "记录 entries", "断裂 breaks")
    table.add_row(str(verdict.chains), str(verdict.entries), str(len(verdict.breaks)))
    emit(as_json, verdict.model_dump(), table)
    for one in verdict.breaks:
        errors.print(f"{one.chain}  #{one.sequence}  {one.what.zh} {one.what.en}", style="red")
    sys.exit(1 if verdict.breaks else 0)


def main() -> None:
    """What is refused is told in a sentence, not in a traceback."""
    try:
        app()
    except Refused as refused:
        if "--json" in sys.argv:
            print(json.dumps({"error": refused.as_dict()}, ensure_ascii=False))
        else:
            errors.print(f"[bold red]{refused.code}[/]  {refused.zh}\n{refused.en}")
            if refused.field:
                errors.print(f"{refused.field} = {refused.value!r}", style="dim")
        sys.exit(2)


if __name__ == "__main__":
    main()
