"""Imports (导入): files are read in batches, resumed where a killed run stopped, and what they bring is judged."""

import hashlib
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from temporalio import activity

from activities.importing.kind import Kind, Numbered
from activities.importing.kinds import KINDS
from activities.law import Law
from domain.errors import Refused
from domain.imports import Counts, ImportBegun, ImportKind
from domain.row import Row, read, storable
from models import audit, enterprise, imports
from models.imports import ImportRow, RejectedRow
from models.session import Database
from sources import opening
from sources.mapping import ColumnMapping, load, shipped
from sources.record import Beat

BEAT_EVERY = 5000  # records that are passed over without a word


class Line(NamedTuple):
    ordinal: int  # from 1, over all files
    file: str
    number: int  # from 1, within the file
    heads: Iterable[str]
    row: Row | Refused


class ImportActivities:
    def __init__(self, database: Database, law: Law) -> None:
        self.database, self.law = database, law

    def begin(self, kind: ImportKind, paths: list[Path], at: datetime, mapping: Path | None = None) -> ImportBegun:
        """Note what is to be imported, or find the import of the same files that was begun and not finished.

        Raises Refused `no_such_file` or `no_files`, and as a mapping or a whole file is refused: nothing has begun.
        """
        if not paths:
            raise Refused("no_files", zh="没有要导入的文件。", en="There is no file to import.", field="paths")
        sha256 = _sha256(paths)
        row = KINDS[kind]().row
        by = load(mapping, kind, row) if mapping else shipped(kind)
        for path in paths:
            next(opening.records(path, by, row, _no_beat), None)
        with self.database.transaction() as session:
            stored = by.model_dump(mode="json")
            run = imports.unfinished(session, sha256, kind, stored)
            if run is None:
                import_id = enterprise.natural("import", sha256, at.isoformat())
                if session.get(ImportRow, import_id) is not None:  # of another kind, or by another mapping
                    import_id = enterprise.natural("import", sha256, at.isoformat(), kind.value, by.model_dump_json())
                run = ImportRow(import_id=import_id, sha256=sha256, began_at=at, kind=kind, mapping=stored)
                session.add(run)
                chain, begun = _chain(run.import_id), "import_begun"
                audit.begin(session, chain)
                files = [storable(path.name) for path in paths]
                about: dict[str, Any] = {"sha256": sha256, "files": files, "kind": kind.value}
                audit.append(session, chain, at=at, actor=audit.PROGRAM, event=begun, **about)
            run.paths = [str(path.resolve()) for path in paths]  # the same contents may lie elsewhere by now
            return ImportBegun(import_id=run.import_id, began_at=run.began_at)

    @activity.defn
    def import_files(self, begun: ImportBegun) -> Counts:
        """Read what has not been read, judge what has not been judged. A run that died is taken up by the next."""
        with self.database.transaction() as session:
            run = imports.get(session, begun.import_id)
        _refuse_changed(run)
        kind = KINDS[run.kind]()
        lines = _lines(run, kind.row, activity.heartbeat)
        while batch := list(islice(lines, kind.batch)):
            with activity.shield_thread_cancel_exception():  # a worker that stops does not cut a statement in two
                self._take(begun.import_id, kind, batch)
            activity.heartbeat(batch[-1].ordinal)
        _refuse_changed(run)  # what was changed while it was read is not judged, nor called finished
        after: str | None = ""
        while after is not None:
            with activity.shield_thread_cancel_exception():
                after = self._judge(begun.import_id, kind, after)
            activity.heartbeat(after)
        return self._finish(begun)

    def _take(self, import_id: str, kind: Kind, batch: list[Line]) -> None:
        with self.database.transaction() as session:
            run = imports.get(session, import_id, lock=True)
            left = batch[max(0, run.read - batch[0].ordinal + 1) :]  # an earlier, slow run may be alive still
            rows = [Numbered(line.ordinal, line.row) for line in left if not isinstance(line.row, Refused)]
            entered = dict(zip((one.ordinal for one in rows), kind.enter(session, run, rows), strict=True))
            by = ColumnMapping.model_validate(run.mapping)
            accepted = rejected = questions = 0
            for line in left:
                outcome = line.row if isinstance(line.row, Refused) else entered[line.ordinal]
                if isinstance(outcome, Refused):
                    session.add(_rejected(import_id, line, outcome, by))
                    rejected += 1
                    continue
                accepted += outcome.new
                questions += len(outcome.questions)
                for number, asked in enumerate(outcome.questions):
                    asked = asked._replace(field=by.column(asked.field, line.heads))
                    session.add(imports.question_row(run, line.ordinal, number, line.file, line.number, asked))
            run.read += len(left)
            run.accepted += accepted
            run.duplicates += len(left) - accepted - rejected
            run.rejected += rejected
            run.questions += questions

    def _judge(self, import_id: str, kind: Kind, after: str) -> str | None:
        with self.database.transaction() as session:
            return kind.judge(session, self.law, imports.get(session, import_id, lock=True), after)

    def _finish(self, begun: ImportBegun) -> Counts:
        with self.database.transaction() as session:
            run = imports.get(session, begun.import_id, lock=True)
            counts = imports.counts(run)
            if run.finished_at is None:
                run.finished_at = begun.began_at
                chain, end = _chain(begun.import_id), "import_finished"
                audit.append(session, chain, at=begun.began_at, actor=audit.PROGRAM, event=end, **counts.model_dump())
            return counts


