"""A server's clock runs ahead and is set right again: what was noted too early costs nobody a right."""

import asyncio

from activities.auditing import verify
from demo.rehearsal import Rehearsal
from domain.procedure import Phase
from domain.results import Result
from domain.steps import StepKind
from servers import Addresses
from tests.rehearsing import HANDLER, SECOND, confirmed, numbered, rehearsing, served


def test_an_answer_counts_by_its_receipt_although_a_clock_that_ran_ahead_had_ended_its_period(
    addresses: Addresses,
) -> None:
    asyncio.run(_ahead_and_back(addresses))


async def _ahead_and_back(addresses: Addresses) -> None:
    async with rehearsing(addresses, 949) as rehearsal:
        order = await confirmed(rehearsal)
        await served(rehearsal, order)
        await rehearsal.wait(1)
        due_at, right = numbered(rehearsal, order).due_at, rehearsal.now
        assert due_at is not None
        assert right < due_at
        await rehearsal.wait(400)
        recheck = await rehearsal.step(StepKind.RECHECK, Phase.REPORTING)
        rehearsal.now = right
        await rehearsal.act("answer", order, rehearsal.party, statement="已附具检验合格证明。")
        assert numbered(rehearsal, order).result is Result.IN_TIME
        await rehearsal.act(
            "recheck", recheck.number, HANDLER, passed=True, statement="合格", second_officer=SECOND
        )
        await rehearsal.step(StepKind.CLOSING, Phase.DRAFTING)
        _nothing_worse_followed(rehearsal)
        await rehearsal.end()


def _nothing_worse_followed(rehearsal: Rehearsal) -> None:
    assert [row.kind for row in rehearsal.steps()] == [
        StepKind.VERIFICATION, StepKind.ORDER_TO_CORRECT, StepKind.RECHECK, StepKind.CLOSING,
    ]  # fmt: skip
    with rehearsal.desk.database.transaction() as session:
        assert not verify(session).breaks
