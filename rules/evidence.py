"""证据来源: which record a fact comes from and which kind of evidence that is, from `evidence.yaml`."""

from collections.abc import Mapping
from functools import cache

from domain.base import Text
from domain.evidence import EvidenceKind
from rules.place import place
from rules.schema import Part
from rules.shape import shaped
from rules.source import read


class Source(Part):
    """A kind of record. `wants` is the paper that it speaks of and that the register does not hold."""

    title: Text
    kind: EvidenceKind
    wants: Text | None = None


class _File(Part):
    sources: dict[str, Source]
    facts: dict[str, dict[str, tuple[str, ...]]]
    acts: dict[str, Source]


@cache
def _file() -> _File:
    return shaped(read(place("evidence.yaml")), _File)


def sources() -> Mapping[str, Source]:
    """Every kind of record, by name. Refused `law_file_invalid` with file and line."""
    return _file().sources


def source_of(family: str, fact: str) -> str | None:
    """The name of the record that a fact of a family of rules comes from; None where nobody has said it."""
    named = _file().facts.get(family, {})
    return next((source for source, facts in named.items() if fact in facts), None)


def of_act(kind: str) -> Source | None:
    """What an act of officers brings as evidence; None where it brings none."""
    return _file().acts.get(kind)
