"""Hand-over (移交): everything that is exchanged with the national platform, one run at a time."""

from threading import Lock

from temporalio import activity
from temporalio.exceptions import ApplicationError

from activities.law import Law
from activities.platform_desk import PlatformDesk
from domain.base import Value
from domain.national_platform import NationalPlatform
from models.session import Database


class Exchanged(Value):
    """How many complaints and reports were handed over, receipts read and refused, outcomes told, replies to informants
    given. No particulars."""

    handed_over: int = 0
    read: int = 0
    refused: int = 0
    told: int = 0
    replied: int = 0


class HandoverActivities:
    """Without a platform nothing is exchanged."""

    def __init__(self, database: Database, law: Law, platform: NationalPlatform | None) -> None:
        self.desk = PlatformDesk(database, law, platform) if platform else None
        self.busy = Lock()  # a folder that hangs keeps one thread, and not another with each run

    @activity.defn(no_thread_cancel_exception=True)
    def exchange(self) -> Exchanged:
        """What hinders one direction hinders no other; what failed is told when they are done. The matters of received
        complaints the reconciler starts."""
        if self.desk is None or not self.busy.acquire(blocking=False):
            return Exchanged()
        try:
            return self._exchange(self.desk)
        finally:
            self.busy.release()

    def _exchange(self, desk: PlatformDesk) -> Exchanged:
        done, failures = dict[str, int](), list[str]()
        parts = {"handed_over": desk.hand_over, "told": desk.report, "replied": desk.reply}
        for name, part in parts.items():
            try:
                done[name] = part()
            except Exception as failure:
                failures.append(type(failure).__name__)
        try:
            collected = desk.collect()
            done |= {"read": collected.read, "refused": collected.refused}
        except Exception as failure:
            failures.append(type(failure).__name__)
        if failures:  # their kinds alone: what a database says of a row may name people, and a history keeps it
            raise ApplicationError(f"the exchange with the platform failed: {', '.join(failures)}")
        return Exchanged(**done)
