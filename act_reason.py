"""Why a file holds no act (原因), in both languages: what of it is wrong, in words for who wrote it."""

from json import JSONDecodeError
from typing import Any

from domain.base import Text

A_DAY, A_MOMENT = "2026-05-06", "2026-05-06T09:00:00+08:00"
_MOMENT = Text(zh=f"应当是带时区的时刻，如{A_MOMENT}", en=f"is to be a moment with its zone, as {A_MOMENT}")
_DAY = Text(zh=f"应当是日期，如{A_DAY}", en=f"is to be a day, as {A_DAY}")
_WHOLE = Text(zh="应当是整数", en="is to be a whole number")
_OF_A_TYPE = {
    "missing": Text(zh="没有填写", en="is missing"),
    "extra_forbidden": Text(zh="没有这一栏，请核对名称", en="is no field of it: see how it is spelt"),
    "string_too_short": Text(zh="不能为空", en="is empty"),
    "too_short": Text(zh="没有填写", en="is empty"),
    "string_type": Text(zh="应当是文字", en="is to be text"),
    "string_pattern_mismatch": Text(zh="含有不能使用的字符", en="holds characters that it may not have"),
    "bool_type": Text(zh="应当是true或者false", en="is to be true or false"),
    "timezone_aware": _MOMENT,
    "value_error": Text(zh="各栏之间不相符", en="has fields that do not go together"),
    "union_tag_not_found": Text(zh="没有填写", en="is missing"),
    "union_tag_invalid": Text(zh="不是已知的操作", en="is no known act"),
}
_OBJECT = Text(zh="应当是一个对象：{…}", en="is to be an object: {…}")
_LIST = Text(zh="应当是一个列表：[…]", en="is to be a list: […]")
_OF_A_KIND = {
    "datetime": _MOMENT, "date": _DAY, "int": _WHOLE, "model": _OBJECT, "dict": _OBJECT, "tuple": _LIST, "list": _LIST,
}  # fmt: skip - by how the type begins
_OF_A_LIMIT = {
    "string_too_long": ("max_length", "不能超过{}字", "has more than {} characters"),
    "greater_than_equal": ("ge", "不能小于{}", "is less than {}"),
    "greater_than": ("gt", "应当大于{}", "is to be more than {}"),
    "less_than_equal": ("le", "不能大于{}", "is more than {}"),
    "less_than": ("lt", "应当小于{}", "is to be less than {}"),
    "enum": ("expected", "应当是下列之一：{}", "is to be one of {}"),
    "literal_error": ("expected", "应当是下列之一：{}", "is to be one of {}"),
}
UNREADABLE = Text(zh="不能读取", en="cannot be read")


def reason(error: dict[str, Any]) -> Text:
    """Of an error as pydantic tells it."""
    kind, limits = error["type"], error.get("ctx", {})
    if kind in _OF_A_LIMIT:
        limit, zh, en = _OF_A_LIMIT[kind]
        return Text(zh=zh.format(limits[limit]), en=en.format(limits[limit]))
    return _OF_A_TYPE.get(kind) or _OF_A_KIND.get(kind.partition("_")[0], UNREADABLE)


def of_no_json(error: ValueError) -> Text:
    if isinstance(error, JSONDecodeError):
        zh = f"第{error.lineno}行第{error.colno}列不是有效的JSON"
        return Text(zh=zh, en=f"is no JSON in line {error.lineno}, column {error.colno}")
    return Text(zh="不是UTF-8编码的JSON文件", en="is no JSON file in UTF-8")
