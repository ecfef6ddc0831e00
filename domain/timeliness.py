"""Timeliness (是否逾期): two recorded moments are compared, never which message came first."""

from collections.abc import Sequence
from datetime import datetime

from domain.act import Channel
from domain.acts import Answer, PartysAct
from domain.results import Result


def assess(answers: Sequence[Answer], due_at: datetime) -> Result:
    """What the answers to a step are worth against its due moment (exclusive).

    Time in the post does not count (PR 80): a paper that came by post is compared by its postmark `sent_at`, any
    other by its receipt. The best answer counts.
    """
    if any(answer.received_at < due_at for answer in answers):
        return Result.IN_TIME
    if any(postmark(answer) < due_at for answer in answers):
        return Result.POSTED_IN_TIME
    return Result.LATE if answers else Result.UNANSWERED


def postmark(act: PartysAct) -> datetime:
    """The moment that counts: of a paper that came by post its postmark, of any other its receipt (PR 80)."""
    return act.sent_at if act.channel is Channel.POST else act.received_at
