"""The front door (令121号 8, 10, 40): what is submitted, the receipt, the hand-over and what comes back."""

import json
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

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
from models.session import Database
from servers import Addresses
from servers.national_platform import receipt as receipt_of
from sources.exchange import IN, OUT, READ, REFUSED
from tests.submitting import JPEG, PERSONAL, FrontDoor

DAY = timedelta(days=1)
Make = Callable[[int], FrontDoor]


@pytest.fixture
def make(addresses: Addresses, tmp_path: Path) -> Iterator[Make]:
    database = Database(addresses.database_url)
    yield lambda number: FrontDoor(database, tmp_path, number)
    database.close()


def files(door: FrontDoor, where: str) -> list[str]:
    return [one.name for one in door.platform.waiting(where)]


def test_a_complaint_is_registered_with_the_number_and_the_day_of_the_platform(make: Make) -> None:
    door = make(700)
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


def test_a_receipt_says_what_the_office_can_and_cannot_do_and_names_nobody(make: Make) -> None:
    door = make(701)
    made = door.submit()
    told = door.receipt(made.token).model_dump_json()
    for words in ("尚未收到投诉", "7个工作日", "7 working days", "经双方同意", "不裁决民事争议", "第四十条"):
        assert words in told
    door.exchange()
    told += door.receipt(made.token).model_dump_json()
    assert not [words for words in (*PERSONAL.values(), "示例商店", made.token) if words in told]


def test_without_the_link_nothing_is_told_and_the_link_is_kept_nowhere(make: Make, addresses: Addresses) -> None:
    door = make(702)
    made = door.submit()
    for wrong in ("", made.number, made.token[:-1], door.row(made.number).token_sha256):
        with pytest.raises(Refused) as refused:
            door.receipt(wrong)
        assert (refused.value.code, refused.value.value) == ("unknown_receipt", None)
    with door.database.transaction() as session:
        kept = session.execute(text("select to_jsonb(submission)::text from submission")).scalars().all()
    assert made.token not in "".join(kept)


def test_everything_that_article_10_wants_is_named_and_nothing_repeated(make: Make) -> None:
    door = make(703)
    person = {"name": " ", "phone": "打电话给我", "address": ""}
    refused = door.refused(complainant=person, request="", traded_on="", respondent={"name": "示例商店"})
    assert refused.code == "particulars_missing"
    assert refused.zh == (
        "请补充或者更正：投诉人姓名、投诉人电话号码、投诉人通讯地址、被投诉人地址、具体的投诉请求（第十条第一款规定的材料）；"
        "交易日期（如2026-05-01）。"
    )
    assert "打电话给我" not in str(refused)
    assert door.refused(reference="1").code == "not_in_the_form"
    assert door.refused(office_id="没有").code == "unknown_office"
    assert door.refused(traded_on="2026-05-20").code == "received_before_trade"
    shop = {"name": "示例商店", "address": "示例路", "credit_code": "91430700MA4L0000XX"}
    assert door.refused(respondent=shop).code == "bad_credit_code"
    assert door.refused(files=[b"MZ\x90\x00" + bytes(100)]).code == "evidence_of_no_type"
    with door.database.transaction() as session:
        assert session.execute(text("select count(*) from submission")).scalar_one() == 0


def test_what_could_never_be_handed_over_is_not_taken(make: Make) -> None:
    door = make(704)
    assert door.refused(embedded=None).code == "no_way_to_the_platform"
    assert door.refused(embedded=False).code == "no_way_to_the_platform"  # a rehearsal goes to no authority
    refused = door.refused(rehearsal=False)
    assert refused.code == "no_way_to_the_platform"
    assert "12315热线" in refused.zh


def test_the_same_form_twice_is_one_and_its_newest_link_counts(make: Make) -> None:
    door = make(705)
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


def test_evidence_lies_in_the_store_and_its_name_on_the_chain_tells_nothing(make: Make) -> None:
    door = make(706)
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


