"""Play a plot (演练情节): who does what, and when, in one matter."""

from demo.acting import HEAD, LABEL, close, order_to_correct, recheck, verify
from demo.play_sample import play_sample
from demo.plots import Plot, SamplePlot
from demo.rehearsal import Rehearsal
from domain.steps import StepKind


async def play(rehearsal: Rehearsal, plot: Plot | SamplePlot) -> None:
    """From the clue to the closing. Raises where the matter does not take the way that the plot says."""
    await rehearsal.open()
    if isinstance(plot, SamplePlot):
        await verify(rehearsal, confirmed=True, statement="核查：检验报告、抽样单与样品相符。")
        await play_sample(rehearsal, plot)
        return await close(rehearsal)
    seen = "产品及包装均无检验合格证明。" if plot.confirmed else "合格证明在外箱内，线索不属实。"
    await verify(rehearsal, confirmed=plot.confirmed, statement=f"现场核查：{seen}")
    for place, order in enumerate(plot.orders):
        last = place + 1 == len(plot.orders)
        number = await order_to_correct(rehearsal, order, LABEL)
        await recheck(rehearsal, order, LABEL, number)
        if not order.corrected:
            await rehearsal.act(
                "choice",
                0,
                HEAD,
                begins=StepKind.CLOSING if last else StepKind.ORDER_TO_CORRECT,
                reason="已两次责令改正，转其他方式处理。" if last else "尚有改正可能，再次责令改正。",
            )
    await close(rehearsal)
