"""Matters at the command line: their stories, and what is awaited of whom."""

import asyncio
import json
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from datetime import timedelta
from typing import Any, get_args

import pytest
from typer.testing import CliRunner

from activities.matter_deeds import ACTS
from cli import app
from demo import cast
from demo.acting import LABEL, SAMPLE, hand_over, order_to_correct, recheck, serve_result, verify
from demo.play import play
from demo.plots import AnswerPlot, OrderPlot, Plot, SamplePlot
from demo.rehearsal import Rehearsal
from domain.acts import Act, Verification
from domain.errors import Refused
from domain.period import Suspension as Cause
from domain.procedure import Phase
from domain.results import Result
from domain.steps import StepKind
from servers import Addresses
from tests.journeys.test_supervision import LATER, look, supervised, supervision_of
from tests.rehearsing import HANDLER, HEAD, SECOND, confirmed, drafted, rehearsing, sampled
from tests.test_cli import given

LATE = Plot(confirmed=True, orders=(OrderPlot(AnswerPlot.LATE, corrected=True),))
IGNORED = OrderPlot(AnswerPlot.NEVER, corrected=False)
MARKS = ("overdue", "provisional", "stands_still")
Run = Callable[..., str]


@pytest.fixture
def run(addresses: Addresses, monkeypatch: pytest.MonkeyPatch) -> Run:
    for name, value in given(addresses).items():
        monkeypatch.setenv(name, value)

    def ran(*arguments: str) -> str:
        done = CliRunner().invoke(app, ["matter", *arguments])
        if isinstance(done.exception, Refused):
            raise done.exception
        assert done.exit_code == 0, done.output
        return done.stdout

    return ran


def queue(run: Run, *arguments: str) -> list[tuple[Any, ...]]:
    """Matter, step, what, of whom, last day, marks."""
    rows = json.loads(run("list", *arguments, "--json"))
    plain = [(one["matter_id"], one["step"], one["what"]["zh"], one["whom"]["zh"], one["due_on"]) for one in rows]
    return [(*row, *(mark for mark in MARKS if one[mark])) for row, one in zip(plain, rows, strict=True)]


def played(opened: AbstractAsyncContextManager[Rehearsal], plot: Plot | SamplePlot) -> str:
    async def walk() -> str:
        async with opened as rehearsal:
            await play(rehearsal, plot)
            await rehearsal.over()
            return rehearsal.matter_id

    return asyncio.run(walk())


def tells(story: str, *lines: str) -> None:
    """Each of these stands in the story behind the one before it."""
    story, place = story.replace("\n", ""), 0
    for line in lines:
        assert line in story[place:], f"“{line}” is not told where it belongs"
        place = story.index(line, place) + len(line)


def test_an_order_that_was_answered_late_is_told_from_its_finding_to_its_ending(run: Run, addresses: Addresses) -> None:
    name = played(rehearsing(addresses, 971), LATE)
    story = run("show", name)
    assert story.splitlines()[0] == "〔演练〕以下全部为虚构。"
    tells(
        story,
        "违法：产品或者其包装上没有产品质量检验合格证明",
        "检验合格证明：没有任何形式的检验合格证明",
        "依据：《中华人民共和国产品质量法》第二十七条",
        "[1] 期限至2025年3月3日24时届满",
        "期限为15个工作日，自发现线索或者收到材料之日即2025年2月10日起算",
        "2025-02-13 09:00  [1] 报告核查结果  —— 示例甲",
        "开始第2步：责令改正（责令改正）  —— 规则    产品标识违法属实，应当责令改正",
        "制作文书《责令改正通知书》示市监责改〔2025〕1号",
        "[2] 送达《责令改正通知书》示市监责改〔2025〕1号  —— 示例甲",
        "签收人：示例收件人；凭证：送达回证，当面签收；方式：平台提交",
        "提醒：期限至2025年3月1日24时届满",
        "2025-03-02 00:00  [2] 期限于2025年3月1日24时届满",
        "2025-03-04 00:00  [2] 提交改正情况报告  —— 示例企业971",
        "本步骤结果：逾期报告",
        "办结：逾期报告、合格。",
    )
    assert queue(run) == [(name, None, "逾期报告、合格", "", None)]
    assert queue(run, "--open") == []


