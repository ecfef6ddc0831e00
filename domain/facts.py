"""Facts (事实): the flat, typed things that rules may look at."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any, Self, TypeVar, get_args

from pydantic import Field
from pydantic.fields import FieldInfo

from domain.base import Text, Value


class FactModel(Value):
    """A family of facts, one field per column of its SQL view. None is unknown: a test on it is unknown.

    Fields are `str` enums, `int` or `bool`, each `| None` where it can be unknown; days are counts, money is fen.
    """


def fact(zh: str, en: str, *, unit: str = "", guidance: bool = False, default: Any = ...) -> Any:
    """Declare a fact with its titles; `unit` is what an int counts (`days`, `fen`, `units`).

    `guidance`: an outcome of guidance (行政指导), which is voluntary, so that only rules on guidance may read it.
    `default`: None where people report some of the facts and leave the others open.
    """
    return Field(default, title=zh, description=en, json_schema_extra={"unit": unit, "guidance": guidance})


def is_guidance(field: FieldInfo) -> bool:
    extra = field.json_schema_extra
    return isinstance(extra, dict) and bool(extra.get("guidance"))


def type_of(model: type[FactModel], name: str) -> type:
    """The type of a known value of this fact: an enum, int or bool."""
    annotation = model.model_fields[name].annotation
    (kind,) = [part for part in get_args(annotation) or (annotation,) if part is not type(None)]
    return kind  # type: ignore[no-any-return]


def title_of(field: FieldInfo) -> Text:
    return Text(zh=field.title or "", en=field.description or "")


def stated(facts: FactModel) -> list[tuple[Text, object]]:
    """What is known, with its titles."""
    fields = type(facts).model_fields
    return [(title_of(fields[name]), value) for name in fields if (value := getattr(facts, name)) is not None]


Reported = TypeVar("Reported", bound=Value)


def gathered(model: type[Reported], reports: Iterable[Reported]) -> Reported:
    """Of several reports of what people found, in order, the newest that says something of a fact says it."""
    known: dict[str, object] = {}
    for one in reports:
        known |= {name: value for name in model.model_fields if (value := getattr(one, name)) is not None}
    return model.model_validate(known)


class Labelled(StrEnum):
    """An enum whose members carry the word of the law: machine value, Chinese, English."""

    zh: str
    en: str

    def __new__(cls, value: str, zh: str, en: str) -> "Labelled":
        member = str.__new__(cls, value)
        member._value_ = value
        member.zh, member.en = zh, en
        return member

    @classmethod
    def of(cls, value: str) -> Self:
        """The member with this value. StopIteration where there is none: the database checks its values."""
        return next(member for member in cls if member.value == value)
