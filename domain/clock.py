"""期间时钟: when a running period ends after all that was entered in its ledger, and what may be entered. Pure."""

from collections.abc import Iterable
from datetime import date, datetime, time

from domain.base import Text, Value
from domain.calendar import SHANGHAI, Calendar, legal_day, shifted, span
from domain.clock_reason import told
from domain.due import Due, ends, length_of
from domain.due_outlook import Course
from domain.errors import Refused
from domain.ledger import Clock, Extended, Recomputed, Suspended
from domain.period import Period

_REMINDED_AT = time(9, tzinfo=SHANGHAI)  # the hour of working practice


class Rung(Value):
    """提醒: `5_days_before`, `1_day_before`, `last_day`, `over`."""

    name: str
    at: datetime


def due_of(clock: Clock, calendar: Calendar) -> Due | None:
    """When the period ends, the ledger told in the explanation. None while it stands still. Refused as by `due`."""
    if clock.stands_still:
        return None
    out = {entry: _days_out(clock, entry) for entry in clock.suspended}
    course = Course(
        length=length_of(clock.period, clock.count),
        extra=sum(entry.count for entry in clock.extended),
        paused=frozenset().union(*out.values()),
        told=tuple(
            told(clock, entry, out[entry] if isinstance(entry, Suspended) else frozenset(), calendar)
            for entry in clock.entries
        ),
        left=clock.extensions_left,
    )
    found = ends(clock.period, clock.start, calendar, course)
    articles = [article for more in clock.extensions_given for article in more.basis]
    return found.model_copy(update={"basis": tuple(dict.fromkeys((*found.basis, *articles)))})


def extend(clock: Clock, entry: Extended, calendar: Calendar) -> Clock:
    """Refused: `period_not_extendable`, `extensions_used_up`, `extension_not_his_to_give`, `extension_too_short`,
    `extension_too_long`, `extension_without_minutes`, `extension_before_start`, `extension_after_expiry`."""
    if not clock.period.extensions:
        raise _no("period_not_extendable", "法条未规定可以延长", "cannot be extended by its law", clock)
    if not clock.extensions_left:
        raise _no("extensions_used_up", "已按法条用尽延长次数", "was extended as often as its law allows", clock)
    law = clock.extensions_left[0]
    if law.by is not None and entry.by is not law.by:
        raise _no(
            "extension_not_his_to_give", f"的延长应由{law.by.zh}决定", f"is for the {law.by.en} to extend", clock,
            "by", entry.by.value,
        )  # fmt: skip
    if law.collective and not entry.minutes:
        raise _no(
            "extension_without_minutes", "的再次延长应经负责人集体讨论决定，请附讨论记录",
            "is extended further only by the heads together: their minutes are wanting", clock, "minutes",
        )  # fmt: skip
    if entry.count < 1:
        raise _no("extension_too_short", "至少延长一个单位", "is extended by at least one", clock, "count", entry.count)
    if law.count is not None and entry.count > law.count:
        raise _no(
            "extension_too_long", f"最多延长{law.count}{clock.period.unit.zh}",
            f"is extended by at most {law.count} {clock.period.unit.en}", clock, "count", entry.count,
        )  # fmt: skip
    legal_day(entry.at), legal_day(clock.start)
    if entry.at < clock.start:
        raise _no("extension_before_start", "尚未起算", "had not begun", clock, "at", entry.at)
    now = due_of(clock, calendar)
    if now is not None and entry.at >= now.at:
        raise _no(
            "extension_after_expiry", "已经届满，延长应当在届满前决定", "was over when it was extended",
            clock, "at", entry.at,
        )  # fmt: skip
    return _with(clock, entry)


