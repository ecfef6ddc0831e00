"""Acts upon a clue that came by a report, or out of a complaint (O121 27, 34-36)."""

from typing import Literal

from pydantic import AwareDatetime, Field

from domain.act import BaseAct
from domain.scheme import Line, Words


class Repetition(BaseAct):
    """重复举报 (O121 35): the same informant has reported the same facts of the same respondent before: not handled
    again. `earlier` is the matter of that report, `told_how` how he was told, where he is known."""

    kind: Literal["repetition"] = "repetition"
    earlier: str
    statement: Words
    told_how: Line | None = None


class Merger(BaseAct):
    """合并处理 (O121 35): a later report of the same informant on the same respondent brings new facts. Its matter
    (`into`) takes this one over, and the period is that of the last report."""

    kind: Literal["merger"] = "merger"
    into: str
    statement: Words


class Redirection(BaseAct):
    """不具备处理权限的告知 (O121 34). `turn_to` is the authority with power, where market regulation has it at all
    (`within`); `told_how` how the informant was told, where he is known."""

    kind: Literal["redirection"] = "redirection"
    within: bool = Field(title="属于市场监督管理部门职责", description="it is the business of market regulation")
    turn_to: Line | None = None
    statement: Words
    told_how: Line | None = None


class ResultTelling(BaseAct):
    """举报处理结果告知 (O121 36): only where a law says so; `rule` is its article."""

    kind: Literal["result_telling"] = "result_telling"
    rule: str | None = None
    statement: Words
    told_how: Line


class ClueFound(BaseAct):
    """调解中发现线索 (O121 27), from whatever step of a complaint is open: verified in a matter of its own. The fifteen
    working days run from `found_at`."""

    kind: Literal["clue_found"] = "clue_found"
    found_at: AwareDatetime
    place: Line
    facts: Words


ReportAct = Repetition | Merger | Redirection | ResultTelling  # by officers, of a report
