"""The reconciler (对账): a row and the start of its workflow are not one transaction; it finds what is missing."""

import asyncio
from asyncio import to_thread
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime
from functools import partial
from typing import Any, NamedTuple

from temporalio import activity

from activities.announced_service import recount
from activities.certificate_desk import CertificateDesk
from activities.compensation_desk import CompensationDesk
from activities.front_desk import PATIENCE, FrontDesk
from activities.recall_desk import RecallDesk
from domain.base import Value
from models import announced_service, calendar, certificate_act, clock, compensation, matter, recall

AT_ONCE = 20  # more than Temporal takes side by side, and all of them would run out of patience together
ENOUGH = 15.0  # seconds after which nothing more is begun in one run: the next one goes on
MOST = 1000  # certificates, and payments, looked at in one run


class Reconciled(Value):
    """How many matters were started, were told what they had not heard, and were asked to count again; and how many
    certificates, recalls and payments were begun, revived or told; messages of the bank come in before."""

    started: int
    told: int
    recounted: int
    certificates: int = 0
    recalls: int = 0
    compensations: int = 0


class ReconcilerActivities:
    def __init__(self, desk: FrontDesk) -> None:
        self.desk = desk
        self.certificates = CertificateDesk(desk.database, desk.law, desk.client)
        self.recalls = RecallDesk(desk.database, desk.law, desk.client)
        self.compensations = CompensationDesk(desk)

    @activity.defn
    async def reconcile(self) -> Reconciled:
        """Start every matter whose start is not noted, deliver every act whose delivery is not, and have every
        announced service and every running period counted again that an older calendar has counted. Certificates
        alike, and recalls, also of a seller who has become known.

        What cannot be mended, or does not answer, keeps none of the others waiting: its failure is raised when they
        are done. What a long failure has left is mended by several runs, the oldest first.
        """
        database, enough = self.desk.database, asyncio.get_running_loop().time() + ENOUGH
        with database.transaction() as session:
            missing = [(row.matter_id, row.began_at) for row in matter.not_started(session)]
        started = await _all([partial(self.desk.start_matter, *one) for one in missing], enough)
        with database.transaction() as session:
            waiting = matter.with_undelivered_acts(session)
        told = await _all([partial(self.desk.deliver, one) for one in waiting], enough)
        with database.transaction() as session:
            ahead = announced_service.matters_ahead(session, datetime.now(UTC))
        moved = await _all([partial(to_thread, self._recount_announcements, *one) for one in ahead], enough)
        with database.transaction() as session:
            behind = clock.behind(session, calendar.edition(session))
        recounted = await _all([partial(self.desk.have_recounted, one) for one in behind], enough)
        with database.transaction() as session:
            untold = certificate_act.untold(session, MOST)
        certificates = await _all([partial(self.certificates.deliver, one) for one in untold], enough)
        with database.transaction() as session:
            unheard = recall.untold(session)
        recalls = await _all([partial(self.recalls.deliver, one) for one in unheard], enough)
        collected = await _all([self._collect], enough)
        with database.transaction() as session:
            waiting = compensation.untold(session, MOST)
        compensations = await _all([partial(self.compensations.deliver, one) for one in waiting], enough)
        outcomes = (started, told, moved, recounted, certificates, recalls, collected, compensations)
        if failures := [failure for one in outcomes for failure in one.failures]:
            raise failures[0]
        return Reconciled(
            started=started.mended,
            told=told.mended,
            recounted=recounted.mended,
            certificates=certificates.mended,
            recalls=recalls.mended,
            compensations=compensations.mended,
        )

    def _recount_announcements(self, matter_id: str, at: datetime) -> None:
        with self.desk.database.transaction() as session:
            recount(session, self.desk.law, matter_id, at)

    async def _collect(self) -> None:
        await self.compensations.collect()


class _Outcome(NamedTuple):
    mended: int
    failures: list[BaseException]


async def _all(mendings: list[Callable[[], Coroutine[Any, Any, None]]], enough: float) -> _Outcome:
    """Mend side by side, a few at a time, and begin none after the moment `enough` of the event loop."""
    gate = asyncio.Semaphore(AT_ONCE)

    async def mend(mending: Callable[[], Coroutine[Any, Any, None]]) -> bool:
        async with gate:
            if asyncio.get_running_loop().time() > enough:
                return False
            await asyncio.wait_for(mending(), PATIENCE)
            return True

    ends = await asyncio.gather(*(mend(one) for one in mendings), return_exceptions=True)
    failures = [end for end in ends if isinstance(end, BaseException)]
    return _Outcome(mended=ends.count(True), failures=failures)
