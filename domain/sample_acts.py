"""Acts about a failed sample (监督抽查后处理): what was measured, the retest, and a maker who denies the goods."""

from typing import Literal, Self

from pydantic import Field, model_validator

from domain.act import BaseAct, Words
from domain.base import Value


class MeasuredItem(Value):
    """检验项目: the limit of its standard, the value that was measured, and whether that is within it."""

    name: str = Field(min_length=1, title="检验项目", description="item")
    limit: str = Field(min_length=1, title="标准要求", description="limit of the standard")
    value: str = Field(min_length=1, title="实测值", description="value measured")
    passed: bool = Field(title="合格", description="passed")


class ResultDraft(BaseAct):
    """检验结果通知书的拟稿: what the test report says. `laboratory_id` is wanted where the check names none.

    `correction` tells what was wrong in the notice that this one replaces, before that has reached the party.
    """

    kind: Literal["result_draft"] = "result_draft"
    report: str = Field(min_length=1)
    items: tuple[MeasuredItem, ...] = Field(min_length=1)
    laboratory_id: str | None = None
    correction: Words | None = None


class RetestReport(BaseAct):
    """复检结果: by another institute than the one that tested first. It passes where every item does."""

    kind: Literal["retest_report"] = "retest_report"
    laboratory_id: str
    report: str = Field(min_length=1)
    items: tuple[MeasuredItem, ...] = Field(min_length=1)

    @property
    def passed(self) -> bool:
        return all(one.passed for one in self.items)


class Denial(BaseAct):
    """否认产品为其生产, by the maker that the goods name. `evidence` names what can be compared."""

    kind: Literal["denial"] = "denial"
    statement: str = Field(min_length=1)
    evidence: str | None = None

    @model_validator(mode="after")
    def _evidence_is_no_blank(self) -> Self:
        if self.evidence is not None and not self.evidence.strip():
            raise ValueError("evidence is named or left out")
        return self
