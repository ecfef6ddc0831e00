"""What whoever was sampled is told of the test and of the re-check, on the real servers."""

import asyncio

from demo.acting import (
    FAILED_ITEMS,
    HANDLER,
    HEAD,
    LABEL,
    PASSED_ITEMS,
    hand_over,
    order_to_correct,
    recheck,
    serve_result,
    verify,
)
from demo.play_sample import play_sample
from demo.plots import AnswerPlot, OrderPlot, SamplePlot
from demo.rehearsal import Rehearsal
from domain.procedure import Phase
from domain.sample_acts import MeasuredItem
from domain.steps import StepKind
from servers import Addresses
from tests.papers import papers
from tests.rehearsing import confirmed, refused, rehearsing, sampled


def test_a_notice_says_what_the_check_on_record_says(addresses: Addresses) -> None:
    async def told(rehearsal: Rehearsal) -> None:
        rehearsal.check.nonconforming_items = ["示例项目"]
        await rehearsal.open()
        step = (await rehearsal.step(StepKind.RESULT_NOTICE, Phase.DRAFTING)).number
        other = (MeasuredItem(name="示例别的项目", limit="1", value="2", passed=False),)
        for changed, code in (
            ({"items": PASSED_ITEMS}, "item_not_reported"),
            ({"items": other}, "item_not_reported"),
            ({"items": FAILED_ITEMS, "laboratory_id": "example-lab-2"}, "other_institute_on_record"),
            ({"items": (FAILED_ITEMS[0].model_copy(update={"value": "😀"}),)}, "missing_glyph"),
        ):
            assert await refused(rehearsal, "result_draft", step, HANDLER, report="示例报告", **changed) == code
        assert papers(rehearsal, "result_notice") == []
        await serve_result(rehearsal)
        assert [one.number for one in papers(rehearsal, "result_notice")] == [
            "示市监检结〔2025〕1号",
            "示市监检结〔2025〕2号",
        ]
        await rehearsal.end()

    async def walk() -> None:
        async with sampled(addresses, 754, "示例生产者754") as rehearsal:
            await told(rehearsal)

    asyncio.run(walk())


def test_whoever_was_sampled_is_told_of_the_re_check_before_the_matter_is_closed(addresses: Addresses) -> None:
    """监督抽查办法 47, 49: free samples, no sale before it passes."""

    async def walk() -> None:
        async with sampled(addresses, 755) as rehearsal:
            await rehearsal.open()
            await verify(rehearsal, confirmed=True, statement="属实")
            await play_sample(rehearsal, SamplePlot(order=OrderPlot(AnswerPlot.IN_TIME, corrected=True)))
            (order,), (told,) = papers(rehearsal, "order_to_correct"), papers(rehearsal, "recheck_result")
            assert order.context["sample_articles"] == ["《产品质量监督抽查管理暂行办法》第四十九条"]
            assert told.context["order"] == order.number
            assert told.context["resume_articles"] == order.context["sample_articles"]
            assert told.context["passed"] is True
            closing = await rehearsal.step(StepKind.CLOSING, Phase.DRAFTING)
            await rehearsal.act("closing_draft", closing.number, HANDLER, statement="办结")
            agreed = {"agreed": True, "remarks": "同意"}
            assert await refused(rehearsal, "approval", closing.number, HEAD, **agreed) == "document_not_served"
            await hand_over(rehearsal)
            await rehearsal.act("approval", closing.number, HEAD, **agreed)
            await rehearsal.over()

    asyncio.run(walk())


def test_a_failed_re_check_tells_what_the_rules_demand_next(addresses: Addresses) -> None:
    async def walk() -> None:
        failing = OrderPlot(AnswerPlot.IN_TIME, corrected=False)
        async with sampled(addresses, 756) as rehearsal:
            await rehearsal.open()
            await verify(rehearsal, confirmed=True, statement="属实")
            await play_sample(rehearsal, SamplePlot(order=failing))
            (told,) = papers(rehearsal, "recheck_result")
            assert told.context["report_articles"] == ["《产品质量监督抽查管理暂行办法》第四十七条"]
            assert "closure_articles" not in told.context
            await rehearsal.end()
        async with rehearsing(addresses, 757) as rehearsal:
            await confirmed(rehearsal)
            await recheck(rehearsal, failing, LABEL, await order_to_correct(rehearsal, failing, LABEL))
            (told,) = papers(rehearsal, "recheck_result")
            assert told.context["resume_articles"] is None  # a label forbids no sale (PQL 54)
            assert told.context["report_articles"] is None
            await rehearsal.end()

    asyncio.run(walk())
