"""The embedded PostgreSQL and Temporal servers of one home folder: started, mended, ended."""

from servers.addresses import Addresses, given
from servers.home import end_orphans, running_at
from servers.running import Servers, running, terminated_in_order

__all__ = ["Addresses", "Servers", "end_orphans", "given", "running", "running_at", "terminated_in_order"]
