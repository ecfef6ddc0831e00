"""A notice of the test result that names wrong values is replaced before it has reached the party."""

import asyncio
from datetime import timedelta
from typing import Any

from activities.matter_answers import answers
from activities.matter_file import file_of
from demo.acting import FAILED_ITEMS, HANDLER
from demo.rehearsal import Rehearsal
from domain.procedure import Phase
from domain.steps import StepKind
from models.document import DocumentRow
from notices.binding import text_of
from servers import Addresses
from tests.filing import answer
from tests.papers import papers, read
from tests.rehearsing import refused, sampled

SIGNED: dict[str, Any] = {"signed_by": "示例收件人", "proof": "送达回证"}
RIGHT = (FAILED_ITEMS[0].model_copy(update={"value": "示例更正值"}),)
CORRECTED: dict[str, Any] = {"report": "示例检验报告", "items": RIGHT, "correction": "实测值抄录有误。"}


async def drafted(rehearsal: Rehearsal) -> int:
    """The wrong notice, and the one to the maker, who has it already."""
    await rehearsal.open()
    step = (await rehearsal.step(StepKind.RESULT_NOTICE, Phase.DRAFTING)).number
    assert await refused(rehearsal, "result_draft", step, HANDLER, **CORRECTED) == "nothing_to_correct"
    await rehearsal.act("result_draft", step, HANDLER, report="示例检验报告", items=FAILED_ITEMS)
    await rehearsal.wait(1)
    await hand(rehearsal, step, papers(rehearsal, "result_notice")[1])
    of_maker = await rehearsal.step(StepKind.MAKER_OBJECTION, Phase.AWAITING)
    assert of_maker.period_from == rehearsal.now
    await rehearsal.wait(1)
    return step


async def hand(rehearsal: Rehearsal, step: int, paper: DocumentRow | None = None) -> None:
    named = paper.document_id if paper else None
    await rehearsal.act("service", step, HANDLER, served_at=rehearsal.now, document=named, **SIGNED)



def test_a_corrected_notice_has_its_own_number_and_its_own_period_from_its_own_service(addresses: Addresses) -> None:
    async def walk() -> None:
        async with sampled(addresses, 946, "示例生产者946") as rehearsal:
            step = await drafted(rehearsal)
            again = {"report": "示例检验报告", "items": RIGHT}
            assert await refused(rehearsal, "result_draft", step, HANDLER, **again) == "correction_unexplained"
            await rehearsal.act("result_draft", step, HANDLER, **CORRECTED)
            wrong, of_maker, right, to_maker = papers(rehearsal, "result_notice")
            assert [one.number for one in (wrong, right)] == ["示市监检结〔2025〕1号", "示市监检结〔2025〕3号"]
            assert (right.context["replaces"], to_maker.context["replaces"]) == (wrong.number, of_maker.number)
            assert f"本通知书代替{wrong.number}《检验结果通知书》。更正说明：实测值抄录有误。" in read(right)
            assert "示例更正值" in read(right)
            gone: dict[str, Any] = {"document": wrong.document_id, "served_at": rehearsal.now, **SIGNED}
            assert await refused(rehearsal, "service", step, HANDLER, **gone) == "document_replaced"
            await rehearsal.wait(1)
            await hand(rehearsal, step)
            objection = await rehearsal.step(StepKind.OBJECTION, Phase.AWAITING)
            assert objection.period_from == rehearsal.now
            assert [one.document_id for one in await rehearsal.unserved()] == [to_maker.document_id]
            await rehearsal.wait(2)
            held = await rehearsal.step(StepKind.MAKER_OBJECTION, Phase.AWAITING)
            assert (held.period_from, held.due_at) == (None, None)
            await rehearsal.wait(20)  # longer than the period that began with the wrong notice
            await hand(rehearsal, step, to_maker)
            of_his = await rehearsal.step(StepKind.MAKER_OBJECTION, Phase.AWAITING)
            assert of_his.period_from == rehearsal.now
            assert await rehearsal.unserved() == []
            with rehearsal.desk.database.transaction() as session:
                shown = text_of(file_of(session, rehearsal.desk.law, rehearsal.matter_id).pdf)
                answered = answer(answers(session, rehearsal.desk.law, rehearsal.matter_id), "service").holds
            assert "已由更正后的文书代替" in shown
            assert sum("已由更正后的文书代替" in one.text.zh for one in answered) == 2
            assert of_his.due_at is not None
            await rehearsal.reach(of_his.due_at + timedelta(hours=1))
            await rehearsal.step(StepKind.MAKER_OBJECTION, Phase.LAPSED)
            await rehearsal.end()

    asyncio.run(walk())


def test_a_maker_who_has_asked_for_a_retest_is_not_sent_another_notice(addresses: Addresses) -> None:
    async def walk() -> None:
        async with sampled(addresses, 948, "示例生产者948") as rehearsal:
            step = await drafted(rehearsal)
            maker = await rehearsal.step(StepKind.MAKER_OBJECTION, Phase.AWAITING)
            to = papers(rehearsal, "result_notice")[1].addressee
            assert to is not None
            await rehearsal.act("objection", maker.number, to, statement="示例异议")
            assert await refused(rehearsal, "result_draft", step, HANDLER, **CORRECTED) == "maker_has_acted"
            await rehearsal.end()

    asyncio.run(walk())


def test_a_notice_that_has_reached_the_party_is_met_by_a_retest_and_not_replaced(addresses: Addresses) -> None:
    async def walk() -> None:
        async with sampled(addresses, 947, "示例生产者947") as rehearsal:
            step = await drafted(rehearsal)
            await hand(rehearsal, step)
            await rehearsal.step(StepKind.OBJECTION, Phase.AWAITING)
            assert await refused(rehearsal, "result_draft", step, HANDLER, **CORRECTED) == "answer_to_closed_step"
            assert len(papers(rehearsal, "result_notice")) == 2
            await rehearsal.end()

    asyncio.run(walk())
