"""Applications for certificates in a database of the test's own."""

from collections.abc import Iterator

import pytest

from models.session import Database
from servers import Addresses
from tests.certifying import Certifying, Make


@pytest.fixture
def make(addresses: Addresses) -> Iterator[Make]:
    database = Database(addresses.database_url)
    yield lambda name="one", **given: Certifying(database, name, **given)
    database.close()
