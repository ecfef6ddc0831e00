"""Acts from files: one act of a matter, a certificate or a recall, as JSON."""

import json
from pathlib import Path
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from domain.errors import Refused

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
            raise _unreadable(file, "kind", content)
        return acts.validate_json(json.dumps(content), extra="forbid")
    except OSError as error:
        raise unusable(file, error) from None
    except ValidationError as error:
        first = error.errors()[0]
        kind_of = ("kind",) if first["type"].startswith("union_tag") else ()  # none of the acts, or none named
        raise _unreadable(file, ".".join(str(part) for part in (*first["loc"], *kind_of)), first["msg"]) from None
    except ValueError as error:
        raise _unreadable(file, "", str(error)) from None


def unusable(file: Path, error: OSError) -> Refused:
    return Refused(
        "file_unusable",
        zh=f"文件“{file}”无法读写。",
        en=f"The file {file} cannot be read or written.",
        field=str(file),
        value=error.strerror,
    )


def _unreadable(file: Path, field: str, value: Any) -> Refused:
    where = field or file.name
    return Refused(
        "act_not_readable",
        zh=f"文件“{file.name}”不是可以登记的操作，请检查“{where}”。",
        en=f"{file.name} is no act that can be recorded; see “{where}”.",
        field=where,
        value=value,
    )
