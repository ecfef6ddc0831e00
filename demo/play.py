"""Play a plot (演练情节): who does what, and when, in one matter of track C."""

from datetime import timedelta

from demo import cast
from demo.plots import AnswerPlot, OrderPlot, Plot
from demo.rehearsal import Rehearsal
from domain.matter import Channel
from domain.matter_facts import StepKind
from domain.procedure import Phase

PERIOD_DAYS = 15  # what the invented officer sets, with the reason below
PERIOD_REASON = "补办检验并逐件附具合格证明，按当事人库存量需十五日。"
HANDLER, SECOND, REVIEWER, HEAD = (one.officer_id for one in (cast.HANDLER, cast.SECOND, cast.REVIEWER, cast.HEAD))


async def play(rehearsal: Rehearsal, plot: Plot) -> None:
    """From the clue to the closing. Raises where the matter does not take the way that the plot says."""
    await rehearsal.open()
    await _verify(rehearsal, plot.confirmed)
    for place, order in enumerate(plot.orders):
        last = place + 1 == len(plot.orders)
        number = await _order(rehearsal, order)
        await _recheck(rehearsal, order, number)
        if not order.corrected:
            await rehearsal.act(
                "choice",
                0,
                HEAD,
                begins=StepKind.CLOSING if last else StepKind.ORDER_TO_CORRECT,
                reason="已两次责令改正，转其他方式处理。" if last else "尚有改正可能，再次责令改正。",
            )
    await _close(rehearsal)


async def _verify(rehearsal: Rehearsal, confirmed: bool) -> None:
    step = await rehearsal.step(StepKind.VERIFICATION, Phase.REPORTING)
    await rehearsal.wait(3)
    statement = "现场核查：产品及包装均无检验合格证明。" if confirmed else "现场核查：合格证明在外箱内，线索不属实。"
    await rehearsal.act(
        "verification", step.number, HANDLER, confirmed=confirmed, statement=statement, second_officer=SECOND
    )


async def _order(rehearsal: Rehearsal, order: OrderPlot) -> int:
    """Draft, review, approve, serve; then the party's part. Returns the number of the step."""
    step = await rehearsal.step(StepKind.ORDER_TO_CORRECT, Phase.DRAFTING)
    await rehearsal.act(
        "order_draft",
        step.number,
        HANDLER,
        facts="经现场检查，你单位销售的本批产品及其包装上没有产品质量检验合格证明，也不能提供标签、印章等其他形式的合格证明。",
        demands="对上述产品取得并附具产品质量检验合格证明；未取得前自行分开存放。",
        period_days=PERIOD_DAYS,
        period_reason=PERIOD_REASON,
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
        await _answer(rehearsal, step.number)
    else:
        await rehearsal.reach(row.due_at + timedelta(days=2))
        await rehearsal.step(StepKind.ORDER_TO_CORRECT, Phase.LAPSED)
    if order.answer is AnswerPlot.POSTED_IN_TIME:
        await _answer(rehearsal, step.number, channel=Channel.POST, sent_at=row.due_at - timedelta(hours=8))
    if order.answer is AnswerPlot.LATE:
        await _answer(rehearsal, step.number)
    return step.number


async def _answer(rehearsal: Rehearsal, step: int, **how: object) -> None:
    party = rehearsal.check.party_id
    assert party is not None
    await rehearsal.act("answer", step, party, statement="已逐件附具检验合格证明，请复查。", **how)


async def _recheck(rehearsal: Rehearsal, order: OrderPlot, after: int) -> None:
    step = await rehearsal.step(StepKind.RECHECK, Phase.REPORTING, after)
    await rehearsal.wait(4)
    statement = "现场复查：产品均附有检验合格证明。" if order.corrected else "现场复查：仍无任何形式的检验合格证明。"
    await rehearsal.act(
        "recheck", step.number, HANDLER, passed=order.corrected, statement=statement, second_officer=SECOND
    )


async def _close(rehearsal: Rehearsal) -> None:
    step = await rehearsal.step(StepKind.CLOSING, Phase.DRAFTING)
    await rehearsal.act("closing_draft", step.number, HANDLER, statement="事项已经办结，材料齐全。")
    await rehearsal.act("approval", step.number, HEAD, agreed=True, remarks="同意办结。")
