"""Where the servers are, whoever started them."""

from dataclasses import dataclass

from temporalio.envconfig import ClientConfig

from domain.errors import Refused
from settings import Settings


@dataclass(frozen=True)
class Addresses:
    """PostgreSQL as the program's role, which owns nothing, and as the role that migrates; Temporal's `host:port`; the
    folders in which messages are exchanged with the bank and with the national platform, if there are any, and whether
    stand-ins of ours are behind them."""

    database_url: str
    owner_url: str
    temporal: str
    bank: str | None = None
    national_platform: str | None = None
    embedded: bool = False


def given(settings: Settings) -> Addresses | None:
    """The real servers that the settings and Temporal's own environment configuration name; None: start the embedded.

    A database without a Temporal address is refused, since half of a state on an embedded server would be lost to
    whoever runs the other half. `owner_url` falls back on `database_url`, for a database with one role only.
    """
    if settings.database_url is None:
        return None
    temporal = ClientConfig.load_client_connect_config().get("target_host")
    if not temporal:
        raise Refused(
            "temporal_address_missing",
            zh="已指定数据库，但未指定 Temporal 服务器，请设置 TEMPORAL_ADDRESS 或者 TEMPORAL_CONFIG_FILE。",
            en="A database is given but no Temporal server: set TEMPORAL_ADDRESS or TEMPORAL_CONFIG_FILE.",
            field="TEMPORAL_ADDRESS",
        )
    bank = str(settings.bank) if settings.bank else None
    national = str(settings.national_platform) if settings.national_platform else None
    return Addresses(settings.database_url, settings.owner_url or settings.database_url, temporal, bank, national)
