"""What a printed line says of a product's making (生产日期或批号): date, lot, use-by date, each only where certain."""

import re
from datetime import date
from functools import lru_cache

from domain.base import Value
from domain.imports import Question

_DATE = re.compile(
    r"(?<![0-9A-Za-z])(?:(20\d\d)-(\d{1,2})-(\d{1,2})|(20\d\d)\.(\d{1,2})\.(\d{1,2})|(20\d\d)/(\d{1,2})/(\d{1,2})"
    r"|(20\d\d)年(\d{1,2})月(\d{1,2})日|(20\d\d)(\d\d)(\d\d))(?:\.0$|(?![0-9A-Za-z])(?:[（(][A-Z]+[)）])?)"
)
_USE_BY = re.compile("限用日期|有效期至|限期使用")
_LOT_WORD = "批号"
_NOTHING = {"", "-", "—", "无", "未标注", "未提供"}


class Production(Value):
    """Dates are legal days; None where the line does not say, or says it in a form that can be read two ways."""

    produced_on: date | None = None
    use_by: date | None = None
    lot_number: str | None = None


@lru_cache(maxsize=10_000)  # thousands of checks are of one lot
def read(line: str) -> Production:
    """Read a line such as `2017-04-10/2017041001`, `—/20250905001HD`, `限用日期:2027/01/05/`.

    `04/09/2025`, `18/04/10`, `2024-03` and a bare `45062` are not certain: they yield nothing.
    """
    line = line.strip()
    before, slash, after = line.partition("/")
    if slash and before.strip() in _NOTHING:
        return Production(lot_number=_lot(after))
    found = _DATE.search(line)
    day = _day(found) if found else None
    if found is None or day is None:
        return Production(lot_number=_lot_alone(line))
    lot = _lot(_USE_BY.sub("", line[: found.start()] + "/" + line[found.end() :]))
    if _USE_BY.search(line):
        return Production(use_by=day, lot_number=lot)
    return Production(produced_on=day, lot_number=lot)


def _day(found: re.Match[str]) -> date | None:
    year, month, day = (int(part) for part in found.groups() if part)
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _lot(rest: str) -> str | None:
    parts = [part.strip(" :：") for part in rest.replace("（）", "").split("/")]
    return "/".join(part for part in parts if part not in _NOTHING) or None


def _lot_alone(line: str) -> str | None:
    """A line without a date names a lot where it says so, or by its letters."""
    if _LOT_WORD in line:
        return line.replace(_LOT_WORD, "").strip("（）() :：") or None
    return line if re.search("[A-Za-z]", line) and "/" not in line else None


def questions(made: Production, today: date, stated: str) -> tuple[Question, ...]:
    """What the dates of a lot leave open: its number names another day, or it is yet to be made.

    Production after a check or a report of long ago is asked about by rules.
    """
    asked = []
    found = _DATE.match((made.lot_number or "")[:8])
    if made.produced_on and found and _day(found) not in (None, made.produced_on):
        zh, en = "批号中的日期与生产日期不一致。", "The lot number names another day than that of production."
        asked.append(Question("lot_against_production_date", zh, en, "production", stated[:80]))
    if made.produced_on and made.produced_on > today:
        zh, en = "生产日期还没有到。", "The day of production is yet to come."
        asked.append(Question("produced_in_future", zh, en, "production", stated[:80]))
    if made.produced_on and made.use_by and made.use_by < made.produced_on:
        zh, en = "失效日期早于生产日期。", "The use-by date is before production."
        asked.append(Question("use_by_before_production", zh, en, "production", stated[:80]))
    return tuple(asked)
