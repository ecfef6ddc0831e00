"""The one way to the database, and the only place that commits."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from sqlalchemy import Connection, Engine, create_engine
from sqlalchemy.exc import OperationalError
from sqlmodel import Session

from domain.errors import Refused

# Planning the view of facts takes ten times as long as reading it: it is planned once for each connection, by its
# indexes alone, since a table that is small at that moment may grow.
_BY_INDEX = "".join(f" -c enable_{way}=off" for way in ("seqscan", "mergejoin", "hashjoin", "material"))
_PLANNED_ONCE = {"options": f"-c plan_cache_mode=force_generic_plan{_BY_INDEX}"}


def engine_for(url: str, **options: Any) -> Engine:
    """An engine for a libpq URL. Values never reach an error message: they may name people."""
    scheme, colon, rest = url.partition("://")
    if not colon or scheme.split("+")[0] not in {"postgresql", "postgres"}:
        raise Refused(
            "not_a_postgresql_url",
            zh="数据库地址应当以 postgresql:// 开头。",
            en="The database address must begin with postgresql://.",
            field="HEZHENG_DATABASE_URL",
            value=scheme,
        )
    return create_engine(f"postgresql+psycopg://{rest}", hide_parameters=True, pool_size=10, **options)


def driver(connection: Connection) -> psycopg.Connection[Any]:
    """What the hot path speaks to: psycopg itself, in the transaction of this connection."""
    found = connection.connection.driver_connection
    assert isinstance(found, psycopg.Connection)
    return found


class Database:
    """PostgreSQL as the role that owns nothing."""

    def __init__(self, url: str) -> None:
        self.engine = engine_for(url, pool_pre_ping=True)
        self._checks = engine_for(url, connect_args=_PLANNED_ONCE)

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """A session that commits when the block ends and leaves nothing behind when it raises."""
        with Session(self.engine, expire_on_commit=False) as session, session.begin():
            yield session

    @contextmanager
    def snapshot(self) -> Iterator[Session]:
        """A session to read by, which sees one moment of the register throughout."""
        still = self.engine.execution_options(isolation_level="REPEATABLE READ")
        with Session(still, expire_on_commit=False) as session, session.begin():
            yield session

    @contextmanager
    def checking(self) -> Iterator[Connection]:
        """A transaction of the hot path; a `Session` may be bound to it. Nothing asks first whether it still lives.

        Raises OperationalError where it was lost, and then no other that is as old is kept: do the same once more.
        """
        try:
            with self._checks.begin() as connection:
                yield connection
        except (psycopg.OperationalError, OperationalError) as error:
            self._checks.dispose()
            lost = error.orig if isinstance(error, OperationalError) else error
            raise OperationalError(None, None, lost or error, hide_parameters=True) from error

    def close(self) -> None:
        self.engine.dispose()
        self._checks.dispose()
