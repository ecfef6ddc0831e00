"""Forms of acts (空白操作): an empty act of a kind, to be completed for `act_file`, and what its fields mean.

Both are read from the model of the act: whatever it has of fields, lists and values a form has, too.
"""

import inspect
from collections.abc import Iterator
from datetime import date, datetime
from typing import Annotated, Any, Literal, NamedTuple, get_args, get_origin
from uuid import uuid4

from pydantic import AwareDatetime, BaseModel
from pydantic.fields import FieldInfo
from pydantic_core import to_jsonable_python

from act_reason import A_DAY, A_MOMENT
from activities.matter_deeds import ACTS, title_of
from domain.act import BaseAct, kinds_of
from domain.acts import Act, MatterAct
from domain.base import Text
from domain.errors import Refused
from domain.facts import Labelled

MODELS: dict[str, type[BaseAct]] = {one.model_fields["kind"].default: one for one in get_args(get_args(Act)[0])}
_DAY = Text(zh=f"日期，如{A_DAY}", en=f"day, as {A_DAY}")
_MOMENT = Text(zh=f"带时区的时刻，如{A_MOMENT}", en=f"moment with its zone, as {A_MOMENT}")
_SHAPES: dict[Any, Text] = {
    bool: Text(zh="true或者false", en="true or false"),
    int: Text(zh="整数", en="whole number"),
    date: _DAY,
    datetime: _MOMENT,
    AwareDatetime: _MOMENT,
    str: Text(zh="文字", en="text"),
}
_ONE_OF = Text(zh="下列之一", en="one of these")
_LIST, _OBJECT = Text(zh="列表[…]", en="list […]"), Text(zh="对象{…}", en="object {…}")


class Entry(NamedTuple):
    """One field of a form: its place (`items[].name`), its shape and, where they are listed, its values."""

    place: str
    wanted: bool
    title: Text
    shape: Text
    values: tuple[Text, ...]


def model_of(kind: str) -> type[BaseAct]:
    """Refused `unknown_act_kind`."""
    if found := MODELS.get(kind):
        return found
    listed = "、".join(sorted(MODELS))
    raise Refused(
        "unknown_act_kind",
        zh=f"没有“{kind}”这种操作。现有：{listed}。",
        en=f"There is no act “{kind}”. There are: {listed.replace('、', ', ')}.",
        field="kind",
        value=kind,
    )


def empty(kind: str, matter: str | None = None, step: int | None = None) -> dict[str, Any]:
    """An empty act with an id of its own: who, when and what is wanted come first. An act of the matter itself is of
    step 0. Refused `unknown_act_kind`."""
    known: dict[str, Any] = {"kind": kind, "act_id": str(uuid4())}
    if matter is not None:
        known["matter_id"] = matter
    if kind in kinds_of(MatterAct):
        known["step"] = 0
    elif step is not None:
        known["step"] = step
    return {"kind": kind} | _object(model_of(kind)) | known


def entries(kind: str) -> list[Entry]:
    """What each field of the form means, in its order. Refused `unknown_act_kind`."""
    return list(_entries(model_of(kind)))


def about(kind: str) -> Text:
    """The name of an act, and what its model says of it."""
    told = inspect.getdoc(model_of(kind)) or ""
    return Text(zh=f"{kind}  {ACTS[kind].zh}\n{told}", en=f"{kind}  {ACTS[kind].en}\n{told}")


def _fields(model: type[BaseModel]) -> list[tuple[str, FieldInfo]]:
    """Required ones first; the kind is known."""
    fields = ((name, field) for name, field in model.model_fields.items() if name != "kind")
    return sorted(fields, key=lambda named: not named[1].is_required())


def _object(model: type[BaseModel]) -> dict[str, Any]:
    return {
        name: _empty(field.annotation) if field.is_required() else to_jsonable_python(field.default)
        for name, field in _fields(model)
    }


def _empty(annotation: Any) -> Any:
    one = _plain(annotation)
    if get_origin(one) is tuple:
        return [_empty(get_args(one)[0])]
    if _is(one, BaseModel):
        return _object(one)
    return None if one in (bool, int) else ""


def _entries(model: type[BaseModel], within: str = "") -> Iterator[Entry]:
    for name, field in _fields(model):
        one, place = _plain(field.annotation), f"{within}{name}"
        listed = get_origin(one) is tuple
        item = _plain(get_args(one)[0]) if listed else one
        title = Text(zh=field.title, en=field.description or "") if field.title else title_of(name)
        shape = _shape(item)
        if isinstance(field.json_schema_extra, dict) and field.json_schema_extra.get("unit") == "fen":
            shape = Text(zh=f"{shape.zh}，单位：分", en=f"{shape.en}, in fen")
        if listed:
            shape = Text(zh=f"{_LIST.zh}：{shape.zh}", en=f"{_LIST.en} of {shape.en}")
        yield Entry(place, field.is_required(), title, shape, _values(item))
        if _is(item, BaseModel):
            yield from _entries(item, f"{place}[]." if listed else f"{place}.")


def _shape(one: Any) -> Text:
    if _is(one, BaseModel):
        return _OBJECT
    return _ONE_OF if _values(one) else _SHAPES[one]


def _values(one: Any) -> tuple[Text, ...]:
    if _is(one, Labelled):
        return tuple(Text(zh=f"{each.value} {each.zh}", en=f"{each.value} ({each.en})") for each in one)
    if get_origin(one) is Literal:
        return tuple(Text(zh=str(each), en=str(each)) for each in get_args(one))
    return ()


def _plain(annotation: Any) -> Any:
    """Without what is said of it, and without None."""
    if get_origin(annotation) is Annotated:
        return _plain(get_args(annotation)[0])
    rest = [one for one in get_args(annotation) if one is not type(None)]
    if type(None) in get_args(annotation) and len(rest) == 1:
        return _plain(rest[0])
    return annotation


def _is(one: Any, kind: type) -> bool:
    return isinstance(one, type) and issubclass(one, kind)
