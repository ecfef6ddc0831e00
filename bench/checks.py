"""Checks judged and recorded per second, against bare INSERTs of the same rows on one connection."""

import sys
from contextlib import ExitStack
from datetime import timedelta
from functools import partial
from itertools import count
from operator import attrgetter
from typing import Any, Self

import psycopg
from psycopg.types.json import Jsonb

from activities.judging import Taken, take_check
from activities.law import Law
from bench.harness import Figure, Side
from bench.register import REGION, SEEN, SELLERS, UNITS, registers
from domain.base import Text
from domain.circulation import CheckRegime, GoodsClass, PartyRole, ProofOfInspection
from models.circulation import CirculationCheckRow, Origin
from models.session import Database

FEW, MANY = 10_000, 1_000_000
NOW = SEEN + timedelta(days=1)
_COLUMNS = tuple(CirculationCheckRow.model_fields)


class Checks(Figure):
    """The smaller turn runs on a register of `few` rows, the larger on one of `many`: growth is the register's."""

    name, title = "checks", Text(zh="流通查验", en="checks")
    at_least = 0.3
    size = 30

    def __init__(self, few: int = FEW, many: int = MANY) -> None:
        self.few, self.many = few, many
        self._law, self._ids, self._open = Law(), count(), ExitStack()
        self._smaller = sys.maxsize

    def __enter__(self) -> Self:
        few, many = self._open.enter_context(registers(self.few, self.many))
        self.databases = [Database(few), Database(many)]
        self.bare = [BareInsert(few), BareInsert(many)]
        for close in (*(one.close for one in self.databases), *(one.close for one in self.bare)):
            self._open.callback(close)
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def sides(self, number: int) -> tuple[Side, Side]:
        self._smaller = min(self._smaller, number)
        grown = number > self._smaller
        rows = self.many if grown else self.few
        act = partial(self._take, self.databases[grown])
        ours, theirs = ([self.row(next(self._ids), rows) for _ in range(number)] for _ in range(2))
        return Side(act, ours), Side(self.bare[grown].insert, [stated(row) for row in theirs])

    def row(self, number: int, rows: int) -> CirculationCheckRow:
        """A look at lawful goods of a register with so many rows: two of a seller's, two of a consumer's, one of an
        inspector's, each at a unit that was not seen before."""
        place = number * 7_919 % rows
        row: dict[str, Any] = {"check_id": f"bench-{number}", "origin": Origin.OWN, "region": REGION}
        row |= {"lot_id": f"lot-{place // UNITS}", "certificate_number": f"示例{place}", "serial": f"bench-{number}"}
        row |= {"seen_at": NOW, "seen_on": NOW.date(), "goods_class": GoodsClass.GENERAL}
        seller = {"party_id": f"seller-{number % SELLERS}", "party_role": PartyRole.SELLER}
        match number % 5:
            case 0 | 1:
                row |= seller | {"regime": CheckRegime.GOODS_IN_CHECK, "units_seen": 1}
            case 2:
                row |= seller | {"regime": CheckRegime.DAILY_INSPECTION, "on_sale": True, "sold_bare": False}
                row |= {"plan": "示例计划", "inspection_notice": "示例通知", "inspection_code": "示例码"}
            case _:
                row |= {"regime": CheckRegime.CONSUMER_SCAN}
        return CirculationCheckRow(**row | {"proof_of_inspection": ProofOfInspection.DIGITAL})

    def _take(self, database: Database, row: CirculationCheckRow) -> Taken:
        return take_check(database, self._law, row, NOW)


class BareInsert:
    """The ceiling: psycopg alone, one prepared INSERT of a ready row, committed by itself. Nothing is judged."""

    def __init__(self, url: str) -> None:
        self.connection = psycopg.connect(url, autocommit=True)
        values = ", ".join(["%s"] * len(_COLUMNS))
        self._insert = f"insert into circulation_check ({', '.join(_COLUMNS)}) values ({values})"
        self.close = self.connection.close

    def insert(self, row: list[Any]) -> None:
        self.connection.execute(self._insert, row, prepare=True)


def stated(row: CirculationCheckRow) -> list[Any]:
    """The row as psycopg takes it."""
    values = list(attrgetter(*_COLUMNS)(row))
    return [Jsonb(value) if isinstance(value, list | dict) else value for value in values]
