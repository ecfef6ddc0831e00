"""Law time: the moment that counts in a matter, and waiting for people until one."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta

from temporalio import workflow


class LawClock:
    """Law time runs from `began_at` with the workflow's own time.

    In production `began_at` is the receipt of what began the workflow, so law time is real time. A rehearsal
    begins in a year whose calendar is published.
    """

    def __init__(self, began_at: datetime) -> None:
        self.began_at = began_at

    def now(self) -> datetime:
        return self.began_at + (workflow.now() - workflow.info().start_time)

    async def wait_until(self, moment: datetime, done: Callable[[], bool]) -> None:
        """Return as soon as `done`, or when the moment has come. Who was in time, the receipts decide."""
        left = moment - self.now()
        if left > timedelta(0):
            with suppress(TimeoutError):
                await workflow.wait_condition(done, timeout=left)
