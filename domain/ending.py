"""How a matter ended (办结结果), in one word for each of its tracks."""

from collections.abc import Sequence
from typing import NamedTuple

from domain.base import Text
from domain.results import Result
from domain.steps import StepKind, Track


class Ended(NamedTuple):
    """A step that has a result, in the order in which it was begun."""

    track: Track
    kind: StepKind
    result: Result


_TOLD = {  # which steps tell how a track ended
    Track.CORRECTION: (StepKind.ORDER_TO_CORRECT, StepKind.RECHECK, StepKind.URGING, StepKind.COURT_RULING),
    Track.AFTER_CARE: (
        StepKind.OBJECTION,
        StepKind.RETEST,
        StepKind.ORDER_TO_CORRECT,
        StepKind.RECHECK,
        StepKind.ANNOUNCEMENT,
        StepKind.ANNOUNCED_RECHECK,
    ),
    Track.PENALTY: (StepKind.FILING, StepKind.PENALTY_CASE, StepKind.REFERRAL),
    Track.SUPERVISION: (
        StepKind.BUREAU_REMINDER,
        StepKind.SUPERVISION_NOTICE,
        StepKind.REVIEW,
        StepKind.REASSESSMENT,
        StepKind.LIFTING,
    ),
    Track.COMPLAINT: (StepKind.ACCEPTANCE, StepKind.MEDIATION, StepKind.TERMINATION),
    Track.CLUE: (StepKind.TRANSFER,),
}
_AGAIN = "second_order"


def ending(steps: Sequence[Ended]) -> str:
    """`in_time/passed`, `objected/passed + filed/punished`: the last results track by track, joined by ` + `.

    Where none of them tells, `not_confirmed` or `confirmed`: that of the verification, or `closed`.
    """
    last = {(one.track, one.kind): one.result.value for one in steps}
    tracks = [[last[track, kind] for kind in kinds if (track, kind) in last] for track, kinds in _TOLD.items()]
    shown = " + ".join("/".join(results) for results in tracks if results)
    if not shown:
        return last.get((Track.CLUE, StepKind.VERIFICATION), Result.CLOSED.value)
    corrections = [one for one in steps if (one.kind, one.track) == (StepKind.ORDER_TO_CORRECT, Track.CORRECTION)]
    orders = sum(one.result is not Result.PARTY_ENDED for one in corrections)
    return shown + (f"/{_AGAIN}" if orders > 1 else "")


def told(ending: str) -> Text:
    """按期报告、合格；另：已立案、已作出处罚决定 | answered in time, passed; also: filed, penalty decided."""
    tracks = [[_word(one) for one in track.split("/")] for track in ending.split(" + ")]
    return Text(
        zh="；另：".join("、".join(one.zh for one in words) for words in tracks),
        en="; also: ".join(", ".join(one.en for one in words) for words in tracks),
    )


def _word(result: str) -> Text:
    if result == _AGAIN:
        return Text(zh="第二次责令", en="after a second order")
    known = next((one for one in Result if one.value == result), None)
    return Text(zh=known.zh, en=known.en) if known else Text(zh=result, en=result)
