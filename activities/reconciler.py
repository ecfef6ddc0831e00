"""The reconciler (对账): a row and the start of its workflow are not one transaction; it finds what is missing."""

from temporalio import activity

from activities.front_desk import FrontDesk
from domain.base import Value
from models import matter


class Reconciled(Value):
    """How many matters were started and how many were told what they had not heard."""

    started: int
    told: int


class ReconcilerActivities:
    def __init__(self, desk: FrontDesk) -> None:
        self.desk = desk

    @activity.defn
    async def reconcile(self) -> Reconciled:
        """Start every matter whose start is not noted, and deliver every act whose delivery is not."""
        with self.desk.database.transaction() as session:
            missing = [(row.matter_id, row.began_at) for row in matter.not_started(session)]
        for matter_id, began_at in missing:
            await self.desk.start_matter(matter_id, began_at)
        with self.desk.database.transaction() as session:
            waiting = matter.with_undelivered_acts(session)
        for matter_id in waiting:
            await self.desk.deliver(matter_id)
        return Reconciled(started=len(missing), told=len(waiting))
