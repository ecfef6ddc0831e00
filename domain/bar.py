"""追究时效 (APL 36): until when a breach that nobody has discovered can still be punished."""

from datetime import date

from domain.base import Text, Value
from domain.calendar import shifted
from domain.case_facts import CaseFacts
from domain.due import Due
from domain.period import Period


class Bar(Value):
    """It counts from `since`: the recorded end of the conduct, else the day on which the goods were seen, before which
    it cannot have ended. `period` is the longer one only where harm to life or health is on record."""

    since: date
    period: Period
    due: Due
    facts: CaseFacts

    def shuts_out(self, day: date) -> bool:
        """Whether a filing on `day` is too late: nothing shows that the breach was discovered in time."""
        return (self.facts.discovered_on or day) > self.due.on

    def is_near(self, day: date) -> bool:
        """Whether people are to be reminded of it, or it is over."""
        return day >= shifted(self.due.on, -max(self.period.reminders, default=0))

    def unknown(self) -> Text:
        """What nobody has recorded, and what would move the day."""
        asked = [
            (self.facts.ended_on, "行为终了日（现自检查日起算）", "the end of the conduct (now: the check)"),
            (self.facts.discovered_on, "在时效内发现的日期", "the day on which it was discovered in time"),
            (self.facts.harm, "是否涉及公民生命健康安全且有危害后果", "whether life or health was touched, with harm"),
        ]
        wanting = [(zh, en) for value, zh, en in asked if value is None]
        return Text(zh="、".join(zh for zh, _ in wanting), en="; ".join(en for _, en in wanting))

    def told(self) -> Text:
        zh = f"{self.period.term.zh}：自{self.since}起算，至{self.due.on}届满"
        en = f"{self.period.term.en}: counted from {self.since}, ends on {self.due.on}"
        unknown = self.unknown()
        return Text(
            zh=zh + (f"；尚未登记：{unknown.zh}" if unknown.zh else ""),
            en=en + (f"; not on record: {unknown.en}" if unknown.en else ""),
        )
