"""What several journeys read and none of them changes for another."""

import asyncio
import uuid
from collections.abc import Iterator

import pytest

from models.session import Database
from servers import Servers
from tests.filing import played


@pytest.fixture(scope="session")
def filed(servers: Servers, migrated: str) -> Iterator[Database]:
    """The database of the matters of `tests.filing`, played once."""
    name = f"filed_{uuid.uuid4().hex}"
    addresses = servers.create_database(name, template=migrated)
    asyncio.run(played(addresses))
    found = Database(addresses.database_url)
    yield found
    found.close()
    servers.drop_database(name)
