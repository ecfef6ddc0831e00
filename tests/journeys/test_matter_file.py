"""The file of matters that were played on the real servers: what is in it, in which order, and for whose eyes."""

import asyncio
import io
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from itertools import pairwise

import pytest
from pypdf import PdfReader
from temporalio.testing import TimeSkipper

from activities.file_inspection import inspect_file
from activities.file_tables import moment
from activities.law import Law
from activities.matter_answers import WORKINGS, answers
from activities.matter_file import file_of
from activities.matter_record import MatterRecord
from demo import cast
from demo.play import play
from demo.rehearsal import Rehearsal
from demo.watch import Watch
from domain.answer_pack import Answered, AnswerPack
from domain.errors import Refused
from domain.file_inspection import FileInspection
from domain.matter_file import MatterFile
from domain.procedure import Phase
from domain.steps import StepKind
from models import audit, matter
from models.circulation import Origin
from models.document import DocumentRow
from models.session import Database
from notices.binding import text_of
from notices.file_order import Volume, order
from rules.objections import objections
from servers import Addresses, Servers
from tests.journeys.test_supervision import LATER, look, supervised, supervision_of
from tests.journeys.test_tracks import ANNOUNCED, sampled
from tests.rehearsing import HANDLER, STRANGER, confirmed, rehearsing, served
from worker import at_work

SUPERVISED = "look-773"
SAMPLE, CLUE, ANSWERED, REAL = "rehearsal-778", "rehearsal-777", "rehearsal-776", "own-775"
SECRET_CLUE, SECRET_NOTE = "示例举报第777号", "示例举报人说明情况"


@pytest.fixture(scope="module")
def database(servers: Servers, migrated: str) -> Iterator[Database]:
    name = f"file_{uuid.uuid4().hex}"
    addresses = servers.create_database(name, template=migrated)
    asyncio.run(_played(addresses))
    found = Database(addresses.database_url)
    yield found
    found.close()
    servers.drop_database(name)


async def _played(addresses: Addresses) -> None:
    async with sampled(addresses, 778) as sample:
        await play(sample, ANNOUNCED)
        await sample.over()
    async with rehearsing(addresses, 776) as answered:
        step = await confirmed(answered)
        await served(answered, step)
        await answered.act("answer", step, answered.party, statement="已改正😀\u200b，请复查。")
        await answered.step(StepKind.RECHECK, Phase.REPORTING)
        await answered.end()
    async with rehearsing(addresses, 773) as lagging:
        await lagging.step(StepKind.VERIFICATION, Phase.REPORTING)
        supervision = supervision_of(lagging, cast.morning(LATER))
        await supervision.supervise(look(SUPERVISED, LATER), cast.OFFICE.office_id)
        await supervised(supervision)
        await supervision.end()
        await lagging.end()
    async with at_work(addresses) as desk:
        for number, origin, name in ((777, Origin.REHEARSAL, CLUE), (775, Origin.OWN, REAL)):
            with desk.database.transaction() as session:
                check = cast.enter_copy(session, number, "润滑油")
                check.check_id, check.origin, check.clue, check.note = name, origin, SECRET_CLUE, SECRET_NOTE
            clue = Rehearsal(desk, TimeSkipper(desk.client), Watch(desk.database), check, cast.morning(cast.BEGINS))
            await clue.open()
            await clue.step(StepKind.VERIFICATION, Phase.REPORTING)
            await clue.end()


def printed(database: Database, name: str, *volumes: Volume) -> str:
    with database.snapshot() as session:
        return text_of(file_of(session, Law(), name, volumes or tuple(Volume)).pdf)


def pack(database: Database, name: str, received: date | None = None) -> AnswerPack:
    with database.snapshot() as session:
        return answers(session, Law(), name, received)


def answer(of: AnswerPack, objection: str) -> Answered:
    return next(one for one in of.answers if one.objection == objection)