def _rejected(import_id: str, line: Line, refused: Refused, by: ColumnMapping) -> RejectedRow:
    reason = refused.as_dict() | {"field": storable(by.column(refused.field, line.heads))}
    return RejectedRow(import_id=import_id, ordinal=line.ordinal, file=line.file, line=line.number, reason=reason)


def _lines(run: ImportRow, kind: type[Row], beat: Beat) -> Iterator[Line]:
    """The lines that have not been read yet."""
    by = ColumnMapping.model_validate(run.mapping) if run.mapping else shipped(run.kind)
    ordinal = 0
    for path in map(Path, run.paths):
        for record in opening.records(path, by, kind, beat):
            ordinal += 1
            if ordinal > run.read:
                heads = () if isinstance(record.cells, Refused) else record.cells
                yield Line(ordinal, storable(path.name), record.line, heads, read_row(record.cells, by, kind))
            elif ordinal % BEAT_EVERY == 0:
                beat()


def read_row(cells: dict[str, Any] | Refused, by: ColumnMapping, kind: type[Row]) -> Row | Refused:
    """A row out of its cells, or why there is none."""
    if isinstance(cells, Refused):
        return cells
    try:
        return read(kind, by.values(cells), lambda field: by.column(field, cells))
    except Refused as refused:
        return refused


def _refuse_changed(row: ImportRow) -> None:
    if _sha256([Path(path) for path in row.paths]) != row.sha256:
        raise Refused(
            "file_changed",
            zh="导入开始之后文件的内容发生了变化。",
            en="A file has changed since its import began.",
            field="paths",
            value=", ".join(row.paths),
        )


def _sha256(paths: list[Path]) -> str:
    whole = hashlib.sha256()
    for path in paths:
        if not path.is_file():
            raise _unread("no_such_file", "文件不存在。", "There is no such file.", path)
        if str(path.resolve()) != storable(str(path.resolve())):
            raise _unread("bad_file_name", "文件名无法识别。", "The name of the file cannot be read.", path)
        try:
            with path.open("rb") as file:
                whole.update(hashlib.file_digest(file, "sha256").digest())
        except OSError as error:
            raise _unread("cannot_read", "文件无法读取。", "The file cannot be read.", path) from error
    return whole.hexdigest()


def _unread(code: str, zh: str, en: str, path: Path) -> Refused:
    return Refused(code, zh=zh, en=en, field="path", value=storable(str(path)))


def _chain(import_id: str) -> str:
    return f"import/{import_id}"


def _no_beat() -> None:
    """Nobody waits for a sign of life yet."""
