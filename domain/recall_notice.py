"""召回公告: a published recall notice, as its source states it, and what can be read of its counts and days."""

import re
from datetime import date

from domain.row import Day, Known, Row, Said, Words, read_day

NOTHING = {"", "-", "—", "无", "/"}
_UNIT = "台个件只套批条瓶桶辆支盒块片双"
_COUNT = re.compile(rf"(\d{{1,9}})\s*[{_UNIT}]")
_TOTAL = re.compile(rf"共\s*(\d{{1,9}})\s*[{_UNIT}]$")
_LIKE_A_DAY = re.compile(
    r"(?<![0-9A-Za-z])\d{2,6}([./-])\d{1,3}\1\d{1,3}(?!\d)|(?<![0-9A-Za-z])(?:19|20)\d{6,7}(?![0-9A-Za-z])"
)


class RecallNotice(Row):
    """A row of recall notices. What a source leaves blank stays blank."""

    source_id: Words
    published_on: Day
    title: Said = ""
    producer: Known = ""
    product: Said = ""
    brand: Said = ""
    model: Said = ""
    lots: Said = ""
    quantity_stated: Said = ""
    defect: Said = ""
    consequence: Said = ""
    remedy: Said = ""
    source_url: Said = ""

    @property
    def quantity(self) -> int | None:
        """How many are recalled: one number with its unit, or the stated total of several. `4 00个` is neither."""
        text = self.quantity_stated.strip()
        found = _COUNT.fullmatch(text) or _TOTAL.search(text)
        return int(found[1]) if found else None

    @property
    def days(self) -> tuple[date, ...]:
        """The days that the line of lots names; whether they are of production, the source does not say."""
        return tuple(sorted({day for word in self._like_days if (day := read_day(word))}))

    @property
    def unreadable_days(self) -> tuple[str, ...]:
        """What looks like a day and is none: `20212.11.3`, `202230508`."""
        return tuple(word for word in self._like_days if read_day(word) is None)

    @property
    def _like_days(self) -> list[str]:
        return [found[0] for found in _LIKE_A_DAY.finditer(self.lots)]
