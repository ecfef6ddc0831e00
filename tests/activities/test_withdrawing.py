"""A complaint that its complainant takes back at the front door, before the platform has it or later."""

import pytest
from sqlalchemy import text

from activities.submitting import hand_over_again, withdraw
from demo import cast
from domain.errors import Refused
from domain.submission import SubmissionStage
from servers.national_platform import receipt as receipt_of
from sources.exchange import OUT
from tests.submitting import JPEG, PERSONAL, FrontDoor, Open


def take_back(door: FrontDoor, token: str) -> None:
    with door.database.transaction() as session:
        withdraw(session, token)


def refused(door: FrontDoor, token: str) -> Refused:
    with pytest.raises(Refused) as refusal:
        take_back(door, token)
    return refusal.value


def test_what_is_withdrawn_before_it_is_handed_over_goes_nowhere_and_nothing_of_it_stays(open_door: Open) -> None:
    door = open_door(827)
    made = door.submit(files=[JPEG])
    for _ in range(2):  # twice is once
        take_back(door, made.token)
    told = door.receipt(made.token)
    assert (told.stage, "没有移交" in told.stands.zh) == (SubmissionStage.WITHDRAWN, True)
    assert door.desk.hand_over() == 0
    assert door.out() == []
    with door.database.transaction() as session:
        kept = "".join(session.execute(text("select to_jsonb(submission)::text from submission")).scalars())
        with pytest.raises(Refused, match="submission_withdrawn"):
            hand_over_again(session, made.number, cast.HANDLER.officer_id)
    assert not [words for words in (*PERSONAL.values(), "示例投诉人0.jpg") if words in kept]
    door.leave("nobody asked", receipt_of(made.number, "12315-827", door.now))
    assert door.desk.collect().refused == 1
    again = door.submit(files=[JPEG])
    assert again.number != made.number
    assert len(door.exchange().opened) == 1
    assert door.receipt(made.token).stage is SubmissionStage.WITHDRAWN


def test_what_the_platform_has_is_withdrawn_there_or_at_the_office(open_door: Open) -> None:
    door = open_door(828)
    made = door.submit()
    assert refused(door, "x").code == "unknown_receipt"
    door.desk.hand_over()
    refusal = refused(door, made.token)
    assert refusal.code == "handed_over_already"
    assert cast.OFFICE.name in refusal.zh
    with door.database.transaction() as session:  # the platform knows nothing of it, as somebody has found
        hand_over_again(session, made.number, cast.HANDLER.officer_id)
    assert refused(door, made.token).code == "handed_over_already"
    door.exchange()
    assert refused(door, made.token).code == "handed_over_already"
    assert door.receipt(made.token).stage is SubmissionStage.RECEIVED


def test_what_may_have_reached_the_platform_is_not_withdrawn_here_and_what_surely_has_not_is(open_door: Open) -> None:
    door = open_door(829)
    cut_off, waiting = door.submit(), door.submit(goods="示例牌电水壶")
    door.desk._next()  # a program that dies while it hands over
    door.platform.path.mkdir(exist_ok=True)
    (door.platform.path / OUT).write_bytes(b"")  # no folder: it cannot be reached
    assert door.desk.hand_over() == 0
    assert door.row(waiting.number).failure
    take_back(door, waiting.token)
    assert refused(door, cut_off.token).code == "handed_over_already"
