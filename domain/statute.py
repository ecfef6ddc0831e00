"""法条: what an act, a period or a rule rests on."""

from datetime import date

from domain.base import Text, Value
from domain.facts import Labelled

_DIGITS = "〇一二三四五六七八九"


class ReadStatus(Labelled):
    """How the text was read. Nothing may rest on `memory` until it is confirmed."""

    FULL = "full", "全文核对", "read in full"
    PARTIAL = "partial", "仅核对部分原文", "read in part"
    MEMORY = "memory", "尚未核对", "not yet read"


class StatuteKind(Labelled):
    """效力层级. A contract or a register is no law: never the basis of an adverse act."""

    LAW = "law", "法律", "law"
    REGULATION = "regulation", "行政法规", "administrative regulation"
    RULE = "rule", "部门规章", "departmental rule"
    CONTRACT = "contract", "服务条款", "contract"
    REGISTER = "register", "数据登记", "register"

    @property
    def binds(self) -> bool:
        return self in (StatuteKind.LAW, StatuteKind.REGULATION, StatuteKind.RULE)


class Statute(Value):
    """One article (`pql/54`). `in_force` is its first day under this number; None: no law, never enacted."""

    id: str
    title: Text
    short: Text
    kind: StatuteKind
    article: int | None
    in_force: date | None
    status: ReadStatus

    @property
    def cited(self) -> Text:
        """《产品质量法》第五十四条 | Product Quality Law, art. 54."""
        if self.article is None:
            return self.title
        return Text(
            zh=f"《{self.title.zh}》第{_chinese_numeral(self.article)}条", en=f"{self.title.en}, art. {self.article}"
        )


def _chinese_numeral(number: int) -> str:
    """1 to 1999, as laws number their articles: 一百零一, 十八, 一千二百六十."""
    written, gap = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, unit)
        if digit:
            written += ("零" if gap and written else "") + _DIGITS[digit] + name
        gap = not digit
    return written.removeprefix("一") if written.startswith("一十") else written
