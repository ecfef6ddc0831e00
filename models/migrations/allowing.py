"""What a column of an enum may hold, changed by a revision when the enum has changed."""

import re

import sqlalchemy as sa
from alembic import op


def allow(table: str, name: str, column: str, *values: str) -> None:
    """Replace the CHECK `ck_<table>_<name>` (`name` is the enum's, in lower case) by one for these values."""
    op.drop_constraint(op.f(f"ck_{table}_{name}"), table, type_="check")
    op.create_check_constraint(
        op.f(f"ck_{table}_{name}"), table, f"{column} in ({', '.join(repr(value) for value in values)})"
    )


def allow_also(table: str, name: str, column: str, *values: str) -> None:
    """As `allow`, for these values beside those that are allowed already."""
    found = sa.text("select pg_get_constraintdef(oid) from pg_constraint where conname = :name")
    allowed = op.get_bind().execute(found, {"name": f"ck_{table}_{name}"}).scalar_one()
    allow(table, name, column, *dict.fromkeys((*re.findall(r"'([^']+)'", allowed), *values)))
