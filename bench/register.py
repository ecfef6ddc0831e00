"""A register to measure on: a PostgreSQL of its own with invented goods, loaded by COPY, ended with the block."""

import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any, LiteralString

import psycopg

from domain.calendar import SHANGHAI
from servers import databases
from servers.postgres import Postgres
from worker import bring_up_to_date

UNITS = 100  # of a lot: each has a certificate, and has been seen once
MAKER_LOTS = 20
SELLERS = 1_000
MADE, PASSED, ISSUED, USE_BY = date(2025, 1, 10), date(2025, 1, 11), date(2025, 1, 12), date(2027, 1, 9)
SEEN = datetime(2025, 3, 3, 12, tzinfo=SHANGHAI)
REGION = "430702"


Load = Callable[[psycopg.Connection[Any], int], None]


@contextmanager
def registers(*rows: int, also: LiteralString = "", load: Load | None = None) -> Iterator[list[str]]:
    """The URLs of registers with so many certificates and checks, for the role that owns nothing.

    `also` is SQL for what a ceiling needs beside them, run by the superuser when a register is loaded; `load` enters
    something else than goods.
    """
    home = Path(tempfile.mkdtemp(prefix="hezheng-bench-", dir="/tmp"))
    postgres = Postgres(home)
    try:
        postgres.start()
        databases.prepare(postgres)
        yield [_loaded(postgres, f"register_{number}", number, also, load or _goods) for number in rows]
    finally:
        postgres.stop()
        shutil.rmtree(home)


def _loaded(postgres: Postgres, name: str, rows: int, also: LiteralString, load: Load) -> str:
    databases.create(postgres, name)
    bring_up_to_date(postgres.url(databases.OWNER, name))
    with psycopg.connect(postgres.url("postgres", name), autocommit=True) as connection:
        connection.execute("set session_replication_role = replica")  # what is loaded here refers to what is loaded
        load(connection, rows)
        if also:
            connection.execute(also)
        connection.execute("vacuum analyze")
    return postgres.url(databases.APP, name)


def _goods(connection: psycopg.Connection[Any], rows: int) -> None:
    lots = range(-(-rows // UNITS))
    makers = range(-(-len(lots) // MAKER_LOTS))
    sellers = [(f"seller-{n}", f"示例店{n}") for n in range(SELLERS)]
    parties = ((*one, False, True) for one in [*sellers, *((f"maker-{n}", f"示例厂{n}") for n in makers)])
    copy(connection, "enterprise (enterprise_id, name, verified, rehearsal)", parties)
    products = ((f"product-{n}", f"maker-{n}", "示例灯", "灯具", "甲型", "示例牌") for n in makers)
    copy(connection, "product (product_id, enterprise_id, name, kind, model, brand)", products)
    stated = ((f"lot-{n}", f"product-{n // MAKER_LOTS}", f"示例批次{n}", MADE, USE_BY, UNITS * 10) for n in lots)
    copy(connection, "lot (lot_id, product_id, as_stated, produced_on, use_by, quantity)", stated)
    declared = ((f"示例{n}", f"lot-{n // UNITS}", ISSUED, PASSED) for n in range(rows))
    copy(connection, "certificate (number, lot_id, issued_on, inspected_on)", declared)
    columns = "check_id, origin, regime, lot_id, seen_on, seen_at, region, party_id, certificate_number, serial"
    copy(connection, f"circulation_check ({columns}, nonconforming_items, note)", _seen(rows))


def _seen(rows: int) -> Iterator[tuple[Any, ...]]:
    for n in range(rows):
        goods = (f"lot-{n // UNITS}", SEEN.date(), SEEN, REGION, f"seller-{n % SELLERS}", f"示例{n}", f"{n:08d}")
        yield f"loaded-{n}", "own", "goods_in_check", *goods, "[]", ""


def copy(connection: psycopg.Connection[Any], table: str, rows: Iterable[tuple[Any, ...]]) -> None:
    with connection.cursor() as cursor, cursor.copy(f"copy {table} from stdin") as copy:
        for row in rows:
            copy.write_row(row)
