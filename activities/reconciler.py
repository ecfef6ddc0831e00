"""The reconciler (对账): a row and the start of its workflow are not one transaction; it finds what is missing."""

import asyncio
from collections.abc import Coroutine, Iterable
from typing import Any

from temporalio import activity

from activities.certificate_desk import CertificateDesk
from activities.front_desk import PATIENCE, FrontDesk
from domain.base import Value
from models import calendar, certificate_act, clock, matter


MOST_CERTIFICATES = 500  # in one run, so that it ends in time whatever a long failure has left


class Reconciled(Value):
    """How many matters were started, were told what they had not heard, and were asked to count again; and how many
    certificates were begun, revived or told."""

    started: int
    told: int
    recounted: int
    certificates: int = 0


class ReconcilerActivities:
    def __init__(self, desk: FrontDesk) -> None:
        self.desk = desk
        self.certificates = CertificateDesk(desk.database, desk.law, desk.client)

    @activity.defn
    async def reconcile(self) -> Reconciled:
        """Start every matter whose start is not noted, deliver every act whose delivery is not, and have every
        running period counted again that was counted by an older calendar. Certificates alike.

        What cannot be mended, or does not answer, keeps none of the others waiting: its failure is raised
        when they are done.
        """
        with self.desk.database.transaction() as session:
            missing = [(row.matter_id, row.began_at) for row in matter.not_started(session)]
        await _all(self.desk.start_matter(matter_id, began_at) for matter_id, began_at in missing)
        with self.desk.database.transaction() as session:
            waiting = matter.with_undelivered_acts(session)
        await _all(self.desk.deliver(matter_id) for matter_id in waiting)
        with self.desk.database.transaction() as session:
            behind = clock.behind(session, calendar.edition(session))
        await _all(self.desk.have_recounted(matter_id) for matter_id in behind)
        with self.desk.database.transaction() as session:
            untold = certificate_act.untold(session, MOST_CERTIFICATES)
        await _all(self.certificates.deliver(application_id) for application_id in untold)
        return Reconciled(
            started=len(missing), told=len(waiting), recounted=len(behind), certificates=len(untold)
        )


async def _all(mendings: Iterable[Coroutine[Any, Any, None]]) -> None:
    bounded = (asyncio.wait_for(mending, PATIENCE) for mending in mendings)
    failures = [end for end in await asyncio.gather(*bounded, return_exceptions=True) if end is not None]
    if failures:
        raise failures[0]
