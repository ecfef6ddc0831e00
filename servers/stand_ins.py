"""What the embedded servers have in place of a bank and of the national platform: both answer rehearsals alone."""

from datetime import UTC, datetime
from pathlib import Path

from servers.addresses import Addresses
from servers.bank import EmbeddedBank
from servers.national_platform import EmbeddedPlatform


def answered(addresses: Addresses) -> bool:
    """Have them answer what waits for them. False where nothing did."""
    count = 0
    if addresses.bank:
        count += EmbeddedBank(Path(addresses.bank)).answer()
    if addresses.national_platform:
        count += EmbeddedPlatform(Path(addresses.national_platform)).answer(datetime.now(UTC))
    return count > 0
