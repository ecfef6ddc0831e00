"""罚款幅度: between which amounts the law lets a fine be, for the file. The program computes, and imposes nothing."""

from collections.abc import Iterable, Sequence

from pydantic import Field

from domain.base import Text, Value
from domain.case_facts import CaseFacts
from domain.facts import Labelled


class Measure(Labelled):
    """What an article lays down besides a fine."""

    STOP_SALE = "stop_sale", "责令停止销售", "sale to be stopped"
    STOP_PRODUCTION_AND_SALE = "stop_production_and_sale", "责令停止生产、销售", "production and sale to be stopped"
    CORRECTION = "correction", "责令改正", "order to correct"
    LICENCE = "licence", "情节严重的，吊销营业执照", "where serious, the business licence revoked"
    GOODS = "goods", "没收违法生产、销售的产品", "the goods confiscated"
    GAINS = "gains", "有违法所得的，没收违法所得", "illegal gains, if any, confiscated"


class Fine(Value):
    """`least` and `most` are per cent of the value of the goods, both within the range. `of`: ids of the items of an
    article to whose breach it is confined; `only_where`: facts of the case without which there is no fine."""

    article: str
    cited: Text
    least: int
    most: int
    of: tuple[str, ...] = ()
    only_where: tuple[str, ...] = ()
    measures: tuple[Measure, ...] = ()


class Ground(Value):
    """A ground for no penalty or a lesser one. `of`: the articles to whose breach it is confined."""

    basis: tuple[str, ...] = Field(min_length=1)
    of: tuple[str, ...] = ()
    title: Text


class Range(Value):
    """What the breach of one article can cost. The amounts are fen, None where the value of the goods is unknown.

    `wanting`: names of the facts without which there is no fine, and which nobody has found.
    """

    fine: Fine
    least: int | None
    most: int | None
    wanting: tuple[str, ...]


def ranges(breached: Iterable[Sequence[str]], fines: Iterable[Fine], facts: CaseFacts) -> tuple[Range, ...]:
    """Of each article that these findings (each with the ids of its articles) breach, the higher fine first.

    An article whose fine is out, since one of the facts that it takes is known not to be given, is left out.
    """
    all_of = [set(basis) for basis in breached]
    lawful = [
        fine
        for fine in fines
        if any(fine.article in basis and (not fine.of or basis & set(fine.of)) for basis in all_of)
        and not any(getattr(facts, name) is False for name in fine.only_where)
    ]
    return tuple(_range(fine, facts) for fine in sorted(lawful, key=lambda one: (-one.most, -one.least, one.article)))


def _range(fine: Fine, facts: CaseFacts) -> Range:
    """Whole fen that lie within: the lower end is rounded up, the upper one down."""
    value = facts.goods_value
    return Range(
        fine=fine,
        least=None if value is None else -(-value * fine.least // 100),
        most=None if value is None else value * fine.most // 100,
        wanting=tuple(name for name in fine.only_where if getattr(facts, name) is None),
    )
