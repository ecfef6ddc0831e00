"""Roles and databases: the owner migrates, the app works and owns nothing; the superuser makes both, and no more."""

import psycopg
from psycopg.sql import SQL, Identifier

from servers.postgres import Postgres

PRODUCT = "hezheng"
OWNER = "hezheng_owner"
APP = "hezheng_app"
TEMPLATE = "template1"


def prepare(postgres: Postgres) -> None:
    """Make the two roles and the product's database where they are wanting."""
    with _superuser(postgres) as connection:
        for role in (OWNER, APP):
            if not connection.execute("select from pg_roles where rolname = %s", [role]).rowcount:
                connection.execute(SQL("create role {} login").format(Identifier(role)))
        present = connection.execute("select from pg_database where datname = %s", [PRODUCT]).rowcount
        if present:  # again, since a kill may have come between the making and the granting
            _admit(connection, PRODUCT)
    if present:
        _provide(postgres, PRODUCT)
    else:
        create(postgres, PRODUCT)


def create(postgres: Postgres, name: str, *, template: str = TEMPLATE) -> None:
    """A copy of a database made here has its default privileges, too: nobody connects to it for them."""
    with _superuser(postgres) as connection:
        make = SQL("create database {} template {} owner {}")
        connection.execute(make.format(Identifier(name), Identifier(template), Identifier(OWNER)))
        _admit(connection, name)
    if template == TEMPLATE:
        _provide(postgres, name)


def drop(postgres: Postgres, name: str) -> None:
    with _superuser(postgres) as connection:
        connection.execute(SQL("drop database if exists {} with (force)").format(Identifier(name)))


def _admit(connection: psycopg.Connection[tuple[object, ...]], name: str) -> None:
    """The app may connect, and hold temporary tables (for loads); nobody else may anything."""
    database = Identifier(name)
    connection.execute(SQL("revoke all on database {} from public").format(database))
    connection.execute(SQL("grant connect, temporary on database {} to {}").format(database, Identifier(APP)))


def _provide(postgres: Postgres, name: str) -> None:
    """The app may use what the owner will make."""
    owner, app = Identifier(OWNER), Identifier(APP)
    future = SQL("alter default privileges for role {} grant {} to {}")
    with _superuser(postgres, name) as connection:
        connection.execute(future.format(owner, SQL("select, insert, update, delete on tables"), app))
        connection.execute(future.format(owner, SQL("usage, select on sequences"), app))


def _superuser(postgres: Postgres, database: str = "postgres") -> psycopg.Connection[tuple[object, ...]]:
    return psycopg.connect(postgres.url("postgres", database), autocommit=True)
