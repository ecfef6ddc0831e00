"""How tables are written: text with a CHECK for enums, aware moments, JSON, one naming convention."""

from enum import StrEnum
from typing import Any

from sqlalchemy import DateTime, Enum, MetaData
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel

SQLModel.metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def one_of(kind: type[StrEnum], *, name: str | None = None, **options: Any) -> Any:
    """A column that holds the values of an enum, as text with a CHECK. Two of one kind in a table need a `name`."""
    values = Enum(
        kind,
        native_enum=False,
        create_constraint=True,
        length=40,
        name=name or kind.__name__.lower(),
        values_callable=lambda members: [member.value for member in members],
    )
    return Field(sa_type=values, **options)


def moment(**options: Any) -> Any:
    return Field(sa_type=DateTime(timezone=True), **options)


def document(**options: Any) -> Any:
    """A JSON column."""
    return Field(sa_type=JSONB(none_as_null=True), **options)
