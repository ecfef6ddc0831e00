"""A report at the front door (令121号 8, 9, 34-37, 40): handed over with who made it, who is otherwise kept apart."""

import json
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from activities.informing import read_informant
from activities.matter_story import story
from domain.errors import Refused
from domain.report import Informant
from domain.results import Result
from domain.steps import StepKind
from domain.submission import SubmissionKind, SubmissionStage
from models import audit, clue
from models.clue import ClueRow
from servers import Addresses
from servers.national_platform import receipt as receipt_of
from sources.exchange import OUT
from tests.journeys.test_informant import everything_but_informants
from tests.registering import HANDLER, Registered
from tests.reporting import WHO
from tests.submitting import JPEG, PERSONAL, FrontDoor, Open

WHY = "核实购买地点"
PART = {"as_informant": True, "place": "示例市示例路2号", "facts": "没有合格证。"}


def handed(door: FrontDoor) -> list[dict[str, Any]]:
    """What lies there for the platform."""
    return [json.loads(one.read_bytes()) for one in door.platform.waiting(OUT)]


class Received(Registered):
    """A report that has come by the platform, in the register alone."""

    def __init__(self, door: FrontDoor, number: str) -> None:
        self.database, self.law, self.now = door.database, door.desk.law, door.now
        self.matter_id, self.acts = number, 0


def leaks(addresses: Addresses) -> list[tuple[str, str]]:
    return [
        (table, one) for table, row in everything_but_informants(addresses) for one in WHO.values() if one in row
    ]


def test_a_report_is_handed_over_and_comes_back_with_its_number(open_door: Open, addresses: Addresses) -> None:
    door = open_door(810)
    made = door.submit_report(files=[JPEG])
    told = door.receipt(made.token)
    assert (told.kind, told.stage) == (SubmissionKind.REPORT, SubmissionStage.WAITING)
    assert told.stands.zh.endswith("市场监督管理部门尚未收到举报。")
    assert door.desk.hand_over() == 1
    (file,) = handed(door)
    assert set(file) == {"number", "submitted_at", "rehearsal", "report", "informant", "evidence"}
    assert (file["number"], file["informant"]) == (made.number, WHO)
    assert [one["name"] for one in file["evidence"]] == ["举报材料1"]
    assert not [one for one in WHO.values() if one in json.dumps(file["report"], ensure_ascii=False)]
    door.stand_in.answer(door.now + timedelta(days=1))
    (opened,) = door.desk.collect().opened
    assert opened.matter_id == made.number
    told = door.receipt(made.token)
    assert (told.reference, told.received_on) == (f"演练12315-{made.number}", date(2026, 5, 7))
    assert "一般在2026年5月27日前核查" in told.stands.zh
    assert told.told == ()  # how it is handled is told by nobody who does not know whom he tells (37)
    assert any("奖励" in one.zh for one in told.explained)
    assert leaks(addresses) == []
    with door.database.transaction() as session:
        known = read_informant(session, door.desk.law, made.number, HANDLER, WHY)
        words = story(session, door.desk.law, made.number, door.now + timedelta(days=2)).model_dump_json()
    assert known.model_dump() == WHO
    assert not [one for one in WHO.values() if one in words]


def test_while_it_waits_who_reports_stands_in_the_table_that_the_program_cannot_read(
    open_door: Open, addresses: Addresses
) -> None:
    door = open_door(811)
    made = door.submit_report()
    assert leaks(addresses) == []
    with door.database.transaction() as session:
        assert clue.hand_over_informant(session, made.number, 1) is None
    with door.database.transaction() as session:
        chain = audit.of_submission(made.number)
        audit.begin(session, chain)
        audit.append(session, chain, at=door.now, actor=audit.PROGRAM, event="something_else")
        assert clue.hand_over_informant(session, made.number, 1) is None
    assert door.desk.hand_over() == 1
    with door.database.transaction() as session:
        (entry,) = [one for one in audit.entries(session, chain) if one.event == "informant_handed_over"]
        assert clue.hand_over_informant(session, made.number, entry.sequence) is None, "one transaction, once"
        assert next(audit.breaks(session), None) is None
    door.stand_in.answer(door.now)
    door.desk.collect()
    with door.database.transaction() as session:
        audit.append(session, chain, at=door.now, actor=audit.PROGRAM, event="informant_handed_over")
        length = len(audit.entries(session, chain))
        assert clue.hand_over_informant(session, made.number, length) is None, "a matter has it now"


def test_the_same_report_again_is_one_and_another_informant_of_the_same_words_has_his_own(open_door: Open) -> None:
    door = open_door(812)
    first, again = door.submit_report(), door.submit_report()
    other = door.submit_report(informant=WHO | {"name": "示例举报乙"})
    nobody = door.submit_report(informant=None)
    assert first.number == again.number
    assert first.token != again.token
    assert len({first.number, other.number, nobody.number}) == 3
    assert door.desk.hand_over() == 3
    assert sorted((one["informant"] or {}).get("name", "") for one in handed(door)) == ["", "示例举报乙", WHO["name"]]
    assert any("您没有留下姓名" in one.zh for one in door.receipt(nobody.token).explained)
    assert not any("会告知您" in one.zh for one in door.receipt(nobody.token).explained)
    door.stand_in.answer(door.now)
    assert len(door.desk.collect().opened) == 3
    assert door.submit_report().number == first.number


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"facts": f"{WHO['name']}看到没有合格证。"}, "informant_named"),
        ({"facts": ""}, "particulars_missing"),
        ({"informant": {"name": "示例举报甲"}}, "particulars_missing"),
        ({"informants": WHO}, "not_in_the_form"),
        ({"reference": "1"}, "not_in_the_form"),
        ({"office_id": "no-such-office"}, "unknown_office"),
        ({"rehearsal": False}, "no_way_to_the_platform"),
    ],
)
def test_a_form_that_cannot_be_is_refused_and_nothing_of_it_is_kept(
    open_door: Open, wrong: dict[str, Any], code: str
) -> None:
    door = open_door(813)
    with pytest.raises(Refused) as refusal:
        door.submit_report(**wrong)
    assert refusal.value.code == code
    assert WHO["name"] not in str(refusal.value.as_dict())
    with door.database.transaction() as session:
        assert session.execute(text("select count(*) from submission")).scalar_one() == 0