def test_a_sample_whose_retest_passed_is_told_in_english(run: Run, addresses: Addresses) -> None:
    tells(
        run("show", played(sampled(addresses, 972), SamplePlot(retest=True)), "--lang", "en"),
        "[Rehearsal]",
        "clue: A sample of supervisory sampling failed",
        "The result of a failed supervisory sample is served",
        "period: ends on 2025-03-03 at 24:00",
        "[3] retest asked for  —— 示例企业972",
        "the step ends: a retest was asked for",
        "Closed: a retest was asked for, passed.",
    )


def test_supervision_is_told_with_who_chose_it_and_waits_for_the_bureau(run: Run, addresses: Addresses) -> None:
    async def walk() -> None:
        async with rehearsing(addresses, 973) as lagging:
            await lagging.step(StepKind.VERIFICATION, Phase.REPORTING)
            matter = supervision_of(lagging, cast.morning(LATER))
            await matter.supervise(look("look-973", LATER), cast.OFFICE.office_id)
            await supervised(matter)
            await matter.end()
            await lagging.end()

    asyncio.run(walk())
    tells(
        run("show", "look-973"),
        "事项 look-973：示例市市场监督管理局，由示例省市场监督管理局承办",
        "违法：线索逾期未完成核查",
        "逾期未完成核查的线索数：1",
        "开始第1步：督办（督办）  —— 示例己",
        "选择理由：线索逾期未核查",
        "《市场监督管理执法监督规定》第十九条（仅核对部分原文）",
        "正在等候：  督办：期限内  示例市市场监督管理局  2025-04-24",
    )
    owed = ("look-973", 1, "督办：期限内", "示例市市场监督管理局", "2025-04-24")
    assert queue(run, "--office", cast.OFFICE.office_id)[-1] == owed  # the bureau sees what it owes
    assert queue(run, "--office", cast.PROVINCE.office_id) == [owed]
    assert queue(run, "--office", cast.NEIGHBOUR.office_id) == []


def test_what_moves_a_period_is_told_and_what_is_overdue_comes_first(run: Run, addresses: Addresses) -> None:
    async def walk() -> None:
        async with rehearsing(addresses, 974) as waiting:
            await waiting.step(StepKind.VERIFICATION, Phase.REPORTING)
            await waiting.act("extension", 1, HEAD, count=15, reason="需赴外地核查。")
            paused = {"cause": Cause.TESTING, "since": waiting.now, "document": "示例检验委托书1号"}
            await waiting.act("suspension", 1, HANDLER, **paused)
            await waiting.end()
        async with rehearsing(addresses, 975) as running:
            await running.step(StepKind.VERIFICATION, Phase.REPORTING)
            await running.end()
        async with rehearsing(addresses, 976) as over:
            step = await confirmed(over)
            await drafted(over, step)
            await over.act("review", step, cast.REVIEWER.officer_id, agreed=False, remarks="请补充依据。")
            await over.end()
        async with rehearsing(addresses, 977) as lapsed:
            step = (await lapsed.step(StepKind.VERIFICATION, Phase.REPORTING)).number
            await lapsed.reach(cast.morning(cast.BEGINS) + timedelta(days=30))
            while lapsed.steps()[0].lapsed_at is None:
                await asyncio.sleep(0.05)
            await lapsed.end()

    asyncio.run(walk())
    handler = "示例市市场监督管理局办案人员"
    running = ("rehearsal-975", 1, "线索核查：待报告", handler, "2025-03-03")
    lapsed = ("rehearsal-977", 1, "线索核查：待报告", handler, "2025-03-03", "overdue")
    waiting = ("rehearsal-974", 1, "线索核查：待报告", handler, None, "stands_still")
    assert queue(run) == [lapsed, running, waiting, ("rehearsal-976", 2, "责令改正：拟稿", handler, None)]
    assert queue(run, "--due-before", "2025-03-04") == [lapsed, running]
    assert queue(run, "--due-before", "2025-03-03") == []
    assert queue(run, "--most", "1") == [lapsed]
    tells(
        run("show", "rehearsal-974"),
        "[1] 延长期限  —— 示例丁    延长：15；理由：需赴外地核查；",
        "期限改为至2025年3月24日24时届满  —— 示例丁    延长，需赴外地核查。",
        "文书：示例检验委托书1号",
        "期限停止计算",
    )
    awaited = run("show", "rehearsal-974", "--lang", "en").partition("Awaited now:")[2]
    assert ("stands still" in awaited, "停止计算" in awaited) == (True, False)
    tells(run("show", "rehearsal-976"), "[2] 审核  —— 示例丙    同意：否；意见：请补充依据；")


