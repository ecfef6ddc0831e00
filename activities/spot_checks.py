"""Import of published spot-check results (监督抽查结果): in batches, resumed where a killed run stopped."""

import hashlib
from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from sqlmodel import Session
from temporalio import activity

from activities.judging import FAMILY, judge_published
from activities.law import Law
from domain import production, spot_check
from domain.calendar import legal_day
from domain.circulation import CheckRegime
from domain.errors import Refused
from domain.imports import Counts, ImportBegun
from domain.spot_check import SpotCheckRow
from models import audit, circulation, enterprise, imports, judgement
from models.circulation import CirculationCheckRow, Origin
from models.imports import ImportRow, RejectedRow
from models.session import Database

BATCH = 100  # rows in one transaction


class Line(NamedTuple):
    ordinal: int  # from 1, over all files
    file: str
    number: int  # from 1, within the file
    text: bytes


class SpotCheckActivities:
    def __init__(self, database: Database, law: Law) -> None:
        self.database, self.law = database, law

    def begin(self, paths: list[Path], at: datetime) -> ImportBegun:
        """Note what is to be imported, or find the import of the same files that was begun and not finished.

        Raises Refused `no_such_file` or `no_files`.
        """
        if not paths:
            raise Refused("no_files", zh="没有要导入的文件。", en="There is no file to import.", field="paths")
        sha256 = _sha256(paths)
        with self.database.transaction() as session:
            run = imports.unfinished(session, sha256)
            if run is None:
                import_id = enterprise.natural("import", sha256, at.isoformat())
                run = ImportRow(import_id=import_id, sha256=sha256, began_at=at)
                session.add(run)
                chain, begun = _chain(run.import_id), "import_begun"
                audit.begin(session, chain)
                files = [path.name for path in paths]
                audit.append(session, chain, at=at, actor=audit.PROGRAM, event=begun, sha256=sha256, files=files)
            run.paths = [str(path.resolve()) for path in paths]  # the same contents may lie elsewhere by now
            return ImportBegun(import_id=run.import_id, began_at=run.began_at)

    @activity.defn
    def import_spot_checks(self, begun: ImportBegun) -> Counts:
        """Read what has not been read, judge what has not been judged. A run that died is taken up by the next."""
        with self.database.transaction() as session:
            row = imports.get(session, begun.import_id)
        _refuse_changed(row)
        lines = islice(_lines(row), row.read, None)
        while batch := list(islice(lines, BATCH)):
            self._take(begun.import_id, batch)
            activity.heartbeat(batch[-1].ordinal)
        _refuse_changed(row)  # what was changed while it was read is not judged, nor called finished
        while self._judge(begun):
            activity.heartbeat()
        return self._finish(begun)

    def _take(self, import_id: str, batch: list[Line]) -> None:
        with self.database.transaction() as session:
            run = imports.get(session, import_id, lock=True)
            for line in batch[run.read - batch[0].ordinal + 1 :]:  # an earlier, slow run of this may be alive still
                run.read += 1
                try:
                    new = _enter(session, spot_check.parse(line.text))
                except Refused as refused:
                    session.add(
                        RejectedRow(
                            import_id=import_id,
                            ordinal=line.ordinal,
                            file=line.file,
                            line=line.number,
                            reason=refused.as_dict(),
                        )
                    )
                    run.rejected += 1
                else:
                    run.accepted += new
                    run.duplicates += not new

    def _judge(self, begun: ImportBegun) -> bool:
        """Judge one batch after all are read, so that a row knows of its twin. False where nothing is left."""
        at = begun.began_at
        fingerprint = self.law.rule_set(FAMILY, legal_day(at)).fingerprint
        with self.database.transaction() as session:
            imports.get(session, begun.import_id, lock=True)
            waiting = judgement.unjudged(session, Origin.PUBLISHED, fingerprint, BATCH)
            judge_published(session, self.law, waiting, at)
            return bool(waiting)

    def _finish(self, begun: ImportBegun) -> Counts:
        with self.database.transaction() as session:
            run = imports.get(session, begun.import_id, lock=True)
            counts = imports.counts(run)
            if run.finished_at is None:
                run.finished_at = begun.began_at
                chain, end = _chain(begun.import_id), "import_finished"
                audit.append(session, chain, at=begun.began_at, actor=audit.PROGRAM, event=end, **counts.model_dump())
            return counts


def _enter(session: Session, row: SpotCheckRow) -> bool:
    """Enter a row as its source states it: maker, product, lot and sample, no more. False where it is known."""
    maker = enterprise.enter_enterprise(session, row.manufacturer, rehearsal=False)
    product = enterprise.enter_product(
        session, maker, name=row.product_name, kind=row.product_kind, model=row.model, brand=row.brand
    )
    lot = enterprise.enter_lot(session, product, row.production, production.read(row.production))
    return circulation.record(
        session,
        CirculationCheckRow(
            check_id=enterprise.natural("spot_check", row.source_record_id, row.source_facts_sha256),
            origin=Origin.PUBLISHED,
            regime=CheckRegime.SUPERVISORY_SAMPLING,
            lot_id=lot,
            seen_on=row.report_date,
            sample_outcome=row.outcome,
            nonconforming_items=list(row.nonconforming_items),
            report_date=row.report_date,
            note=row.note,
            counterfeit_flag=row.counterfeit_flag,
            content_key=row.content_key,
            source={"record": row.source_record_id, "url": row.source_url, "sha256": row.source_facts_sha256},
        ),
    )


def _refuse_changed(row: ImportRow) -> None:
    if _sha256([Path(path) for path in row.paths]) != row.sha256:
        raise Refused(
            "file_changed",
            zh="导入开始之后文件的内容发生了变化。",
            en="A file has changed since its import began.",
            field="paths",
            value=", ".join(row.paths),
        )


def _lines(row: ImportRow) -> Iterator[Line]:
    ordinal = 0
    for path in map(Path, row.paths):
        with path.open("rb") as file:
            for number, text in enumerate(file, 1):
                if text.strip():
                    ordinal += 1
                    yield Line(ordinal, path.name, number, text)


def _sha256(paths: list[Path]) -> str:
    whole = hashlib.sha256()
    for path in paths:
        if not path.is_file():
            raise Refused(
                "no_such_file", zh="文件不存在。", en="There is no such file.", field="path", value=str(path)
            )
        with path.open("rb") as file:
            whole.update(hashlib.file_digest(file, "sha256").digest())
    return whole.hexdigest()


def _chain(import_id: str) -> str:
    return f"import/{import_id}"
