"""Recorded checks per second in a back-test of one rule, against `count(*)` over the same view with the same tests."""

from datetime import date
from typing import Any, Self

import psycopg

from bench.harness import Figure, Side
from bench.recorded_checks import Register
from domain.backtest import Shift
from domain.base import Text
from models.backtest import shifts
from models.circulation import Origin
from models.session import Database
from rules import sql
from rules.catalog import family

RULE = "circulation.no_proof_of_inspection"
BY_HAND = """
select count(*) from circulation_facts
where proof_of_inspection = 'none_in_any_form' and not sold_bare
    and check_id in (select check_id from circulation_check where origin in ('own', 'rehearsal'))
"""


class Backtests(Figure):
    name, title = "backtests", Text(zh="回测", en="back-tests")
    at_least = 0.5
    size = 100_000
    rounds = 9  # each takes a second or two

    def __init__(self) -> None:
        (rule,) = [rule for rule in family("circulation").rules if rule.id == RULE]
        self._new, self._values = sql.where(rule)
        self._ends = dict[str, tuple[Database, psycopg.Connection[Any]]]()

    def __enter__(self) -> Self:
        self.register = Register()
        return self

    def __exit__(self, *_: object) -> None:
        for database, connection in self._ends.values():
            database.close()
            connection.close()
        self.register.close()

    def sides(self, number: int) -> tuple[Side, Side]:
        """One pass over so many checks: ours as a new rule, by origin, region and month; the ceiling as one number."""
        url = self.register.database(number)
        if url not in self._ends:
            self._ends[url] = Database(url), psycopg.connect(url, autocommit=True)
        database, connection = self._ends[url]
        return Side(self.backtest, [database], number), Side(self.count, [connection], number)

    def backtest(self, database: Database) -> tuple[Shift, ...]:
        with database.transaction() as session:
            return shifts(session, self._new, "false", self._values, (Origin.OWN, Origin.REHEARSAL), date.min)

    def count(self, connection: psycopg.Connection[Any]) -> int:
        (found,) = connection.execute(BY_HAND).fetchone() or (0,)
        return int(found)
