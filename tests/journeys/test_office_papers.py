"""Papers of an office on the real servers: each decision leaves its form, each letter reaches its addressee."""

import asyncio

from demo import cast
from demo.acting import HANDLER, HEAD, SECOND, close, hand_over, serve_result, verify
from demo.play import play
from demo.play_sample import PROVINCIAL_HANDLER, PROVINCIAL_HEAD, play_sample
from demo.plots import AnswerPlot, OrderPlot, SamplePlot
from domain.procedure import Phase
from domain.results import Result
from domain.steps import StepKind
from servers import Addresses
from tests.journeys.test_letters import chosen
from tests.papers import papers, read, served_on, the
from tests.rehearsing import PRINCIPAL, confirmed, refused, rehearsing, sampled, served

IGNORED = OrderPlot(AnswerPlot.NEVER, corrected=False)


def test_a_failed_sample_leaves_a_form_for_each_decision_and_each_letter_arrives(addresses: Addresses) -> None:
    async def walk() -> None:
        async with sampled(addresses, 760) as rehearsal:
            await play(rehearsal, SamplePlot(order=IGNORED, announced=False, punished=True))
            await rehearsal.over()
            kinds = [one.kind for one in papers(rehearsal)]
            assert kinds.count("closing_approval") == 1
            register = read(the(rehearsal, "case_source_register"))
            assert "监督抽查" in register
            assert "15个工作日" in register
            up = the(rehearsal, "report_up")
            assert (up.addressee, up.number) == (cast.PROVINCE.office_id, None)
            assert "示市监责改〔2025〕" in read(up)
            assert "复查：不合格" in read(up)
            announced = the(rehearsal, "announcement")
            assert (announced.office_id, announced.addressee) == (cast.PROVINCE.office_id, rehearsal.party)
            assert announced.number is not None
            assert announced.number.startswith("示省监公告〔2025〕")
            said = read(announced)
            for stated in ("示例企业760", "示例润滑油", "示例批次760", "正在整改，请求暂缓公告", "第十七条",
                           "向示例省人民政府申请行政复议", "60日后90日前组织复查"):  # fmt: skip
                assert stated in said
            filing = read(the(rehearsal, "filing_approval"))
            assert "立案审批表" in filing
            assert "不予立案" not in filing
            assert "示例甲（执法证号：示例01）" in filing
            assert "第四十九条：罚款货值金额的100%至300%，即12,800.00元至38,400.00元" in filing
            assert "货值金额：12,800.00元" in filing
            assert "是否处罚、如何处罚由办案人员提出、负责人决定" in filing
            assert "结案审批表" in read(the(rehearsal, "closing_approval"))
            for one in papers(rehearsal):
                assert len(served_on(rehearsal, one)) == (one.addressee is not None)

    asyncio.run(walk())


def test_nobody_is_announced_before_he_was_heard_and_nothing_before_it_was_approved(addresses: Addresses) -> None:
    async def walk() -> None:
        async with sampled(addresses, 761) as rehearsal:
            await rehearsal.open()
            from_sample = SamplePlot(order=IGNORED)
            await verify(rehearsal, confirmed=True, statement="属实")
            await play_sample(rehearsal, from_sample)
            up = await rehearsal.step(StepKind.REPORT_UP, Phase.DRAFTING)
            upwards = {"proposes": Result.PROVINCE, "statement": "上报", "to_office": cast.PROVINCE.office_id}
            await rehearsal.act("draft", up.number, HANDLER, **upwards)
            await rehearsal.act("approval", up.number, HEAD, agreed=True, remarks="同意")
            step = (await rehearsal.step(StepKind.ANNOUNCEMENT, Phase.HEARING)).number
            draft = {"proposes": Result.ANNOUNCED, "statement": "公告"}
            assert await refused(rehearsal, "draft", step, PROVINCIAL_HANDLER, **draft) == "act_not_awaited"
            heard = {"asked_by": "书面", "statement": "没有意见。", "answer": "已记录。"}
            await rehearsal.act("hearing", step, PROVINCIAL_HANDLER, **heard)
            await rehearsal.act("draft", step, PROVINCIAL_HANDLER, **draft)
            yesterday = rehearsal.now
            await rehearsal.wait(1)
            await rehearsal.act("approval", step, PROVINCIAL_HEAD, agreed=True, remarks="同意")
            published = {"result": Result.ANNOUNCED, "statement": "发布", "proof": "网站", "happened_at": yesterday}
            assert await refused(rehearsal, "outcome", step, PROVINCIAL_HANDLER, **published) == (
                "published_before_issued"
            )
            await rehearsal.act("outcome", step, PROVINCIAL_HANDLER, **published | {"happened_at": rehearsal.now})
            await rehearsal.step(StepKind.ANNOUNCED_RECHECK, Phase.REPORTING)
            assert {one.kind for one in await rehearsal.unserved()} == {"report_up", "announcement", "recheck_result"}
            await hand_over(rehearsal)
            assert await rehearsal.unserved() == []
            await rehearsal.end()

    asyncio.run(walk())


