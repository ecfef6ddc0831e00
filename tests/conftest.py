"""What every test may ask for: the real servers, in a folder of their own."""

import os
import shutil
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from domain.errors import Refused
from servers import Addresses, Servers, end_orphans, running
from worker import bring_up_to_date

_PREFIX = f"hezheng-tests-{os.geteuid()}-"


@pytest.fixture(scope="session")
def servers() -> Iterator[Servers]:
    """PostgreSQL and Temporal (time can be skipped), shared by the whole session: make a database of your own."""
    _clear_killed_sessions()
    with _folder() as home, running(home, time_skipping=True) as both:
        yield both


@pytest.fixture(scope="session")
def migrated(servers: Servers) -> str:
    """The name of a database that is brought up to date, to copy from: nobody stays connected to it."""
    bring_up_to_date(servers.create_database("brought_up_to_date").owner_url)
    return "brought_up_to_date"


@pytest.fixture
def addresses(servers: Servers, migrated: str) -> Iterator[Addresses]:
    """A database of the test's own, up to date and empty. Temporal is shared: let ids differ between tests."""
    name = f"test_{uuid.uuid4().hex}"
    try:
        yield servers.create_database(name, template=migrated)
    finally:
        servers.drop_database(name)


@pytest.fixture(scope="module")
def module_home() -> Iterator[Path]:
    """A home folder for servers of a module's own."""
    with _folder() as home:
        yield home


@pytest.fixture
def home() -> Iterator[Path]:
    """A home folder for servers of a test's own."""
    with _folder() as folder:
        yield folder


@contextmanager
def _folder() -> Iterator[Path]:
    """Short, since a socket's path has a limit; not `tmp_path`, whose parent every session of pytest closes again to
    the account that PostgreSQL runs as when we are root."""
    folder = Path(tempfile.mkdtemp(prefix=_PREFIX, dir="/tmp"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


def _clear_killed_sessions() -> None:
    for home in Path("/tmp").glob(f"{_PREFIX}*"):
        if time.time() - home.stat().st_mtime < 600:
            continue  # perhaps of a session that is about to start its servers
        try:
            end_orphans(home)
        except Refused:
            continue  # a living session beside us
        shutil.rmtree(home, ignore_errors=True)
