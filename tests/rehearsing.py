"""A matter on the real servers, for a test that plays parts of it."""

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import date
from typing import Any

import pytest
from temporalio.testing import TimeSkipper

from activities.law import Law
from demo import cast
from demo.rehearsal import Rehearsal
from demo.watch import Watch
from domain.errors import Refused
from domain.procedure import Phase
from domain.steps import StepKind
from models.matter import StepRow
from servers import Addresses
from worker import at_work

HANDLER, SECOND, REVIEWER, HEAD = (one.officer_id for one in (cast.HANDLER, cast.SECOND, cast.REVIEWER, cast.HEAD))
PRINCIPAL = cast.PRINCIPAL.officer_id
STRANGER = cast.STRANGER.officer_id


@asynccontextmanager
async def rehearsing(
    addresses: Addresses, number: int, begins: date = cast.BEGINS, law: Law | None = None
) -> AsyncIterator[Rehearsal]:
    """示例企业 `number` is found without proof of inspection; `number` must differ between tests."""
    async with _entered(addresses, number, begins, law) as rehearsal:
        await rehearsal.open()
        yield rehearsal


def sampled(addresses: Addresses, number: int, maker: str | None = None) -> AbstractAsyncContextManager[Rehearsal]:
    """A failed supervisory sample of 示例企业 `number`, not yet opened as a matter. Its goods may name a `maker`."""
    return _entered(addresses, number, cast.BEGINS, None, sampled=True, maker=maker)


@asynccontextmanager
async def _entered(
    addresses: Addresses, number: int, begins: date, law: Law | None, **goods: Any
) -> AsyncIterator[Rehearsal]:
    async with at_work(addresses, law) as desk:
        with desk.database.transaction() as session:
            cast.enter_cast(session)
            check = cast.enter_copy(session, number, "润滑油", begins, **goods)
        yield Rehearsal(desk, TimeSkipper(desk.client), Watch(desk.database), check, cast.morning(begins))


async def refused(rehearsal: Rehearsal, kind: str, step: int, actor: str, **content: object) -> str:
    """The code with which an act is refused."""
    with pytest.raises(Refused) as refusal:
        await rehearsal.act(kind, step, actor, **content)
    return refusal.value.code


def numbered(rehearsal: Rehearsal, step: int) -> StepRow:
    return next(row for row in rehearsal.steps() if row.number == step)


async def confirmed(rehearsal: Rehearsal) -> int:
    """The clue is verified; returns the number of the order to correct that the rules begin."""
    step = await rehearsal.step(StepKind.VERIFICATION, Phase.REPORTING)
    await rehearsal.act(
        "verification", step.number, HANDLER, confirmed=True, statement="属实", second_officer=SECOND
    )
    return (await rehearsal.step(StepKind.ORDER_TO_CORRECT, Phase.DRAFTING)).number


async def drafted(
    rehearsal: Rehearsal,
    step: int,
    actor: str = HANDLER,
    second: str = SECOND,
    days: int = 15,
    demands: tuple[str, ...] = ("附具检验合格证明。",),
) -> None:
    await rehearsal.act(
        "order_draft",
        step,
        actor,
        facts="没有检验合格证明。",
        demands=demands,
        period_days=days,
        period_reason="按库存量确定。",
        second_officer=second,
    )


async def served(rehearsal: Rehearsal, step: int, **draft: Any) -> None:
    """The order is drafted, reviewed, approved, issued and served; its period runs."""
    await drafted(rehearsal, step, **draft)
    await rehearsal.act("review", step, REVIEWER, agreed=True, remarks="同意")
    await rehearsal.act("approval", step, HEAD, agreed=True, remarks="同意")
    await rehearsal.step(StepKind.ORDER_TO_CORRECT, Phase.SERVING)
    await rehearsal.wait(1)
    await rehearsal.act(
        "service", step, HANDLER, served_at=rehearsal.now, signed_by="示例收件人", proof="送达回证"
    )
    await rehearsal.step(StepKind.ORDER_TO_CORRECT, Phase.AWAITING)
