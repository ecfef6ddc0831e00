"""期间计算说明: the sentences that tell a party and a court why a period ends on its day."""

from datetime import date, datetime

from domain.base import Text
from domain.calendar import Block, Calendar, CalendarDay, shifted, span
from domain.due_outlook import Course, may_move, provisional, window
from domain.period import Period, Roll, Unit
from domain.wording import amount, chinese_day, joined

_WEEKDAYS_ZH = "一二三四五六日"
_WEEKDAYS_EN = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def reason(
    period: Period,
    course: Course,
    begun: date,
    nominal: date,
    last: date,
    calendar: Calendar,
    opened: date | None = None,
) -> Text:
    """From the start day, through what was left out (`nominal`), to the `last` day, and what may still move it."""
    if period.unit is Unit.WORKING_DAYS:
        counted = _working_days(calendar, begun, last)
    else:
        counted = [_nominal_day(period, nominal), *_end(period, nominal, last, calendar)]
    sentences = [
        _opening(period, course.length, begun.isoformat(), chinese_day(begun)),
        *course.told,
        *counted,
        Text(zh=f"期间至{chinese_day(last)}24时届满。", en=f"The period ends on {last} at 24:00 (Shanghai)."),
        *window(period, opened),
        *provisional(decisive_days(period, course, begun, nominal, last, calendar)),
        *may_move(period, course),
    ]
    return joined(sentences)


def exact_reason(period: Period, length: int, start: datetime, at: datetime) -> Text:
    """Of hours, which run from moment to moment."""
    ends = Text(
        zh=f"按时刻计算，不因放假或者周末顺延，期间至{chinese_day(at.date())}{at:%H:%M}届满。",
        en=f"Counted from moment to moment, whatever the day, the period ends on {at:%Y-%m-%d at %H:%M} (Shanghai).",
    )
    opening = _opening(period, length, f"{start:%Y-%m-%d %H:%M}", f"{chinese_day(start.date())}{start:%H:%M}")
    return joined([opening, ends])


def decisive_days(
    period: Period, course: Course, begun: date, nominal: date, last: date, calendar: Calendar
) -> list[CalendarDay]:
    """The days on whose being worked or not the last day depends."""
    if period.unit is Unit.WORKING_DAYS:
        return [calendar.day(day) for day in span(shifted(begun, 1), last) if day not in course.paused]
    return [] if period.roll is Roll.NONE else [calendar.day(day) for day in span(nominal, last)]


def _opening(period: Period, length: int, begun_en: str, begun_zh: str) -> Text:
    set_by = Text(zh="由办案人员确定的", en=", set by the officer") if period.officer_set else Text(zh="", en="")
    exact = period.unit is Unit.HOURS
    day_out = Text(zh="", en="") if exact else Text(zh="，开始的当日不计入", en=", that day not counted")
    return Text(
        zh=f"{period.term.zh}（{period.cited.zh}）：{set_by.zh}期限为{length}{period.unit.zh}，"
        f"自{period.runs_from.zh}之{'时' if exact else '日'}即{begun_zh}起算{day_out.zh}。",
        en=f"{period.term.en} ({period.cited.en}): {amount(length, period.unit)}{set_by.en}, "
        f"from {period.runs_from.en} on {begun_en}{day_out.en}.",
    )


def _working_days(calendar: Calendar, begun: date, last: date) -> list[Text]:
    days = [calendar.day(day) for day in span(shifted(begun, 1), last)]
    blocks = dict.fromkeys(block for day in days if (block := calendar.block(day.on)))
    made_up = [day.on for day in days if day.is_make_up_workday]
    told = []
    if blocks:
        zh, en = "、".join(_block_zh(block) for block in blocks), ", ".join(_block_en(block) for block in blocks)
        told.append(Text(zh=f"期间内的放假不计入工作日：{zh}。", en=f"Holidays are no working days: {en}."))
    if made_up:
        zh, en = "、".join(map(chinese_day, made_up)), ", ".join(map(str, made_up))
        told.append(Text(zh=f"调休上班日计入工作日：{zh}。", en=f"Make-up workdays count: {en}."))
    return told


def _nominal_day(period: Period, nominal: date) -> Text:
    before = Text(zh="（所计末日本身不在内，取其前一日）", en=" (the day before the last of the count)")
    mark = before if period.ends_before else Text(zh="", en="")
    return Text(
        zh=f"按历日推算，末日{mark.zh}为{chinese_day(nominal)}（星期{_WEEKDAYS_ZH[nominal.weekday()]}）。",
        en=f"By the calendar its last day{mark.en} is {nominal} ({_WEEKDAYS_EN[nominal.weekday()]}).",
    )


def _end(period: Period, nominal: date, last: date, calendar: Calendar) -> list[Text]:
    """What was done with a last day that is not worked, or lies beside a holiday."""
    day, block = calendar.day(nominal), calendar.block(nominal)
    if last != nominal:
        return [_moved(block, last), *_beside(nominal, last, period.roll, calendar)]
    if day.is_make_up_workday:
        return [Text(zh="该日为调休上班日，不顺延。", en="It is a make-up workday, so it does not move.")]
    if day.is_workday:
        return []
    if period.roll is Roll.NONE:
        return [Text(zh="该期间不因放假或者周末顺延。", en="This period does not move for holidays or weekends.")]
    return [
        Text(
            zh="该日为普通周末，不是法定节假日，不顺延。",
            en="It is an ordinary weekend and no statutory holiday, so it does not move.",
        ),
        *_beside(nominal, last, period.roll, calendar),
    ]


def _moved(block: Block | None, last: date) -> Text:
    if block is None:
        return Text(
            zh=f"该日为周末休息日，顺延至{chinese_day(last)}。",
            en=f"It is a rest day of a weekend, so it moves to {last}.",
        )
    return Text(
        zh=f"该日在放假期间：{_block_zh(block)}，顺延至{chinese_day(last)}。",
        en=f"It lies in a holiday, {_block_en(block)}, so it moves to {last}.",
    )


def _beside(nominal: date, last: date, roll: Roll, calendar: Calendar) -> list[Text]:
    """Of an ordinary weekend that adjoins a holiday: is it part of the roll or not."""
    around = span(shifted(nominal, -1), shifted(last, 1))
    weekend = [day for day in span(nominal, last) if calendar.day(day).is_ordinary_weekend]
    if not weekend or not any(calendar.is_holiday(day) for day in around):
        return []
    zh, en = "、".join(map(chinese_day, weekend)), ", ".join(map(str, weekend))
    if roll is Roll.REST_DAY:
        return [
            Text(
                zh=f"与放假相邻的普通周末（{zh}）也是法定休假日，一并顺延。",
                en=f"The ordinary weekend beside the holiday ({en}) is a rest day too and was passed over.",
            )
        ]
    return [
        Text(
            zh=f"与放假相邻的普通周末（{zh}）不在公布的放假日内，不按法定节假日处理。",
            en=f"The ordinary weekend beside the holiday ({en}) is not in the published holiday and was not treated as "
            "part of it.",
        )
    ]


def _block_zh(block: Block) -> str:
    if block.first == block.last:
        return f"{block.name.zh}（{chinese_day(block.first)}）"
    return f"{block.name.zh}（{chinese_day(block.first)}至{chinese_day(block.last)}）"


def _block_en(block: Block) -> str:
    return f"{block.name.en} ({block.first} to {block.last})"
