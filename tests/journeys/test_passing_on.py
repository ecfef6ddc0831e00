"""Passing a case on, on the real servers: each period begins with the answer before it, and is watched."""

import asyncio
from datetime import timedelta
from typing import Any

from sqlmodel import select
from temporalio.testing import ActivityEnvironment

from activities.reconciler import ReconcilerActivities
from demo import cast
from demo.acting import HANDLER, HEAD, SECOND, close, verify
from domain.names import matter_workflow
from domain.procedure import Phase
from domain.results import Result
from domain.steps import StepKind
from models import message
from models.matter import MatterRow
from servers import Addresses
from tests.rehearsing import PRINCIPAL, rehearsing


def test_each_period_of_a_referral_runs_out_or_is_kept_on_its_own(addresses: Addresses) -> None:
    async def walk() -> None:
        async with rehearsing(addresses, 721) as rehearsal:
            await verify(rehearsal, confirmed=True, statement="属实")
            await rehearsal.act("choice", 0, HEAD, begins=StepKind.REFERRAL, reason="销售金额较大")
            step = await rehearsal.step(StepKind.REFERRAL, Phase.DRAFTING)

            async def report(result: Result) -> None:
                said = {"result": result, "statement": "示例", "proof": "示例文书", "second_officer": SECOND}
                await rehearsal.act("outcome", step.number, HANDLER, **said)

            draft: dict[str, Any] = {"proposes": Result.REFERRED, "statement": "涉嫌犯罪", "second_officer": SECOND}
            draft |= {"to_office": "示例市公安局", "materials": ("调查报告", "检验报告")}
            await rehearsal.act("draft", step.number, HANDLER, **draft)
            await rehearsal.wait(5)  # the head decides two days late
            await rehearsal.act("approval", step.number, PRINCIPAL, agreed=True, remarks="同意")
            handed = await rehearsal.step(StepKind.REFERRAL, Phase.SERVING)
            assert handed.due_at == rehearsal.now + timedelta(hours=24)
            await rehearsal.wait(2)  # as is the handing over
            await report(Result.SENT)
            await rehearsal.step(StepKind.REFERRAL, Phase.AWAITING)
            await rehearsal.wait(5)
            await rehearsal.step(StepKind.REFERRAL, Phase.LAPSED)  # the police have not answered
            await report(Result.POLICE_REFUSED)
            await rehearsal.step(StepKind.REFERRAL, Phase.REPORTING)
            await report(Result.REVIEW_ASKED)
            await rehearsal.step(StepKind.REFERRAL, Phase.AWAITING)
            await report(Result.POLICE_FILED)
            await rehearsal.step(StepKind.REFERRAL, Phase.DONE)
            with rehearsal.desk.database.transaction() as session:
                told = message.told_about(session, rehearsal.matter_id, step.number)
            assert len([one for one in told if one.startswith("over ")]) == 3
            await rehearsal.end()

    asyncio.run(walk())


def test_a_transferred_case_is_closed_here_and_waits_for_its_verification_there(addresses: Addresses) -> None:
    async def walk() -> None:
        async with rehearsing(addresses, 722) as rehearsal:
            await rehearsal.step(StepKind.VERIFICATION, Phase.REPORTING)
            await rehearsal.act("choice", 0, HEAD, begins=StepKind.TRANSFER, reason="不属于本部门管辖")
            step = await rehearsal.step(StepKind.TRANSFER, Phase.DRAFTING)
            draft = {"proposes": Result.TRANSFERRED, "statement": "移送", "to_office": cast.NEIGHBOUR.office_id}
            await rehearsal.act("draft", step.number, HANDLER, **draft)
            for _ in range(2):  # the same approval twice is one, and one matter there
                await rehearsal.act("approval", step.number, HEAD, agreed=True, remarks="同意")
                rehearsal.acts -= 1
            rehearsal.acts += 1
            await close(rehearsal)
            await rehearsal.over()
            with rehearsal.desk.database.transaction() as session:
                query = select(MatterRow.matter_id).where(MatterRow.transferred_from == rehearsal.matter_id)
                theirs = session.exec(query).one()
            await ActivityEnvironment().run(ReconcilerActivities(rehearsal.desk).reconcile)
            rehearsal.matter_id = theirs
            verification = await rehearsal.step(StepKind.VERIFICATION, Phase.REPORTING)
            assert verification.due_at is not None
            await rehearsal.skipper.client.get_workflow_handle(matter_workflow(theirs)).terminate("rehearsal over")

    asyncio.run(walk())
