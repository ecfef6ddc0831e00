"""Whoever hands in evidence is told what cannot be taken; what is taken stays what it was."""

import errno
import io
import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import BinaryIO

import pytest

from activities.evidence_store import EvidenceStore
from domain.errors import Refused
from domain.evidence_file import MediaType

JPEG = bytes.fromhex("ffd8ffe000104a46494600010101004800480000") + bytes(200)
PNG = bytes.fromhex("89504e470d0a1a0a0000000d49484452") + bytes(200)
PROGRAM = b"MZ\0\0ftypmp42" + bytes(200)  # the later bytes are those of a film
LARGE = 2 << 30


@pytest.fixture
def store(tmp_path: Path) -> EvidenceStore:
    return EvidenceStore(tmp_path / "evidence", most_bytes=1 << 20)


def files(store: EvidenceStore) -> list[Path]:
    return [path for path in store.folder.rglob("*") if path.is_file()]


def test_what_is_handed_in_is_kept_by_its_sum_and_known_by_its_content(store: EvidenceStore) -> None:
    file = store.keep(io.BytesIO(JPEG), "小票.exe")
    assert (file.media_type, file.size, file.name) == (MediaType.JPEG, len(JPEG), "小票.exe")
    assert store.place(file.sha256).read_bytes() == JPEG
    assert store.is_whole(file.sha256)
    assert store.place(file.sha256).stat().st_mode & 0o777 == 0o400  # nobody runs or changes it


def test_the_same_content_twice_is_one_file(store: EvidenceStore) -> None:
    first, second = store.keep(io.BytesIO(JPEG), "一.jpg"), store.keep(io.BytesIO(JPEG), "二.jpg")
    assert first.sha256 == second.sha256
    assert files(store) == [store.place(first.sha256)]
    assert list(store.kept()) == [first.sha256]


def test_a_crowd_that_hands_in_the_same_at_once_leaves_one_file(store: EvidenceStore) -> None:
    content = JPEG + os.urandom(1 << 19)
    with ThreadPoolExecutor(8) as crowd:
        sums = {file.sha256 for file in crowd.map(lambda n: store.keep(io.BytesIO(content), f"{n}.jpg"), range(64))}
    assert files(store) == [store.place(sums.pop())]
    assert not sums


def test_a_file_that_was_changed_is_not_whole_until_it_is_handed_in_again(store: EvidenceStore) -> None:
    file = store.keep(io.BytesIO(JPEG), "小票.jpg")
    store.place(file.sha256).chmod(0o600)
    store.place(file.sha256).write_bytes(PNG)
    assert not store.is_whole(file.sha256)
    store.place(file.sha256).unlink()
    assert not store.is_whole(file.sha256)
    store.keep(io.BytesIO(JPEG), "小票.jpg")
    assert store.is_whole(file.sha256)


def test_a_program_named_jpg_is_refused(store: EvidenceStore) -> None:
    refused(store, io.BytesIO(PROGRAM), "照片.jpg", "evidence_of_no_type")
    refused(store, io.BytesIO(), "空.jpg", "evidence_empty")


class Slow(io.RawIOBase):
    """A picture of two gigabytes that comes a few bytes at a time; counts what was read of it."""

    read_of_it = 0

    def read(self, size: int = -1) -> bytes:
        left = LARGE - self.read_of_it
        part = JPEG[self.read_of_it : self.read_of_it + 3] or bytes(min(size, left))
        self.read_of_it += len(part)
        return part


def test_two_gigabytes_are_refused_before_they_are_read(store: EvidenceStore) -> None:
    content = Slow()
    refused(store, content, "长.jpg", "evidence_too_large")  # type: ignore[arg-type]
    assert content.read_of_it <= store.most_bytes + (2 << 20)
    announced = Slow()
    refused(store, announced, "长.jpg", "evidence_too_large", LARGE)  # type: ignore[arg-type]
    assert announced.read_of_it == 0


def test_the_limit_itself_is_taken_and_a_byte_more_is_not(store: EvidenceStore) -> None:
    most = JPEG + bytes(store.most_bytes - len(JPEG))
    refused(store, io.BytesIO(most + b"\0"), "长.jpg", "evidence_too_large")
    assert store.keep(io.BytesIO(most), "长.jpg").size == store.most_bytes


class Broken(io.BytesIO):
    """Gives what it has, and fails."""

    error = errno.ECONNRESET

    def read(self, size: int | None = -1) -> bytes:
        if part := super().read(size):
            return part
        raise OSError(self.error, os.strerror(self.error))


@pytest.mark.parametrize(("error", "told"), [(errno.ECONNRESET, "请稍后重试"), (errno.ENOSPC, "存储空间不足")])
def test_what_breaks_off_leaves_nothing_and_says_why(store: EvidenceStore, error: int, told: str) -> None:
    content = Broken(JPEG)
    content.error = error
    assert told in refused(store, content, "小票.jpg", "evidence_not_kept").zh


def test_what_a_killed_program_left_goes_with_the_next_file(store: EvidenceStore) -> None:
    code = (
        "import io, os, sys, pathlib; from activities.evidence_store import EvidenceStore\n"
        "class Endless(io.RawIOBase):\n"
        "    def read(self, size=-1):\n"
        f"        sys.stdout.write('.'); sys.stdout.flush(); return {JPEG!r} + bytes(1000)\n"
        "EvidenceStore(pathlib.Path(sys.argv[1]), 1 << 40).keep(Endless(), 'x')\n"
    )
    dying = subprocess.Popen([sys.executable, "-c", code, str(store.folder)], stdout=subprocess.PIPE)
    assert dying.stdout is not None
    assert dying.stdout.read(3) == b"..."
    while not files(store):
        time.sleep(0.01)
    store.keep(io.BytesIO(PNG), "小票.png")
    assert len(files(store)) == 2  # who still writes is left alone
    dying.kill()
    dying.communicate()
    kept = store.keep(io.BytesIO(PNG), "小票.png")
    assert files(store) == [store.place(kept.sha256)]


def test_a_store_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    refused(EvidenceStore(tmp_path / "file"), io.BytesIO(JPEG), "小票.jpg", "evidence_not_kept")


def refused(
    store: EvidenceStore, content: BinaryIO, name: str, code: str, announced: int | None = None
) -> Refused:
    with pytest.raises(Refused) as raised:
        store.keep(content, name, announced)
    assert raised.value.code == code
    if store.folder.is_dir():
        assert files(store) == []
    return raised.value
