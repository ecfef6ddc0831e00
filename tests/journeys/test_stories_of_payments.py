"""The payments of the demo: paid first, then recovered or written off; played twice they are one."""

import asyncio
from pathlib import Path

from activities.auditing import verify
from activities.ledger import check
from demo import cast
from demo.payments import APPLIED, PLOTS, PRICE, SCHEME, play_payments
from models import compensation
from servers import Addresses
from worker import at_work


def test_a_consumer_is_paid_first_once_and_the_recourse_ends_as_it_is_told(addresses: Addresses) -> None:
    async def walk() -> None:
        assert addresses.bank is not None
        async with at_work(addresses) as desk:
            with desk.database.transaction() as session:
                cast.enter_cast(session)
            told = await play_payments(desk, Path(addresses.bank))
            again = await play_payments(desk, Path(addresses.bank))
            with desk.database.transaction() as session:
                books = check(session, SCHEME, APPLIED)
                rows = [compensation.compensation(session, one.matter_id) for one in told]
                breaks = verify(session).breaks
        assert again == told
        assert [one.ending for one in told] == [one.expected for one in told]
        assert [row.ending for row in rows] == [plot.ending for plot in PLOTS]
        assert (books.problems, books.waiting, breaks) == ((), (), ())
        assert books.recovery_per_mille == 500  # one of the two
        assert {row.refund_fen for row in rows} == {PRICE}

    asyncio.run(walk())
