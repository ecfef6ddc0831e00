"""The commands of the file of a matter: hezheng matter file, inspect, answers."""

import re
from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from act_file import unusable
from domain.answer_pack import AnswerPack
from domain.errors import Refused
from domain.file_inspection import FileInspection
from domain.matter_file import MatterFile
from settings import read_settings
from terminal import REHEARSAL, Json, Language, console, emit, errors, print_json, table

Matter = Annotated[str, typer.Argument(help="The id of the matter.")]
Out = Annotated[Path | None, typer.Option(help="The PDF to write; by default in HEZHENG_HOME, rehearsals apart.")]
Replace = Annotated[bool, typer.Option("--replace", help="Write over another file of that name.")]


def _stated(value: str) -> str:
    if not value.strip():
        raise typer.BadParameter("It must not be blank.")
    return value


class Volumes(StrEnum):
    MAIN = "main"
    SIDE = "side"
    BOTH = "both"


def file(
    matter: Matter,
    out: Out = None,
    volume: Annotated[Volumes, typer.Option(help="正卷, 副卷 or both in one PDF.")] = Volumes.BOTH,
    replace: Replace = False,
    as_json: Json = False,
) -> None:
    """Bind the file of a matter (卷宗) as one PDF, in the order of 处罚程序规定 78: papers, evidence, story."""
    from activities.law import Law
    from activities.matter_file import file_of
    from models.session import Database
    from notices.file_order import Volume
    from worker import reached

    wanted = tuple(Volume) if volume is Volumes.BOTH else (Volume.of(volume.value),)
    settings = read_settings()
    with reached(settings) as found, Database(found.database_url).snapshot() as session:
        made = file_of(session, Law(), matter, wanted)
    _write(made, out or _place(settings.home, made, volume.value), replace, as_json)


def inspect(
    matter: Matter,
    by: Annotated[str, typer.Option(help="The id of the party, or the name of who inspects.", callback=_stated)],
    officer: Annotated[str, typer.Option(help="The id of the officer who lets him.")],
    inspection: Annotated[
        str,
        typer.Option("--id", help="The id of this inspection: the same one twice is one.", callback=_stated),
    ],
    relation: Annotated[str | None, typer.Option(help="How the file concerns him, where he is not the party.")] = None,
    at: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%dT%H:%M:%S%z"], help="When; now by default.")] = None,
    out: Out = None,
    replace: Replace = False,
    as_json: Json = False,
) -> None:
    """Hand out the main volume for inspection (湖南省行政程序规定 79), and record who had it."""
    from activities.file_inspection import inspect_file
    from activities.law import Law
    from models.session import Database
    from worker import reached

    asked = FileInspection(
        inspection_id=inspection, matter_id=matter, inspector=by, relation=relation, officer=officer, at=at
    )
    settings = read_settings()
    with reached(settings) as found, Database(found.database_url).transaction() as session:
        made = inspect_file(session, Law(), asked)
    _write(made, out or _place(settings.home, made, f"copy-{_plain(inspection)}"), replace, as_json)


def answers(
    matter: Matter,
    received: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="When the copy of the application or complaint came in."),
    ] = None,
    out: Annotated[Path | None, typer.Option(help="A PDF to write, instead of telling it here.")] = None,
    replace: Replace = False,
    lang: Annotated[Language, typer.Option(help="In Chinese or in English; a PDF is in Chinese.")] = Language.ZH,
    as_json: Json = False,
) -> None:
    """What the record holds against each objection in reconsideration or court, and what it lacks."""
    from activities.answer_printing import printed
    from activities.law import Law
    from activities.matter_answers import answers as answered
    from models.session import Database
    from worker import reached

    with reached(read_settings()) as found, Database(found.database_url).snapshot() as session:
        pack = answered(session, Law(), matter, received.date() if received else None)
    if out is not None:
        paper = printed(pack)
        keep(paper.pdf, out, replace)
        shown = table("文件 file", "SHA-256", "页 pages")
        shown.add_row(str(out), paper.sha256, str(paper.pages))
        return emit(as_json, {"file": str(out), "sha256": paper.sha256, "pages": paper.pages}, shown)
    if as_json:
        return print_json(pack.model_dump(mode="json"))
    for line in _told(pack, lang):
        console.print(line, markup=False, highlight=False, emoji=False)


def _told(pack: AnswerPack, lang: Language) -> Iterator[str]:
    if pack.rehearsal:
        yield lang.of(REHEARSAL)
    yield f"{pack.office}  {pack.matter_id}  {pack.about}"
    for period in pack.periods:
        last = f"  → {period.due_on}" if period.due_on else ""
        told = (period.term, period.length, period.runs_from, period.cited)
        yield "  " + "  ".join(map(lang.of, told)) + last
    for place, one in enumerate(pack.answers, 1):
        yield ""
        yield f"{place}. {lang.of(one.title)}  [{lang.of(one.cited)}]"
        for held in one.holds:
            entries = f"  #{', #'.join(map(str, held.entries))}" if held.entries else ""
            yield f"  + {lang.of(held.text)}{entries}"
        for lacking in one.lacks:
            yield f"  - {lang.of(lacking)}"


def _place(home: Path, made: MatterFile, what: str) -> Path:
    """A rehearsal is kept outside the files of real matters, so that none is ever handed over as one."""
    folder = home / ("rehearsed-files" if made.rehearsal else "files")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise unusable(folder, error) from None
    return folder / f"{_plain(made.matter_id)}-{what}.pdf"


def _plain(name: str) -> str:
    return re.sub(r"[^\w.-]", "-", name)


def _write(made: MatterFile, to: Path, replace: bool, as_json: bool) -> None:
    keep(made.pdf, to, replace)
    for name in made.altered:
        errors.print(f"{name}与登记的不符。 It is not what was issued.", style="red", markup=False)
    told = made.model_dump(mode="json", exclude={"pdf"}) | {"file": str(to)}
    shown = table("文件 file", "SHA-256", "页 pages", "PDF/A-2u")
    shown.add_row(str(to), made.sha256, str(made.pages), "是 yes" if made.archival else "否 no")
    emit(as_json, told, shown)


def keep(pdf: bytes, to: Path, replace: bool) -> None:
    """Write a PDF, whole or not at all: it is written beside its place, then moved there."""
    beside = to.with_name(f".{to.name}.part")
    try:
        if to.exists() and not replace and to.read_bytes() != pdf:
            raise Refused(
                "file_exists",
                zh=f"“{to}”已经存在，而且内容不同；要覆盖请加 --replace。",
                en=f"{to} is there already and is another file; --replace writes over it.",
                field="out",
                value=str(to),
            )
        beside.write_bytes(pdf)
        beside.replace(to)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise unusable(to, error) from None
