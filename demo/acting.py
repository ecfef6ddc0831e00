"""What the invented people do in every plot: verify, order, answer, re-check, close."""

from dataclasses import dataclass
from datetime import timedelta

from demo import cast
from demo.plots import AnswerPlot, OrderPlot
from demo.rehearsal import Rehearsal
from domain.acts import Channel
from domain.procedure import Phase
from domain.sample_acts import MeasuredItem
from domain.steps import StepKind

HANDLER, SECOND, REVIEWER, HEAD = (one.officer_id for one in (cast.HANDLER, cast.SECOND, cast.REVIEWER, cast.HEAD))

HANDLERS = {cast.OFFICE.office_id: HANDLER, cast.PROVINCE.office_id: cast.PROVINCIAL_HANDLER.officer_id}


@dataclass(frozen=True)
class Words:
    """What is written in an order and after it. `days` is what the officer sets, where the period is his to set."""

    facts: str
    demands: str
    answer: str
    corrected: str
    uncorrected: str
    days: int | None = None
    reason: str | None = None


LABEL = Words(
    facts="经现场检查，你单位销售的本批产品及其包装上没有产品质量检验合格证明，也不能提供标签、印章等其他形式的合格证明。",
    demands="对上述产品取得并附具产品质量检验合格证明；未取得前自行分开存放。",
    answer="已逐件附具检验合格证明，请复查。",
    corrected="现场复查：产品均附有检验合格证明。",
    uncorrected="现场复查：仍无任何形式的检验合格证明。",
    days=15,
    reason="补办检验并逐件附具合格证明，按当事人库存量需十五日。",
)
FAILED_ITEMS = (MeasuredItem(name="示例项目", limit="不小于0.75", value="0.50", passed=False),)
PASSED_ITEMS = (MeasuredItem(name="示例项目", limit="不小于0.75", value="0.80", passed=True),)
SAMPLE = Words(
    facts="经监督抽查检验，你单位的本批产品检验结论为不合格。检验结果已经送达，异议处理已经结束，检验结论成立。",
    demands="立即停止生产、销售同一产品，查明不合格原因并予以改正；经认定复查合格前，不得恢复生产、销售同一产品。",
    answer="已查明原因并完成改正，无偿提供复查样品，请复查。",
    corrected="复查：样品经检验合格。",
    uncorrected="复查：样品经检验仍不合格。",
)


async def verify(rehearsal: Rehearsal, *, confirmed: bool, statement: str) -> None:
    step = await rehearsal.step(StepKind.VERIFICATION, Phase.REPORTING)
    await rehearsal.wait(3)
    await rehearsal.act(
        "verification", step.number, HANDLER, confirmed=confirmed, statement=statement, second_officer=SECOND
    )


async def order_to_correct(rehearsal: Rehearsal, order: OrderPlot, words: Words) -> int:
    """Draft, review, approve, serve; then the party's part. Returns the number of the step."""
    step = await rehearsal.step(StepKind.ORDER_TO_CORRECT, Phase.DRAFTING)
    await rehearsal.act(
        "order_draft",
        step.number,
        HANDLER,
        facts=words.facts,
        demands=words.demands,
        period_days=words.days,
        period_reason=words.reason,
        second_officer=SECOND,
    )
    await rehearsal.act("review", step.number, REVIEWER, agreed=True, remarks="事实清楚，依据正确，同意。")
    await rehearsal.act("approval", step.number, HEAD, agreed=True, remarks="同意。")
    await rehearsal.step(StepKind.ORDER_TO_CORRECT, Phase.SERVING)
    await rehearsal.wait(1)
    await rehearsal.act(
        "service", step.number, HANDLER, served_at=rehearsal.now, signed_by="示例收件人", proof="送达回证，当面签收"
    )
    row = await rehearsal.step(StepKind.ORDER_TO_CORRECT, Phase.AWAITING)
    assert row.due_at is not None
    if order.answer is AnswerPlot.IN_TIME:
        await rehearsal.reach(row.due_at - timedelta(days=2))
        await _answer(rehearsal, step.number, words)
    else:
        await rehearsal.reach(row.due_at + timedelta(days=2))
        await rehearsal.step(StepKind.ORDER_TO_CORRECT, Phase.LAPSED)
    if order.answer is AnswerPlot.POSTED_IN_TIME:
        await _answer(rehearsal, step.number, words, channel=Channel.POST, sent_at=row.due_at - timedelta(hours=8))
    if order.answer is AnswerPlot.LATE:
        await _answer(rehearsal, step.number, words)
    return step.number


async def _answer(rehearsal: Rehearsal, step: int, words: Words, **how: object) -> None:
    await rehearsal.act("answer", step, rehearsal.party, statement=words.answer, **how)


async def recheck(rehearsal: Rehearsal, order: OrderPlot, words: Words, after: int) -> None:
    step = await rehearsal.step(StepKind.RECHECK, Phase.REPORTING, after)
    await rehearsal.wait(4)
    statement = words.corrected if order.corrected else words.uncorrected
    await rehearsal.act(
        "recheck", step.number, HANDLER, passed=order.corrected, statement=statement, second_officer=SECOND
    )


async def serve_result(rehearsal: Rehearsal) -> int:
    """The result of the sample is put into its notice, and served on who was sampled."""
    step = await rehearsal.step(StepKind.RESULT_NOTICE, Phase.DRAFTING)
    await rehearsal.act("result_draft", step.number, HANDLER, report="示例检验报告2025-001", items=FAILED_ITEMS)
    await rehearsal.wait(1)
    await rehearsal.act(
        "service", step.number, HANDLER, served_at=rehearsal.now, signed_by="示例收件人", proof="送达回证"
    )
    return step.number


async def hand_over(rehearsal: Rehearsal) -> None:
    """Every paper that goes out beside its step reaches its addressee, by whoever handles it."""
    while (done := rehearsal.recorded) and done.kind == "service" and done.content["document"]:
        await rehearsal.act("service", done.step, done.actor)  # by an earlier run
    for paper in [] if done else await rehearsal.unserved():
        await rehearsal.act(
            "service",
            paper.step,
            HANDLERS[paper.office_id],
            document=paper.document_id,
            served_at=rehearsal.now,
            signed_by="示例收件人",
            proof="公文交换单或者送达回证",
        )


async def close(rehearsal: Rehearsal) -> None:
    await hand_over(rehearsal)
    step = await rehearsal.step(StepKind.CLOSING, Phase.DRAFTING)
    await rehearsal.act("closing_draft", step.number, HANDLER, statement="事项已经办结，材料齐全。")
    await rehearsal.act("approval", step.number, HEAD, agreed=True, remarks="同意办结。")