def suspend(clock: Clock, entry: Suspended, calendar: Calendar) -> Clock:
    """Enter a time that does not count, over (`until`) or not. What lies before the start of the period is left out.

    Refused: `suspension_not_lawful`, `suspension_without_document`, `already_suspended`,
    `suspension_ends_before_it_began`, `suspension_before_start`, `suspension_after_expiry`, `suspensions_overlap`.
    """
    if entry.cause not in clock.period.suspended_by:
        raise _no(
            "suspension_not_lawful", f"不因{entry.cause.zh}而停止计算", f"does not stand still for {entry.cause.en}",
            clock, "cause", entry.cause.value,
        )  # fmt: skip
    if not entry.document.strip():
        raise _no("suspension_without_document", "的扣除应当附文书", "stands still by a document", clock, "document")
    begins = legal_day(entry.since)
    if clock.stands_still:
        raise _no("already_suspended", "已经停止计算", "stands still already", clock, "since", entry.since)
    if entry.until is not None:
        _refuse_backwards(clock, entry.since, entry.until)
        if legal_day(entry.until) <= legal_day(clock.start):
            raise _no("suspension_before_start", "起算时已恢复", "began only afterwards", clock, "until", entry.until)
    now = due_of(clock, calendar)
    if now is not None and entry.since >= now.at:
        raise _no("suspension_after_expiry", "已经届满", "was over before", clock, "since", begins)
    for other in clock.suspended:
        if other.until and entry.since < other.until and (entry.until is None or other.since < entry.until):
            raise _no(
                "suspensions_overlap", f"与已记载的{other.cause.zh}时间重叠",
                f"stood still already for {other.cause.en} then", clock, "since", entry.since,
            )  # fmt: skip
    return _with(clock, entry)


def resume(clock: Clock, until: datetime) -> Clock:
    """The clock goes on. Refused `not_suspended`, `suspension_ends_before_it_began`."""
    entry = next((one for one in clock.suspended if one.until is None), None)
    if entry is None:
        raise _no("not_suspended", "没有停止计算", "does not stand still", clock, "until", until)
    _refuse_backwards(clock, entry.since, until)
    ended = entry.model_copy(update={"until": until})
    return clock.model_copy(update={"entries": tuple(ended if one is entry else one for one in clock.entries)})


def recompute(clock: Clock, entry: Recomputed) -> Clock:
    """Note that the period was counted again over a changed calendar, and why. Refused `moment_without_time_zone`."""
    legal_day(entry.at)
    return _with(clock, entry)


def rungs(due: Due, period: Period) -> tuple[Rung, ...]:
    """The moments to remind people at, in order, and the end. Those that are past already are the reader's to leave."""
    before = (rung for rung in reminders(due.on, period.reminders) if rung.at < due.at)
    return (*before, Rung(name="over", at=due.at))


def reminders(last_day: date, days_before: Iterable[int]) -> tuple[Rung, ...]:
    """In the morning, so many days before the last one, the earliest first."""
    days = sorted(set(days_before), reverse=True)
    return tuple(Rung(name=_named(ahead), at=_morning(shifted(last_day, -ahead))) for ahead in days)


def _named(ahead: int) -> str:
    if ahead == 0:
        return "last_day"
    return "1_day_before" if ahead == 1 else f"{ahead}_days_before"


def _morning(day: date) -> datetime:
    return datetime.combine(day, _REMINDED_AT)


def _days_out(clock: Clock, entry: Suspended) -> frozenset[date]:
    """As at the start of a period (民法典 201) the day on which it began counts, those after it to the last do not."""
    first = max(legal_day(entry.since), legal_day(clock.start))
    return frozenset(span(shifted(first, 1), legal_day(entry.until))) if entry.until else frozenset()


def _with(clock: Clock, entry: Extended | Suspended | Recomputed) -> Clock:
    return clock.model_copy(update={"entries": (*clock.entries, entry)})


def _refuse_backwards(clock: Clock, since: datetime, until: datetime) -> None:
    legal_day(until)
    if until < since:
        raise _no(
            "suspension_ends_before_it_began", "恢复早于停止", "would go on before it stood still",
            clock, "until", until,
        )  # fmt: skip


def _no(code: str, zh: str, en: str, clock: Clock, field: str = "", value: object = None) -> Refused:
    term: Text = clock.period.term
    return Refused(
        code, zh=f"“{term.zh}”的期限{zh}。", en=f"The period “{term.en}” {en}.", field=field, value=value
    )