def test_what_identifies_the_complainant_is_on_no_chain_in_no_message_and_in_no_log(
    make: Make, caplog: pytest.LogCaptureFixture
) -> None:
    door = make(707)
    door.submit(files=[JPEG])
    door.leave("broken", b"{")
    door.exchange()
    with door.database.transaction() as session:
        for table in ("audit", "message", "platform_question", "platform_outcome"):
            kept = session.execute(text(f"select to_jsonb({table})::text from {table}")).scalars().all()
            assert not [words for words in PERSONAL.values() if words in "".join([*kept, caplog.text])], table
        assert session.execute(text("select form from submission")).scalar_one() is None


def test_a_platform_out_of_reach_for_a_day_keeps_everything_waiting_and_loses_nothing(make: Make) -> None:
    door = make(708)
    first = door.submit()
    second = door.submit(goods="示例牌电水壶")
    out = door.platform.path / OUT
    out.parent.mkdir(parents=True)
    out.write_bytes(b"")  # a file where the folder was: nothing can be left in it
    for _ in range(3):
        assert door.desk.hand_over() == 0
    told = door.receipt(first.token)
    assert told.stage is SubmissionStage.WAITING
    assert "平台暂时无法联系时，程序会继续移交" in told.stands.zh
    assert sum(door.row(one.number).tries for one in (first, second)) == 3
    assert all(door.row(one.number).failure for one in (first, second))
    out.unlink()
    assert door.desk.hand_over() == 2
    assert door.desk.hand_over() == 0
    assert sorted(door.out()) == sorted(f"complaint-{one.number}.json" for one in (first, second))
    door.stand_in.answer(door.now + DAY)
    assert len(door.desk.collect().opened) == 2
    assert door.receipt(first.token).received_on == date(2026, 5, 7)  # the day on which the platform had it


def test_an_answer_that_comes_twice_or_late_counts_once(make: Make) -> None:
    door = make(709)
    made = door.submit()
    door.exchange()
    said = receipt_of(made.number, f"演练12315-{made.number}", door.now)
    door.leave("again", said)
    assert door.desk.collect() == (1, 0, ())
    assert door.questions() == []
    late = door.submit(goods="示例牌电水壶")
    door.desk.hand_over()
    door.leave("late", receipt_of(late.number, "示例平台编号709", door.now + 40 * DAY))
    assert len(door.desk.collect().opened) == 1


def test_an_answer_that_cannot_be_is_put_aside_and_holds_nothing_up(make: Make) -> None:
    door = make(710)
    made, other = door.submit(), door.submit(goods="示例牌电水壶")
    door.desk.hand_over()
    number = made.number
    wrong = {
        "0-broken": b"{",
        "0-empty": b"",
        "0-binary": b"MZ\x90\x00",
        "0-huge": b" " * ((1 << 20) + 1),
        "0-deep": b"[" * 100_000,
        "0-no-number": b'{"reference": "1", "received_at": "2026-05-06T09:00:00+08:00"}',
        "0-no-zone": receipt_of(number, "1", datetime(2026, 5, 6, 9)),  # noqa: DTZ001
        "0-a-number-for-a-day": json.dumps({"number": number, "reference": "1", "received_at": 20260506}).encode(),
        "0-no-day": receipt_of(number, "1", datetime(9999, 12, 31, 23, tzinfo=UTC)),
        "0-a-control-character": receipt_of(number, "1\x00", door.now),
        "1-unknown": receipt_of("TS0000000000000000", "2", door.now),
        "2-before": receipt_of(number, "3", door.now - DAY),
    }
    for name, content in wrong.items():
        door.leave(name, content)
    door.stand_in.answer(door.now)
    collected = door.desk.collect()
    assert (collected.read, collected.refused) == (2, len(wrong))
    assert {one.complaint_id for one in collected.opened} == {made.number, other.number}
    unreadable = ["platform_answer_unreadable"] * 10
    assert door.questions() == [*unreadable, "received_before_submission", "unknown_submission"]
    assert files(door, IN) == []
    assert len(files(door, REFUSED)) == len(wrong)
    assert len(files(door, READ)) == 2


