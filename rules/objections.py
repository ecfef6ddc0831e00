"""常见异议: what is held against an act of authority, from `objections.yaml`."""

from collections.abc import Mapping
from functools import cache

from domain.base import Text
from rules.place import place
from rules.schema import Part
from rules.shape import shaped
from rules.source import read
from rules.statutes import cited_as_read


class Objection(Part):
    """One objection and the articles under which it is raised."""

    title: Text
    basis: tuple[str, ...]


@cache
def objections() -> Mapping[str, Objection]:
    """Every objection by id, in the order of answering. Refused `law_file_invalid`, `unknown_statute`."""
    found = shaped(read(place("objections.yaml")), dict[str, Objection])
    for one in found.values():
        cited_as_read(one.basis)
    return found
