"""罚款幅度: what each article costs, from `penalties.yaml`."""

from functools import cache
from pathlib import Path

from pydantic import Field, model_validator

from domain.case_facts import CaseFacts
from domain.penalty import Fine, Ground, Measure
from rules.place import place
from rules.schema import Part
from rules.shape import shaped
from rules.source import read
from rules.statutes import statute, statute_named


class _Fine(Part):
    """Per cent of the value of the goods. `only_where` names facts of a case."""

    least: int = Field(ge=0, strict=True)
    most: int = Field(gt=0, strict=True)
    of: tuple[str, ...] = ()
    only_where: tuple[str, ...] = ()
    confiscates: tuple[Measure, ...] = ()
    upon: tuple[Measure, ...] = ()
    where_serious: tuple[Measure, ...] = ()

    @model_validator(mode="after")
    def _a_range_of_known_facts(self) -> "_Fine":
        if self.least >= self.most:
            raise ValueError("least is less than most")
        if unknown := set(self.only_where) - CaseFacts.model_fields.keys():
            raise ValueError(f"only_where names no facts of a case: {sorted(unknown)}")
        return self


class _Ground(Ground, extra="forbid"):
    """A misspelt key is an error."""


class _Penalties(Part):
    measured_by: tuple[str, ...]
    fines: dict[str, _Fine]
    one_fine: tuple[str, ...]
    grounds: tuple[_Ground, ...]


class Penalties(Part):
    """`measured_by` are the articles on the value of the goods, `one_fine` those on one fine for one act."""

    measured_by: tuple[str, ...]
    fines: tuple[Fine, ...]
    one_fine: tuple[str, ...]
    grounds: tuple[Ground, ...]


@cache
def load(path: Path) -> Penalties:
    """Refused with file and line: `law_file_invalid`, `unknown_statute`."""
    source = read(path)
    given = shaped(source, _Penalties)
    for article in given.measured_by:
        statute_named(source, article, "measured_by")
    for article in given.one_fine:
        statute_named(source, article, "one_fine")
    for article, fine in given.fines.items():
        for each in (article, *fine.of):
            statute_named(source, each, "fines", article)
    for index, ground in enumerate(given.grounds):
        for each in (*ground.basis, *ground.of):
            statute_named(source, each, "grounds", index)
    fines = tuple(
        Fine(
            article=article,
            cited=statute(article).cited,
            least=one.least,
            most=one.most,
            of=one.of,
            only_where=one.only_where,
            measures=(*one.upon, *one.confiscates, *one.where_serious),
        )
        for article, one in given.fines.items()
    )
    return Penalties(measured_by=given.measured_by, fines=fines, one_fine=given.one_fine, grounds=given.grounds)


def penalties() -> Penalties:
    return load(place("penalties.yaml"))
