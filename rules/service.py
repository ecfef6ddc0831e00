"""送达方式: what each manner of service rests on and must state, from `service.yaml`."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import Field

from domain.service import Manner
from rules.place import place
from rules.schema import Part
from rules.shape import shaped
from rules.source import read
from rules.statutes import statute_named

Stated = Literal[
    "signed_by", "proof", "relation", "place", "refusal", "witness", "recording", "confirmation", "difficulty",
    "postal_number", "through",
]  # fmt: skip


class Requirements(Part):
    """One manner. Of each entry of `states` one must be stated; `may` be stated what else belongs to it."""

    basis: tuple[str, ...] = Field(min_length=1)
    states: tuple[tuple[Stated, ...], ...]
    may: tuple[Stated, ...] = ()

    @property
    def known(self) -> frozenset[str]:
        return frozenset(self.may).union(*self.states)


def load(path: Path) -> Mapping[Manner, Requirements]:
    """Every manner of the file. Refused with file and line: `law_file_invalid`, `unknown_statute`."""
    source = read(path)
    found = shaped(source, dict[Manner, Requirements])
    if missing := [one.value for one in Manner if one not in found]:
        raise source.refuse(
            "law_file_invalid",
            f"缺少送达方式：{'、'.join(missing)}。",
            f"These manners of service are missing: {', '.join(missing)}.",
            value=missing,
        )
    for manner, entry in found.items():
        for index, article in enumerate(entry.basis):
            statute_named(source, article, manner.value, "basis", index)
    return found


_loaded = cache(load)


def requirements(manner: Manner) -> Requirements:
    return _loaded(place("service.yaml"))[manner]
