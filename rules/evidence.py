"""证据来源: which record a fact comes from and which kind of evidence that is, from `evidence.yaml`."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

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


class Records(Part):
    """`facts` holds, by family of rules, the names of the facts that come from each source."""

    sources: dict[str, Source]
    facts: dict[str, dict[str, tuple[str, ...]]]
    acts: dict[str, Source]


def load(path: Path) -> Records:
    """Refused `law_file_invalid`, `unknown_source` with file and line."""
    source = read(path)
    found = shaped(source, Records)
    for family, named in found.facts.items():
        for name in named:
            if name not in found.sources:
                zh, en = f"没有名为“{name}”的来源。", f"There is no source “{name}”."
                raise source.refuse("unknown_source", zh, en, "facts", family, name, value=name)
    return found


_loaded = cache(load)


def records() -> Records:
    return _loaded(place("evidence.yaml"))


def sources() -> Mapping[str, Source]:
    """Every kind of record, by name."""
    return records().sources


def source_of(family: str, fact: str) -> str | None:
    """The name of the record that a fact of a family of rules comes from; None where nobody has said it."""
    named = records().facts.get(family, {})
    return next((source for source, facts in named.items() if fact in facts), None)


def of_act(kind: str) -> Source | None:
    """What an act of officers brings as evidence; None where it brings none."""
    return records().acts.get(kind)
