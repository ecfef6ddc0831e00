"""参数: figures that no text lays down. What an installation has not set is off."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, model_validator

from domain.base import Text
from domain.statute import ReadStatus
from rules.place import place
from rules.shape import shaped
from rules.source import Document, read

NAME = "parameter"  # an operand {parameter: id} stands for the value of that parameter


class Parameter(BaseModel):
    """`value` counts `unit`; None is off. `source` names the decision that set it, or the text,
    read as `status` says. Examples use `tried_with`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: Text
    unit: str
    value: int | None = Field(ge=0)
    source: str | None
    status: ReadStatus = ReadStatus.FULL
    tried_with: int = Field(ge=0)

    @model_validator(mode="after")
    def _a_value_has_a_source(self) -> "Parameter":
        if self.value is not None and not self.source:
            raise ValueError("a value needs its source")
        return self


@cache
def load(path: Path) -> Mapping[str, Parameter]:
    """Every parameter of the file, by id. Refused with file and line: `law_file_invalid`."""
    return shaped(read(path), dict[str, Parameter])


def parameters() -> Mapping[str, Parameter]:
    return load(place("parameters.yaml"))


def values() -> dict[str, int | None]:
    """What every parameter is set to, None where it is off."""
    return {name: parameter.value for name, parameter in parameters().items()}


def resolved(document: Document) -> tuple[Document, tuple[str, ...]]:
    """The rule with its parameters put in, and those among them that are off (`tried_with` then stands in).

    Refused `unknown_parameter`, with file and line.
    """
    off: list[str] = []

    def put_in(part: Any, where: tuple[str | int, ...]) -> Any:
        if isinstance(part, dict) and set(part) == {NAME}:
            return _value(document, part[NAME], where, off)
        if isinstance(part, dict):
            return {key: put_in(value, (*where, key)) for key, value in part.items()}
        return [put_in(value, (*where, index)) for index, value in enumerate(part)] if isinstance(part, list) else part

    return document._replace(data=put_in(document.data, ())), tuple(dict.fromkeys(off))


def _value(document: Document, name: Any, where: tuple[str | int, ...], off: list[str]) -> int:
    found = parameters().get(name) if isinstance(name, str) else None
    if found is None:
        zh, en = f"没有名为“{name}”的参数。", f"There is no parameter “{name}”."
        raise document.refuse("unknown_parameter", zh, en, *where, NAME, value=name)
    if found.value is None:
        off.append(name)
        return found.tried_with
    return found.value
