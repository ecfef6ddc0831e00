"""Track A (监督抽查后处理), as a plot has it: from the result of a failed sample to its re-checks, and to a case."""

from datetime import datetime, time, timedelta

from demo import cast
from demo.acting import (
    FAILED_ITEMS,
    HANDLER,
    HEAD,
    PASSED_ITEMS,
    SAMPLE,
    SECOND,
    hand_over,
    order_to_correct,
    recheck,
    serve_result,
)
from demo.plots import SamplePlot
from demo.rehearsal import Rehearsal
from domain.calendar import SHANGHAI
from domain.case_facts import CaseFacts, Valued
from domain.procedure import Phase
from domain.results import Result
from domain.steps import StepKind

PROVINCIAL_HANDLER, PROVINCIAL_HEAD = cast.PROVINCIAL_HANDLER.officer_id, cast.PROVINCIAL_HEAD.officer_id


async def play_sample(rehearsal: Rehearsal, plot: SamplePlot) -> None:
    """Until nothing is left but the closing."""
    await serve_result(rehearsal)
    await _objection(rehearsal, plot.retest)
    if plot.order is None:
        return
    number = await order_to_correct(rehearsal, plot.order, SAMPLE)
    await recheck(rehearsal, plot.order, SAMPLE, number)
    if plot.announced is not None:
        await _announce(rehearsal)
        await _recheck_announced(rehearsal, plot.announced)
    if plot.punished is not None:
        await decide_filing(rehearsal, filed=plot.punished)


async def _objection(rehearsal: Rehearsal, retest: bool | None) -> None:
    step = await rehearsal.step(StepKind.OBJECTION, Phase.AWAITING)
    assert step.due_at is not None
    if retest is None:
        await rehearsal.reach(step.due_at + timedelta(days=1))
        await rehearsal.step(StepKind.OBJECTION, Phase.LAPSED)
        return
    await rehearsal.wait(5)
    await rehearsal.act("objection", step.number, rehearsal.party, statement="对检验结果有异议，申请复检。")
    again = await rehearsal.step(StepKind.RETEST, Phase.REPORTING)
    await rehearsal.wait(12)
    await rehearsal.act(
        "retest_report",
        again.number,
        HANDLER,
        laboratory_id=cast.RETESTING_LABORATORY.laboratory_id,
        report="示例复检报告2025-001",
        items=PASSED_ITEMS if retest else FAILED_ITEMS,
    )


async def _announce(rehearsal: Rehearsal) -> None:
    step = await rehearsal.step(StepKind.REPORT_UP, Phase.DRAFTING)
    await rehearsal.act(
        "draft",
        step.number,
        HANDLER,
        proposes=Result.PROVINCE,
        statement="复查仍不合格，逐级上报。",
        to_office=cast.PROVINCE.office_id,
    )
    await rehearsal.act("approval", step.number, HEAD, agreed=True, remarks="同意上报。")
    await hand_over(rehearsal)
    announcement = await rehearsal.step(StepKind.ANNOUNCEMENT, Phase.HEARING)
    await rehearsal.wait(5)
    await announce(rehearsal, announcement.number)


async def announce(rehearsal: Rehearsal, step: int) -> None:
    """The province hears the party, decides, and publishes."""
    await rehearsal.act(
        "hearing",
        step,
        PROVINCIAL_HANDLER,
        asked_by="当面询问并记录",
        statement="正在整改，请求暂缓公告。",
        answer="已核对改正和复查情况，公告的条件没有变化，不予采纳。",
    )
    await rehearsal.act(
        "draft", step, PROVINCIAL_HANDLER, proposes=Result.ANNOUNCED, statement="经上报材料证明，符合公告条件。"
    )
    await rehearsal.act("approval", step, PROVINCIAL_HEAD, agreed=True, remarks="同意公告。")
    await rehearsal.wait(5)
    await rehearsal.act(
        "outcome",
        step,
        PROVINCIAL_HANDLER,
        result=Result.ANNOUNCED,
        statement="已向社会公告。",
        proof="示例省市场监督管理局网站",
    )


async def _recheck_announced(rehearsal: Rehearsal, passed: bool) -> None:
    step = await rehearsal.step(StepKind.ANNOUNCED_RECHECK, Phase.REPORTING)
    assert step.due is not None
    opens = datetime.fromisoformat(step.due["not_before"])
    await rehearsal.reach(datetime.combine(opens, time(10), SHANGHAI))
    statement = SAMPLE.corrected if passed else SAMPLE.uncorrected
    await rehearsal.act("recheck", step.number, HANDLER, passed=passed, statement=statement, second_officer=SECOND)


async def _find_particulars(rehearsal: Rehearsal, step: int) -> None:
    """What the range of a penalty on the form is computed from."""
    await rehearsal.act(
        "particulars",
        step,
        HANDLER,
        found=CaseFacts(goods_value=1_280_000, valued_by=Valued.MARKED, breaches=("pql/49",)),
        statement="按标价计算已售和未售的货值。",
        proof="销售台账、库存清单",
        second_officer=SECOND,
    )


async def decide_filing(rehearsal: Rehearsal, *, filed: bool) -> None:
    """The door of track B; inside of it a decision, of which this record knows no more than that it was made."""
    step = await rehearsal.step(StepKind.FILING, Phase.DRAFTING)
    if filed:
        await _find_particulars(rehearsal, step.number)
    grounds = {} if filed else {"ground": "pr/20.1.4"}
    await rehearsal.act(
        "draft",
        step.number,
        HANDLER,
        proposes=Result.FILED if filed else Result.NOT_FILED,
        statement="经核查，符合立案条件。" if filed else "当事人已停止生产、销售该产品并注销，可以不予立案。",
        second_officer=SECOND,
        **grounds,
    )
    await rehearsal.act("approval", step.number, HEAD, agreed=True, remarks="同意。")
    if not filed:
        closing = StepKind.CLOSING
        await rehearsal.act("choice", 0, HEAD, begins=closing, reason="不予立案，其他程序均已结束。")
        return
    case = await rehearsal.step(StepKind.PENALTY_CASE, Phase.REPORTING)
    await rehearsal.wait(40)
    await rehearsal.act(
        "outcome",
        case.number,
        HANDLER,
        result=Result.PUNISHED,
        statement="案件已作出决定并送达。",
        second_officer=SECOND,
    )
