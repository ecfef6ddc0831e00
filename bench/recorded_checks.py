"""A register of many recorded checks, loaded by COPY into an embedded PostgreSQL of the bench's own."""

import random
import shutil
import tempfile
from collections.abc import Iterator
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

import psycopg
from psycopg.sql import SQL, Identifier

from servers import databases
from servers.postgres import Postgres
from worker import bring_up_to_date

SEED = 20250303
LOTS, OFFICES, PARTIES, LABORATORIES = 5_000, 10, 2_000, 20
FIRST_DAY, DAYS = date(2024, 1, 1), 730
COUNTIES = ("430702", "430703", "430721", "430722", "430102", "430103", "430104", "430105")
REGIMES = ("daily_inspection", "supervisory_sampling", "goods_in_check", "consumer_scan")
MARKING = ("stated", "stated", "stated", "missing", "not_needed")
CHECKS_AT_ONCE = 50_000
COLUMNS = (
    "check_id", "origin", "regime", "lot_id", "seen_on", "seen_at", "region", "office_id", "party_id", "plan",
    "inspection_notice", "inspection_code", "certificate_number", "serial", "units_seen", "on_sale",
    "proof_of_inspection", "sold_bare", "goods_class", "product_name_marking", "maker_marking", "sample_outcome",
    "nonconforming_items", "laboratory_id", "report_date", "note", "counterfeit_flag", "content_key",
)  # fmt: skip


class Register:
    """Each `database` holds as many invented checks as were asked for. `close` ends the server and its folder."""

    def __init__(self) -> None:
        self._home = Path(tempfile.mkdtemp(prefix="hezheng-bench-", dir="/tmp"))  # short: a socket's path has a limit
        self.postgres = Postgres(self._home)
        self._made = dict[int, str]()
        try:
            self.postgres.start()
            databases.prepare(self.postgres)
            bring_up_to_date(self.postgres.url(databases.OWNER, databases.PRODUCT))
        except BaseException:
            self.close()
            raise

    def database(self, checks: int) -> str:
        """The address, as the program's role, of a database with so many checks; made when it is first asked for."""
        if checks not in self._made:
            name = f"checks_{checks}"
            databases.create(self.postgres, name, template=databases.PRODUCT)
            load(self.postgres.url("postgres", name), checks)
            self._made[checks] = self.postgres.url(databases.APP, name)
        return self._made[checks]

    def close(self) -> None:
        self.postgres.stop()
        shutil.rmtree(self._home, ignore_errors=True)


def load(url: str, checks: int) -> None:
    """Everything invented; foreign keys are not followed while loading (`replica`), since the rows are made to fit."""
    drawn = _checks(random.Random(SEED), checks)
    with psycopg.connect(url) as connection:
        connection.execute("set session_replication_role = replica")
        connection.execute(_SURROUNDINGS.read_bytes())
        indexes = connection.execute(_INDEXES).fetchall()
        for name, _ in indexes:
            connection.execute(SQL("drop index {}").format(Identifier(name)))
        columns = SQL(", ").join(map(Identifier, COLUMNS))
        with connection.cursor().copy(SQL("copy circulation_check ({}) from stdin").format(columns)) as copy:
            while part := list(islice(drawn, CHECKS_AT_ONCE)):
                copy.write("".join(part))
        for _, definition in indexes:  # faster than row by row
            connection.execute(definition)
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("vacuum analyze")


def _checks(draw: random.Random, number: int) -> Iterator[str]:
    days = [date.fromordinal(FIRST_DAY.toordinal() + n).isoformat() for n in range(DAYS)]
    for n in range(number):
        regime, day, lot = draw.choice(REGIMES), draw.choice(days), draw.randrange(LOTS)
        sampled = regime == "supervisory_sampling"
        row: list[Any] = [
            f"check-{n}", "own", regime, f"lot-{lot}", day, f"{day} 04:00:00+00", draw.choice(COUNTIES),
            f"office-{n % OFFICES}", f"party-{draw.randrange(PARTIES)}", draw.choice(("示例计划", None)),
            draw.choice(("示例通知", "示例通知", None)), draw.choice(("示例码", "示例码", None)), f"certificate-{lot}",
            draw.randrange(number) + 1, draw.choice((1, 2, 3)), draw.choice(("t", "t", "f")),
            draw.choice(("digital", "label", "paper", "label", "none_in_any_form")),
            draw.choice(("f", "f", "f", "t", None)), "general", draw.choice(MARKING), draw.choice(MARKING),
            draw.choice(("conforming", "nonconforming")) if sampled else None, "[]",
            f"laboratory-{lot % LABORATORIES}" if sampled else None, day if sampled else None, "", "not_stated",
            f"content-{n}",
        ]  # fmt: skip
        yield "\t".join("\\N" if one is None else str(one) for one in row) + "\n"


_INDEXES = """
    select indexrelid::regclass::text, pg_get_indexdef(indexrelid)::bytea from pg_index
    where indrelid = 'circulation_check'::regclass and not indisprimary
"""
_SURROUNDINGS = Path(__file__).with_suffix(".sql")
