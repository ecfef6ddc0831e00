"""罚款幅度: what each article costs, from `penalties.yaml`."""

from functools import cache
from pathlib import Path

from pydantic import Field

from domain.base import Text
from domain.penalty import Fine, Ground, Measure
from rules.place import place
from rules.schema import Part
from rules.shape import shaped
from rules.source import read
from rules.statutes import statute


class _Fine(Part):
    least: int = Field(ge=0, strict=True)
    most: int = Field(gt=0, strict=True)
    of: tuple[str, ...] = ()
    only_where: tuple[str, ...] = ()
    confiscates: tuple[Measure, ...] = ()
    upon: tuple[Measure, ...] = ()
    where_serious: tuple[Measure, ...] = ()


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
    """Refused with file and line: `law_file_invalid`; and `unknown_statute`."""
    given = shaped(read(path), _Penalties)
    for article in (*given.measured_by, *given.one_fine, *(one for ground in given.grounds for one in ground.basis)):
        statute(article)
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
