"""An order to correct that is ignored, for a test that plays what follows it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

from activities.law import Law
from demo.rehearsal import Rehearsal
from domain.procedure import Phase
from domain.results import Result
from domain.steps import StepKind
from rules.place import HERE
from servers import Addresses
from tests.parameters import set_to
from tests.rehearsing import HANDLER, HEAD, SECOND, confirmed, numbered, refused, rehearsing, served


def enforcing() -> Law:
    """Of an installation whose legal office lets an ignored order be enforced through the court."""
    with set_to(orders_before_enforcement=1):
        return Law([HERE / "matter"])


@asynccontextmanager
async def ignored(addresses: Addresses, number: int, law: Law | None = None) -> AsyncIterator[tuple[Rehearsal, int]]:
    """An order was served and never answered; its re-check has failed."""
    async with rehearsing(addresses, number, law=law) as rehearsal:
        step = await confirmed(rehearsal)
        await served(rehearsal, step)
        due_at = numbered(rehearsal, step).due_at
        assert due_at is not None
        await rehearsal.reach(due_at + timedelta(days=2))
        recheck = await rehearsal.step(StepKind.RECHECK, Phase.REPORTING)
        await rehearsal.act(
            "recheck", recheck.number, HANDLER, passed=False, statement="仍未改正", second_officer=SECOND
        )
        yield rehearsal, step


async def chosen(rehearsal: Rehearsal, kind: StepKind) -> int:
    await rehearsal.act("choice", 0, HEAD, begins=kind, reason="经法制机构审核同意")
    return (await rehearsal.step(kind, Phase.DRAFTING)).number


AGREED = {"agreed": True, "remarks": "同意"}
URGED = {"proposes": Result.SERVED, "statement": "复查时产品仍在销售。", "manner": "逐件附具合格证明。",
         "second_officer": SECOND}  # fmt: skip


async def urged(rehearsal: Rehearsal) -> int:
    """The urging is drafted, approved and served; its ten working days run."""
    step = await chosen(rehearsal, StepKind.URGING)
    assert await refused(rehearsal, "draft", step, HANDLER, **URGED | {"manner": None}) == "draft_incomplete"
    await rehearsal.act("draft", step, HANDLER, **URGED)
    assert await refused(rehearsal, "approval", step, HANDLER, **AGREED) == "not_a_head_of_department"
    await rehearsal.act("approval", step, HEAD, **AGREED)
    await rehearsal.act("service", step, HANDLER, served_at=rehearsal.now, signed_by="示例收件人", proof="送达回证")
    await rehearsal.step(StepKind.URGING, Phase.AWAITING)
    return step
