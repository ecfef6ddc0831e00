"""罚款幅度: what each article costs, from `penalties.yaml`."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from pydantic import Field, model_validator

from domain.base import Text
from domain.case_facts import CaseFacts
from domain.errors import Refused
from domain.penalty import Fine, Ground, Measure
from rules.place import place
from rules.schema import Part
from rules.shape import shaped
from rules.source import Document, read
from rules.statutes import statute


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


class _Ground(Part):
    basis: tuple[str, ...] = Field(min_length=1)
    of: tuple[str, ...] = ()
    title: Text


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
    _refuse_unknown(source, "measured_by", given.measured_by)
    _refuse_unknown(source, "one_fine", given.one_fine)
    for article, fine in given.fines.items():
        _refuse_unknown(source, "fines", [article, *fine.of])
    for index, each in enumerate(given.grounds):
        _refuse_unknown(source, "grounds", [*each.basis, *each.of], index)
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
    grounds = tuple(Ground(basis=one.basis, of=one.of, title=one.title) for one in given.grounds)
    return Penalties(measured_by=given.measured_by, fines=fines, one_fine=given.one_fine, grounds=grounds)


def penalties() -> Penalties:
    return load(place("penalties.yaml"))


def _refuse_unknown(source: Document, part: str, articles: Iterable[str], *where: int) -> None:
    for article in articles:
        try:
            statute(article)
        except Refused as refused:
            raise source.refuse(refused.code, refused.zh, refused.en, part, *where, value=article) from None
