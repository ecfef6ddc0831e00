"""The commands of one document of a matter: hezheng matter print, seal."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from act_file import unusable
from domain.sealing import Sealing, SealManner
from matter_file_commands import Replace, keep
from settings import read_settings
from terminal import Json, emit, table

Document = Annotated[str, typer.Argument(help="The id of the document, as `matter show` tells it.")]


def print_paper(
    document: Document,
    out: Annotated[Path, typer.Argument(help="The PDF to write.")],
    replace: Replace = False,
    as_json: Json = False,
) -> None:
    """Write one document as its addressee has it: with its seal, or as it waits for one."""
    from activities.sealing import as_served, paper_of
    from models.session import Database
    from worker import reached

    with reached(read_settings()) as found, Database(found.database_url).snapshot() as session:
        paper = paper_of(session, document)
        pdf, number = as_served(session, paper), paper.number or "—"
    keep(pdf, out, replace)
    shown = table("文件 file", "文号 number")
    shown.add_row(str(out), number)
    emit(as_json, {"file": str(out), "document": document, "number": number}, shown)


def seal(
    document: Document,
    copy: Annotated[Path, typer.Argument(help="The PDF with the seal: a scan, or one that is signed electronically.")],
    by: Annotated[str, typer.Option(help="The id of the officer of the issuing office who vouches for it.")],
    manner: Annotated[SealManner, typer.Option(help="How it bears the seal.")] = SealManner.SCAN,
    at: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%dT%H:%M:%S%z"], help="When; now by default.")] = None,
    as_json: Json = False,
) -> None:
    """Attach the sealed copy of a document (用印), without which it cannot be served (行政处罚法 59)."""
    from activities import sealing
    from models.session import Database
    from worker import reached

    try:
        pdf = copy.read_bytes()
    except OSError as error:
        raise unusable(copy, error) from None
    asked = Sealing(document_id=document, manner=manner, officer=by, at=at)
    with reached(read_settings()) as found, Database(found.database_url).transaction() as session:
        row = sealing.seal(session, asked, pdf)
        told = {"document": row.document_id, "sealed_at": row.sealed_at.isoformat(), "sha256": row.sha256}
    shown = table("文书 document", "用印 sealed at", "SHA-256")
    shown.add_row(*told.values())
    emit(as_json, told, shown)
