"""Checks of our own (自有查验) at speed: recorded, and their facts read, by one message to the server and no ORM."""

from collections.abc import Iterator
from contextlib import contextmanager
from operator import attrgetter
from typing import Any, NamedTuple

import psycopg
from psycopg.errors import CheckViolation, DataError, ForeignKeyViolation
from psycopg.rows import dict_row
from psycopg.types.json import Jsonb
from sqlalchemy.dialects.postgresql import JSONB

from domain.errors import Refused
from models.circulation import CirculationCheckRow

_TABLE = CirculationCheckRow.__table__  # type: ignore[attr-defined]
_COLUMNS: tuple[str, ...] = tuple(_TABLE.columns.keys())
_DOCUMENTS = [column.name for column in _TABLE.columns if isinstance(column.type, JSONB)]
_values = attrgetter(*_COLUMNS)

# Two who see one serial at the same moment wait for each other, so that the later one finds the earlier.
_ONE_BY_ONE = "with one_by_one as materialized (select pg_advisory_xact_lock(hashtextextended(%(of_serial)s, 0)))"
_LOT_OF_CERTIFICATE = (
    "(select lot_id from certificate where number = %(certificate_number)s and issued_on <= %(seen_on)s)"
)


def _recording(*, serial: bool, by_certificate: bool) -> str:
    values = [_LOT_OF_CERTIFICATE if by_certificate and name == "lot_id" else f"%({name})s" for name in _COLUMNS]
    into = f"insert into circulation_check ({', '.join(_COLUMNS)}) select {', '.join(values)}"
    once = "on conflict (check_id) do nothing"
    return f"{_ONE_BY_ONE} {into} from one_by_one {once}" if serial else f"{into} {once}"


_RECORD = {
    (serial, by_certificate): _recording(serial=serial, by_certificate=by_certificate)
    for serial in (False, True)
    for by_certificate in (False, True)
}
_FACTS = "select * from circulation_facts where check_id = %s"
_STORED = f"select {', '.join(_COLUMNS)} from circulation_check where check_id = %s"


class Recorded(NamedTuple):
    """`facts` are the check's row of the view `circulation_facts`, without its id; not `new`: it was there already."""

    new: bool
    facts: dict[str, Any]


def record(connection: psycopg.Connection[Any], check: CirculationCheckRow) -> Recorded:
    """Record a check once, and read what the register says of it as of its moment.

    Refused `check_differs` where another check has this id, `unknown_lot` and the like where it names what is not in
    the register, `bad_check` where it cannot be as it is stated.
    """
    given = _values(check)
    stated = dict(zip(_COLUMNS, given, strict=True))
    for name in _DOCUMENTS:
        stated[name] = None if stated[name] is None else Jsonb(stated[name])
    of_serial = None not in (check.certificate_number, check.serial)
    if of_serial:
        stated["of_serial"] = f"{check.certificate_number}\x1f{check.serial}"
    with _refusing(check):
        facts = connection.cursor(row_factory=dict_row)
        with connection.pipeline():
            recorded = connection.execute(_RECORD[of_serial, check.lot_by_certificate], stated, prepare=True)
            facts.execute(_FACTS, [check.check_id], prepare=True)
        read = facts.fetchone()
    assert read is not None
    del read["check_id"]
    if not recorded.rowcount:
        _must_be_the_same(connection, check, given)
    return Recorded(bool(recorded.rowcount), read)


def _must_be_the_same(connection: psycopg.Connection[Any], check: CirculationCheckRow, given: tuple[Any, ...]) -> None:
    stored = connection.execute(_STORED, [check.check_id], prepare=True).fetchone()
    assert stored is not None
    for name, one, other in zip(_COLUMNS, given, stored, strict=True):
        if one != other and not (name == "lot_id" and check.lot_by_certificate):
            raise Refused(
                "check_differs",
                zh="这个编号已经用于内容不同的另一次查验。",
                en="Another check, of other content, has this id already.",
                field=name,
                value=check.check_id,
            )


_WRONG = {
    "moment_on_its_day": ("seen_at", "查验时刻不在所写的查验日期。", "The moment of the check is not on its day."),
    "verified_by_an_officer": ("verified_by", "核实结论应当写明核实的执法人员。", "Name the officer who verified."),
    "units_seen": ("units_seen", "查见的件数不能是负数。", "Units seen cannot be fewer than none."),
    "goods_named": ("lot_id", "应当写明批次或者合格证编号。", "Name the lot, or the number of the certificate."),
}


@contextmanager
def _refusing(check: CirculationCheckRow) -> Iterator[None]:
    """What the database does not take is told in a sentence: its own message would repeat every value."""
    try:
        yield
    except ForeignKeyViolation as error:
        name = next(
            key.columns[0].name for key in _TABLE.foreign_key_constraints if key.name == error.diag.constraint_name
        )
        raise Refused(
            f"unknown_{name.removesuffix('_id')}",
            zh="查验所写的这一项不在登记中。",
            en="What the check names here is not in the register.",
            field=name,
            value=getattr(check, name),
        ) from None
    except CheckViolation as error:
        broken = (error.diag.constraint_name or "").removeprefix("ck_circulation_check_")
        field, zh, en = _WRONG.get(broken, (broken, "这一项的值不符合要求。", "This value is not one that can be."))
        raise Refused("bad_check", zh=zh, en=en, field=field, value=getattr(check, field, None)) from None
    except (DataError, UnicodeEncodeError) as error:
        raise Refused(
            "bad_check", zh="查验中有不能登记的值。", en="The check holds a value that cannot be recorded."
        ) from error
