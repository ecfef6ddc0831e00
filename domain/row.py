"""A row of a table that people bring (导入行): what its cells say, read strictly; a refusal names the column."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Annotated, Any, TypeVar, get_args

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    StringConstraints,
    ValidationError,
    ValidationInfo,
)

from domain.calendar import SHANGHAI
from domain.errors import Refused
from domain.facts import Labelled

LONGEST = 300  # characters: two such fields must fit into an index
MOST = 2_000_000_000  # what a count can hold
_EXACT = 10**15  # a spreadsheet keeps fifteen digits of a number
_SECONDS = 86400  # of a day
_EPOCH = date(1899, 12, 30)  # day 0 of a spreadsheet
_EARLIEST, _LATEST = date(1949, 10, 1), date(2100, 1, 1)
_DAY = re.compile(r"(\d{4})(?:-(\d{1,2})-|/(\d{1,2})/|\.(\d{1,2})\.|年(\d{1,2})月)(\d{1,2})日?(?:[ T]00?:00(?::00)?)?")
_YES, _NO = {"是", "有", "true", "yes", "y", "1"}, {"否", "无", "没有", "false", "no", "n", "0"}


def storable(text: str) -> str:
    """What the register cannot hold (NUL, half a surrogate pair) shows as the replacement character."""
    return text.encode(errors="replace").decode().replace("\0", "\N{REPLACEMENT CHARACTER}")


def _only_storable(text: str) -> str:
    """UnicodeEncodeError is a ValueError."""
    text.encode()
    if "\0" in text:
        raise ValueError("NUL and halves of characters cannot be stored")
    return text


def _bad(code: str, zh: str, en: str, value: Any, info: ValidationInfo) -> Refused:
    return Refused(code, zh=zh, en=en, field=info.field_name or "", value=storable(str(value)[:80]))


def _text(value: Any, info: ValidationInfo) -> Any:
    """A number or a day as it is written; a number that a spreadsheet has cut off is none."""
    match value:
        case bool():
            return "是" if value else "否"
        case datetime():
            return value.isoformat(" ")
        case date():
            return value.isoformat()
        case int() | float() if abs(value) >= _EXACT:
            zh = "这个数字超过十五位，表格软件已经丢失后面的数位，请将该列设为文本。"
            en = "This number has more than fifteen digits, cut off by the spreadsheet: format the column as text."
            raise _bad("digits_lost", zh, en, value, info)
        case float() if value.is_integer():
            return str(int(value))
        case int() | float():
            return str(value)
    return value


def _day(value: Any, info: ValidationInfo) -> Any:
    found = read_day(value)
    if found is None:
        zh = "这不是一个确定的日期（应为 2025-03-01、2025年3月1日或者表格日期）。"
        en = "This is no certain day: write 2025-03-01, 2025年3月1日 or a spreadsheet's date."
        raise _bad("not_a_day", zh, en, value, info)
    if not _EARLIEST <= found < _LATEST:
        raise _bad("impossible_day", "这个日期不可能。", "This day is not possible.", value, info)
    return found


def read_day(value: Any) -> date | None:
    """The day that a cell names: a date, a spreadsheet's number of days, or text that can be read in one way only."""
    match value:
        case datetime():
            return value.date() if value.time() == time() else None
        case date():
            return value
        case bool():
            return None
        case int():
            return _of_serial(value)
        case float():
            return _of_serial(value) if value.is_integer() else None
        case str():
            return _of_text(value.strip())
    return None


def _of_text(text: str) -> date | None:
    if re.fullmatch(r"[2-6]\d{4}(\.0)?", text):
        return _of_serial(float(text))
    parts = _DAY.fullmatch(text) or re.fullmatch(r"(\d{4})(\d\d)(\d\d)", text)
    try:
        return date(*(int(part) for part in parts.groups() if part)) if parts else None
    except ValueError:
        return None


def _of_serial(number: float) -> date | None:
    """Day numbers of the years that can be meant: a bare 20250301 is no day number."""
    return _EPOCH + timedelta(days=int(number)) if 18000 < number < 73051 else None


def _moment(value: Any, info: ValidationInfo) -> datetime:
    """A moment of the clocks in Shanghai, unless it names another offset."""
    found: datetime | None = None
    if isinstance(value, datetime):
        found = value
    elif isinstance(value, float) and _of_serial(value):
        day = _of_serial(value)
        assert day is not None
        seconds = round(value % 1 * _SECONDS)
        found = datetime.combine(day, time()) + timedelta(seconds=seconds)
    elif isinstance(value, str):
        try:
            found = datetime.fromisoformat(value.strip().replace("/", "-"))
        except ValueError:
            found = None
    if found is None or not _EARLIEST <= found.date() < _LATEST:
        zh, en = "这不是一个确定的时刻（应为 2025-03-01 09:30）。", "This is no certain moment: write 2025-03-01 09:30."
        raise _bad("not_a_moment", zh, en, value, info)
    return found if found.tzinfo else found.replace(tzinfo=SHANGHAI)


