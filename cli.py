"""The command line: what runs the program. `law_commands.py` and `rules_commands.py` have what asks the law."""

import asyncio
import sys
from pathlib import Path
from typing import Annotated

import typer

from act_file import unusable
from address_commands import address_app
from calendar_commands import calendar_app
from certificate_commands import certificate_app
from check_commands import check_app, lot_app, scan
from claim_commands import claim_app
from cluster_commands import cluster_app
from complaint_commands import file_complaint
from domain.errors import Refused
from evidence_commands import evidence_app
from import_commands import import_app
from law_commands import due, judge, reference
from ledger_commands import ledger_app
from matter_act_commands import act, form
from matter_commands import matter_app
from matter_file_commands import answers, file, inspect
from matter_paper_commands import print_paper, seal
from office_commands import office_app
from recall_commands import recall_app
from region_commands import region_app
from register_commands import enterprise, register_app
from report_commands import report_app
from rules_commands import rules_app
from servers import back_up, given, restore, running
from servers.stand_ins import answered
from settings import Settings, read_settings
from submission_commands import handovers, new, show_receipt, submit, withdraw
from terminal import Json, console, emit, errors, table, tell

app = typer.Typer(
    help="合证 Hezheng: the enforcement of product-certificate law.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
audit_app = typer.Typer(help="审计链: the audit chain.", no_args_is_help=True)
app.add_typer(audit_app, name="audit")
app.add_typer(import_app, name="import")
app.add_typer(rules_app, name="rules")
app.add_typer(calendar_app, name="calendar")
app.command()(enterprise)
app.add_typer(register_app, name="register")
app.add_typer(office_app, name="office")
app.add_typer(check_app, name="check")
app.add_typer(lot_app, name="lot")
app.command()(scan)
app.add_typer(certificate_app, name="certificate")
app.add_typer(recall_app, name="recall")
for command in (act, form, file, inspect, answers):
    matter_app.command()(command)
matter_app.command("print")(print_paper)
matter_app.command()(seal)
claim_app.command("file")(file_complaint)
for front_door in (new, submit, withdraw, handovers):
    claim_app.command()(front_door)
claim_app.command("receipt")(show_receipt)
app.add_typer(claim_app, name="claim")
app.add_typer(report_app, name="report")
app.add_typer(evidence_app, name="evidence")
app.add_typer(ledger_app, name="ledger")
app.add_typer(matter_app, name="matter")
app.add_typer(region_app, name="region")
app.add_typer(cluster_app, name="cluster")
app.add_typer(address_app, name="address")
app.command()(judge)
app.command()(due)
app.command()(reference)


@app.command()
def serve() -> None:
    """Run the servers (the embedded ones, unless real ones are given) and a worker, until stopped."""
    from worker import bring_up_to_date, work

    settings = read_settings()
    if found := given(settings):
        asyncio.run(work(found))
        return
    with running(settings.home, temporal_port=settings.temporal_port) as servers:
        bring_up_to_date(servers.addresses.owner_url)
        console.print(f"PostgreSQL  {servers.addresses.database_url}")
        console.print(f"Temporal    {servers.addresses.temporal}")
        console.print("合证已启动，按 Ctrl-C 停止。 Hezheng is running; Ctrl-C stops it.")
        asyncio.run(work(servers.addresses, mend=lambda: servers.start() or answered(servers.addresses)))


@app.command()
def migrate() -> None:
    """Bring the database up to date, as the role that owns it (HEZHENG_OWNER_URL)."""
    from worker import bring_up_to_date, reached

    with reached(read_settings()) as found:
        bring_up_to_date(found.owner_url)
    console.print("数据库已是最新。 The database is up to date.")


@app.command("backup")
def back_up_to(folder: Annotated[Path, typer.Argument(help="A new folder for the backup.")]) -> None:
    """Back up the embedded servers, whoever works meanwhile. Real servers: see deploy/."""
    from worker import reached

    settings = _embedded()
    with reached(settings) as found:
        contents = back_up(settings.home, found, folder)
    for name, digest in contents.files.items():
        console.print(f"{digest}  {folder / name}", markup=False)


@app.command("restore")
def restore_from(folder: Annotated[Path, typer.Argument(help="The folder of a backup.")]) -> None:
    """Put a backup into HEZHENG_HOME, which must hold no state yet."""
    settings = _embedded()
    restore(folder, settings.home)
    console.print(f"已恢复至“{settings.home}”。 Restored to {settings.home}.", markup=False)


def _embedded() -> Settings:
    settings = read_settings()
    if settings.database_url:
        raise Refused(
            "servers_not_embedded",
            zh="已指定外部的数据库，请用其自身的备份方法（见 deploy/）。",
            en="A database is given from outside: back it up by its own means (see deploy/).",
            field="HEZHENG_DATABASE_URL",
        )
    return settings


@app.command()
def demo(
    resume: Annotated[bool, typer.Option("--resume", help="Go on where a killed demo broke off.")] = False,
    as_json: Json = False,
) -> None:
    """Rehearse on copies of the real data, on virtual time, with the servers in a folder of their own."""
    from demo.run import run_demo

    sys.exit(run_demo(read_settings(), console if not as_json else errors, as_json, resume=resume))


@app.command()
def soak(
    matters: Annotated[int, typer.Option(min=1, help="So many, spread over a year.")] = 1000, as_json: Json = False
) -> None:
    """Rehearse a year of matters and look at what is left: memory, workflows, work for the reconciler."""
    from demo.soak import run_soak

    sys.exit(run_soak(read_settings(), matters, errors if as_json else console, as_json))


@app.command()
def bench(
    only: Annotated[str | None, typer.Option(help="Only the figure of this name.")] = None,
    idle: Annotated[int | None, typer.Option(min=1, help="Instead: the cost of so many open matters.")] = None,
    measured: Annotated[Path | None, typer.Option(help="Instead: show again what --json has written here.")] = None,
    plot: Annotated[Path | None, typer.Option(help="Draw the ratios against their goals into this SVG.")] = None,
    as_json: Json = False,
) -> None:
    """Measure ours against the bare ceiling, in one run."""
    from bench.idle import run_idle
    from bench.run import run_bench

    if idle is not None:
        return run_idle(idle, errors if as_json else console, as_json)
    if plot:
        _write(plot, "")  # it can be written to: known before the minutes of a run
    drawn = run_bench(only, errors if as_json else console, as_json, measured)
    if plot:
        _write(plot, drawn)


def _write(file: Path, content: str) -> None:
    """Without content what is there stays."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("w" if content else "a", encoding="utf-8") as written:
            written.write(content)
    except OSError as error:
        raise unusable(file, error) from None


@app.command()
def inbox(
    recipient: Annotated[str, typer.Argument(help="The id of an office, an enterprise, a laboratory or a scheme.")],
    most: Annotated[int, typer.Option(min=1, help="So many, the newest first.")] = 50,
    as_json: Json = False,
) -> None:
    """What an office, an enterprise, a laboratory, a scheme (or `platform`) has been told, the newest first."""
    from models import message
    from models.session import Database
    from worker import reached

    with reached(read_settings()) as found, Database(found.database_url).transaction() as session:
        told = [row.model_dump(mode="json") for row in message.newest(session, recipient, most)]
    shown = table("时间 at", "事由 about", "消息 message")
    for row in told:
        things = ("matter_id", "application_id", "recall_id", "compensation_id", "scheme_id")
        about = next(row[thing] for thing in things if row[thing])
        shown.add_row(row["at"], about, f"{row['text']['zh']}\n{row['text']['en']}")
    emit(as_json, told, shown)


@audit_app.command("verify")
def verify(as_json: Json = False) -> None:
    """Follow every audit chain, and hold acts, documents and evidence against it. Exit code 1 where anything was
    changed."""
    from activities.auditing import verify as verify_all
    from activities.evidence import lost
    from activities.evidence_store import EvidenceStore
    from models.session import Database
    from worker import reached

    settings = read_settings()
    with reached(settings) as found, Database(found.database_url).transaction() as session:
        verdict = verify_all(session)
        gone = tuple(lost(session, EvidenceStore(settings.evidence_folder)))
    verdict = verdict.model_copy(update={"breaks": (*verdict.breaks, *gone)})
    shown = table("审计链 chains", "记录 entries", "断裂 breaks")
    shown.add_row(str(verdict.chains), str(verdict.entries), str(len(verdict.breaks)))
    emit(as_json, verdict.model_dump(), shown)
    for one in verdict.breaks:
        errors.print(f"{one.chain}  #{one.sequence}  {one.what.zh} {one.what.en}", style="red", markup=False)
    sys.exit(1 if verdict.breaks else 0)


def main() -> None:
    """What is refused, or gives out, is told in a sentence, not in a traceback."""
    try:
        app()
    except Refused as refused:
        tell(refused)
    except Exception as error:
        from outage import told_of

        if (told := told_of(error)) is None:
            raise
        tell(told)


if __name__ == "__main__":
    main()