def test_a_case_that_is_not_filed_or_not_referred_leaves_no_letter(addresses: Addresses) -> None:
    async def walk() -> None:
        async with sampled(addresses, 764) as rehearsal:
            step = await chosen(rehearsal, StepKind.REFERRAL)
            draft = {"proposes": Result.NOT_REFERRED, "statement": "不涉嫌犯罪。", "second_officer": SECOND}
            await rehearsal.act("draft", step, HANDLER, **draft)
            await rehearsal.act("approval", step, PRINCIPAL, agreed=True, remarks="同意不移送。")
            assert [one.kind for one in papers(rehearsal)] == ["case_source_register"]
            await serve_result(rehearsal)
            await rehearsal.step(StepKind.OBJECTION, Phase.AWAITING)
            await rehearsal.wait(20)
            await rehearsal.step(StepKind.OBJECTION, Phase.LAPSED)
            await rehearsal.act("choice", 0, HEAD, begins=StepKind.FILING, reason="示例理由")
            filing = (await rehearsal.step(StepKind.FILING, Phase.DRAFTING)).number
            draft = {"proposes": Result.NOT_FILED, "statement": "已停止销售。", "second_officer": SECOND}
            told = {"ground": "pr/20.1.2", "education": "已当面教育并记录。"}
            await rehearsal.act("draft", filing, HANDLER, **draft, **told)
            await rehearsal.act("approval", filing, HEAD, agreed=True, remarks="同意不予立案。")
            form = read(the(rehearsal, "filing_approval"))
            for stated in ("不予立案审批表", "第二十条第一款第（二）项", "已当面教育并记录", "同意不予立案"):
                assert stated in form
            assert "办案期限" not in form
            assert "处罚幅度" not in form
            assert await rehearsal.unserved() == []
            await rehearsal.end()

    asyncio.run(walk())


def test_an_extension_and_a_closing_leave_their_forms(addresses: Addresses) -> None:
    async def walk() -> None:
        async with rehearsing(addresses, 766) as rehearsal:
            step = await rehearsal.step(StepKind.VERIFICATION, Phase.REPORTING)
            elsewhere = {"to_office": cast.NEIGHBOUR.office_id}
            assert await refused(rehearsal, "notification", step.number, HANDLER, **elsewhere) == "no_failed_sample"
            assert step.due is not None
            before = step.due["on"]
            await rehearsal.act("extension", step.number, HEAD, count=15, reason="当事人在外地，需要协助核查。")
            (again,) = rehearsal.steps()
            assert again.due is not None
            form = read(the(rehearsal, "extension_approval"))
            for day in (before, again.due["on"]):
                year, month, number = day.split("-")
                assert f"{year}年{int(month)}月{int(number)}日" in form
            for stated in ("线索核查", "15个工作日", "当事人在外地", "第十八条", "示例丁"):
                assert stated in form
            order = await confirmed(rehearsal)
            await served(rehearsal, order)
            await rehearsal.act("answer", order, rehearsal.party, statement="已改正。")
            recheck = await rehearsal.step(StepKind.RECHECK, Phase.REPORTING)
            await rehearsal.act(
                "recheck", recheck.number, HANDLER, passed=True, statement="合格", second_officer=SECOND
            )
            await close(rehearsal)
            await rehearsal.over()
            form = read(the(rehearsal, "closing_approval"))
            for stated in ("办结审批表", "责令改正：按期报告", "复查：合格", "责令改正通知书（示市监责改〔2025〕1号）",
                           "承办人意见", "同意办结"):  # fmt: skip
                assert stated in form

    asyncio.run(walk())