def test_after_a_failed_re_check_the_story_says_what_may_be_chosen(run: Run, addresses: Addresses) -> None:
    async def walk() -> None:
        async with rehearsing(addresses, 978) as rehearsal:
            await verify(rehearsal, confirmed=True, statement="属实")
            await recheck(rehearsal, IGNORED, LABEL, await order_to_correct(rehearsal, IGNORED, LABEL))
            await hand_over(rehearsal)
            await rehearsal.end()

    asyncio.run(walk())
    (waits,) = queue(run)
    assert waits[1:4] == (None, "没有进行中的步骤，可以选择下一步", "示例市市场监督管理局部门负责人")
    story = run("show", "rehearsal-978")
    tells(story, "始终没有收到报告", "本步骤结果：未报告", "现在可以开始：", "[可以] 责令改正", "依据：")


def test_a_step_that_the_rules_demand_and_nobody_has_begun_is_marked(run: Run, addresses: Addresses) -> None:
    async def walk() -> None:
        async with rehearsing(addresses, 980) as rehearsal:
            step = await rehearsal.step(StepKind.VERIFICATION, Phase.REPORTING)
            await rehearsal.end()
            stated = {"confirmed": True, "statement": "属实", "second_officer": SECOND}
            about = {"act_id": "980", "matter_id": rehearsal.matter_id, "step": step.number, "actor": HANDLER}
            when = {"sent_at": rehearsal.now, "received_at": rehearsal.now}
            rehearsal.desk.reception.receive(Verification.model_validate(about | when | stated))

    asyncio.run(walk())
    tells(run("show", "rehearsal-980"), "[应当] 责令改正  产品标识违法属实，应当责令改正", "依据：")


def test_an_announcement_waits_for_the_bureau_to_which_it_was_reported(run: Run, addresses: Addresses) -> None:
    async def walk() -> None:
        async with sampled(addresses, 979) as rehearsal:
            await rehearsal.open()
            await verify(rehearsal, confirmed=True, statement="属实")
            await serve_result(rehearsal)
            await rehearsal.step(StepKind.OBJECTION, Phase.AWAITING)
            await rehearsal.wait(20)
            await recheck(rehearsal, IGNORED, SAMPLE, await order_to_correct(rehearsal, IGNORED, SAMPLE))
            up = await rehearsal.step(StepKind.REPORT_UP, Phase.DRAFTING)
            upwards = {"proposes": Result.PROVINCE, "statement": "上报", "to_office": cast.PROVINCE.office_id}
            await rehearsal.act("draft", up.number, HANDLER, **upwards)
            await rehearsal.act("approval", up.number, HEAD, agreed=True, remarks="同意")
            await rehearsal.step(StepKind.ANNOUNCEMENT, Phase.HEARING)
            await rehearsal.end()

    asyncio.run(walk())
    owed = [one[2:4] for one in queue(run, "--office", cast.PROVINCE.office_id)]
    assert owed == [("公告：待听取陈述", "示例省市场监督管理局办案人员")]
    assert owed[0] in [one[2:4] for one in queue(run, "--office", cast.OFFICE.office_id)]
    assert "异议期：逾期" not in run("list")  # nobody owes an objection
    tells(run("show", "rehearsal-979"), "拟办：已上报至省级；陈述：上报；送往：示例省市场监督管理局")


def test_every_act_has_its_words() -> None:
    kinds = {kind.model_fields["kind"].default for kind in get_args(get_args(Act)[0])}
    assert kinds == ACTS.keys()


def test_what_is_not_on_record_is_told(run: Run) -> None:
    with pytest.raises(Refused, match="unknown_matter"):
        run("show", "示例无此事项")
    with pytest.raises(Refused, match="unknown_office"):
        run("list", "--office", "示例无此部门")
    assert CliRunner().invoke(app, ["matter", "list", "--due-before", "tomorrow"]).exit_code == 2
