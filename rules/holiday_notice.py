"""放假通知文件: one year's notice from a YAML or CSV file, read strictly. Each refusal names its line.

YAML has year, title, number, perhaps url, and holidays: each with a name, from, to and perhaps work (make-up days).
CSV has the columns year, title, number, url, on, kind (off or work), name: one row for each day.
"""

import csv
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from domain.base import Text
from domain.calendar import CalendarDay, span
from domain.errors import Refused
from domain.holiday_notice import AnnouncedDay, HolidayNotice, announced
from rules.shape import shaped
from rules.source import read
from rules.workdays import english_name

_LONGEST = 30  # days; a slip in a month or a year is told as such
COLUMNS = ("year", "title", "number", "url", "on", "kind", "name")


class _Head(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    year: int = Field(ge=1949, le=9998)
    title: str = Field(pattern=r"\S")
    number: str = Field(pattern=r"\S")
    url: str | None = None


class _Holiday(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = Field(pattern=r"\S")
    first: date = Field(alias="from")
    last: date = Field(alias="to")
    work: tuple[date, ...] = ()


class _Notice(_Head):
    holidays: tuple[_Holiday, ...] = Field(min_length=1)


class _Row(_Head):
    on: date
    kind: Literal["off", "work"]
    name: str = Field(pattern=r"\S")


def read_notice(path: Path, now: datetime) -> tuple[HolidayNotice, tuple[CalendarDay, ...]]:
    """The notice and the days that it arranges, in order.

    Refused: `no_such_file`, `calendar_file_invalid`, `law_file_invalid`, what `rules.source.read` and
    `domain.holiday_notice.announced` refuse.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise Refused(
            "no_such_file", zh="文件不存在或者无法读取。", en="There is no such file, or it cannot be read.",
            field="file", value=str(path),
        ) from error  # fmt: skip
    head, days = _from_csv(path, content) if path.suffix.lower() == ".csv" else _from_yaml(path)
    notice = HolidayNotice(
        year=head.year, title=head.title, number=head.number, url=head.url or None,
        sha256=sha256(content).hexdigest(), imported_at=now,
    )  # fmt: skip
    return notice, announced(head.year, days)


def _from_yaml(path: Path) -> tuple[_Head, list[AnnouncedDay]]:
    document = read(path)
    notice = shaped(document, _Notice)
    days = []
    for number, holiday in enumerate(notice.holidays):
        line = document.lines["holidays", number]
        if not 0 <= (holiday.last - holiday.first).days <= _LONGEST:
            zh, en = "放假的起止日期有误。", "A holiday does not end before it begins, nor lasts for weeks on end."
            raise document.refuse("calendar_file_invalid", zh, en, "holidays", number, "to", value=holiday.last)
        days += [_day(on, False, holiday.name, line) for on in span(holiday.first, holiday.last)]
        for place, on in enumerate(holiday.work):
            days.append(_day(on, True, holiday.name, document.lines["holidays", number, "work", place]))
    return notice, days


def _from_csv(path: Path, content: bytes) -> tuple[_Head, list[AnnouncedDay]]:
    try:
        reader = csv.DictReader(content.decode("utf-8-sig").splitlines(), strict=True)
        if tuple(reader.fieldnames or ()) != COLUMNS:
            raise _invalid(path, 1, f"the columns are {', '.join(COLUMNS)}", reader.fieldnames)
        rows = [(reader.line_num, row) for row in reader]
    except (UnicodeDecodeError, csv.Error) as error:
        raise _invalid(path, 1, str(error), None) from None
    if not rows:
        raise _invalid(path, 1, "there is no day in it", None)
    head, days = None, []
    for line, given in rows:
        row = _row(path, line, given)
        found = _Head(year=row.year, title=row.title, number=row.number, url=row.url)
        if head not in (None, found):
            raise _invalid(path, line, "year, title, number and url are the same in each row", row.number)
        head = found
        days.append(_day(row.on, row.kind == "work", row.name, line))
    assert head is not None
    return head, days


def _row(path: Path, line: int, given: dict[str, str]) -> _Row:
    try:
        return _Row.model_validate(given)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(map(str, first["loc"]))
        raise _invalid(path, line, f"{where}: {first['msg']}", first["input"]) from None


def _day(on: date, works: bool, name: str, line: int) -> AnnouncedDay:
    return AnnouncedDay(day=CalendarDay(on=on, is_workday=works, name=Text(zh=name, en=english_name(name))), line=line)


def _invalid(path: Path, line: int, problem: str, value: object) -> Refused:
    return Refused(
        "calendar_file_invalid",
        zh=f"{path.name} 第{line}行：内容不符合格式（{problem}）。",
        en=f"{path.name}, line {line}: {problem}.",
        field="file",
        value=value,
    )