def test_a_report_in_one_paper_goes_its_own_way_from_the_door_on(open_door: Open) -> None:
    """令121号 9: two files, two numbers, two receipts; neither names the other, and officers see that they belong
    together, whichever the platform has had first."""
    door = open_door(814)
    assert door.refused(report=PART | {"facts": f"{PERSONAL['name']}看到没有合格证。"}).code == "informant_named"
    assert door.refused(report=PART | {"report_id": "1"}).code == "not_in_the_form"
    made = door.submit(report=PART, files=[JPEG])
    assert made.report is not None
    assert door.desk.hand_over() == 2
    complaint, report = sorted(handed(door), key=lambda one: "report" in one)
    assert complaint["complaint"]["report"] is None
    assert report["informant"] == PERSONAL
    assert report["evidence"] == []
    assert made.number not in json.dumps(report)
    for number in (made.report.number, made.number):
        door.leave(number, receipt_of(number, f"演练12315-{number}", door.now))
        assert len(door.desk.collect().opened) == 1
    with door.database.transaction() as session:
        assert session.get_one(ClueRow, made.report.number).complaint_id == made.number
        linked = story(session, door.desk.law, made.report.number, door.now).linked
    assert f"投诉 {made.number}：办理中" in [one.zh for one in linked]
    assert door.receipt(made.report.token).kind is SubmissionKind.REPORT


def test_nobody_reads_by_the_new_function_what_the_table_keeps(open_door: Open) -> None:
    """The role of the program can call it, and no other; it owns nothing of it."""
    door = open_door(815)
    with door.database.transaction() as session:
        allowed = "select has_function_privilege(:role, 'hand_over_informant(text, integer)', 'execute')"
        assert session.execute(text(allowed), {"role": "hezheng_app"}).scalar_one()
        assert not session.execute(text(allowed), {"role": "public"}).scalar_one()
        nobody = Informant.model_validate(WHO)
        assert not clue.keep_informant(session, "no-such-report", nobody), "it is kept of a report alone"
    with door.database.transaction() as session, pytest.raises(DBAPIError, match="must be owner"):
        session.execute(text("drop function hand_over_informant(text, integer)"))


def test_the_outcome_goes_back_and_to_the_informant_only_what_a_law_wants_told(open_door: Open) -> None:
    """令121号 34, 36, 40: filed or not is for the platform's record; what he is told are papers made for him."""
    door = open_door(816)
    made, other = door.submit_report(), door.submit_report(facts="仓库里还有同样的台灯。")
    door.exchange()
    assert (door.desk.report(), door.desk.reply()) == (0, 0)
    first, second = Received(door, made.number), Received(door, other.number)
    first.confirm()
    assert door.desk.report() == 0, "verified is no outcome: the head decides"
    first.decide(StepKind.FILING, Result.NOT_FILED, ground="pr/20.1.4")
    number = second.step(StepKind.VERIFICATION).number
    said: dict[str, Any] = {"within": True, "turn_to": "示例邻市市场监督管理局", "statement": "行为发生在示例邻市。"}
    second.act("redirection", number, HANDLER, told_how="通过全国12315平台反馈", **said)
    assert (door.desk.report(), door.desk.reply()) == (2, 1)
    assert (door.desk.report(), door.desk.reply()) == (0, 0)
    sent = {one["reference"]: one for one in handed(door) if "outcome" in one}
    assert sent[f"演练12315-{made.number}"]["outcome"] == "not_filed"
    assert sent[f"演练12315-{other.number}"]["outcome"] == "without_power"
    assert all(set(one) == {"reference", "outcome", "on"} for one in sent.values())
    (reply,) = [one for one in handed(door) if "reply" in one]
    assert (reply["reference"], reply["turn_to"]) == (f"演练12315-{other.number}", "示例邻市市场监督管理局")
    assert reply["articles"] == ["《市场监督管理投诉举报处理办法》第三十四条"]
    assert "请直接向示例邻市市场监督管理局提出" in door.receipt(other.token).told[0].zh
    assert "核查" not in door.receipt(other.token).stands.zh
    with door.database.transaction() as session:
        cited = [one.basis for one in story(session, door.desk.law, other.number, second.now).events]
    assert ("order121/34", "order121/41") in cited, "by the article of the act, not of the step"
    assert door.receipt(made.token).told == ()
    step = first.step(StepKind.VERIFICATION).number
    result: dict[str, Any] = {"rule": "standards/35", "statement": "属实，不予立案。", "told_how": "通过平台反馈"}
    first.act("result_telling", step, HANDLER, **result)
    assert door.desk.reply() == 1
    assert "由处理部门告知您" in door.receipt(made.token).told[0].zh
