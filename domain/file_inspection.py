"""Inspection of a file (查阅案卷): who asked for the main volume, and which officer let him see it."""

from datetime import datetime

from pydantic import Field

from domain.base import Value


class FileInspection(Value):
    """HAP 79: whom a file concerns may inspect it. `inspection_id` is the natural key.

    `inspector` is the id of the party, or the name of somebody else: then `relation` says how the file concerns him.
    """

    inspection_id: str = Field(min_length=1)
    matter_id: str
    inspector: str = Field(min_length=1)
    relation: str | None = None
    officer: str
    at: datetime | None = None
