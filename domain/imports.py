"""An import (导入) and its counts."""

from datetime import datetime

from domain.base import Value


class ImportBegun(Value):
    import_id: str
    began_at: datetime


class Counts(Value):
    """Rows of an import so far. Every row read is accepted, a duplicate, or rejected."""

    read: int
    accepted: int
    duplicates: int
    rejected: int
