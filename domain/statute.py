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
    """效力层级. A contract or a register is no law, and a normative document (APL 16) makes no power over a party."""

    LAW = "law", "法律", "law"
    REGULATION = "regulation", "行政法规", "administrative regulation"
    LOCAL_LAW = "local_law", "地方性法规", "local regulation"
    RULE = "rule", "部门规章", "departmental rule"
    LOCAL_RULE = "local_rule", "地方政府规章", "rule of a local government"
    POLICY = "policy", "规范性文件", "normative document"
    CONTRACT = "contract", "服务条款", "contract"
    REGISTER = "register", "数据登记", "register"

    @property
    def binds(self) -> bool:
        return self not in (StatuteKind.POLICY, StatuteKind.CONTRACT, StatuteKind.REGISTER)


class Consequence(Labelled):
    """法律后果: what a breach that rests on an article leads to."""

    PENALTY = "penalty", "应予处罚", "a penalty is laid down for it"
    MARKING = "marking", "责令改正标识", "marking is ordered to be corrected"
    SERIOUS_MARKING = "serious_marking", "标识情节严重的可以处罚", "marking that is punished only where serious"


class Statute(Value):
    """One article (`pql/54`), or one item of it: `pql/27.1.4` is its first paragraph, item (4).

    `in_force` is its first day under this number; None: no law, never enacted. `until` is its last, where it was
    repealed.
    """

    id: str
    title: Text
    short: Text
    kind: StatuteKind
    article: int | None
    paragraph: int | None = None
    item: int | None = None
    in_force: date | None
    until: date | None = None
    status: ReadStatus

    def on(self, day: date) -> bool:
        """Whether it was law on that day."""
        return self.in_force is not None and self.in_force <= day and (self.until is None or day <= self.until)

    @property
    def cited(self) -> Text:
        """《产品质量法》第二十七条第一款第（四）项 | Product Quality Law, art. 27(1)(4)."""
        if self.article is None:
            return self.title
        zh, en = f"第{_chinese_numeral(self.article)}条", f"art. {self.article}"
        if self.paragraph is not None:
            zh, en = f"{zh}第{_chinese_numeral(self.paragraph)}款", f"{en}({self.paragraph})"
        if self.item is not None:
            zh, en = f"{zh}第（{_chinese_numeral(self.item)}）项", f"{en}({self.item})"
        return Text(zh=f"《{self.title.zh}》{zh}", en=f"{self.title.en}, {en}")


def _chinese_numeral(number: int) -> str:
    """1 to 1999, as laws number their articles: 一百零一, 十八, 一千二百六十."""
    written, gap = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, unit)
        if digit:
            written += ("零" if gap and written else "") + _DIGITS[digit] + name
        gap = not digit
    return written.removeprefix("一") if written.startswith("一十") else written
