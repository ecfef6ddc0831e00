"""交换目录: the folder through which messages go to a bank or the national platform, and theirs come back.

`out` holds what the other side's transfer program takes away, `in` what it has brought. Names say what is in a file.
What was read is moved to `read`, what cannot be read to `refused`: nothing is deleted. Whoever sets it up makes `out`
and `in`, once: where they are gone nobody looks into them, and making them anew would hide it. A stand-in's are made.
"""

import errno
import os
from contextlib import suppress
from pathlib import Path

from domain.errors import Refused

OUT, IN, READ, REFUSED = "out", "in", "read", "refused"


class ExchangeFolder:
    """`embedded`: behind it is a stand-in of ours, which answers rehearsals and nobody else."""

    suffix: str

    def __init__(self, path: Path, *, embedded: bool = False) -> None:
        self.path, self.embedded = path, embedded

    @property
    def there(self) -> bool:
        """Whether somebody can take away what is left."""
        return self.embedded or (self.path / OUT).is_dir()

    def put(self, name: str, content: bytes, where: str = OUT) -> None:
        """Write a file whole or not at all. The same name again replaces it. Raises OSError (FileNotFoundError: the
        folder is gone)."""
        folder = self.path / where
        if self.embedded:
            self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
            folder.mkdir(exist_ok=True)
        elif not folder.is_dir():
            raise FileNotFoundError(errno.ENOENT, "the folder is not there", str(folder))
        part = folder / f".{name}.part"
        with part.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(folder / f"{name}{self.suffix}")

    def waiting(self, where: str = IN) -> list[Path]:
        """The messages that wait to be read, in the order of their names. What is still being written is none."""
        folder = self.path / where
        if not folder.is_dir():
            return []
        return sorted(one for one in folder.glob(f"*{self.suffix}") if one.is_file() and not one.name.startswith("."))

    def read(self, file: Path, largest: int) -> bytes | None:
        """The bytes of a message, one more than `largest` at most. None: another has put it away. Refused
        `file_unusable`."""
        try:
            with file.open("rb") as opened:
                return opened.read(largest + 1)
        except FileNotFoundError:
            return None
        except OSError as error:
            zh, en = f"文件“{file.name}”无法读取。", f"The file {file.name} cannot be read."
            raise Refused("file_unusable", zh=zh, en=en, field=file.name, value=error.strerror) from None

    def done(self, file: Path, where: str = READ) -> None:
        """Put a file that was looked at away. One that is away already is left there."""
        folder = self.path / where
        folder.mkdir(parents=True, exist_ok=True)
        target, number = folder / file.name, 1
        while target.exists():
            number += 1
            target = folder / f"{file.stem}-{number}{file.suffix}"
        with suppress(FileNotFoundError):
            file.rename(target)


class BankFolder(ExchangeFolder):
    """Of a bank. The embedded one moves no money."""

    suffix = ".xml"
