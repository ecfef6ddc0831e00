"""Alembic's door: `models.migrate` hands over a connection of the owner role."""

from alembic import context
from sqlmodel import SQLModel

import models.tables  # noqa: F401

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=SQLModel.metadata, compare_type=True)
with context.begin_transaction():
    context.run_migrations()
