"""What a crash left undone is done; what cannot be done keeps nothing else waiting."""

import asyncio
from datetime import datetime

import pytest
from sqlalchemy import text
from temporalio.service import RPCError
from temporalio.testing import ActivityEnvironment

from activities.judging import take_check
from activities.reconciler import ReconcilerActivities
from demo import cast
from demo.rehearsal import Rehearsal
from demo.watch import Watch
from domain.acts import Act, Verification
from domain.procedure import Phase
from domain.steps import StepKind
from models import matter
from models.session import Database
from servers import Addresses
from tests.rehearsing import HANDLER, SECOND, rehearsing
from worker import at_work, connect, front_desk


def test_a_matter_that_cannot_be_told_keeps_no_other_waiting(addresses: Addresses) -> None:
    """Of 821 the register says that it was started, and Temporal knows nothing; 822 has only not heard of an act."""

    async def reconcile() -> None:
        async with rehearsing(addresses, 822) as rehearsal:
            step = await rehearsal.step(StepKind.VERIFICATION, Phase.REPORTING)
            desk = rehearsal.desk
            with desk.database.transaction() as session:
                check = cast.enter_copy(session, 821, "润滑油")
            take_check(desk.database, desk.law, check, rehearsal.began_at)
            with desk.database.transaction() as session:
                session.execute(text("update matter set started = true where matter_id = 'rehearsal-821'"))
                session.execute(
                    text(
                        "insert into step (matter_id, number, track, kind, phase, rule, basis, begun_at, counted_by)"
                        " select 'rehearsal-821', number, track, kind, phase, rule, basis, begun_at, counted_by"
                        " from step where matter_id = 'rehearsal-822'"
                    )
                )
            for matter_id in ("rehearsal-821", "rehearsal-822"):
                desk.reception.receive(_verification(matter_id, step.number, rehearsal.now))
            with pytest.raises(RPCError, match="not found"):
                await ActivityEnvironment().run(ReconcilerActivities(desk).reconcile)
            await rehearsal.step(StepKind.ORDER_TO_CORRECT, Phase.DRAFTING)
            with desk.database.transaction() as session:
                told = session.execute(text("select matter_id from act where delivered")).scalars().all()
            assert told == ["rehearsal-822"]

    asyncio.run(reconcile())


def test_an_act_is_taken_while_no_worker_runs_and_told_by_the_reconciler(addresses: Addresses) -> None:
    async def act_while_nobody_works() -> None:
        async with rehearsing(addresses, 823) as rehearsal:
            step = await rehearsal.step(StepKind.VERIFICATION, Phase.REPORTING)
        act = _verification(rehearsal.matter_id, step.number, rehearsal.now)
        desk = front_desk(Database(addresses.database_url), await connect(addresses.temporal))
        await desk.take(act, patience=0.5)
        with desk.database.transaction() as session:
            assert [one.act_id for one in matter.undelivered(session, rehearsal.matter_id)] == [act.act_id]
        async with at_work(addresses) as other:
            assert (await ActivityEnvironment().run(ReconcilerActivities(other).reconcile)).told == 1
            await Rehearsal(
                other, rehearsal.skipper, Watch(other.database), rehearsal.check, rehearsal.began_at
            ).step(StepKind.ORDER_TO_CORRECT, Phase.DRAFTING)
        desk.database.close()

    asyncio.run(act_while_nobody_works())


def _verification(matter_id: str, step: int, at: datetime) -> Act:
    return Verification(
        act_id=f"{matter_id}/1",
        matter_id=matter_id,
        step=step,
        actor=HANDLER,
        second_officer=SECOND,
        confirmed=True,
        statement="属实",
        sent_at=at,
        received_at=at,
    )
