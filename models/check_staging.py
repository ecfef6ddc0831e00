"""Checks of goods by the thousand (批量查验): COPY into a table of the session, then set by set into the register."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from psycopg.types.json import Jsonb
from sqlalchemy import Connection, text
from sqlmodel import Session

from models.circulation import CirculationCheckRow

CHECK_COLUMNS = tuple(CirculationCheckRow.model_fields)
LOT_COLUMNS = ("lot_id", "product_id", "as_stated", "lot_number", "produced_on", "use_by", "quantity")
_OF_LOT = LOT_COLUMNS[1:]
STAGED = ("ordinal", *CHECK_COLUMNS, *_OF_LOT)
_JSON = {"nonconforming_items", "source"}

_CREATE = text("""
    create temporary table if not exists check_staging (
        ordinal int, like circulation_check,
        product_id text, as_stated text, lot_number text, produced_on date, use_by date, quantity int
    ) on commit delete rows
""")
_ENTER_LOTS = text(f"""
    insert into lot ({", ".join(LOT_COLUMNS)})
    select distinct on (lot_id) {", ".join(LOT_COLUMNS)} from check_staging order by lot_id, ordinal
    on conflict do nothing
""")
_ENTER_CHECKS = text(f"""
    with entered as (
        insert into circulation_check ({", ".join(CHECK_COLUMNS)})
        select distinct on (check_id) {", ".join(CHECK_COLUMNS)} from check_staging order by check_id, ordinal
        on conflict do nothing
        returning check_id
    )
    select distinct on (staged.check_id) staged.ordinal from check_staging as staged join entered using (check_id)
    order by staged.check_id, staged.ordinal
""")
_NOTE = text("""
    insert into imported_check (import_id, seen_on, ordinal, check_id)
    select :import_id, seen_on, ordinal, check_id from check_staging where ordinal = any(:entered)
""")
_OTHERWISE = text("""
    select staged.ordinal from check_staging as staged join circulation_check as known using (check_id)
    where known.source ->> 'sha256' is distinct from staged.source ->> 'sha256'
""")


class Entered(NamedTuple):
    """By ordinals: the checks that are new, and those whose record is there with another content."""

    new: set[int]
    otherwise: set[int]


def enter(session: Session, import_id: str, staged: Iterable[tuple[Any, ...]]) -> Entered:
    """Enter checks and their lots, each once; the columns are those of STAGED. What they refer to must be there."""
    session.execute(_CREATE)
    copy(session.connection(), "check_staging", STAGED, staged)
    session.execute(_ENTER_LOTS)
    new = set(session.execute(_ENTER_CHECKS).scalars())
    session.execute(_NOTE, {"import_id": import_id, "entered": list(new)})
    return Entered(new, set(session.execute(_OTHERWISE).scalars()))


def copy(connection: Connection, table: str, columns: tuple[str, ...], rows: Iterable[tuple[Any, ...]]) -> None:
    """COPY rows into a table."""
    driver = connection.connection.driver_connection
    assert driver is not None
    with driver.cursor() as cursor, cursor.copy(f"copy {table} ({', '.join(columns)}) from stdin") as out:
        for row in rows:
            out.write_row(row)


def for_copy(values: dict[str, Any], columns: tuple[str, ...] = STAGED) -> tuple[Any, ...]:
    """A row for COPY out of its values by column; a column that is not named is null."""
    return tuple(
        Jsonb(values[name]) if name in _JSON and values.get(name) is not None else values.get(name) for name in columns
    )


def referred(session: Session) -> Iterator[tuple[str, set[str]]]:
    """What a check may refer to, by column: the codes and ids that are on record."""
    tables = {"region": "region.code", "office_id": "office.office_id", "verified_by": "officer.officer_id"}
    for column, place in (tables | {"laboratory_id": "laboratory.laboratory_id"}).items():
        table, _, key = place.partition(".")
        yield column, set(session.execute(text(f"select {key} from {table}")).scalars())
