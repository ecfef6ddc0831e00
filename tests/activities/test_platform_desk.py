"""The exchange with the national platform (令121号 8, 40): out of reach, twice, late, wrong; once in the end."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from domain.submission import SubmissionStage
from servers.national_platform import receipt as receipt_of
from sources.exchange import IN, OUT, READ, REFUSED
from tests.complaining import a_complaint
from tests.submitting import JPEG, PERSONAL, FrontDoor, Open

DAY = timedelta(days=1)


def files(door: FrontDoor, where: str) -> list[str]:
    return [one.name for one in door.platform.waiting(where)]


def test_what_identifies_the_complainant_is_on_no_chain_in_no_message_and_in_no_log(
    open_door: Open, caplog: pytest.LogCaptureFixture
) -> None:
    door = open_door(707)
    door.submit(files=[JPEG])
    door.leave("broken", b"{")
    door.exchange()
    with door.database.transaction() as session:
        for table in ("audit", "message", "platform_question", "platform_outcome"):
            kept = session.execute(text(f"select to_jsonb({table})::text from {table}")).scalars().all()
            assert not [words for words in PERSONAL.values() if words in "".join([*kept, caplog.text])], table
        assert session.execute(text("select form from submission")).scalar_one() is None


def test_a_platform_out_of_reach_for_a_day_keeps_everything_waiting_and_loses_nothing(open_door: Open) -> None:
    door = open_door(708)
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


def test_an_answer_that_comes_twice_or_late_counts_once(open_door: Open) -> None:
    door = open_door(709)
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


def test_an_answer_that_cannot_be_is_put_aside_and_holds_nothing_up(open_door: Open) -> None:
    door = open_door(710)
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


def test_another_number_for_the_same_complaint_or_a_known_number_for_another_changes_nothing(open_door: Open) -> None:
    door = open_door(711)
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


def test_two_workers_at_once_hand_over_once_and_register_once(open_door: Open) -> None:
    door = open_door(717)
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


def test_what_fails_once_keeps_its_place_and_lets_the_others_in(open_door: Open) -> None:
    """A folder that takes nothing away: what was read is read again, and is on record once."""
    door = open_door(718)
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


def test_a_real_complaint_is_received_neither_in_the_future_nor_by_the_stand_in(open_door: Open) -> None:
    door = open_door(712)
    door.now = datetime.now(UTC)
    traded = str(door.now.date() - DAY)
    made = door.submit(embedded=False, rehearsal=False, traded_on=traded, known_on=traded)
    door.leave("stand-in", receipt_of(made.number, "演练12315-1", door.now))
    door.exchange()
    assert door.questions() == ["unknown_submission"]
    door.platform.embedded = False  # as if the folder were that of the platform itself
    (door.platform.path / OUT).mkdir(exist_ok=True)
    door.leave("future", receipt_of(made.number, "1", door.now + DAY))
    assert door.desk.hand_over() == 1
    door.leave("true", receipt_of(made.number, "2", datetime.now(UTC)))
    collected = door.desk.collect()
    assert (collected.refused, len(collected.opened)) == (1, 1)
    assert door.questions() == ["received_in_the_future", "unknown_submission"]


def test_a_folder_that_is_gone_is_not_made_anew_where_nobody_looks(open_door: Open, tmp_path: Path) -> None:
    door = open_door(713)
    door.now = datetime.now(UTC)
    traded = str(door.now.date() - DAY)
    door.submit(embedded=False, rehearsal=False, traded_on=traded, known_on=traded)
    door.platform.embedded = False
    assert door.desk.hand_over() == 0
    assert not door.platform.path.exists()
    door.platform.path.mkdir()  # a share that is not mounted leaves an empty folder
    assert door.desk.hand_over() == 0
    (door.platform.path / OUT).mkdir()
    assert door.desk.hand_over() == 1


def test_others_like_a_complaint_of_the_front_door_are_looked_at(open_door: Open) -> None:
    """令121号 38: however a complaint comes in, it begins the same."""
    first, second = open_door(766), open_door(767)
    first.submit()
    first.exchange()
    other = PERSONAL | {"name": "示例另一人", "phone": "010-1231-5111"}
    second.submit(respondent=a_complaint(766).respondent.model_dump(mode="json"), complainant=other)
    second.exchange()
    with second.database.transaction() as session:
        assert session.execute(text("select count(*) from complaint_cluster")).scalar_one() > 0
