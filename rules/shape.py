"""法条数据格式: a document of the law as the typed value that it must be."""

from typing import TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from domain.errors import Refused
from rules.source import Document

Shape = TypeVar("Shape")


def shaped(document: Document, shape: type[Shape]) -> Shape:
    """The content as `shape`. Refused `law_file_invalid`, with the file and line of the first that does not fit."""
    found, misfits = fitted(document, shape)
    if found is None:
        raise misfits[0]
    return found


def fitted(document: Document, shape: type[Shape]) -> tuple[Shape | None, list[Refused]]:
    """The content as `shape`, or everything in it that does not fit, each `law_file_invalid` with file and line."""
    try:
        return TypeAdapter(shape).validate_python(document.data, strict=False), []
    except ValidationError as error:
        return None, [
            document.refuse("law_file_invalid", *_sentence(one), *one["loc"], value=one["input"])
            for one in error.errors()
        ]


def _sentence(misfit: ErrorDetails) -> tuple[str, str]:
    """What does not fit, by its name, in both languages as far as it is one of the ordinary slips."""
    where = ".".join(map(str, misfit["loc"])) or "…"
    match misfit["type"]:
        case "missing":
            return f"缺少“{where}”。", f"“{where}” is missing."
        case "extra_forbidden":
            return f"此处没有“{where}”这一项。", f"There is no “{where}” here."
        case "enum" | "literal_error":
            expected = misfit["ctx"]["expected"]
            return f"“{where}”只能是：{expected}。", f"“{where}” can only be {expected}."
    return f"“{where}”不符合格式：{misfit['msg']}。", f"“{where}” does not have its form: {misfit['msg']}."
