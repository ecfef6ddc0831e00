"""In time or not: two recorded moments are compared, and time in the post does not count (PR 80)."""

from datetime import datetime, timedelta

import pytest

from domain.acts import Answer, Channel
from domain.calendar import SHANGHAI
from domain.results import Result
from domain.timeliness import assess

DUE = datetime(2025, 3, 2, tzinfo=SHANGHAI)  # 24:00 of 1 March
SECOND = timedelta(seconds=1)


def answer(received: timedelta, sent: timedelta | None = None, channel: Channel = Channel.PORTAL) -> Answer:
    moment = DUE + received
    return Answer(
        act_id="a",
        matter_id="m",
        step=1,
        actor="示例企业",
        sent_at=DUE + sent if sent is not None else moment,
        received_at=moment,
        channel=channel,
        statement="已改正",
    )


@pytest.mark.parametrize(
    ("given", "result"),
    [
        (answer(-SECOND), Result.IN_TIME),
        (answer(timedelta()), Result.LATE),
        (answer(timedelta(days=9), -SECOND, Channel.POST), Result.POSTED_IN_TIME),
        (answer(timedelta(days=9), timedelta(), Channel.POST), Result.LATE),
        (answer(timedelta(days=9), -SECOND, Channel.PORTAL), Result.LATE),
        (answer(-SECOND, -timedelta(days=3), Channel.POST), Result.IN_TIME),
    ],
)
def test_an_answer_received_or_posted_by_midnight_of_the_last_day_is_in_time(given: Answer, result: Result) -> None:
    assert assess([given], DUE) is result


def test_no_answer_is_unanswered_and_the_best_of_several_counts() -> None:
    assert assess([], DUE) is Result.UNANSWERED
    assert assess([answer(SECOND), answer(-SECOND)], DUE) is Result.IN_TIME
