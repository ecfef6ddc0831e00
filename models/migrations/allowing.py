"""What a column of an enum may hold, changed by a revision when the enum has changed."""

import re

from alembic import op
from sqlalchemy import text


def allow(table: str, name: str, column: str, *values: str) -> None:
    """Replace the CHECK `ck_<table>_<name>` (`name` is the enum's, in lower case) by one for these values."""
    op.drop_constraint(op.f(f"ck_{table}_{name}"), table, type_="check")
    op.create_check_constraint(
        op.f(f"ck_{table}_{name}"), table, f"{column} in ({', '.join(repr(value) for value in values)})"
    )


def also(table: str, name: str, column: str, *values: str) -> None:
    """Let the CHECK `ck_<table>_<name>` take these values beside those that it takes already, whatever they are."""
    rule = op.get_bind().scalar(
        text("select pg_get_constraintdef(oid) from pg_constraint where conname = :name"),
        {"name": f"ck_{table}_{name}"},
    )
    known = re.findall(r"'([^']*)'", rule)
    allow(table, name, column, *dict.fromkeys((*known, *values)))
