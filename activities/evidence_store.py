"""The store of evidence (证据库): files by their SHA-256, outside the database, each kept once and never changed."""

import errno
import fcntl
import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, BinaryIO

from domain.errors import Refused
from domain.evidence_file import HEAD, EvidenceFile, MediaType, media_type, plain_name

MIB = 1 << 20
MOST_BYTES = 50 * MIB  # what a photo or a few minutes of film need; one upload can fill no disk
_COMING = "coming-"


class EvidenceStore:
    """`folder` belongs to the store alone; `most_bytes` is the largest file that is taken."""

    def __init__(self, folder: Path, most_bytes: int = MOST_BYTES) -> None:
        self.folder, self.most_bytes = folder, most_bytes

    def keep(self, content: BinaryIO, name: str, announced: int | None = None) -> EvidenceFile:
        """Take a file. It is read no further than the limit (not at all where `announced`, its size in bytes, is beyond
        it), and lies in the store whole or not at all. The same content twice is one file.

        Refused `evidence_empty`, `evidence_too_large`, `evidence_of_no_type`, `evidence_not_kept`.
        """
        named = plain_name(name)
        if announced is not None and announced > self.most_bytes:
            raise self._too_large(named)
        try:
            head = _head(content)
            kind = _type(head, named)
            with self._coming() as coming:
                sha256, size = self._copy(head, content, coming, named)
                self._place(coming, sha256)
        except OSError as error:
            full = error.errno in (errno.ENOSPC, errno.EDQUOT)
            zh = "未能保存：存储空间不足" if full else "未能保存，请稍后重试"
            raise _refused("evidence_not_kept", named, zh, f"could not be kept ({error.strerror or error})") from error
        return EvidenceFile(sha256=sha256, size=size, media_type=kind, name=named)

    def place(self, sha256: str) -> Path:
        return self.folder / sha256[:2] / sha256

    def is_whole(self, sha256: str) -> bool:
        """Whether what lies there is still what was handed in."""
        try:
            with self.place(sha256).open("rb") as content:
                return hashlib.file_digest(content, "sha256").hexdigest() == sha256
        except OSError:
            return False

    def read(self, sha256: str) -> bytes | None:
        """What was handed in; None where it is gone or was changed."""
        try:
            content = self.place(sha256).read_bytes()
        except OSError:
            return None
        return content if hashlib.sha256(content).hexdigest() == sha256 else None

    def kept(self) -> Iterator[str]:
        """The sums of all files, in order."""
        yield from sorted(path.name for path in self.folder.glob("[0-9a-f][0-9a-f]/*"))

    @contextmanager
    def _coming(self) -> Iterator[IO[bytes]]:
        """A file that is gone after the block, unless it was put in its place. What killed programs left goes, too."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for left in self.folder.glob(f"{_COMING}*"):
            _clear_dead(left)
        with _claimed(self.folder) as coming:
            try:
                yield coming
            finally:
                with suppress(FileNotFoundError):
                    os.unlink(coming.name)

    def _copy(self, head: bytes, content: BinaryIO, coming: IO[bytes], name: str) -> tuple[str, int]:
        digest, size, part = hashlib.sha256(), 0, head
        while part:
            size += len(part)
            if size > self.most_bytes:
                raise self._too_large(name)
            digest.update(part)
            coming.write(part)
            part = content.read(MIB)
        coming.flush()
        os.fchmod(coming.fileno(), 0o400)
        os.fsync(coming.fileno())
        return digest.hexdigest(), size

    def _place(self, coming: IO[bytes], sha256: str) -> None:
        """In the place of its like, if there is one: it is the same, or was damaged."""
        place = self.place(sha256)
        place.parent.mkdir(mode=0o700, exist_ok=True)
        os.replace(coming.name, place)
        for folder in (place.parent, self.folder):
            _sync(folder)

    def _too_large(self, name: str) -> Refused:
        most = f"{self.most_bytes // MIB} MiB"
        return _refused("evidence_too_large", name, f"超过{most}", f"is larger than {most}")


def _claimed(folder: Path) -> IO[bytes]:
    """A new file under a lock, which says that whoever writes it lives."""
    while True:
        coming = tempfile.NamedTemporaryFile(dir=folder, prefix=_COMING, delete=False)  # noqa: SIM115
        fcntl.flock(coming, fcntl.LOCK_EX)
        if os.fstat(coming.fileno()).st_nlink:  # else taken for a dead one before it was locked
            return coming
        coming.close()


def _head(content: BinaryIO) -> bytes:
    """A stream may give less than it is asked for."""
    head = b""
    while len(head) < HEAD and (part := content.read(HEAD - len(head))):
        head += part
    return head


def _type(head: bytes, name: str) -> MediaType:
    if not head:
        raise _refused("evidence_empty", name, "是空文件", "is empty")
    if (kind := media_type(head)) is None:
        taken = "、".join(one.zh for one in MediaType)
        zh, en = f"的内容不是可以接受的类型（{taken}）", f"is none of: {', '.join(one.en for one in MediaType)}"
        raise _refused("evidence_of_no_type", name, zh, en)
    return kind


def _clear_dead(left: Path) -> None:
    with suppress(OSError), left.open("rb") as dead:  # OSError: somebody writes it, or has just put it in its place
        fcntl.flock(dead, fcntl.LOCK_EX | fcntl.LOCK_NB)
        left.unlink()


def _sync(folder: Path) -> None:
    """A name survives a power cut once its folder is on the disk."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _refused(code: str, name: str, zh: str, en: str) -> Refused:
    return Refused(code, zh=f"文件“{name}”{zh}。", en=f"The file {name} {en}.", field="file", value=name)
