"""投诉举报处理权限: in which places an office handles a complaint (`complaint_places.yaml`) or a report
(`report_places.yaml`)."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from pydantic import Field

from domain.complaint_place import Competence, Place, Sells
from rules.place import place
from rules.schema import Part
from rules.shape import shaped
from rules.source import read
from rules.statutes import cited_as_read, statute_named


class _Places(Part):
    places: tuple[Place, ...] = Field(min_length=1)
    basis: tuple[str, ...] = Field(min_length=1)


class _ByTrade(Part):
    premises: _Places
    platform: _Places
    own_site: _Places
    on_platform: _Places
    on_platform_unreachable: _Places


@cache
def load(path: Path) -> Mapping[Sells, Competence]:
    """Refused with file and line: `law_file_invalid`, `unknown_statute`."""
    source = read(path)
    given = shaped(source, _ByTrade)
    for name, one in given:
        for index, article in enumerate(one.basis):
            statute_named(source, article, name, "basis", index)
    return {
        Sells.of(name): Competence(places=one.places, basis=one.basis, cited=cited_as_read(one.basis))
        for name, one in given
    }


def competence_for_reports(sells: Sells) -> Competence:
    return load(place("report_places.yaml"))[sells]


def competence(sells: Sells) -> Competence:
    return load(place("complaint_places.yaml"))[sells]
