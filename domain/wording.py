"""措辞: how days, amounts and sentences are written in both languages."""

from collections.abc import Iterable
from datetime import date

from domain.base import Text
from domain.period import Unit


def amount(count: int, unit: Unit) -> str:
    """15 working days, 1 month."""
    return f"{count} {unit.en.removesuffix('s') if count == 1 else unit.en}"


def chinese_day(day: date) -> str:
    """2026年10月8日."""
    return f"{day.year}年{day.month}月{day.day}日"


def joined(sentences: Iterable[Text]) -> Text:
    parts = tuple(sentences)
    return Text(zh="".join(part.zh for part in parts), en=" ".join(part.en for part in parts))
