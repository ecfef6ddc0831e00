"""What a crash left undone is done; what cannot be done keeps nothing else waiting."""

import asyncio
from datetime import datetime

import pytest
from sqlalchemy import text
from temporalio.service import RPCError
from temporalio.testing import ActivityEnvironment

from activities.judging import judge_check
from activities.reconciler import ReconcilerActivities
from demo import cast
from domain.matter import Act, Verification
from domain.matter_facts import StepKind
from domain.procedure import Phase
from models import circulation
from servers import Addresses
from tests.rehearsing import HANDLER, SECOND, rehearsing


def test_a_matter_that_cannot_be_told_keeps_no_other_waiting(addresses: Addresses) -> None:
    """Of 821 the register says that it was started, and Temporal knows nothing; 822 has only not heard of an act."""

    async def reconcile() -> None:
        async with rehearsing(addresses, 822) as rehearsal:
            step = await rehearsal.step(StepKind.VERIFICATION, Phase.REPORTING)
            desk = rehearsal.desk
            with desk.database.transaction() as session:
                check = cast.enter_copy(session, 821, "润滑油")
                circulation.record(session, check)
                judge_check(session, desk.law, check, rehearsal.began_at)
                session.execute(text("update matter set started = true where matter_id = 'rehearsal-821'"))
                session.execute(
                    text(
                        "insert into step select 'rehearsal-821', number, track, kind, phase, rule, basis, chosen_by,"
                        " begun_at from step where matter_id = 'rehearsal-822'"
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
