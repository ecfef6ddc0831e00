"""参考测算的依据: the sums that the law gives a consumer, from `reference_amounts.yaml`."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path

from pydantic import Field, model_validator

from domain.base import Text
from domain.errors import Refused
from domain.reference_amounts import MONEY, LegalSum, ReferenceFacts, SumKind
from rules.place import place
from rules.schema import Part
from rules.shape import shaped
from rules.source import read
from rules.statutes import cited, statute, statute_named


class _Sum(Part):
    kind: SumKind
    title: Text
    basis: tuple[str, ...] = Field(min_length=1)
    of: str
    least: int = Field(default=1, ge=0, strict=True)
    most: int = Field(default=1, gt=0, strict=True)
    floor: int = Field(default=0, ge=0, strict=True)
    only_where: tuple[str, ...] = Field(min_length=1)
    never_where: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _of_known_facts(self) -> "_Sum":
        whether = ReferenceFacts.model_fields.keys() - MONEY
        unknown = ({self.of} - MONEY) | ({*self.only_where, *self.never_where} - whether)
        if unknown:
            raise ValueError(f"no such facts of a purchase: {sorted(unknown)}")
        if set(self.only_where) & set(self.never_where):
            raise ValueError("what must be given cannot rule it out")
        return self

    @model_validator(mode="after")
    def _what_restores_is_the_loss_itself(self) -> "_Sum":
        if self.least > self.most:
            raise ValueError("least is no more than most")
        if self.kind is not SumKind.PUNITIVE and (self.least, self.most, self.floor) != (1, 1, 0):
            raise ValueError("a refund or a loss is its own amount once: whatever is beyond it is punitive")
        return self


@cache
def load(path: Path) -> Mapping[str, LegalSum]:
    """Refused with file and line: `law_file_invalid`, `unknown_statute`."""
    source = read(path)
    given = shaped(source, dict[str, _Sum])
    for name, one in given.items():
        for index, article in enumerate(one.basis):
            statute_named(source, article, name, "basis", index)
    return {
        name: LegalSum.model_validate(one.model_dump() | {"id": name, "cited": cited(one.basis)})
        for name, one in given.items()
    }


def sums_on(day: date) -> tuple[LegalSum, ...]:
    """Those whose articles were in force on the day of the purchase. Refused `no_reference_on`."""
    found = tuple(
        one
        for one in load(place("reference_amounts.yaml")).values()
        if all((since := statute(article).in_force) is not None and since <= day for article in one.basis)
    )
    if not found:
        zh, en = f"{day}施行的条文未经核对，不能测算。", f"The law of {day} was not read: nothing is reckoned."
        raise Refused("no_reference_on", zh=zh, en=en, field="on", value=day.isoformat())
    return found
