"""Server processes: launched with a log of their own, found again after their starter was killed, ended in order."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import psutil

from domain.errors import Refused


def launch(command: Sequence[str], *, log: Path, folder: Path, user: str | None = None) -> subprocess.Popen[bytes]:
    """Start a server out of reach of the terminal's Ctrl-C: we end it ourselves. Its last log becomes `.before`."""
    if log.exists():
        log.replace(log.with_suffix(".before"))
    log.touch(mode=0o600)  # it quotes what people entered
    ours = {k: v for k, v in os.environ.items() if not k.startswith(("PG", "TEMPORAL_", "LC_"))}
    with log.open("wb") as out:
        return subprocess.Popen(
            command,
            cwd=folder,
            env=ours | {"LC_ALL": "C"},
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            user=user,
            group=user,
            extra_groups=None if user is None else [],
            umask=0o077,
        )


def wait_until(
    ready: Callable[[], bool], process: subprocess.Popen[bytes], *, name: str, log: Path, seconds: float
) -> None:
    """Wait until it answers. Raises `Refused` with its last words when it ends first or stays silent too long."""
    deadline = time.monotonic() + seconds
    while process.poll() is None and time.monotonic() < deadline:
        if ready():
            return
        time.sleep(0.02)
    if process.poll() is None:
        process.kill()
    process.wait()
    raise did_not_start(name, log)


def did_not_start(name: str, log: Path) -> Refused:
    words = log.read_text(errors="replace").strip().splitlines()[-3:]
    return Refused(
        "server_did_not_start",
        zh=f"{name} 未能启动，其日志在 {log}。",
        en=f"{name} did not start; its log is {log}.",
        field=name,
        value=" | ".join(words),
    )


def leftovers(ours: Callable[[psutil.Process], bool]) -> list[psutil.Process]:
    """The processes that satisfy `ours`; one that vanishes, or belongs to somebody else, is not ours."""
    found = []
    for process in psutil.process_iter():
        try:
            if process.pid != os.getpid() and process.status() != psutil.STATUS_ZOMBIE and ours(process):
                found.append(process)
        except psutil.Error:
            continue
    return found


def end(processes: Iterable[psutil.Process], *, by: signal.Signals, seconds: float) -> None:
    """Ask each to end by the signal `by`; whoever still runs after `seconds` is killed."""
    running = list(processes)
    for number in (by, signal.SIGKILL):
        for process in running:
            _send(process, number)
        deadline = time.monotonic() + seconds
        while (running := [p for p in running if _runs(p)]) and time.monotonic() < deadline:
            time.sleep(0.01)


def _runs(process: psutil.Process) -> bool:
    """A zombie has ended: who should reap it may be slow, or never come."""
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def _send(process: psutil.Process, number: signal.Signals) -> None:
    try:
        process.send_signal(number)
    except psutil.NoSuchProcess:
        return
    except psutil.AccessDenied as denied:
        raise Refused(
            "server_of_another_user",
            zh=f"进程 {process.pid} 属于其他用户，无法结束，请由该用户结束。",
            en=f"Process {process.pid} belongs to another user and cannot be ended from here: let that user end it.",
            field="pid",
            value=process.pid,
        ) from denied
