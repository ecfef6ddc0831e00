"""Papers of an office on the real servers: each decision leaves its form, each letter reaches its addressee."""

import asyncio
import io
import re

from pypdf import PdfReader
from sqlmodel import select

from demo import cast
from demo.acting import HANDLER, HEAD, SECOND, close, hand_over, verify
from demo.play import play
from demo.play_sample import PROVINCIAL_HANDLER, PROVINCIAL_HEAD, play_sample
from demo.plots import AnswerPlot, OrderPlot, SamplePlot
from demo.rehearsal import Rehearsal
from domain.procedure import Phase
from domain.results import Result
from domain.steps import StepKind
from models import document
from models.document import DocumentRow, ServiceRow
from servers import Addresses
from tests.journeys.test_tracks import refused, sampled
from tests.rehearsing import confirmed, rehearsing, served

IGNORED = OrderPlot(AnswerPlot.NEVER, corrected=False)
POLICE = "示例市公安局"


def papers(rehearsal: Rehearsal) -> list[DocumentRow]:
    with rehearsal.desk.database.transaction() as session:
        return document.of_matter(session, rehearsal.matter_id)


def the(rehearsal: Rehearsal, kind: str) -> DocumentRow:
    (found,) = [one for one in papers(rehearsal) if one.kind == kind]
    return found


def read(paper: DocumentRow) -> str:
    """The text of the print, without the spaces and line ends that justification moves."""
    return re.sub(r"\s", "", "".join(page.extract_text() for page in PdfReader(io.BytesIO(paper.pdf)).pages))


def served_on(rehearsal: Rehearsal, paper: DocumentRow) -> list[ServiceRow]:
    with rehearsal.desk.database.transaction() as session:
        return list(session.exec(select(ServiceRow).where(ServiceRow.document_id == paper.document_id)))


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
            assert {one.kind for one in await rehearsal.unserved()} == {"report_up", "announcement"}
            await hand_over(rehearsal)
            assert await rehearsal.unserved() == []
            await rehearsal.end()

    asyncio.run(walk())


async def chosen(rehearsal: Rehearsal, kind: StepKind) -> int:
    """The clue of a failed sample is verified, and the head of department begins a step."""
    await rehearsal.open()
    await verify(rehearsal, confirmed=True, statement="经核查，样品与批次相符。")
    await rehearsal.step(StepKind.RESULT_NOTICE, Phase.REPORTING)
    await rehearsal.act("choice", 0, HEAD, begins=kind, reason="示例理由")
    return (await rehearsal.step(kind, Phase.DRAFTING)).number


def test_a_transfer_goes_to_the_office_in_charge_and_the_matter_waits_for_its_arrival(addresses: Addresses) -> None:
    async def walk() -> None:
        async with sampled(addresses, 762) as rehearsal:
            step = await chosen(rehearsal, StepKind.TRANSFER)
            draft = {"proposes": Result.TRANSFERRED, "statement": "违法行为发生地不在本市。"}
            assert await refused(rehearsal, "draft", step, HANDLER, **draft) == "draft_incomplete"
            await rehearsal.act("draft", step, HANDLER, **draft, to_office=cast.NEIGHBOUR.office_id)
            await rehearsal.act("approval", step, HEAD, agreed=True, remarks="同意移送。")
            letter = the(rehearsal, "transfer_letter")
            assert (letter.addressee, letter.number) == (cast.NEIGHBOUR.office_id, "示市监案移〔2025〕1号")
            for stated in ("示例邻市市场监督管理局：", "违法行为发生地不在本市", "样品与批次相符", "1.案件来源登记表",
                           "不得再自行移送"):  # fmt: skip
                assert stated in read(letter)
            closing = await rehearsal.step(StepKind.CLOSING, Phase.DRAFTING)
            await rehearsal.act("closing_draft", closing.number, HANDLER, statement="已移送。")
            consent = {"agreed": True, "remarks": "同意。"}
            assert await refused(rehearsal, "approval", closing.number, HEAD, **consent) == "document_not_served"
            await hand_over(rehearsal)
            await rehearsal.act("approval", closing.number, HEAD, **consent)
            await rehearsal.over()
            assert "案件移送函（示市监案移〔2025〕1号）" in read(the(rehearsal, "closing_approval"))

    asyncio.run(walk())


