"""台账说明: the sentences that tell what each entry of a clock's ledger did to it."""

from datetime import date

from domain.base import Text
from domain.calendar import Calendar, legal_day
from domain.ledger import Clock, Extended, Recomputed, Suspended
from domain.period import Unit
from domain.wording import amount, chinese_day


def told(clock: Clock, entry: Extended | Suspended | Recomputed, out: frozenset[date], calendar: Calendar) -> Text:
    """One entry; `out` holds the days that a suspension took out of the count."""
    if isinstance(entry, Extended):
        return _extended(clock, entry)
    if isinstance(entry, Suspended):
        return _suspended(clock, entry, out, calendar)
    day = legal_day(entry.at)
    return Text(
        zh=f"{chinese_day(day)}重新计算：{entry.reason.zh}", en=f"Computed again on {day}: {entry.reason.en}"
    )


def _extended(clock: Clock, entry: Extended) -> Text:
    day, unit = legal_day(entry.at), clock.period.unit
    reason = entry.reason.strip().rstrip("。.")
    by = Text(zh=f"{entry.by.zh}{entry.actor}批准", en=f"the {entry.by.en} {entry.actor}")
    if entry.minutes:
        by = Text(zh=f"负责人集体讨论决定（{entry.minutes}）", en=f"the heads together ({entry.minutes})")
    return Text(
        zh=f"{chinese_day(day)}经{by.zh}，延长{entry.count}{unit.zh}，与原期限连续计算，理由：{reason}。",
        en=f"Extended on {day} by {amount(entry.count, unit)} by {by.en}, counted on without a break: {reason}.",
    )


def _suspended(clock: Clock, entry: Suspended, out: frozenset[date], calendar: Calendar) -> Text:
    since, until = legal_day(entry.since), legal_day(entry.until or entry.since)
    taken = sum(calendar.is_workday(day) for day in out) if clock.period.unit is Unit.WORKING_DAYS else len(out)
    unit = Unit.WORKING_DAYS if clock.period.unit is Unit.WORKING_DAYS else Unit.DAYS
    return Text(
        zh=f"{entry.cause.zh}自{chinese_day(since)}至{chinese_day(until)}（{entry.document}），"
        f"法条未定如何扣除，比照起算规则，开始的当日仍计入，其后至结束的当日不计入期间，共扣除{taken}{unit.zh}。",
        en=f"For {entry.cause.en} it stood still from {since} to {until} ({entry.document}). No article says how to "
        f"count that: as at the start of a period the first day still counts, the days after it to the last do not; "
        f"{amount(taken, unit)} left out.",
    )