def test_another_number_for_the_same_complaint_or_a_known_number_for_another_changes_nothing(make: Make) -> None:
    door = make(711)
    made = door.submit()
    door.exchange()
    known = f"演练12315-{made.number}"
    door.leave("another-number", receipt_of(made.number, "另一编号", door.now))
    door.leave("another-moment", receipt_of(made.number, known, door.now + DAY))
    other = door.submit(goods="示例牌电水壶")
    door.desk.hand_over()
    door.leave("known-number", receipt_of(other.number, known, door.now))
    assert door.desk.collect() == (0, 3, ())
    assert door.questions() == ["platform_answer_changed", "platform_answer_changed", "reference_known"]
    assert door.receipt(made.token).reference == known
    assert door.receipt(other.token).stage is SubmissionStage.HANDED_OVER


def test_two_workers_at_once_hand_over_once_and_register_once(make: Make) -> None:
    door = make(717)
    made = [door.submit(goods=f"示例牌电水壶 {one}") for one in range(6)]
    with ThreadPoolExecutor(4) as workers:
        assert sum(workers.map(lambda _: door.desk.hand_over(), range(4))) == len(made)
    door.stand_in.answer(door.now)
    door.leave("broken", b"{")
    with ThreadPoolExecutor(4) as workers:
        collected = list(workers.map(lambda _: door.desk.collect(), range(4)))
    assert sum(len(one.opened) for one in collected) == len(made)
    assert door.questions() == ["platform_answer_unreadable"]
    with ThreadPoolExecutor(4) as workers:
        numbers = set(workers.map(lambda _: door.submit(goods="示例牌电饭锅").number, range(4)))
    assert len(numbers) == 1


def test_what_fails_once_keeps_its_place_and_lets_the_others_in(make: Make) -> None:
    """A folder that takes nothing away: what was read is read again, and is on record once."""
    door = make(718)
    made = [door.submit(goods=f"示例牌电水壶 {one}") for one in range(2)]
    door.desk.hand_over()
    door.stand_in.answer(door.now)
    away = door.platform.path / READ
    away.write_bytes(b"")
    with pytest.raises(OSError, match="exists"):
        door.desk.collect()
    assert all(door.row(one.number).complaint_id for one in made)
    away.unlink()
    assert door.desk.collect() == (2, 0, ())


def test_a_real_complaint_is_received_neither_in_the_future_nor_by_the_stand_in(make: Make) -> None:
    door = make(712)
    door.now = datetime.now(UTC)
    traded = str(door.now.date() - DAY)
    made = door.submit(embedded=False, rehearsal=False, traded_on=traded, known_on=traded)
    door.leave("stand-in", receipt_of(made.number, "演练12315-1", door.now))
    door.exchange()
    assert door.questions() == ["unknown_submission"]
    door.platform.embedded = False  # as if the folder were that of the platform itself
    door.leave("future", receipt_of(made.number, "1", door.now + DAY))
    assert door.desk.hand_over() == 1
    door.leave("true", receipt_of(made.number, "2", datetime.now(UTC)))
    collected = door.desk.collect()
    assert (collected.refused, len(collected.opened)) == (1, 1)
    assert door.questions() == ["received_in_the_future", "unknown_submission"]


def test_a_folder_that_is_gone_is_not_made_anew_where_nobody_looks(make: Make, tmp_path: Path) -> None:
    door = make(713)
    door.now = datetime.now(UTC)
    traded = str(door.now.date() - DAY)
    door.submit(embedded=False, rehearsal=False, traded_on=traded, known_on=traded)
    door.platform.embedded = False
    assert door.desk.hand_over() == 0
    assert not door.platform.path.exists()
    door.platform.path.mkdir()
    assert door.desk.hand_over() == 1
