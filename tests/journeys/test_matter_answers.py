"""What the record of a matter holds against each objection, and what it lacks."""

from datetime import date

import pytest

from activities.file_tables import moment
from activities.law import Law
from activities.matter_answers import WORKINGS, answers
from activities.matter_file import file_of
from activities.matter_record import MatterRecord
from domain.errors import Refused
from domain.steps import StepKind
from models import audit, matter
from models.document import DocumentRow
from models.session import Database
from notices.binding import text_of
from notices.file_order import Volume
from rules.objections import objections
from tests.filing import SAMPLE, SUPERVISED, answer, pack, printed


def test_a_paper_that_is_not_what_was_issued_is_named(filed: Database) -> None:
    with filed.transaction() as session:
        papers = MatterRecord(session, Law(), SAMPLE).papers
        ordered = next(one for one in papers if one.kind == "order_to_correct")
        paper = session.get_one(DocumentRow, ordered.document_id)
        paper.pdf = paper.pdf + b"\n"
        altered = file_of(session, Law(), SAMPLE)
        assert altered.altered == (f"《责令改正通知书》{paper.number}",)
        assert "的内容与制作时登记的SHA-256不符" in text_of(altered.pdf)
        assert answer(answers(session, Law(), SAMPLE), "system").lacks[0].zh.endswith("与登记时不同。")
        paper.pdf = b"rubbish"
        with pytest.raises(Refused, match="document_unreadable"):
            file_of(session, Law(), SAMPLE)
        session.rollback()


def test_each_objection_is_answered_from_the_record(filed: Database) -> None:
    assert WORKINGS.keys() == objections().keys()
    told = pack(filed, SAMPLE)
    assert [one.objection for one in told.answers] == list(objections())
    assert all(one.holds or one.lacks for one in told.answers)
    with filed.snapshot() as session:
        length = len(audit.entries(session, audit.of_matter(SAMPLE)))
    entries = [entry for one in told.answers for held in one.holds for entry in held.entries]
    assert entries
    assert set(entries) <= set(range(1, length + 1))


def test_the_office_answers_in_ten_working_days_five_or_fifteen_days(filed: Database) -> None:
    told = pack(filed, SAMPLE, date(2025, 9, 5))
    assert [(one.length.zh, str(one.due_on)) for one in told.periods] == [
        ("10个工作日", "2025-09-19"),
        ("5个工作日", "2025-09-12"),
        ("15日", "2025-09-22"),  # the twentieth is a Saturday
    ]
    assert [one.due_on for one in pack(filed, SAMPLE).periods] == [None] * 3


def test_what_the_record_lacks_is_said_plainly(filed: Database) -> None:
    told = pack(filed, SAMPLE)
    assert "没有行政处罚告知书及其送达的登记。" in [one.zh for one in answer(told, "hearing").lacks]
    assert any("登记簿没有检验报告原件" in one.zh for one in answer(told, "facts").lacks)
    assert "没有封样、交接和备用样品的登记。" in [one.zh for one in answer(told, "laboratory").lacks]


def test_each_period_is_told_with_its_start_event_and_its_last_day(filed: Database) -> None:
    told = [held.text.zh for held in answer(pack(filed, SAMPLE), "lateness").holds]
    with filed.snapshot() as session:
        ordered = next(one for one in matter.steps(session, SAMPLE) if one.kind is StepKind.ORDER_TO_CORRECT)
    assert ordered.period_from is not None
    assert ordered.due is not None
    begun = f"监督抽查不合格产品责令改正：自责令（{moment(ordered.period_from)}）起算，末日{ordered.due['on']}"
    assert any(begun in one for one in told)


def test_nobody_decides_on_his_own_paper_and_the_province_acts_by_its_own_power(filed: Database) -> None:
    told = pack(filed, SAMPLE)
    assert "每一步的经办人员与审核、批准人员均不相同" in [one.text.zh for one in answer(told, "roles").holds]
    assert any("示例己（示例省市场监督管理局，区划代码430000）" in one.text.zh for one in answer(told, "power").holds)


def test_a_paper_is_proved_by_the_entry_of_its_own_service(filed: Database) -> None:
    told = answer(pack(filed, SAMPLE), "service").holds
    served = [one.entries for one in told if "签收人" in one.text.zh]
    assert len(served) > 1
    assert all(len(entries) == 1 for entries in served)
    assert len(set(served)) == len(served)


def test_a_lagging_bureau_has_a_file_with_the_figures_that_it_is_supervised_for(filed: Database) -> None:
    main = printed(filed, SUPERVISED, Volume.MAIN)
    for said in ("示例省市场监督管理局", "逾期未完成核查的线索数：1证1", "区域评估数据（look-773）"):
        assert said in main
    assert "线索逾期未核查" in main
    told = pack(filed, SUPERVISED)
    assert [one.text.zh for one in answer(told, "inspection").holds] == ["本事项不是由检查引起的"]


def test_an_unknown_matter_has_neither_file_nor_answers(filed: Database) -> None:
    with filed.snapshot() as session:
        with pytest.raises(Refused, match="unknown_matter"):
            file_of(session, Law(), "none")
        with pytest.raises(Refused, match="unknown_matter"):
            answers(session, Law(), "none")
