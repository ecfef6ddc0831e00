"""The commands of reports of breaches (举报): hezheng report file, informant, new, submit, receipt."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from pydantic import TypeAdapter

from act_file import read_act
from domain.calendar import legal_day
from domain.report import Report
from matter_file_commands import Matter
from servers import Addresses
from settings import read_settings
from submission_commands import new_report, show_receipt, submit_report
from terminal import Json, emit, table

report_app = typer.Typer(help="举报: reports of breaches, each verified as a clue.", no_args_is_help=True)
report_app.command("new")(new_report)
report_app.command("submit")(submit_report)
report_app.command("receipt")(show_receipt)
PERIOD = "clue_verification"


@report_app.command("file")
def file_report(
    file: Annotated[Path, typer.Argument(help="A report as JSON (domain/report.py); the same twice is one.")],
    as_json: Json = False,
) -> None:
    """Register a report and begin its verification. Who reports is kept apart, and told nowhere."""
    from activities import clock
    from worker import at_work, reached, run

    given = read_act(file, TypeAdapter(Report))

    async def taken(found: Addresses) -> tuple[str, date]:
        async with at_work(found) as desk:
            opened = await desk.take_report(given)
            with desk.database.transaction() as session:
                return opened, clock.due_since(session, desk.law, PERIOD, given.received_at).on

    with reached(read_settings()) as found:
        opened, due = run(taken(found))
    shown = table("举报 report", "收到 received", "核查期限 to be verified by")
    shown.add_row(opened, str(legal_day(given.received_at)), str(due))
    emit(as_json, {"report_id": opened, "verify_by": due.isoformat()}, shown)


@report_app.command("informant")
def informant(
    matter: Matter,
    officer: Annotated[str, typer.Option(help="The id of the officer who reads it; he handles the report.")],
    reason: Annotated[str, typer.Option(help="Why he must know; it is recorded, without the identity.")],
    as_json: Json = False,
) -> None:
    """Read who has reported. Each time is recorded in the story of the matter."""
    from activities.informing import read_informant
    from activities.law import Law
    from models.session import Database
    from worker import reached

    with reached(read_settings()) as found, Database(found.database_url).transaction() as session:
        known = read_informant(session, Law(), matter, officer, reason)
    shown = table("举报人 informant", "电话 telephone", "地址 address")
    shown.add_row(known.name, known.phone, known.address)
    emit(as_json, known.model_dump(), shown)
