"""The embedded PostgreSQL and Temporal servers of one home folder: started, mended, ended."""

from servers.addresses import Addresses, given
from servers.backup import back_up, restore
from servers.home import end_orphans, running_at
from servers.running import Servers, running, terminated_in_order

__all__ = [
    "Addresses",
    "Servers",
    "back_up",
    "end_orphans",
    "given",
    "restore",
    "running",
    "running_at",
    "terminated_in_order",
]
