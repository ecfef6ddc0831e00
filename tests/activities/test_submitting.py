"""The front door (令121号 8, 10, 40): what is submitted, its evidence, its receipt."""

import json
from datetime import date, timedelta

import pytest
from sqlalchemy import text

from activities.auditing import verify
from activities.evidence import files_of, lost
from domain.complaint import ComplaintChannel
from domain.errors import Refused
from domain.submission import SubmissionStage
from models import audit
from models.complaint import ComplaintRow
from models.matter import MatterRow
from sources.exchange import OUT
from tests.submitting import JPEG, PERSONAL, Open

DAY = timedelta(days=1)


def test_a_complaint_is_registered_with_the_number_and_the_day_of_the_platform(open_door: Open) -> None:
    door = open_door(700)
    made = door.submit()
    assert door.receipt(made.token).stage is SubmissionStage.WAITING
    door.desk.hand_over()
    assert door.receipt(made.token).stage is SubmissionStage.HANDED_OVER
    with door.database.transaction() as session:
        assert session.get(ComplaintRow, made.number) is None  # in law nothing has been received
        assert session.get(MatterRow, made.number) is None
    door.stand_in.answer(door.now + 2 * DAY)
    (opened,) = door.desk.collect().opened
    with door.database.transaction() as session:
        taken = session.get_one(ComplaintRow, made.number)
        assert verify(session).breaks == ()
    assert (taken.channel, taken.reference) == (ComplaintChannel.PLATFORM, f"演练12315-{made.number}")
    assert taken.received_at == opened.began_at == door.now + 2 * DAY
    assert door.row(made.number).form is None
    told = door.receipt(made.token)
    assert (told.stage, told.reference) == (SubmissionStage.RECEIVED, taken.reference)
    # Received on Friday the 8th; Saturday the 9th is worked: the seventh working day is Monday the 18th.
    assert (told.received_on, told.answer_by) == (date(2026, 5, 8), date(2026, 5, 18))


def test_a_receipt_says_what_the_office_can_and_cannot_do_and_names_nobody(open_door: Open) -> None:
    door = open_door(701)
    made = door.submit()
    told = door.receipt(made.token).model_dump_json()
    for words in ("尚未收到投诉", "7个工作日", "7 working days", "经双方同意", "不裁决民事争议", "第四十条"):
        assert words in told
    door.exchange()
    told += door.receipt(made.token).model_dump_json()
    assert not [words for words in (*PERSONAL.values(), "示例商店", made.token) if words in told]


def test_without_the_link_nothing_is_told_and_the_link_is_kept_nowhere(open_door: Open) -> None:
    door = open_door(702)
    made = door.submit()
    for wrong in ("", made.number, made.token[:-1], door.row(made.number).token_sha256):
        with pytest.raises(Refused) as refused:
            door.receipt(wrong)
        assert (refused.value.code, refused.value.value) == ("unknown_receipt", None)
    with door.database.transaction() as session:
        kept = session.execute(text("select to_jsonb(submission)::text from submission")).scalars().all()
    assert made.token not in "".join(kept)


def test_everything_that_article_10_wants_is_named_and_nothing_repeated(open_door: Open) -> None:
    door = open_door(703)
    person = {"name": " ", "phone": "打电话给我", "address": ""}
    refused = door.refused(complainant=person, request="", traded_on="", respondent={"name": "示例商店"})
    assert refused.code == "particulars_missing"
    assert refused.zh == (
        "请补充或者更正：投诉人姓名、投诉人电话号码、投诉人通讯地址、被投诉人地址、具体的投诉请求（第十条第一款规定的材料）；"
        "交易日期（如2026-05-01）。"
    )
    assert "打电话给我" not in str(refused)
    assert door.refused(reference="1").code == "not_in_the_form"
    misspelt = door.refused(reprot={"facts": "掺假"})  # else his report would be lost without a word
    assert (misspelt.code, misspelt.field) == ("not_in_the_form", "reprot")
    assert door.refused(office_id="没有").code == "unknown_office"
    assert door.refused(traded_on="2026-05-20").code == "received_before_trade"
    shop = {"name": "示例商店", "address": "示例路", "credit_code": "91430700MA4L0000XX"}
    assert door.refused(respondent=shop).code == "bad_credit_code"
    assert door.refused(files=[b"MZ\x90\x00" + bytes(100)]).code == "evidence_of_no_type"
    with door.database.transaction() as session:
        assert session.execute(text("select count(*) from submission")).scalar_one() == 0


def test_what_could_never_be_handed_over_is_not_taken(open_door: Open) -> None:
    door = open_door(704)
    assert door.refused(embedded=None).code == "no_way_to_the_platform"
    assert door.refused(embedded=False).code == "no_way_to_the_platform"  # a rehearsal goes to no authority
    refused = door.refused(rehearsal=False)
    assert refused.code == "no_way_to_the_platform"
    assert "12315热线" in refused.zh


def test_the_same_form_twice_is_one_and_its_newest_link_counts(open_door: Open) -> None:
    door = open_door(705)
    first, second = door.submit(), door.submit(files=[JPEG])
    assert first.number == second.number
    with pytest.raises(Refused, match="unknown_receipt"):
        door.receipt(first.token)
    assert len(door.row(first.number).files()) == 1
    door.exchange()
    assert door.receipt(door.submit().token).stage is SubmissionStage.RECEIVED
    refused = door.refused(files=[JPEG + b"1"])
    assert (refused.code, first.number in refused.zh) == ("submitted_already", True)
    with door.database.transaction() as session:
        assert session.execute(text("select count(*) from complaint")).scalar_one() == 1


def test_evidence_lies_in_the_store_and_its_name_on_the_chain_tells_nothing(open_door: Open) -> None:
    door = open_door(706)
    made = door.submit(files=[JPEG, JPEG, JPEG + b"1"])
    door.desk.hand_over()
    said = json.loads(door.platform.waiting(OUT)[0].read_bytes())
    assert [one["name"] for one in said["evidence"]] == ["示例投诉人1.jpg", "示例投诉人2.jpg"]  # twice the same is one
    door.exchange()
    with door.database.transaction() as session:
        handed_in = files_of(session, audit.of_matter(made.number))
        assert [one.name for one in handed_in] == ["投诉材料1", "投诉材料2"]
        assert all(door.store.is_whole(one.sha256) for one in handed_in)
        assert list(lost(session, door.store)) == []
