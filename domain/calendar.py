"""工作日历: which days are worked, as the State Council's notices arrange them each year."""

from collections.abc import Iterable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from pydantic import PrivateAttr

from domain.base import Text, Value
from domain.errors import Refused

SHANGHAI = ZoneInfo("Asia/Shanghai")
SATURDAY = 5
# 放假办法第二条: the holidays that have a fixed date. The other four follow the lunar year, so only rows know them.
_FIXED_HOLIDAYS = {
    (1, 1): Text(zh="元旦", en="New Year's Day"),
    (5, 1): Text(zh="劳动节", en="Labour Day"),
    (5, 2): Text(zh="劳动节", en="Labour Day"),
    (10, 1): Text(zh="国庆节", en="National Day"),
    (10, 2): Text(zh="国庆节", en="National Day"),
    (10, 3): Text(zh="国庆节", en="National Day"),
}


class CalendarDay(Value):
    """One day. `name` is the holiday that it is off for, or, on a workday, the one that it makes up for (调休上班).

    A day off without a name is an ordinary weekend. `published`: the State Council has arranged its year.
    """

    on: date
    is_workday: bool
    name: Text | None = None
    published: bool = True

    @property
    def is_holiday(self) -> bool:
        """法定节假日: any day of a block, days off in exchange and weekends that the block covers included."""
        return self.name is not None and not self.is_workday

    @property
    def is_ordinary_weekend(self) -> bool:
        return self.name is None and not self.is_workday

    @property
    def is_make_up_workday(self) -> bool:
        return self.name is not None and self.is_workday


class Block(Value):
    """法定节假日假期: days off that follow one another, `last` included."""

    name: Text
    first: date
    last: date


class Calendar(Value):
    """The days that are known. Any other day is taken by its weekday and the fixed holidays, and is not published.

    Refused `calendar_day_twice` where one day is given twice.
    """

    days: tuple[CalendarDay, ...] = ()
    _by_date: dict[date, CalendarDay] = PrivateAttr(default_factory=dict)

    def model_post_init(self, _: object) -> None:
        for day in self.days:
            if day.on in self._by_date:
                raise Refused(
                    "calendar_day_twice",
                    zh=f"日历中{day.on}出现两次。",
                    en=f"The calendar has {day.on} twice.",
                    field="on",
                    value=day.on,
                )
            self._by_date[day.on] = day

    @classmethod
    def of(cls, days: Iterable[CalendarDay]) -> "Calendar":
        return cls(days=tuple(days))

    def day(self, on: date) -> CalendarDay:
        if known := self._by_date.get(on):
            return known
        name = _FIXED_HOLIDAYS.get((on.month, on.day))
        return CalendarDay(on=on, is_workday=name is None and on.weekday() < SATURDAY, name=name, published=False)

    def is_workday(self, on: date) -> bool:
        return self.day(on).is_workday

    def is_holiday(self, on: date) -> bool:
        return self.day(on).is_holiday

    def block(self, on: date) -> Block | None:
        """The whole holiday that `on` lies in, None where it lies in none."""
        if not self.is_holiday(on):
            return None
        first, last = on, on
        while self.is_holiday(shifted(first, -1)):
            first = shifted(first, -1)
        while self.is_holiday(shifted(last, 1)):
            last = shifted(last, 1)
        names = {text.zh: text for day in span(first, last) if (text := self.day(day).name)}
        name = Text(zh="、".join(names), en=" and ".join(text.en for text in names.values()))
        return Block(name=name, first=first, last=last)


def ordinary_day(on: date) -> CalendarDay:
    """A day of which no notice says anything: worked unless it is a weekend."""
    return CalendarDay(on=on, is_workday=on.weekday() < SATURDAY)


def fixed_holidays(year: int) -> list[date]:
    """放假办法 2: the days that are off in each year by their date; 2 May is one since 2025."""
    return [date(year, month, day) for month, day in _FIXED_HOLIDAYS if (month, day) != (5, 2) or year >= 2025]


def shifted(on: date, days: int) -> date:
    return date.fromordinal(on.toordinal() + days)


def span(first: date, last: date) -> list[date]:
    """Every day from `first` to `last`, both included."""
    return [date.fromordinal(day) for day in range(first.toordinal(), last.toordinal() + 1)]


def legal_day(moment: date | datetime) -> date:
    """The day in Shanghai on which a moment falls. Refused `moment_without_time_zone`."""
    if not isinstance(moment, datetime):
        return moment
    if moment.utcoffset() is None:
        raise Refused(
            "moment_without_time_zone",
            zh=f"时刻{moment}没有时区，无法确定是哪一天。",
            en=f"The moment {moment} has no time zone, so its day is unknown.",
            field="start",
            value=moment,
        )
    return moment.astimezone(SHANGHAI).date()
