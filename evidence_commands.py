"""The commands of files handed in as evidence: hezheng evidence add, list, print."""

import stat
from datetime import datetime
from pathlib import Path
from typing import Annotated, BinaryIO

import typer
from pydantic import ValidationError

from act_file import unusable
from domain.errors import Refused
from domain.evidence_file import HandingIn
from matter_file_commands import Matter, Replace, keep
from settings import read_settings
from terminal import Json, emit, table

evidence_app = typer.Typer(help="证据材料: files handed in for a matter.", no_args_is_help=True)
HEADS = ("文件 name", "类型 type", "字节 bytes", "SHA-256")


@evidence_app.command()
def add(
    matter: Matter,
    file: Annotated[Path, typer.Argument(help="A picture, a PDF, a film or a recording, of at most 50 MiB.")],
    by: Annotated[str, typer.Option(help="The id of the officer who takes it in.")],
    statement: Annotated[str, typer.Option(help="What it shows, and where it comes from; it goes into the file.")],
    at: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%dT%H:%M:%S%z"], help="When; now by default.")] = None,
    as_json: Json = False,
) -> None:
    """Keep a file as evidence of a matter; the same content twice is one."""
    from activities.evidence import hand_in
    from activities.evidence_store import EvidenceStore
    from models.session import Database
    from worker import reached

    try:
        asked = HandingIn(matter_id=matter, officer=by, name=file.name, statement=statement, at=at)
    except ValidationError:
        zh, en = "请写明材料证明什么、从何而来。", "State what the file shows and where it comes from."
        raise Refused("statement_missing", zh=zh, en=en, field="statement", value=statement) from None
    settings = read_settings()
    content, size = opened(file)
    with content, reached(settings) as found, Database(found.database_url).transaction() as session:
        kept = hand_in(session, EvidenceStore(settings.evidence_folder), asked, content, size)
    shown = table(*HEADS)
    shown.add_row(kept.name, kept.media_type.value, str(kept.size), kept.sha256)
    emit(as_json, kept.model_dump(mode="json"), shown)


@evidence_app.command("list")
def list_(matter: Matter, as_json: Json = False) -> None:
    """What was handed in for a matter, in order."""
    from activities.evidence import files_of
    from models import audit
    from models import matter as matters
    from models.session import Database
    from worker import reached

    with reached(read_settings()) as found, Database(found.database_url).transaction() as session:
        files = files_of(session, audit.of_matter(matters.known(session, matter).matter_id))
    shown = table(*HEADS)
    for one in files:
        shown.add_row(one.name, one.media_type.value, str(one.size), one.sha256)
    emit(as_json, [one.model_dump(mode="json") for one in files], shown)


@evidence_app.command("print")
def print_file(
    matter: Matter,
    sha256: Annotated[str, typer.Argument(help="The SHA-256 of the file, as `evidence list` tells it.")],
    out: Annotated[Path, typer.Argument(help="The file to write.")],
    replace: Replace = False,
    as_json: Json = False,
) -> None:
    """Write a file as it was handed in, where it is still what it was."""
    from activities.evidence import content_of
    from activities.evidence_store import EvidenceStore
    from models import audit
    from models.session import Database
    from worker import reached

    settings = read_settings()
    with reached(settings) as found, Database(found.database_url).transaction() as session:
        store = EvidenceStore(settings.evidence_folder)
        content = content_of(session, store, audit.of_matter(matter), sha256)
    keep(content, out, replace)
    shown = table("文件 file", "SHA-256")
    shown.add_row(str(out), sha256)
    emit(as_json, {"file": str(out), "sha256": sha256}, shown)


def opened(file: Path) -> tuple[BinaryIO, int]:
    """A pipe or a device is no file: it may have no end. Refused `file_unusable`, `no_file`."""
    try:
        known = file.stat()
        if stat.S_ISREG(known.st_mode):
            return file.open("rb"), known.st_size
    except OSError as error:
        raise unusable(file, error) from None
    raise Refused("no_file", zh=f"“{file}”不是文件。", en=f"{file} is no file.", field="file", value=str(file))
