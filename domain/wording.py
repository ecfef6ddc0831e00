"""措辞: how days, amounts and sentences are written in both languages."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from domain.base import Text
from domain.calendar import SHANGHAI
from domain.facts import Labelled
from domain.period import Unit


def amount(count: int, unit: Unit) -> str:
    """15 working days, 1 month."""
    return f"{count} {unit.en.removesuffix('s') if count == 1 else unit.en}"


def chinese_day(day: date) -> str:
    """2026年10月8日."""
    return f"{day.year}年{day.month}月{day.day}日"


def yuan(fen: int) -> str:
    """1,234.56."""
    return f"{fen // 100:,}.{fen % 100:02d}"


def joined(sentences: Iterable[Text]) -> Text:
    parts = tuple(sentences)
    return Text(zh="".join(part.zh for part in parts), en=" ".join(part.en for part in parts))


def worded(value: Any) -> Text:
    """A value of a fact or of an act, for a reader; a moment as the clock stood in Shanghai."""
    match value:
        case Text():
            return value
        case Labelled():
            return Text(zh=value.zh, en=value.en)
        case bool():
            return Text(zh="是", en="yes") if value else Text(zh="否", en="no")
        case None:
            return Text(zh="不明", en="unknown")
        case datetime():
            at = value.astimezone(SHANGHAI)
            return Text(zh=f"{chinese_day(at.date())}{at:%H:%M}", en=f"{at:%Y-%m-%d %H:%M}")
        case _:
            return Text(zh=str(value), en=str(value))


def listed(things: Iterable[tuple[Text, Any]]) -> Text:
    """Titles with their values, in one line of each language; a full stop at the end of a value is left out."""
    parts = [(title, worded(value)) for title, value in things]
    return Text(
        zh="；".join(f"{title.zh}：{value.zh.rstrip('。.')}" for title, value in parts),
        en="; ".join(f"{title.en}: {value.en.rstrip('。.')}" for title, value in parts),
    )