def test_the_main_volume_goes_from_the_papers_to_the_evidence_and_the_story(database: Database) -> None:
    with database.snapshot() as session:
        whole = file_of(session, Law(), SAMPLE)
    main = [one for one in whole.leaves if one.volume == "main"]
    assert [one.title for one in main][:2] == ["卷宗封面", "卷内目录（正卷）"]
    sections = list(dict.fromkeys(one.section.zh for one in main[2:]))
    assert sections == [one.title.zh for one in order().sections(Volume.MAIN) if one.title.zh in sections]
    assert {"对当事人制发的其他法律文书及送达回证", "证据材料", "其他有关材料"} <= set(sections)
    names = [one.title.partition("》")[0].strip("《") for one in main]
    paper, evidence, story = (names.index(name) for name in ("责令改正通知书", "证据目录", "办理经过"))
    assert paper < evidence < story
    assert main[-1].last_page + [one for one in whole.leaves if one.volume == "side"][-1].last_page == whole.pages
    assert whole.archival
    for before, after in pairwise(main):
        assert after.first_page == before.last_page + 1


def test_the_papers_in_a_file_are_those_of_the_register(database: Database) -> None:
    with database.snapshot() as session:
        whole = file_of(session, Law(), SAMPLE)
        papers = {one.sha256: one for one in MatterRecord(session, Law(), SAMPLE).papers}
    bound = {one.sha256: one for one in whole.leaves if one.sha256}
    assert bound.keys() == papers.keys()
    pages = PdfReader(io.BytesIO(whole.pdf)).pages
    starts = {"main": 0, "side": max(one.last_page for one in whole.leaves if one.volume == "main")}
    for sha256, leaf in bound.items():
        for number, was in enumerate(PdfReader(io.BytesIO(papers[sha256].pdf)).pages):
            page = pages[starts[leaf.volume] + leaf.first_page - 1 + number]
            assert was.extract_text() in page.extract_text()


def test_the_proof_of_service_stands_behind_the_paper_that_it_proves(database: Database) -> None:
    with database.snapshot() as session:
        names = [one.title.partition("》")[0].strip("《") for one in file_of(session, Law(), SAMPLE).leaves]
    assert names[names.index("责令改正通知书") + 1] == "送达回证"
    told = answer(pack(database, SAMPLE), "service")
    assert any("《责令改正通知书》" in one.text.zh and "直接送达" in one.text.zh for one in told.holds)
    assert not told.lacks


def test_nothing_that_stays_inside_the_office_is_in_the_main_volume(database: Database) -> None:
    main, side = printed(database, SAMPLE, Volume.MAIN), printed(database, SAMPLE, Volume.SIDE)
    assert "事实清楚，依据正确，同意" in side
    assert "事实清楚，依据正确，同意" not in main
    assert "提出拟办意见" in side
    assert "提出拟办意见" not in main
    for inside in ("案件来源登记表", "逐级上报表", "办结（结案）审批表"):
        assert inside in side
        assert inside not in main


@pytest.mark.parametrize("name", [CLUE, REAL])
def test_who_gave_a_clue_is_told_in_the_side_volume_alone(database: Database, name: str) -> None:
    main, side = printed(database, name, Volume.MAIN), printed(database, name, Volume.SIDE)
    for secret in (SECRET_CLUE, SECRET_NOTE):
        assert secret in side
        assert secret not in main


def test_a_matter_that_is_nothing_but_a_clue_has_a_file_that_says_what_it_lacks(database: Database) -> None:
    main = printed(database, CLUE, Volume.MAIN)
    for said in ("尚未办结", "本事项没有作出立案或者不予立案的决定。", "没有核实的登记"):
        assert said in main
    assert "当事人没有提交陈述或者材料。" in main