def test_a_suspected_crime_is_referred_to_a_named_police_authority_with_its_materials(addresses: Addresses) -> None:
    async def walk() -> None:
        async with sampled(addresses, 763) as rehearsal:
            step = await chosen(rehearsal, StepKind.REFERRAL)
            draft = {"proposes": Result.REFERRED, "statement": "金额涉嫌达到标准。", "second_officer": SECOND}
            assert await refused(rehearsal, "draft", step, HANDLER, **draft) == "draft_incomplete"
            draft |= {"to_office": POLICE}
            assert await refused(rehearsal, "draft", step, HANDLER, **draft) == "draft_incomplete"
            named = ("调查报告", "涉案物品清单", "检验报告")
            await rehearsal.act("draft", step, HANDLER, **draft, materials=named)
            await rehearsal.act("approval", step, HEAD, agreed=True, remarks="批准移送。")
            letter = the(rehearsal, "crime_referral")
            assert letter.addressee == POLICE
            for stated in (f"{POLICE}：", "金额涉嫌达到标准", "2.涉案物品清单", "示例乙（执法证号：示例02）", "回执"):
                assert stated in read(letter)
            assert [one.document_id for one in await rehearsal.unserved()] == [letter.document_id]
            await hand_over(rehearsal)
            assert await refused(
                rehearsal, "service", step, HANDLER, document=letter.document_id, served_at=rehearsal.now,
                signed_by="示例民警", proof="回执",
            ) == "served_already"  # fmt: skip
            await rehearsal.end()

    asyncio.run(walk())


def test_a_case_that_is_not_filed_or_not_referred_leaves_no_letter(addresses: Addresses) -> None:
    async def walk() -> None:
        async with sampled(addresses, 764) as rehearsal:
            step = await chosen(rehearsal, StepKind.REFERRAL)
            draft = {"proposes": Result.NOT_REFERRED, "statement": "不涉嫌犯罪。", "second_officer": SECOND}
            await rehearsal.act("draft", step, HANDLER, **draft)
            await rehearsal.act("approval", step, HEAD, agreed=True, remarks="同意不移送。")
            assert [one.kind for one in papers(rehearsal)] == ["case_source_register"]
            notice = await rehearsal.step(StepKind.RESULT_NOTICE, Phase.REPORTING)
            await rehearsal.act(
                "outcome", notice.number, HANDLER, result=Result.SERVED, statement="送达", proof="送达回证"
            )
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


def test_words_that_cannot_be_printed_are_refused_when_they_are_written(addresses: Addresses) -> None:
    async def walk() -> None:
        async with sampled(addresses, 767) as rehearsal:
            step = await chosen(rehearsal, StepKind.TRANSFER)
            draft = {"proposes": Result.TRANSFERRED, "to_office": cast.NEIGHBOUR.office_id}
            said = {"statement": "不在本市😀。"}
            assert await refused(rehearsal, "draft", step, HANDLER, **draft, **said) == "missing_glyph"
            said = {"statement": "不在本市\u202e。"}
            assert await refused(rehearsal, "draft", step, HANDLER, **draft, **said) == "deceptive_character"
            await rehearsal.act("draft", step, HANDLER, **draft, statement="不在本市。")
            await rehearsal.act("approval", step, HEAD, agreed=True, remarks="同意。")
            assert the(rehearsal, "transfer_letter").number == "示市监案移〔2025〕1号"
            await rehearsal.end()

    asyncio.run(walk())


def test_the_bureau_of_a_maker_elsewhere_is_told_once_of_the_failed_sample_and_where_it_stands(
    addresses: Addresses,
) -> None:
    async def walk() -> None:
        async with sampled(addresses, 765) as rehearsal:
            await rehearsal.open()
            await verify(rehearsal, confirmed=True, statement="属实")
            step = (await rehearsal.step(StepKind.RESULT_NOTICE, Phase.REPORTING)).number
            itself = {"to_office": cast.OFFICE.office_id}
            assert await refused(rehearsal, "notification", step, HANDLER, **itself) == "notified_itself"
            maker = {"to_office": cast.NEIGHBOUR.office_id}
            assert await refused(rehearsal, "notification", step, HEAD, **maker) == "not_a_handler"
            await rehearsal.act("notification", step, HANDLER, **maker)
            assert await refused(rehearsal, "notification", step, HANDLER, **maker) == "notified_already"
            letter = the(rehearsal, "notification_letter")
            assert (letter.addressee, letter.number) == (cast.NEIGHBOUR.office_id, "示市监通报〔2025〕1号")
            for stated in ("示例邻市市场监督管理局：", "示例批次765", "示例企业765", "示例检验所",
                           "检验结果尚未送达被抽样者", "是否由其生产，请你单位核实"):  # fmt: skip
                assert stated in read(letter)
            await hand_over(rehearsal)
            assert (await rehearsal.step(StepKind.RESULT_NOTICE, Phase.REPORTING)).number == step  # it waits as before
            await rehearsal.end()

    asyncio.run(walk())
