"""Both embedded servers of a home folder, for as long as a `with` block lasts."""

import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from servers import databases
from servers.addresses import Addresses
from servers.home import announce, claimed
from servers.postgres import Postgres
from servers.temporal import Temporal


class Servers:
    """The two servers, and databases in the first. `start` is also what brings back one that was killed.

    `postgres.process` and `temporal.process` are the running processes (after a kill of one, `wait` for its end).
    """

    def __init__(self, home: Path, *, temporal_port: int | None = None, time_skipping: bool = False) -> None:
        self.home = home
        self.postgres = Postgres(home)
        self.temporal = Temporal(home, port=temporal_port, time_skipping=time_skipping)

    @property
    def addresses(self) -> Addresses:
        return self.addresses_of(databases.PRODUCT)

    def addresses_of(self, database: str) -> Addresses:
        app, owner = (self.postgres.url(role, database) for role in (databases.APP, databases.OWNER))
        bank, national = (str(self.home / name / database) for name in ("bank", "12315"))
        return Addresses(app, owner, self.temporal.address, bank, national, embedded=True)

    def start(self) -> bool:
        """Start whichever does not run, with the same port, socket and state as before. False if both run."""
        temporal, postgres = self.temporal.start(), self.postgres.start()
        if postgres:
            databases.prepare(self.postgres)
        announce(self.home, self.addresses)
        return temporal or postgres

    def stop(self) -> None:
        self.temporal.stop()
        self.postgres.stop()

    def create_database(self, name: str, *, template: str = databases.TEMPLATE) -> Addresses:
        """A new database with the same privileges, copied from `template`, to which nobody may be connected."""
        databases.create(self.postgres, name, template=template)
        return self.addresses_of(name)

    def drop_database(self, name: str) -> None:
        """Drop it, if it is there, and whoever is still connected to it."""
        databases.drop(self.postgres, name)


@contextmanager
def running(home: Path, *, temporal_port: int | None = None, time_skipping: bool = False) -> Iterator[Servers]:
    """Start both servers with their state under `home`, and end them with the block, with Ctrl-C or with SIGTERM.

    Servers that an earlier, killed run left behind are ended first. `temporal_port` None takes a free port.
    Raises `Refused`: `home_in_use`, `home_of_another_user`, `home_not_writable`, `port_taken`,
    `server_did_not_start`, `server_not_installed`.
    """
    with claimed(home) as folder, terminated_in_order():
        servers = Servers(folder, temporal_port=temporal_port, time_skipping=time_skipping)
        try:
            servers.start()
            yield servers
        finally:
            servers.stop()


@contextmanager
def terminated_in_order() -> Iterator[None]:
    """Let SIGTERM unwind the `with` blocks, unless the program has its own way with it."""
    if threading.current_thread() is not threading.main_thread() or signal.getsignal(signal.SIGTERM) != signal.SIG_DFL:
        yield
        return
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
