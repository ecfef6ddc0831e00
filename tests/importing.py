"""Importing for tests: a file of some content, brought in by the activity itself, and all that it leaves."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import text
from temporalio.testing import ActivityEnvironment

from activities.imports import ImportActivities
from activities.law import Law
from domain.imports import Counts, ImportKind
from models.session import Database

AT = datetime(2025, 6, 2, 1, tzinfo=UTC)


class Left(NamedTuple):
    """Counts; then (line, code, column) of what was refused, and (line, code) of what was asked."""

    counts: Counts
    refused: list[tuple[int, str, str]]
    asked: list[tuple[int, str]]


class Importing:
    def __init__(self, database: Database, folder: Path) -> None:
        self.database, self.folder = database, folder
        self.activities, self._files = ImportActivities(database, Law()), 0

    def table(self, kind: ImportKind, *lines: str, mapping: Path | None = None) -> Left:
        """A table with commas, heads first."""
        self._files += 1
        path = self.folder / f"{self._files}.csv"
        path.write_text("\n".join(lines) + "\n", "utf-8")
        return self.files(kind, path, mapping=mapping)

    def files(self, kind: ImportKind, *paths: Path, mapping: Path | None = None, at: datetime = AT) -> Left:
        begun = self.activities.begin(kind, list(paths), at, mapping)
        counts: Counts = ActivityEnvironment().run(self.activities.import_files, begun)
        assert counts.read == counts.accepted + counts.duplicates + counts.rejected
        told = "select line, reason->>'code', reason->>'field' from rejected_row where import_id = :id"
        refused = f"{told} order by ordinal"
        asked = "select line, reason->>'code' from import_question where import_id = :id order by ordinal, number"
        return Left(
            counts,
            [tuple(row) for row in self.rows(refused, id=begun.import_id)],
            [tuple(row) for row in self.rows(asked, id=begun.import_id)],
        )

    def rows(self, query: str, **given: Any) -> list[Any]:
        with self.database.transaction() as session:
            return list(session.execute(text(query), given).all())
