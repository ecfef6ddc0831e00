"""A database that was filled before a revision, for a test of what the migrations make of it."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, text

from models.migrate import HERE
from models.session import engine_for
from servers import Servers
from worker import bring_up_to_date


@contextmanager
def brought_up_to_date(servers: Servers, revision: str, *filling: str) -> Iterator[Connection]:
    """It was filled by these statements at this revision, and has been brought up to date since."""
    name = f"filled_at_{revision}_{uuid.uuid4().hex}"
    owner_url = servers.create_database(name).owner_url
    engine = engine_for(owner_url)
    try:
        with engine.begin() as connection:
            config = Config()
            config.set_main_option("script_location", str(HERE / "migrations"))
            config.attributes["connection"] = connection
            command.upgrade(config, revision)
            for statement in filling:
                connection.execute(text(statement))
        bring_up_to_date(owner_url)
        with engine.connect() as connection:
            yield connection
    finally:
        engine.dispose()
        servers.drop_database(name)
