"""The command by which a complaint comes in: hezheng claim file."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from pydantic import TypeAdapter

from act_file import read_act
from domain.calendar import legal_day
from domain.complaint import Complaint
from servers import Addresses
from settings import read_settings
from terminal import Json, emit, table

PERIOD, OF_A_REPORT = "complaint_acceptance", "clue_verification"


def file_complaint(
    file: Annotated[Path, typer.Argument(help="A complaint as JSON (domain/complaint.py); the same twice is one.")],
    as_json: Json = False,
) -> None:
    """Register a consumer's complaint and begin its handling. A report in one paper with it goes its own way. What
    follows is told by `matter show`."""
    from activities import clock
    from worker import at_work, reached, run

    given = read_act(file, TypeAdapter(Complaint))

    async def taken(found: Addresses) -> tuple[str, date, date]:
        async with at_work(found) as desk:
            opened = await desk.take_complaint(given)
            with desk.database.transaction() as session:
                due = [clock.due_since(session, desk.law, one, given.received_at).on for one in (PERIOD, OF_A_REPORT)]
                return opened, due[0], due[1]

    with reached(read_settings()) as found:
        opened, due, verified_by = run(taken(found))
    shown = table("投诉 complaint", "收到 received", "最迟告知 to be answered by")
    shown.add_row(opened, str(legal_day(given.received_at)), str(due))
    told = {"complaint_id": opened, "answer_by": due.isoformat()}
    if given.report is not None:
        shown.add_row(f"举报 report {given.report.report_id}", str(legal_day(given.received_at)), str(verified_by))
        told |= {"report_id": given.report.report_id, "verify_by": verified_by.isoformat()}
    emit(as_json, told, shown)
