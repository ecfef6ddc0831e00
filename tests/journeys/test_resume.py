"""A rehearsal that is broken off anywhere is played from its beginning again, and ends as if nothing had happened."""

import asyncio
from contextlib import suppress
from itertools import count
from typing import Any

import pytest
from temporalio.testing import TimeSkipper

from demo import cast
from demo.play import play
from demo.plots import AnswerPlot, OrderPlot, Plot, SamplePlot
from demo.rehearsal import Rehearsal
from demo.watch import Watch
from models import matter
from servers import Addresses
from worker import at_work

TWICE = Plot(True, (OrderPlot(AnswerPlot.LATE, corrected=False), OrderPlot(AnswerPlot.IN_TIME, corrected=True)))
SAMPLE = SamplePlot(retest=False, order=OrderPlot(AnswerPlot.IN_TIME, corrected=False), announced=True)


class BrokenOff(Exception):
    """Whoever played was killed."""


class Breaking(Rehearsal):
    """Breaks off at a moment: an even one is before an act, an odd one right after it."""

    moment = 0

    async def act(self, kind: str, step: int, actor: str, **content: Any) -> None:
        if self.moment == 2 * self.acts:
            raise BrokenOff
        await super().act(kind, step, actor, **content)
        if self.moment == 2 * self.acts - 1:
            raise BrokenOff


@pytest.mark.parametrize(("plot", "number"), [(TWICE, 702), (SAMPLE, 703)], ids=["twice", "sample"])
def test_a_rehearsal_broken_off_anywhere_goes_on(addresses: Addresses, plot: Plot | SamplePlot, number: int) -> None:
    async def story() -> None:
        async with at_work(addresses) as desk:
            with desk.database.transaction() as session:
                cast.enter_cast(session)
            skipper, watch = TimeSkipper(desk.client), Watch(desk.database)

            for moment in count():
                with desk.database.transaction() as session:
                    check = cast.enter_copy(session, number, "润滑油", sampled=plot.sampled)
                rehearsal = Breaking(desk, skipper, watch, check, cast.morning(cast.BEGINS))
                rehearsal.moment = moment
                with suppress(BrokenOff):
                    await play(rehearsal, plot)
                    break
            await rehearsal.over()
            with desk.database.transaction() as session:
                acts = matter.acts(session, rehearsal.matter_id)
                assert len(acts) == rehearsal.acts == moment // 2
                assert matter.known(session, rehearsal.matter_id).ending == plot.ending

    asyncio.run(story())
