"""法条数据格式: a document of the law as the typed value that it must be."""

from typing import TypeVar

from pydantic import TypeAdapter, ValidationError

from rules.source import Document

Shape = TypeVar("Shape")


def shaped(document: Document, shape: type[Shape]) -> Shape:
    """The content as `shape`. Refused `law_file_invalid`, with the file and line of what does not fit."""
    try:
        return TypeAdapter(shape).validate_python(document.data, strict=False)
    except ValidationError as error:
        first = error.errors()[0]
        raise document.refuse(
            "law_file_invalid",
            f"内容不符合格式：{first['msg']}。",
            f"This does not have its form: {first['msg']}.",
            *first["loc"],
            value=first["input"],
        ) from None
