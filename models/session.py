"""The one way to the database, and the only place that commits."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine, create_engine
from sqlmodel import Session

from domain.errors import Refused


def engine_for(url: str) -> Engine:
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
    return create_engine(f"postgresql+psycopg://{rest}", hide_parameters=True, pool_pre_ping=True, pool_size=10)


class Database:
    """PostgreSQL as the role that owns nothing."""

    def __init__(self, url: str) -> None:
        self.engine = engine_for(url)

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """A session that commits when the block ends and leaves nothing behind when it raises."""
        with Session(self.engine, expire_on_commit=False) as session, session.begin():
            yield session

    def close(self) -> None:
        self.engine.dispose()
