"""The home folder of the embedded servers: whose it is, who holds it now, and what a killed run left in it."""

import fcntl
import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from domain.errors import Refused
from servers.addresses import Addresses
from servers.postgres import Postgres
from servers.temporal import Temporal


@contextmanager
def claimed(home: Path) -> Iterator[Path]:
    """Hold the folder (made if absent) for this process alone; the kernel lets go of it however the process ends."""
    home = home.expanduser().resolve()
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        _owned(home)
        lock = (home / "lock").open("a+")
    except OSError as error:
        raise Refused(
            "home_not_writable",
            zh="无法在该目录中写入，请以 HEZHENG_HOME 指定其他目录。",
            en=f"The home folder cannot be written ({error.strerror}): name another by HEZHENG_HOME.",
            field="HEZHENG_HOME",
            value=str(home),
        ) from error
    with lock:
        if not _locks(lock.fileno(), seconds=0.5):
            lock.seek(0)
            holder = lock.read().strip() or "?"
            raise Refused(
                "home_in_use",
                zh=f"进程 {holder} 正在使用该目录，请先结束该进程，或者以 HEZHENG_HOME 指定其他目录。",
                en=f"Process {holder} is using this home folder: end it first, or name another folder by HEZHENG_HOME.",
                field="HEZHENG_HOME",
                value=str(home),
            )
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield home


def announce(home: Path, addresses: Addresses) -> None:
    """Leave the addresses for `running_at`."""
    (home / "addresses.json").write_text(json.dumps(asdict(addresses)))


def running_at(home: Path) -> Addresses | None:
    """The addresses of servers that another process runs in this home folder now; None if nobody does."""
    home = home.expanduser().resolve()
    try:
        with (home / "lock").open() as lock:
            if _locks(lock.fileno()):
                return None
            return Addresses(**json.loads((home / "addresses.json").read_text()))
    except FileNotFoundError:
        return None


def end_orphans(home: Path) -> None:
    """End what a killed run left running in this home folder. Raises `Refused` if a living run holds the folder."""
    with claimed(home) as folder:
        Postgres(folder).end_orphans()
        Temporal(folder).end_orphans()


def _owned(home: Path) -> None:
    owner = home.stat().st_uid
    if owner != os.geteuid():
        raise Refused(
            "home_of_another_user",
            zh=f"该目录属于用户 {owner}，请由该用户运行，或者以 HEZHENG_HOME 指定其他目录。",
            en=f"This home folder belongs to user {owner}: run as that user, or name another folder by HEZHENG_HOME.",
            field="HEZHENG_HOME",
            value=str(home),
        )


def _locks(descriptor: int, *, seconds: float = 0) -> bool:
    deadline = time.monotonic() + seconds  # `running_at` of another program may hold it for an instant
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= deadline:
                return False
            time.sleep(0.02)
        else:
            return True
