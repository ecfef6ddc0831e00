"""The commands of certificates: hezheng certificate apply, act, show, list, queue, print, appoint."""

from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer

from act_file import read_act, unusable
from domain.calendar import SHANGHAI, legal_day
from domain.certificate_act import CERTIFICATE_ACT, CertificateAct
from terminal import Json, console, emit, table

certificate_app = typer.Typer(help="合格证: certificates, and the applications for them.", no_args_is_help=True)
Most = Annotated[int, typer.Option(min=1, help="So many at most.")]
Row = TypeVar("Row")


@certificate_app.command("apply")
def apply(file: Annotated[Path, typer.Argument(help="The application, as JSON.")], as_json: Json = False) -> None:
    """Apply for the certificates of a lot. The same application again changes nothing."""
    _take(read_act(file, CERTIFICATE_ACT, "application"), as_json)


@certificate_app.command("act")
def act(
    file: Annotated[Path, typer.Argument(help="An act, as JSON: its kind, its id, who acts, when, and what.")],
    as_json: Json = False,
) -> None:
    """Record an act about an application or a certificate: acceptance, inspection, objection, withdrawal and so on."""
    _take(read_act(file, CERTIFICATE_ACT), as_json)


@certificate_app.command("show")
def show(
    name: Annotated[str, typer.Argument(help="The id of an application, or the number of a certificate.")],
    as_json: Json = False,
) -> None:
    """The story of a certificate: what happened, when, by whom and on what basis."""
    from activities.certificate_story import story
    from models.session import Database
    from worker import reached

    with reached(_settings()) as found, Database(found.database_url).transaction() as session:
        told = story(session, name)
    title = f"{told.application_id}  {told.certificate or ''}  {told.phase.zh}  {told.phase.en}"
    shown = table("时间 at", "事由 what", "办理 by", "依据 basis", "说明 words", title=title)
    for one in told.events:
        at = one.at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")
        who = f"{one.by.zh} {one.by.en}\n{one.actor}"
        shown.add_row(at, f"{one.what.zh}\n{one.what.en}", who, f"{one.cited.zh}\n{one.cited.en}", one.words.zh)
    emit(as_json, told.model_dump(mode="json"), shown)
    if told.refused_because and not as_json:
        console.print(f"未予开具的原因：{told.refused_because}", markup=False)


@certificate_app.command("list")
def list_newest(
    pending: Annotated[bool, typer.Option("--pending", help="Only what waits for somebody.")] = False,
    most: Most = 50,
    as_json: Json = False,
) -> None:
    """The applications, the newest first."""
    from models import issuance

    _rows(lambda session: issuance.newest(session, most, pending=pending), as_json)


@certificate_app.command("queue")
def queue(
    institute: Annotated[str, typer.Argument(help="The id of an inspection institute or a laboratory.")],
    most: Most = 50,
    as_json: Json = False,
) -> None:
    """What an institute has been asked to inspect, what is due first coming first."""
    from models import inspection_order

    def asked(session: Any) -> Any:
        inspection_order.laboratory(session, institute)
        return inspection_order.queue(session, institute, most)

    _rows(asked, as_json)


@certificate_app.command("print")
def print_pdf(
    number: Annotated[str, typer.Argument(help="The number of the certificate.")],
    file: Annotated[Path, typer.Argument(help="Where the PDF goes.")],
    as_json: Json = False,
) -> None:
    """Print a certificate as its producer registered it, on a page of A6."""
    from activities.certificate_printing import print_certificate
    from models.session import Database
    from worker import reached

    with reached(_settings()) as found, Database(found.database_url).transaction() as session:
        printed = print_certificate(session, number)
    try:
        file.write_bytes(printed.pdf)
    except OSError as error:
        raise unusable(file, error) from None
    shown = table("文件 file", "SHA-256", "页 pages")
    shown.add_row(str(file), printed.sha256, str(printed.pages))
    emit(as_json, {"file": str(file), "sha256": printed.sha256, "pages": printed.pages}, shown)


@certificate_app.command("appoint")
def appoint(
    operator_id: str,
    name: str,
    first: Annotated[datetime, typer.Option("--from", formats=["%Y-%m-%d"], help="First day of the appointment.")],
    last: Annotated[datetime | None, typer.Option("--until", formats=["%Y-%m-%d"], help="Its last day.")] = None,
    as_json: Json = False,
) -> None:
    """Appoint an operator of the platform, who freezes data and answers objections under the service contract."""
    from models import platform
    from models.session import Database
    from worker import reached

    row = platform.PlatformOperatorRow(
        operator_id=operator_id, name=name, appointed_from=first.date(), appointed_until=last.date() if last else None
    )
    told = row.model_dump(mode="json")
    with reached(_settings()) as found, Database(found.database_url).transaction() as session:
        platform.appoint(session, row)
    shown = table("编号 id", "姓名 name", "起 from", "止 until")
    shown.add_row(*(str(value or "") for value in told.values()))
    emit(as_json, told, shown)


def _take(act: CertificateAct, as_json: bool) -> None:
    from activities.certificate_desk import CertificateDesk
    from models import issuance
    from worker import at_work, reached, run

    async def taken(found: Any) -> Any:
        async with at_work(found) as desk:
            await CertificateDesk(desk.database, desk.law, desk.client).take(act)
            with desk.database.transaction() as session:
                return issuance.application(session, act.application_id)

    with reached(_settings()) as found:
        _show_rows([run(taken(found))], as_json)


def _rows(asked: Any, as_json: bool) -> None:
    from models.session import Database
    from worker import reached

    with reached(_settings()) as found, Database(found.database_url).transaction() as session:
        rows = asked(session)
    _show_rows(rows, as_json)


def _show_rows(rows: list[Any], as_json: bool) -> None:
    kept = {"application_id", "phase", "version", "quantity", "laboratory_id", "due_at", "refused_because"}
    values = [row.model_dump(mode="json", include=kept) for row in rows]
    shown = table("申请 application", "状态 phase", "检验 laboratory", "期限 due", "原因 reason")
    for row in rows:
        due = f"{legal_day(row.due_at - row.due_at.resolution)} 24:00" if row.due_at else ""
        phase = f"{row.phase.zh} {row.phase.en}"
        shown.add_row(row.application_id, phase, row.laboratory_id or "", due, row.refused_because or "")
    emit(as_json, values, shown)


def _settings() -> Any:
    from settings import read_settings

    return read_settings()
