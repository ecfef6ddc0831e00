"""常见异议: what is held against an act of authority, from `objections.yaml`."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from domain.base import Text
from rules.place import place
from rules.schema import Part
from rules.shape import shaped
from rules.source import read
from rules.statutes import statute_named


class Objection(Part):
    """One objection and the articles under which it is raised."""

    title: Text
    basis: tuple[str, ...]


def load(path: Path) -> Mapping[str, Objection]:
    """Every entry of the file, by id. Refused `law_file_invalid`, `unknown_statute` with file and line."""
    source = read(path)
    found = shaped(source, dict[str, Objection])
    for name, one in found.items():
        for index, article in enumerate(one.basis):
            statute_named(source, article, name, "basis", index)
    return found


_loaded = cache(load)


def objections() -> Mapping[str, Objection]:
    """In the order of answering."""
    return _loaded(place("objections.yaml"))
