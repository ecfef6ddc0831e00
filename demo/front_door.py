"""A complaint by the front door (网上提交): submitted, handed over, numbered by the stand-in of the platform."""

import asyncio
from pathlib import Path

from activities.evidence_store import EvidenceStore
from activities.front_desk import FrontDesk
from activities.platform_desk import PlatformDesk
from activities.submitting import hand_over_again, submit
from demo import cast
from domain.complaint import Complaint
from domain.submission import GIVEN
from models import submission
from servers.national_platform import EmbeddedPlatform
from sources.national_platform import PlatformFolder


async def by_the_front_door(desk: FrontDesk, complaint: Complaint) -> str:
    """The complaint without what the platform gives. Returns the id of its matter; done again it is the same."""
    assert isinstance(desk.platform, PlatformFolder), "the demo has servers of its own, and a stand-in with them"
    number = await asyncio.to_thread(_received, desk, desk.platform.path, complaint)
    await desk.start_matter(number, complaint.received_at)
    return number


def _received(desk: FrontDesk, folder: Path, complaint: Complaint) -> str:
    stand_in = EmbeddedPlatform(folder)
    form, at = complaint.model_dump(mode="json", exclude=set(GIVEN)), complaint.received_at
    with desk.database.transaction() as session:
        made = submit(session, EvidenceStore(folder / "evidence"), form, (), at, embedded=True)
        row = submission.held(session, made.number)
        if row and row.tries and row.complaint_id is None:  # a run that was killed has had it in hand
            hand_over_again(session, made.number, cast.HANDLER.officer_id)
    exchanging = PlatformDesk(desk.database, desk.law, stand_in.folder)
    exchanging.hand_over()
    stand_in.answer(at)
    exchanging.collect()
    return made.number


async def report(desk: FrontDesk) -> None:
    """The platform is told how it came out, where there is one."""
    if desk.platform is not None:
        await asyncio.to_thread(PlatformDesk(desk.database, desk.law, desk.platform).report)
