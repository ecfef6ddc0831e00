"""期间展望: what may still move the end of a period, and from when on an act is lawful at all."""

from datetime import date
from typing import NamedTuple

from domain.base import Text
from domain.calendar import CalendarDay, shifted
from domain.period import Extension, Period, Suspension
from domain.wording import amount, chinese_day


class Course(NamedTuple):
    """What happened to a period: `length` as it began, `extra` by extensions, the days that do not count (`paused`),
    the sentences that tell each (`told`), and the extensions that are `left`."""

    length: int
    extra: int = 0
    paused: frozenset[date] = frozenset()
    told: tuple[Text, ...] = ()
    left: tuple[Extension, ...] = ()


def provisional(decisive: list[CalendarDay]) -> list[Text]:
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


def window(period: Period, opened: date | None) -> list[Text]:
    """`opened` is the last day on which the act is still too early."""
    if opened is None:
        return []
    first = shifted(opened, 1)
    if period.waits:
        return [
            Text(
                zh=f"期间届满后即自{chinese_day(first)}起，方可进行下一步。",
                en=f"What it is given for is lawful only after it has passed, from {first} on.",
            )
        ]
    return [
        Text(
            zh=f"须在起算后第{period.not_before}日之后进行，即不得早于{chinese_day(first)}。",
            en=f"It is too early until day {period.not_before} has passed: not before {first}.",
        )
    ]


def may_move(period: Period, course: Course) -> list[Text]:
    """The extensions that are left, and what does not count but has not been deducted."""
    told = [_may_extend(period, more) for more in course.left]
    if period.suspended_by and not course.paused:
        zh, en = _causes(period.suspended_by)
        told.append(
            Text(zh=f"{zh}所需时间不计入，上述日期未扣除。", en=f"Time for {en} does not count; none is deducted.")
        )
    return told


def _may_extend(period: Period, more: Extension) -> Text:
    who = Text(zh="", en="It may be extended")
    if more.by:
        who = Text(zh=f"经{more.by.zh}批准，", en=f"The {more.by.en} may extend it")
    if more.collective:
        who = Text(zh="经负责人集体讨论决定，", en="The heads, deciding together, may extend it")
    if more.count is None:
        return Text(
            zh=f"{who.zh}可以延长{more.times}次，法条未定长度，应当确定合理期限。",
            en=f"{who.en} {more.times} time(s); no length is laid down, so a reasonable one is set.",
        )
    return Text(
        zh=f"{who.zh}可以延长{more.times}次，每次{more.count}{period.unit.zh}。",
        en=f"{who.en} {more.times} time(s) by {amount(more.count, period.unit)}.",
    )


def _causes(causes: tuple[Suspension, ...]) -> tuple[str, str]:
    return "、".join(cause.zh for cause in causes), ", ".join(cause.en for cause in causes)
