"""Applications for certificates, schemes that pay first, the front door, in a database of the test's own."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlmodel import Session

from models.session import Database
from servers import Addresses
from tests.certifying import Certifying, Make
from tests.paying import Pay, Paying
from tests.submitting import FrontDoor, Open


@pytest.fixture
def make(addresses: Addresses) -> Iterator[Make]:
    database = Database(addresses.database_url)
    yield lambda name="one", **given: Certifying(database, name, **given)
    database.close()


@pytest.fixture
def session(addresses: Addresses) -> Iterator[Session]:
    database = Database(addresses.database_url)
    with database.transaction() as opened:
        yield opened
    database.close()


@pytest.fixture
def paying(addresses: Addresses, tmp_path: Path) -> Iterator[Pay]:
    database = Database(addresses.database_url)
    yield lambda **given: Paying(database, tmp_path / "bank", **given)
    database.close()


@pytest.fixture
def open_door(addresses: Addresses, tmp_path: Path) -> Iterator[Open]:
    database = Database(addresses.database_url)
    yield lambda number: FrontDoor(database, tmp_path, number)
    database.close()
