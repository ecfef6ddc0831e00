"""The migrations make the tables that the models declare."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text
from sqlmodel import SQLModel

from models.session import engine_for
from models.tables import TABLES
from servers import Addresses
from worker import bring_up_to_date


def test_a_migrated_database_is_what_the_models_declare(addresses: Addresses) -> None:
    engine = engine_for(addresses.owner_url)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, SQLModel.metadata) == []
    engine.dispose()
    assert {table.__tablename__ for table in TABLES} == set(SQLModel.metadata.tables)


def test_bringing_a_database_up_to_date_again_changes_nothing(addresses: Addresses) -> None:
    engine = engine_for(addresses.owner_url)
    count = text("select (select count(*) from region), (select count(*) from calendar_day)")
    with engine.connect() as connection:
        before = connection.execute(count).one()
    bring_up_to_date(addresses.owner_url)
    with engine.connect() as connection:
        assert connection.execute(count).one() == before
    assert before[0] == 156
    engine.dispose()
