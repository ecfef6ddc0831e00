"""What a document is given, held against what its kind must be given."""

import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from domain.base import Text
from domain.errors import Refused
from notices.catalog import NoticeField, NoticeKind

_WANTED = {
    "line": ("一行文字", "one line of text"),
    "text": ("文字", "text"),
    "date": ("日期", "a date"),
    "count": ("从1起的整数", "a whole number from 1"),
    "flag": ("是或者否", "true or false"),
    "record": ("一组数据", "a record"),
    "list": ("一个列表", "a list"),
}

_WORDS = NoticeField(title=Text(zh="所写内容", en="what is written"), type="text")


def checked(kind: NoticeKind, context: Mapping[str, object]) -> dict[str, Any]:
    """The context with None for each optional field that was left out.

    Refused missing_field, unknown_field, contradictory_field, wrong_type, blank_field, too_few, date_too_early,
    deceptive_character.
    """
    return _record(kind.fields, context, "")


def texts(value: object, path: str = "") -> Iterator[tuple[str, str]]:
    """Every text in a context, with the path of its field (`party.name`, `findings[0].title`)."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, Mapping):
        for name, part in value.items():
            yield from texts(part, f"{path}.{name}" if path else name)
    elif isinstance(value, list | tuple):
        for index, part in enumerate(value):
            yield from texts(part, f"{path}[{index}]")


def legible(given: str, path: str) -> None:
    """Refused blank_field, deceptive_character: of words that have no field yet."""
    _text(_WORDS, given, path)


def _record(fields: Mapping[str, NoticeField], given: Mapping[str, object], path: str) -> dict[str, Any]:
    prefix = f"{path}." if path else ""
    for name in given:
        if name not in fields:
            raise Refused(
                "unknown_field",
                zh="文书没有这一项内容。",
                en="The document has no such field.",
                field=f"{prefix}{name}",
                value=given[name],
            )
    values: dict[str, Any] = {}
    for name, field in fields.items():
        stand_in = given.get(field.unless) if field.unless else None
        if stand_in is not None and given.get(name) is not None:
            raise Refused(
                "contradictory_field",
                zh=f"{field.title.zh}与另一项内容只能填写其中一项。",
                en=f"{field.title.en} and what stands in its stead exclude each other.",
                field=f"{prefix}{name}",
                value=given[name],
            )
        values[name] = None if stand_in is not None else _value(field, given.get(name), f"{prefix}{name}")
    for name, field in fields.items():
        if field.not_before and values[name] and values[name] < values[field.not_before]:
            first = fields[field.not_before].title
            raise Refused(
                "date_too_early",
                zh=f"{field.title.zh}不能早于{first.zh}。",
                en=f"{field.title.en} must not be before this: {first.en}.",
                field=f"{prefix}{name}",
                value=values[name],
            )
    return values


def _value(field: NoticeField, given: object, path: str) -> Any:
    if given is None:
        if not field.required:
            return None
        raise Refused(
            "missing_field",
            zh=f"文书缺少{field.title.zh}。",
            en=f"The document lacks this: {field.title.en}.",
            field=path,
        )
    match field.type, given:
        case "line" | "text", str():
            return _text(field, given, path)
        case "date", datetime():
            pass  # a moment is no legal day, although Python calls it a date
        case "date", date():
            return given
        case "count", int() if not isinstance(given, bool) and given > 0:
            return given
        case "flag", bool():
            return given
        case "record", Mapping():
            return _record(field.fields, given, path)
        case "list", list() | tuple():
            return _list(field, given, path)
    zh, en = _WANTED[field.type]
    raise Refused("wrong_type", zh=f"{field.title.zh}应当是{zh}。", en=f"{field.title.en} must be {en}.",
                  field=path, value=given)  # fmt: skip


def _list(field: NoticeField, given: list[object] | tuple[object, ...], path: str) -> list[Any]:
    if len(given) < field.at_least:
        raise Refused(
            "too_few",
            zh=f"{field.title.zh}至少要有{field.at_least}项。",
            en=f"{field.title.en} needs at least {field.at_least}.",
            field=path,
            value=len(given),
        )
    item = NoticeField(title=field.title, type="record" if field.fields else "text", fields=field.fields)
    return [_value(item, part, f"{path}[{index}]") for index, part in enumerate(given)]


def _text(field: NoticeField, given: str, path: str) -> str:
    if not given.strip():
        raise Refused(
            "blank_field",
            zh=f"{field.title.zh}不能是空白。",
            en=f"{field.title.en} must not be blank.",
            field=path,
            value=given,
        )
    allowed = "\n" if field.type == "text" else ""
    for character in given:
        if character not in allowed and deceives(character):
            raise Refused(
                "deceptive_character",
                zh=f"{field.title.zh}含有看不见或者易混淆的字符（U+{ord(character):04X}）。",
                en=f"{field.title.en} holds a character that is invisible or deceives (U+{ord(character):04X}).",
                field=path,
                value=given,
            )
    return given


def deceives(character: str) -> bool:
    """Controls and marks that nobody sees, and radicals that look like characters: what is read must be what it is."""
    invisible = unicodedata.category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp")
    return invisible or "\u2e80" <= character <= "\u2fdf"
