"""期间计算说明: the sentences that tell a party and a court why a period ends on its day."""

from datetime import date

from domain.base import Text
from domain.calendar import Block, Calendar, CalendarDay, shifted, span
from domain.period import Period, Roll, Unit

_WEEKDAYS_ZH = "一二三四五六日"
_WEEKDAYS_EN = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def reason(period: Period, length: int, begun: date, nominal: date, last: date, calendar: Calendar) -> Text:
    """From the start day, through what was left out (`nominal`), to the `last` day, and what may still move it."""
    if period.unit is Unit.WORKING_DAYS:
        counted = _working_days(calendar, begun, last)
    else:
        counted = [_nominal_day(nominal), *_end(period, nominal, last, calendar)]
    sentences = [
        _opening(period, length, begun),
        *counted,
        Text(zh=f"期间至{_zh(last)}24时届满。", en=f"The period ends on {last} at 24:00 (Shanghai)."),
        *_provisional(decisive_days(period, begun, nominal, last, calendar)),
        *_may_move(period),
    ]
    return Text(zh="".join(part.zh for part in sentences), en=" ".join(part.en for part in sentences))


def decisive_days(period: Period, begun: date, nominal: date, last: date, calendar: Calendar) -> list[CalendarDay]:
    """The days on whose being worked or not the last day depends."""
    if period.unit is Unit.WORKING_DAYS:
        return [calendar.day(day) for day in span(shifted(begun, 1), last)]
    return [] if period.roll is Roll.NONE else [calendar.day(day) for day in span(nominal, last)]


def _opening(period: Period, length: int, begun: date) -> Text:
    set_by = Text(zh="由办案人员确定的", en=", set by the officer") if period.officer_set else Text(zh="", en="")
    return Text(
        zh=f"{period.term.zh}（{period.cited.zh}）：{set_by.zh}期限为{length}{period.unit.zh}，"
        f"自{period.runs_from.zh}之日即{_zh(begun)}起算，开始的当日不计入。",
        en=f"{period.term.en} ({period.cited.en}): {_amount(length, period.unit)}{set_by.en}, "
        f"from {period.runs_from.en} on {begun}, that day not counted.",
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
        zh, en = "、".join(map(_zh, made_up)), ", ".join(map(str, made_up))
        told.append(Text(zh=f"调休上班日计入工作日：{zh}。", en=f"Make-up workdays count: {en}."))
    return told


def _nominal_day(nominal: date) -> Text:
    return Text(
        zh=f"按历日推算，末日为{_zh(nominal)}（星期{_WEEKDAYS_ZH[nominal.weekday()]}）。",
        en=f"By the calendar its last day is {nominal} ({_WEEKDAYS_EN[nominal.weekday()]}).",
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
            zh=f"该日为周末休息日，顺延至{_zh(last)}。", en=f"It is a rest day of a weekend, so it moves to {last}."
        )
    return Text(
        zh=f"该日在放假期间：{_block_zh(block)}，顺延至{_zh(last)}。",
        en=f"It lies in a holiday, {_block_en(block)}, so it moves to {last}.",
    )


def _beside(nominal: date, last: date, roll: Roll, calendar: Calendar) -> list[Text]:
    """Of an ordinary weekend that adjoins a holiday: is it part of the roll or not."""
    around = span(shifted(nominal, -1), shifted(last, 1))
    weekend = [day for day in span(nominal, last) if calendar.day(day).is_ordinary_weekend]
    if not weekend or not any(calendar.is_holiday(day) for day in around):
        return []
    zh, en = "、".join(map(_zh, weekend)), ", ".join(map(str, weekend))
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


def _provisional(decisive: list[CalendarDay]) -> list[Text]:
    years = sorted({day.on.year for day in decisive if not day.published})
    if not years:
        return []
    zh, en = "、".join(f"{year}年" for year in years), ", ".join(map(str, years))
    return [
        Text(
            zh=f"{zh}的放假安排尚未公布，暂按已知的节假日和周末推定，公布后重新计算。",
            en=f"The holidays of {en} are not yet published: this is provisional and will be computed again.",
        )
    ]


def _may_move(period: Period) -> list[Text]:
    told = []
    if more := period.extension:
        told.append(
            Text(
                zh=f"经{more.by.zh}批准，可以延长{more.times}次，每次{more.count}{period.unit.zh}。",
                en=f"The {more.by.en} may extend it {more.times} time(s) by {_amount(more.count, period.unit)}.",
            )
        )
    if period.suspended_by:
        zh, en = "、".join(s.zh for s in period.suspended_by), ", ".join(s.en for s in period.suspended_by)
        told.append(
            Text(zh=f"{zh}所需时间不计入，上述日期未扣除。", en=f"Time for {en} does not count; none is deducted.")
        )
    return told


def _amount(count: int, unit: Unit) -> str:
    return f"{count} {unit.en.removesuffix('s') if count == 1 else unit.en}"


def _zh(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _block_zh(block: Block) -> str:
    if block.first == block.last:
        return f"{block.name.zh}（{_zh(block.first)}）"
    return f"{block.name.zh}（{_zh(block.first)}至{_zh(block.last)}）"


def _block_en(block: Block) -> str:
    return f"{block.name.en} ({block.first} to {block.last})"
