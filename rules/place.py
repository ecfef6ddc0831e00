"""法条数据所在: the files of the product's law, or of a lawyer's working copy while that is checked."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

HERE = Path(__file__).parent
_copy: ContextVar[Path | None] = ContextVar("working_copy", default=None)


def place(name: str) -> Path:
    """The file of this name: that of the working copy where it has one, else the product's own."""
    copy = _copy.get()
    return copy / name if copy is not None and (copy / name).is_file() else HERE / name


@contextmanager
def working_copy(folder: Path) -> Iterator[None]:
    """Read statutes, periods, approvals and parameters from `folder`, as far as they lie there."""
    token = _copy.set(folder)
    try:
        yield
    finally:
        _copy.reset(token)
