"""法条数据格式: a document of the law as the typed value that it must be."""

from typing import TypeVar

from pydantic import TypeAdapter, ValidationError

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
            document.refuse(
                "law_file_invalid",
                f"内容不符合格式：{one['msg']}。",
                f"This does not have its form: {one['msg']}.",
                *one["loc"],
                value=one["input"],
            )
            for one in error.errors()
        ]
