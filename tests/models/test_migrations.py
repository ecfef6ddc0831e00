"""The migrations make the tables that the models declare."""

import re

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Enum, text
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


def test_a_column_of_an_enum_takes_its_members_and_nothing_else(addresses: Addresses) -> None:
    engine = engine_for(addresses.owner_url)
    checks = text(
        "select conname, pg_get_constraintdef(oid) from pg_constraint where contype = 'c' and conname like 'ck_%'"
    )
    with engine.connect() as connection:
        found = {name: set(re.findall(r"'([^']*)'", rule)) for name, rule in connection.execute(checks)}
    engine.dispose()
    declared = {
        f"ck_{table.name}_{column.type.name}": set(column.type.enums)
        for table in SQLModel.metadata.tables.values()
        for column in table.columns
        if isinstance(column.type, Enum)
    }
    assert declared
    differing = {name: members ^ found[name] for name, members in declared.items() if members != found[name]}
    assert differing == {}, "a new migration lets the columns take these (models/migrations/allowing.py)"


def test_bringing_a_database_up_to_date_again_changes_nothing(addresses: Addresses) -> None:
    engine = engine_for(addresses.owner_url)
    count = text("select (select count(*) from region), (select count(*) from calendar_day)")
    with engine.connect() as connection:
        before = connection.execute(count).one()
    bring_up_to_date(addresses.owner_url)
    with engine.connect() as connection:
        assert connection.execute(count).one() == before
    assert before[0] == 153
    engine.dispose()
