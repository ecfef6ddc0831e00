"""What reading a file yields: one record after another, each with its place, or the reason why it cannot be read."""

from collections.abc import Callable
from typing import Any, NamedTuple

from domain.errors import Refused

Beat = Callable[[], None]  # told now and then that reading goes on


class Record(NamedTuple):
    """`cells` by the heads of the source, or why this record could not be read. `line` is from 1 within the file."""

    line: int
    cells: dict[str, Any] | Refused


class NoValue:
    """A cell whose formula holds no computed value, or an error: what it would say is not in the file."""


def refused(code: str, zh: str, en: str, path: str, value: Any = None) -> Refused:
    """A refusal of a whole file, which is named first."""
    return Refused(code, zh=f"文件“{path}”：{zh}", en=f"File {path}: {en}", field="files", value=value)
