"""The file of a matter (卷宗): what it is made of, and on which of its pages each thing stands."""

from datetime import date

from domain.base import Text, Value


class Leaf(Value):
    """One document or table of a volume. Pages count from 1 in the volume; `sha256` is that of a document as stored."""

    volume: str
    section: Text
    title: str
    number: str | None
    day: date | None
    first_page: int
    last_page: int
    sha256: str | None


class MatterFile(Value):
    """卷宗. `pdf` is the bound file; `archival`: it keeps PDF/A-2u; `altered` names documents that are not what was
    issued."""

    matter_id: str
    rehearsal: bool
    title: str
    pdf: bytes
    sha256: str
    pages: int
    archival: bool
    leaves: tuple[Leaf, ...]
    altered: tuple[str, ...]