def test_every_page_of_a_rehearsed_file_is_marked_and_none_of_a_real_one(database: Database) -> None:
    with database.snapshot() as session:
        rehearsed, real = (file_of(session, Law(), name) for name in (SAMPLE, REAL))
    assert all("演练" in page.extract_text() for page in PdfReader(io.BytesIO(rehearsed.pdf)).pages)
    assert (rehearsed.rehearsal, real.rehearsal) == (True, False)
    assert not [page for page in PdfReader(io.BytesIO(real.pdf)).pages if "演　练" in page.extract_text()]


def test_the_same_register_gives_the_same_bytes(database: Database) -> None:
    for name in (SAMPLE, CLUE):
        with database.snapshot() as session:
            first = file_of(session, Law(), name)
        with database.snapshot() as session:
            assert file_of(session, Law(), name) == first


def test_each_fact_is_shown_with_its_evidence_and_its_article(database: Database) -> None:
    main = printed(database, SAMPLE, Volume.MAIN)
    for said in ("抽样检验结论：不合格证2", "鉴定意见", "登记簿没有：检验报告原件", "未申请复检"):
        assert said in main
    assert "示例甲（执法证号：示例01）" in main
    assert "均列有证据" in main


def test_what_a_party_wrote_is_kept_although_it_cannot_be_printed(database: Database) -> None:
    assert "已改正〔U+1F600〕〔U+200B〕，请复查" in printed(database, ANSWERED, Volume.MAIN)


def test_the_party_inspects_the_main_volume_and_who_did_is_on_the_chain_once(database: Database) -> None:
    with database.transaction() as session:
        party = MatterRecord(session, Law(), ANSWERED).row.party_id or ""
        before = file_of(session, Law(), ANSWERED, (Volume.MAIN,))
    asked = FileInspection(inspection_id="776/1", matter_id=ANSWERED, inspector=party, officer=HANDLER)

    def inspected(_: int) -> MatterFile:
        with database.transaction() as session:
            return inspect_file(session, Law(), asked)

    with ThreadPoolExecutor(2) as threads:  # the same inspection twice, at once
        copies = list(threads.map(inspected, range(2)))
    assert copies[0] == copies[1]
    assert "查阅副本示例企业776（当事人）" in text_of(copies[0].pdf)
    with database.snapshot() as session:
        told = [one for one in audit.entries(session, audit.of_matter(ANSWERED)) if one.event == "file_inspected"]
        assert [one.detail["sha256"] for one in told] == [copies[0].sha256]
        assert file_of(session, Law(), ANSWERED, (Volume.MAIN,)) == before  # looking into a file does not change it
    assert "查阅正卷" in str(answer(pack(database, ANSWERED), "informant").holds)
    assert "查阅卷宗" in printed(database, ANSWERED, Volume.SIDE)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"inspector": "示例过路人"}, "relation_not_stated"),
        ({"officer": STRANGER}, "officer_of_another_region"),
        ({"officer": "nobody"}, "unknown_officer"),
        ({"matter_id": "none"}, "unknown_matter"),
        ({"relation": "同行人", "at": cast.morning(date(2020, 1, 1))}, "before_the_matter"),
        ({"inspection_id": "777/1", "relation": "另一身份"}, "act_id_taken"),
    ],
)
def test_an_inspection_that_is_not_in_order_is_refused(
    database: Database, changed: dict[str, object], code: str
) -> None:
    asked = {"inspection_id": "777/2", "matter_id": CLUE, "inspector": "示例同行人", "officer": HANDLER}
    if code == "act_id_taken":
        with database.transaction() as session:
            first = FileInspection.model_validate(asked | {"inspection_id": "777/1", "relation": "同行人"})
            inspect_file(session, Law(), first)
    with database.transaction() as session, pytest.raises(Refused) as refusal:
        inspect_file(session, Law(), FileInspection.model_validate(asked | changed))
    assert refusal.value.code == code


