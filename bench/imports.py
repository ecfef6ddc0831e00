"""Files of checks of goods imported per second, against COPY of the same rows.

Ours reads the file, every cell and what the rows refer to, and tells duplicates; COPY takes ready rows on trust into a
table with the same columns, checks and indexes, and without references to others. Judging is not in it.
"""

import csv
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path
from typing import Any, Self

from sqlalchemy import text

from activities.importing.checks import Checks
from activities.importing.kind import Numbered
from activities.imports import read_row
from bench.harness import Figure, Side
from domain.base import Text
from domain.check_entry import CheckEntry
from domain.errors import Refused
from domain.imports import ImportKind, Outcome
from domain.row import read
from models import check_staging
from models.imports import ImportRow
from models.session import Database
from servers import running
from sources import opening
from sources.mapping import shipped
from worker import bring_up_to_date

AT = datetime(2025, 12, 31, tzinfo=UTC)
BATCH = 250  # rows of a file, which is one input
HEADS = (
    *("记录编号", "查验方式", "生产企业", "产品名称", "产品类别", "规格型号", "批号", "查验时间"),
    *("当事人", "当事人身份", "行政区划代码", "合格证编号", "序列号", "查见数量"),
    *("正在销售", "检验合格证明", "进货查验情况"),
)
CEILING = "bench_check"


class Imports(Figure):
    name, title = "imports", Text(zh="批量导入查验（每份250行）", en="bulk import of checks, files of 250 rows")
    at_least = 0.1
    size = 1

    def __init__(self) -> None:
        self._open, self._ids = ExitStack(), count(1)

    def __enter__(self) -> Self:
        """Servers of its own, in a folder of their own."""
        self.folder = Path(self._open.enter_context(tempfile.TemporaryDirectory(prefix="hezheng-bench-", dir="/tmp")))
        servers = self._open.enter_context(running(self.folder))
        bring_up_to_date(servers.addresses.owner_url)
        self.database = Database(servers.addresses.database_url)
        self._open.callback(self.database.close)
        owner = Database(servers.addresses.owner_url)
        with owner.transaction() as session:
            session.execute(text(f"create table {CEILING} (like circulation_check including all)"))
        owner.close()
        self.run = ImportRow(import_id="bench", sha256="", began_at=AT, kind=ImportKind.CHECKS)
        with self.database.transaction() as session:
            session.add(self.run)
        self.kind = Checks()
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def sides(self, number: int) -> tuple[Side, Side]:
        files = [self._file() for _ in range(number)]
        return Side(self.enter, files), Side(self.copy, [self._ready() for _ in range(number)])

    def enter(self, path: Path) -> list[Outcome | Refused]:
        """A file, as the product imports it: read, and refused or entered, in one transaction."""
        by = shipped(ImportKind.CHECKS)
        read = (read_row(one.cells, by, CheckEntry) for one in opening.records(path, by, CheckEntry, lambda: None))
        with self.database.transaction() as session:
            return self.kind.enter(session, self.run, [Numbered(next(self._ids), row) for row in read])

    def copy(self, rows: Sequence[tuple[Any, ...]]) -> None:
        with self.database.transaction() as session:
            check_staging.copy(session.connection(), CEILING, check_staging.CHECK_COLUMNS, rows)

    def _file(self) -> Path:
        path = self.folder / f"{next(self._ids)}.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(HEADS)
            writer.writerows(self._cells(next(self._ids)) for _ in range(BATCH))
        return path

    def _ready(self) -> list[tuple[Any, ...]]:
        rows = []
        for _ in range(BATCH):
            cells = dict(zip(HEADS, self._cells(next(self._ids)), strict=True))
            row = read(CheckEntry, shipped(ImportKind.CHECKS).values(cells))
            with self.database.transaction() as session:
                values, _ = self.kind.values(session, row, date.max)
            rows.append(check_staging.for_copy(values, check_staging.CHECK_COLUMNS))
        return rows

    def _cells(self, number: int) -> list[str]:
        """Fifty producers with eight products, lots of some twenty checks, five hundred shops."""
        lot = number // 20
        goods = [f"示例生产企业{lot % 50}", f"示例产品{lot % 8}", "灯具", f"型{lot % 3}", f"2024-12-01/L{lot}"]
        when = f"2025-{number % 12 + 1:02}-{number % 28 + 1:02} {number % 24:02}:{number % 60:02}"
        seen = [f"R{number}", "销售者进货查验", *goods, when, f"示例商店{number % 500}", "销售者", "430702"]
        return [*seen, f"H{lot}", f"S{number}", str(number % 50), "是", "电子合格证", "已查验"]
