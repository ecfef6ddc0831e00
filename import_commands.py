"""`hezheng import`: bring facts in from files; never twice, resumed after a crash, nothing dropped without a word."""

import csv
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any, TextIO

import typer
from rich.progress import Progress

from domain.errors import Refused
from domain.imports import Counts, ImportBegun, ImportKind
from models import imports
from models.imports import QuestionRow, RejectedRow
from models.session import Database
from servers import Addresses
from settings import read_settings
from sources.mapping import SHIPPED
from terminal import Json, console, emit, errors, table

import_app = typer.Typer(help="导入: bring facts in from .jsonl, .csv and .xlsx files.", no_args_is_help=True)

Files = Annotated[list[Path], typer.Argument(help=".jsonl, .csv or .xlsx, read one after another.")]
Mapping = Annotated[Path | None, typer.Option(help="A mapping file of your own (docs/import.md).")]
Rejected = Annotated[Path | None, typer.Option(help="Write the rows that were refused into this CSV, with reasons.")]
Questions = Annotated[Path | None, typer.Option(help="Write the data questions into this CSV.")]
HEADS = ("文件 file", "行 line", "代码 code", "原因", "reason", "列 column", "内容 value")


def _command(kind: ImportKind) -> Callable[..., None]:
    def import_them(
        files: Files,
        mapping: Mapping = None,
        rejected: Rejected = None,
        questions: Questions = None,
        as_json: Json = False,
    ) -> None:
        _import(kind, files, mapping, {RejectedRow: rejected, QuestionRow: questions}, as_json)

    import_them.__doc__ = f"{kind.zh}: import {kind.en}. Never twice; resumed where a killed run stopped."
    return import_them


for _kind in ImportKind:
    import_app.command(_kind.value.replace("_", "-"))(_command(_kind))


@import_app.command("mapping")
def mapping(kind: Annotated[str, typer.Argument(help="spot-checks, enterprises, products, …")]) -> None:
    """Print the product's own mapping of a kind, to begin one of your own with."""
    names = [one.value.replace("_", "-") for one in ImportKind]
    if kind not in names:
        zh, en = f"没有这种导入，现有：{'、'.join(names)}。", f"There is no such import; there are: {', '.join(names)}."
        raise Refused("unknown_import_kind", zh=zh, en=en, field="kind", value=kind)
    console.file.write((SHIPPED / f"{kind.replace('-', '_')}.yaml").read_text("utf-8"))


def _import(
    kind: ImportKind, files: list[Path], mapping: Path | None, wanted: dict[type[Any], Path | None], as_json: bool
) -> None:
    from activities.import_desk import import_files
    from worker import at_work, reached, run

    async def import_them(found: Addresses) -> tuple[ImportBegun, Counts]:
        with Progress(console=errors, disable=not errors.is_terminal) as progress:
            bar = progress.add_task("导入 importing", total=None)
            async with at_work(found) as desk:
                now = datetime.now(UTC)
                told = lambda so_far: progress.update(bar, completed=so_far.read)  # noqa: E731
                return await import_files(desk, kind, files, now, told, mapping)

    with _writable(wanted) as outs, reached(read_settings()) as found:
        begun, counts = run(import_them(found))
        for told, out in outs.items():
            _write(found, told, begun.import_id, out)
    shown = table("读取 read", "接受 accepted", "重复 duplicates", "退回 rejected", "疑点 questions")
    shown.add_row(*(str(value) for value in counts.model_dump().values()))
    emit(as_json, {"import_id": begun.import_id, **counts.model_dump()}, shown)


@contextmanager
def _writable(wanted: dict[type[Any], Path | None]) -> Iterator[dict[type[Any], TextIO]]:
    """The files that are to be written, opened before anything is imported. Refused `cannot_write`."""
    outs: dict[type[Any], TextIO] = {}
    try:
        for told, path in wanted.items():
            if path is not None:
                outs[told] = path.open("w", encoding="utf-8-sig", newline="")  # the mark is for spreadsheets
        yield outs
    except OSError as error:
        if error.filename is None:
            raise
        zh, en = "这个文件无法写入。", "This file cannot be written."
        raise Refused("cannot_write", zh=zh, en=en, field="rejected", value=error.filename) from error
    finally:
        for out in outs.values():
            out.close()


def _write(found: Addresses, kind: type[Any], import_id: str, out: TextIO) -> None:
    writer = csv.writer(out)
    writer.writerow(HEADS)
    database = Database(found.database_url)
    with database.transaction() as session:
        for row in imports.told(session, kind, import_id):
            said = [row.reason[name] for name in ("code", "zh", "en", "field", "value")]
            writer.writerow(_harmless(value) for value in (row.file, row.line, *said))
    database.close()


def _harmless(value: Any) -> Any:
    """A spreadsheet must not take what a row said for a formula."""
    return f"'{value}" if isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r")) else value
