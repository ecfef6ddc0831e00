"""案件要素: what the handlers of a case have found of it, by which its range, its bar and its crime are measured."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from pydantic import Field

from domain.base import Text, Value
from domain.facts import Labelled, title_of
from domain.wording import yuan

MONEY = {"goods_value", "sales", "unsold"}


class Valued(Labelled):
    """货值金额的计算方法 (PQL 72): by the marked price; the market's only where no price was marked."""

    MARKED = "marked", "按标价", "by the marked price"
    MARKET = "market", "没有标价，按同类产品的市场价格", "no marked price: by the market price of goods of the kind"


def _money(zh: str, en: str) -> Any:
    return Field(default=None, ge=0, title=zh, description=en, json_schema_extra={"unit": "fen"})


class CaseFacts(Value):
    """Each is None as long as nobody has found it. Money is fen.

    `goods_value` counts what was sold and what was not. `ended_on` is the day of the conduct, or of its end where it
    went on; `discovered_on` the day on which an authority came to know of it; `breaches` are
    ids of articles that people find breached, beside those of the findings (`pql/49`).
    """

    goods_value: int | None = _money("货值金额", "value of the goods")
    valued_by: Valued | None = Field(default=None, title="货值计算方法", description="valued")
    sales: int | None = _money("销售金额", "sales")
    unsold: int | None = _money("未销售货值", "value unsold")
    ended_on: date | None = Field(default=None, title="行为发生或者终了日", description="last day of the conduct")
    discovered_on: date | None = Field(default=None, title="发现日", description="day of discovery")
    harm: bool | None = Field(
        default=None, title="涉及公民生命健康安全且有危害后果", description="life or health touched, and harm done"
    )
    breaches: tuple[str, ...] | None = Field(default=None, title="认定违反的条款", description="articles breached")
    packaged: bool | None = Field(default=None, title="有包装的产品", description="packaged goods")
    serious: bool | None = Field(default=None, title="情节严重", description="serious circumstances")

    def stated(self, cited: Callable[[Iterable[str]], Text]) -> list[tuple[Text, object]]:
        """What is known, with its titles; `cited` tells the full names of articles."""
        fields = type(self).model_fields
        known = ((name, getattr(self, name)) for name in fields)
        return [(title_of(fields[name]), _told(name, value, cited)) for name, value in known if value is not None]


def _told(name: str, value: Any, cited: Callable[[Iterable[str]], Text]) -> object:
    if name in MONEY:
        return Text(zh=f"{yuan(value)}元", en=f"{yuan(value)} yuan")
    return cited(value) if isinstance(value, tuple) else value
