"""Acts from files: one act of a matter, a certificate or a recall, as JSON."""

import json
from pathlib import Path
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from act_reason import of_no_json, reason
from domain.base import Text
from domain.errors import Refused

WRONG_KIND = Text(zh="不是这个命令的操作", en="is none of this command")
Act = TypeVar("Act")


def read_act(file: Path, acts: TypeAdapter[Act], kind: str | None = None) -> Act:
    """The act; with `kind` it is of that kind, which the file need not repeat.

    Refused `file_unusable`, `act_not_readable` with the field that is wrong, or that no such act has: one that is
    misspelt would be lost without a word.
    """
    try:
        content = json.loads(file.read_text("utf-8-sig"))
        if kind and isinstance(content, dict):
            content = {"kind": kind} | content
        if kind and (not isinstance(content, dict) or content["kind"] != kind):
            raise _unreadable(file, "kind", content, WRONG_KIND)
        return acts.validate_json(json.dumps(content), extra="forbid")
    except OSError as error:
        raise unusable(file, error) from None
    except ValidationError as error:
        first = error.errors()[0]
        kind_of = ("kind",) if first["type"].startswith("union_tag") else ()  # none of the acts, or none named
        where = ".".join(str(part) for part in (*first["loc"], *kind_of))
        raise _unreadable(file, where, first["msg"], reason(dict(first))) from None
    except ValueError as error:
        raise _unreadable(file, "", str(error), of_no_json(error)) from None


def unusable(file: Path, error: OSError) -> Refused:
    return Refused(
        "file_unusable",
        zh=f"文件“{file}”无法读写。",
        en=f"The file {file} cannot be read or written.",
        field=str(file),
        value=error.strerror,
    )


def _unreadable(file: Path, field: str, value: Any, why: Text) -> Refused:
    where = field or file.name
    return Refused(
        "act_not_readable",
        zh=f"文件“{file.name}”不能登记：“{where}”{why.zh}。",
        en=f"{file.name} cannot be recorded: “{where}” {why.en}.",
        field=where,
        value=value,
    )
