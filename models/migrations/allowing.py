"""What a column of an enum may hold, changed by a revision when the enum has changed."""

from alembic import op


def allow(table: str, name: str, column: str, *values: str) -> None:
    """Replace the CHECK `ck_<table>_<name>` (`name` is the enum's, in lower case) by one for these values."""
    op.drop_constraint(op.f(f"ck_{table}_{name}"), table, type_="check")
    op.create_check_constraint(
        op.f(f"ck_{table}_{name}"), table, f"{column} in ({', '.join(repr(value) for value in values)})"
    )
