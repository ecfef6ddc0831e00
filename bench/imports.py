"""Files of checks of goods imported per second, against COPY of the same rows.

Ours reads the file, every cell and what the rows refer to, and tells duplicates; COPY takes ready rows on trust into a
table with the same columns, checks and indexes, and without references to others. Judging is not in it.
"""

import csv
import sys
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from datetime import UTC, date, datetime
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any, LiteralString, Self

from activities.importing.checks import Checks
from activities.importing.kind import Numbered
from activities.imports import read_row
from bench.checks import FEW, MANY
from bench.harness import Figure, Side
from bench.register import registers
from domain.base import Text
from domain.check_entry import CheckEntry
from domain.errors import Refused
from domain.imports import ImportKind, Outcome
from domain.row import read
from models import check_staging, imports
from models.imports import ImportRow
from models.session import Database
from sources import opening
from sources.mapping import shipped

AT = datetime(2025, 12, 31, tzinfo=UTC)
RUN = "bench"
BATCH = 250  # rows of a file, which is one input
HEADS = (
    *("记录编号", "查验方式", "生产企业", "产品名称", "产品类别", "规格型号", "批号", "查验时间"),
    *("当事人", "当事人身份", "行政区划代码", "合格证编号", "序列号", "查见数量"),
    *("正在销售", "检验合格证明", "进货查验情况"),
)
CEILING = "bench_check"
_CEILING: LiteralString = """
    create table bench_check (like circulation_check including all);
    insert into bench_check select * from circulation_check;
    grant insert, select on bench_check to hezheng_app
"""


class Imports(Figure):
    """The smaller turn runs on a register of `few` checks, the larger on one of `many`: growth is the register's."""

    name, title = "imports", Text(zh="批量导入查验（每份250行）", en="bulk import of checks, files of 250 rows")
    at_least = 0.1
    size = 1

    def __init__(self, few: int = FEW, many: int = MANY) -> None:
        self.few, self.many = few, many
        self._open, self._ids = ExitStack(), count(1)
        self._smaller = sys.maxsize

    def __enter__(self) -> Self:
        self.folder = Path(self._open.enter_context(tempfile.TemporaryDirectory(prefix="hezheng-bench-", dir="/tmp")))
        urls = self._open.enter_context(registers(self.few, self.many, also=_CEILING))
        self.databases = [Database(url) for url in urls]
        self.kinds = [Checks() for _ in urls]
        for database in self.databases:
            self._open.callback(database.close)
            with database.transaction() as session:
                session.add(ImportRow(import_id=RUN, sha256="", began_at=AT, kind=ImportKind.CHECKS))
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def sides(self, number: int) -> tuple[Side, Side]:
        self._smaller = min(self._smaller, number)
        grown = number > self._smaller
        files = [self._file() for _ in range(number)]
        ready = [self._ready(grown) for _ in range(number)]
        return Side(partial(self.enter, grown), files), Side(partial(self.copy, grown), ready)

    def enter(self, grown: bool, path: Path) -> list[Outcome | Refused]:
        """A file, as the product imports it: read, and refused or entered, in one transaction."""
        by = shipped(ImportKind.CHECKS)
        read = (read_row(one.cells, by, CheckEntry) for one in opening.records(path, by, CheckEntry, lambda: None))
        with self.databases[grown].transaction() as session:
            run = imports.get(session, RUN)
            return self.kinds[grown].enter(session, run, [Numbered(next(self._ids), row) for row in read])

    def copy(self, grown: bool, rows: Sequence[tuple[Any, ...]]) -> None:
        with self.databases[grown].transaction() as session:
            check_staging.copy(session.connection(), CEILING, check_staging.CHECK_COLUMNS, rows)

    def _file(self) -> Path:
        path = self.folder / f"{next(self._ids)}.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(HEADS)
            writer.writerows(self._cells(next(self._ids)) for _ in range(BATCH))
        return path

    def _ready(self, grown: bool) -> list[tuple[Any, ...]]:
        rows = []
        for _ in range(BATCH):
            cells = dict(zip(HEADS, self._cells(next(self._ids)), strict=True))
            row = read(CheckEntry, shipped(ImportKind.CHECKS).values(cells))
            with self.databases[grown].transaction() as session:
                values, _ = self.kinds[grown].values(session, row, date.max)
            rows.append(check_staging.for_copy(values, check_staging.CHECK_COLUMNS))
        return rows

    def _cells(self, number: int) -> list[str]:
        """Fifty producers with eight products, lots of some twenty checks, five hundred shops."""
        lot = number // 20
        goods = [f"示例生产企业{lot % 50}", f"示例产品{lot % 8}", "灯具", f"型{lot % 3}", f"2024-12-01/L{lot}"]
        when = f"2025-{number % 12 + 1:02}-{number % 28 + 1:02} {number % 24:02}:{number % 60:02}"
        seen = [f"R{number}", "销售者进货查验", *goods, when, f"示例商店{number % 500}", "销售者", "430702"]
        return [*seen, f"H{lot}", f"S{number}", str(number % 50), "是", "电子合格证", "已查验"]