def _count(value: Any, info: ValidationInfo) -> int:
    text = str(value).strip().removesuffix(".0").replace(",", "")
    if isinstance(value, bool) or not re.fullmatch(r"[+-]?\d{1,20}", text):
        raise _bad("not_a_count", "这不是一个整数。", "This is not a whole number.", value, info)
    if int(text) < 0:
        raise _bad("negative_count", "数量不能是负数。", "A quantity cannot be negative.", value, info)
    if int(text) > MOST:
        raise _bad("absurd_count", "这个数量不可能。", "This quantity is not possible.", value, info)
    return int(text)


def _yes_or_no(value: Any, info: ValidationInfo) -> bool:
    word = _text(value, info) if isinstance(value, float) else value
    text = str(word).strip().lower()
    if text in _YES | _NO:
        return text in _YES
    raise _bad("not_yes_or_no", "这里只能写“是”或者“否”。", "Only 是 (yes) or 否 (no) can stand here.", value, info)


_read = BeforeValidator(_text)
Said = Annotated[str, _read, StringConstraints(max_length=5000), AfterValidator(_only_storable)]
_short = StringConstraints(strip_whitespace=True, max_length=LONGEST)
Known = Annotated[str, _read, _short, AfterValidator(_only_storable)]
Words = Annotated[Known, StringConstraints(min_length=1)]
Day = Annotated[date, BeforeValidator(_day)]
Moment = Annotated[datetime, BeforeValidator(_moment)]
Count = Annotated[int, BeforeValidator(_count)]
YesNo = Annotated[bool, BeforeValidator(_yes_or_no)]


class Row(BaseModel):
    """Fields of a row, named in our words; `read` is how one is made."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    @classmethod
    def required(cls) -> tuple[str, ...]:
        return tuple(name for name, field in cls.model_fields.items() if field.is_required())


RowType = TypeVar("RowType", bound=Row)


def read(kind: type[RowType], values: Mapping[str, Any], column: Callable[[str], str] = str) -> RowType:
    """A row out of its values by field; an empty one of a field that need not be there is left out. An enum takes its
    value, its Chinese or its English word.

    Raises Refused: `malformed_row`, `unknown_word` or a code of a reader above, with the first bad field as `column`
    names it.
    """
    needed, words = _shape(kind)
    given = {name: value for name, value in values.items() if name in needed or (value is not None and value != "")}
    try:
        for name, known in words.items():
            if isinstance(said := given.get(name), str):
                if (word := said.strip()) not in known:
                    raise _unknown_word(name, said, list(dict.fromkeys(known.values())))
                given[name] = known[word]
        return kind.model_validate(given)
    except Refused as refused:
        raise Refused(
            refused.code, zh=refused.zh, en=refused.en, field=column(refused.field), value=refused.value
        ) from refused
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        field = ".".join([column(str(first["loc"][0])), *map(str, first["loc"][1:])]) if first["loc"] else ""
        missing = first["type"] == "missing" or first["input"] is None
        raise Refused(
            "malformed_row",
            zh=f"字段“{field}”{'缺失' if missing else '的值不符合要求'}。",
            en=f"The field {field} is {'missing' if missing else 'not as required'}: {first['msg']}.",
            field=field,
            value=None if missing else storable(str(first["input"])[:80]),
        ) from error


@cache
def _shape(kind: type[Row]) -> tuple[frozenset[str], dict[str, dict[str, Labelled]]]:
    """The fields that must be there, and for every field that is an enum the words of its members."""
    enums = {name: _enum_of(field.annotation) for name, field in kind.model_fields.items()}
    words = {
        name: {word: member for member in enum for word in (member.value, member.zh, member.en)}
        for name, enum in enums.items()
        if enum is not None
    }
    return frozenset(kind.required()), words


def _enum_of(annotation: Any) -> type[Labelled] | None:
    for kind in (annotation, *get_args(annotation)):
        if isinstance(kind, type) and issubclass(kind, Labelled):
            return kind
    return None


def _unknown_word(field: str, said: str, members: list[Labelled]) -> Refused:
    return Refused(
        "unknown_word",
        zh=f"这里只能写：{'、'.join(member.zh for member in members)}。",
        en=f"Only these can stand here: {', '.join(member.value for member in members)}.",
        field=field,
        value=storable(said[:80]),
    )