def test_a_paper_that_is_not_what_was_issued_is_named(database: Database) -> None:
    with database.transaction() as session:
        papers = MatterRecord(session, Law(), SAMPLE).papers
        ordered = next(one for one in papers if one.kind == "order_to_correct")
        paper = session.get_one(DocumentRow, ordered.document_id)
        paper.pdf = paper.pdf + b"\n"
        altered = file_of(session, Law(), SAMPLE)
        assert altered.altered == (f"《责令改正通知书》{paper.number}",)
        assert "的内容与制作时登记的SHA-256不符" in text_of(altered.pdf)
        assert answer(answers(session, Law(), SAMPLE), "system").lacks[0].zh.endswith("与制作时不同。")
        paper.pdf = b"rubbish"
        with pytest.raises(Refused, match="document_unreadable"):
            file_of(session, Law(), SAMPLE)
        session.rollback()


def test_each_objection_is_answered_from_the_record(database: Database) -> None:
    assert WORKINGS.keys() == objections().keys()
    told = pack(database, SAMPLE)
    assert [one.objection for one in told.answers] == list(objections())
    assert all(one.holds or one.lacks for one in told.answers)
    with database.snapshot() as session:
        length = len(audit.entries(session, audit.of_matter(SAMPLE)))
    entries = [entry for one in told.answers for held in one.holds for entry in held.entries]
    assert entries
    assert set(entries) <= set(range(1, length + 1))


def test_the_office_answers_in_ten_working_days_five_or_fifteen_days(database: Database) -> None:
    told = pack(database, SAMPLE, date(2025, 9, 5))
    assert [(one.length.zh, str(one.due_on)) for one in told.periods] == [
        ("10个工作日", "2025-09-19"),
        ("5个工作日", "2025-09-12"),
        ("15日", "2025-09-22"),  # the twentieth is a Saturday
    ]
    assert [one.due_on for one in pack(database, SAMPLE).periods] == [None] * 3


def test_what_the_record_lacks_is_said_plainly(database: Database) -> None:
    told = pack(database, SAMPLE)
    assert "没有行政处罚告知书及其送达的登记。" in [one.zh for one in answer(told, "hearing").lacks]
    assert any("登记簿没有检验报告原件" in one.zh for one in answer(told, "facts").lacks)
    assert "没有封样、交接和备用样品的登记。" in [one.zh for one in answer(told, "laboratory").lacks]


def test_each_period_is_told_with_its_start_event_and_its_last_day(database: Database) -> None:
    told = [held.text.zh for held in answer(pack(database, SAMPLE), "lateness").holds]
    with database.snapshot() as session:
        ordered = next(one for one in matter.steps(session, SAMPLE) if one.kind is StepKind.ORDER_TO_CORRECT)
    assert ordered.period_from is not None
    assert ordered.due is not None
    begun = f"监督抽查不合格产品责令改正：自责令（{moment(ordered.period_from)}）起算，末日{ordered.due['on']}"
    assert any(begun in one for one in told)


def test_nobody_decides_on_his_own_paper_and_the_province_acts_by_its_own_power(database: Database) -> None:
    told = pack(database, SAMPLE)
    assert "每一步的经办人员与审核、批准人员均不相同" in [one.text.zh for one in answer(told, "roles").holds]
    assert any("示例己（示例省市场监督管理局，区划代码430000）" in one.text.zh for one in answer(told, "power").holds)


def test_a_lagging_bureau_has_a_file_with_the_figures_that_it_is_supervised_for(database: Database) -> None:
    main = printed(database, SUPERVISED, Volume.MAIN)
    for said in ("示例省市场监督管理局", "逾期未完成核查的线索数：1证1", "区域评估数据（look-773）"):
        assert said in main
    assert "线索逾期未核查" in main
    told = pack(database, SUPERVISED)
    assert [one.text.zh for one in answer(told, "inspection").holds] == ["本事项不是由检查引起的"]


def test_an_unknown_matter_has_neither_file_nor_answers(database: Database) -> None:
    with database.snapshot() as session:
        with pytest.raises(Refused, match="unknown_matter"):
            file_of(session, Law(), "none")
        with pytest.raises(Refused, match="unknown_matter"):
            answers(session, Law(), "none")
