"""The file of matters that were played on the real servers: what is in it, in which order, and for whose eyes."""

import io
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from itertools import pairwise

import pytest
from pypdf import PdfReader

from activities.file_inspection import inspect_file
from activities.law import Law
from activities.matter_file import file_of
from activities.matter_record import MatterRecord
from demo import cast
from domain.errors import Refused
from domain.file_inspection import FileInspection
from domain.matter_file import MatterFile
from models import audit
from models.session import Database
from notices.binding import text_of
from notices.file_order import Volume, order
from tests.filing import ANSWERED, CLUE, REAL, SAMPLE, SECRET_CLUE, SECRET_NOTE, answer, pack, printed
from tests.rehearsing import HANDLER, STRANGER


def test_the_main_volume_goes_from_the_papers_to_the_evidence_and_the_story(filed: Database) -> None:
    with filed.snapshot() as session:
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


def test_the_papers_in_a_file_are_those_of_the_register(filed: Database) -> None:
    with filed.snapshot() as session:
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


def test_the_proof_of_service_stands_behind_the_paper_that_it_proves(filed: Database) -> None:
    with filed.snapshot() as session:
        names = [one.title.partition("》")[0].strip("《") for one in file_of(session, Law(), SAMPLE).leaves]
    assert names[names.index("责令改正通知书") + 1] == "送达回证"
    told = answer(pack(filed, SAMPLE), "service")
    assert any("《责令改正通知书》" in one.text.zh and "直接送达" in one.text.zh for one in told.holds)
    assert not told.lacks


def test_nothing_that_stays_inside_the_office_is_in_the_main_volume(filed: Database) -> None:
    main, side = printed(filed, SAMPLE, Volume.MAIN), printed(filed, SAMPLE, Volume.SIDE)
    assert "事实清楚，依据正确，同意" in side
    assert "事实清楚，依据正确，同意" not in main
    assert "提出拟办意见" in side
    assert "提出拟办意见" not in main
    for inside in ("案件来源登记表", "逐级上报表", "办结（结案）审批表"):
        assert inside in side
        assert inside not in main


@pytest.mark.parametrize("name", [CLUE, REAL])
def test_who_gave_a_clue_is_told_in_the_side_volume_alone(filed: Database, name: str) -> None:
    main, side = printed(filed, name, Volume.MAIN), printed(filed, name, Volume.SIDE)
    for secret in (SECRET_CLUE, SECRET_NOTE):
        assert secret in side
        assert secret not in main


def test_a_matter_that_is_nothing_but_a_clue_has_a_file_that_says_what_it_lacks(filed: Database) -> None:
    main = printed(filed, CLUE, Volume.MAIN)
    for said in ("尚未办结", "本事项没有作出立案或者不予立案的决定。", "没有核实的登记"):
        assert said in main
    assert "当事人没有提交陈述或者材料。" in main


def test_every_page_of_a_rehearsed_file_is_marked_and_none_of_a_real_one(filed: Database) -> None:
    with filed.snapshot() as session:
        rehearsed, real = (file_of(session, Law(), name) for name in (SAMPLE, REAL))
    assert (rehearsed.rehearsal, real.rehearsal) == (True, False)
    for one in (rehearsed, real):
        marked = {"演练文书" in page.extract_text() for page in PdfReader(io.BytesIO(one.pdf)).pages}
        assert marked == {one.rehearsal}


def test_the_same_register_gives_the_same_bytes(filed: Database) -> None:
    for name in (SAMPLE, CLUE):
        with filed.snapshot() as session:
            first = file_of(session, Law(), name)
        with filed.snapshot() as session:
            assert file_of(session, Law(), name) == first


def test_each_fact_is_shown_with_its_evidence_and_its_article(filed: Database) -> None:
    main = printed(filed, SAMPLE, Volume.MAIN)
    for said in ("抽样检验结论：不合格证2", "鉴定意见", "登记簿没有：检验报告原件", "未申请复检"):
        assert said in main
    assert "示例甲（执法证号：示例01）" in main
    assert "均列有证据" in main


def test_what_a_party_wrote_is_kept_although_it_cannot_be_printed(filed: Database) -> None:
    assert "已改正〔U+1F600〕〔U+200B〕，请复查" in printed(filed, ANSWERED, Volume.MAIN)


def test_the_party_inspects_the_main_volume_and_who_did_is_on_the_chain_once(filed: Database) -> None:
    with filed.transaction() as session:
        party = MatterRecord(session, Law(), ANSWERED).row.party_id or ""
        before = file_of(session, Law(), ANSWERED, (Volume.MAIN,))
    asked = FileInspection(inspection_id="776/1", matter_id=ANSWERED, inspector=party, officer=HANDLER)

    def inspected(_: int) -> MatterFile:
        with filed.transaction() as session:
            return inspect_file(session, Law(), asked)

    with ThreadPoolExecutor(2) as threads:  # the same inspection twice, at once
        copies = list(threads.map(inspected, range(2)))
    assert copies[0] == copies[1]
    assert "查阅副本示例企业776（当事人）" in text_of(copies[0].pdf)
    with filed.snapshot() as session:
        told = [one for one in audit.entries(session, audit.of_matter(ANSWERED)) if one.event == "file_inspected"]
        assert [one.detail["sha256"] for one in told] == [copies[0].sha256]
        assert file_of(session, Law(), ANSWERED, (Volume.MAIN,)) == before  # looking into a file does not change it
    assert "查阅正卷" in str(answer(pack(filed, ANSWERED), "informant").holds)
    assert "查阅卷宗" in printed(filed, ANSWERED, Volume.SIDE)


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
    filed: Database, changed: dict[str, object], code: str
) -> None:
    asked = {"inspection_id": "777/2", "matter_id": CLUE, "inspector": "示例同行人", "officer": HANDLER}
    if code == "act_id_taken":
        with filed.transaction() as session:
            first = FileInspection.model_validate(asked | {"inspection_id": "777/1", "relation": "同行人"})
            inspect_file(session, Law(), first)
    with filed.transaction() as session, pytest.raises(Refused) as refusal:
        inspect_file(session, Law(), FileInspection.model_validate(asked | changed))
    assert refusal.value.code == code
