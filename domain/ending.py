"""How a matter ended (办结结果), in one word for each of its tracks."""

from collections.abc import Sequence
from typing import NamedTuple

from domain.results import Result
from domain.steps import StepKind, Track


class Ended(NamedTuple):
    """A step that has a result, in the order in which it was begun."""

    track: Track
    kind: StepKind
    result: Result


_TOLD = {  # which steps tell how a track ended
    Track.CORRECTION: (StepKind.ORDER_TO_CORRECT, StepKind.RECHECK),
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
    Track.CLUE: (StepKind.TRANSFER,),
}


def ending(steps: Sequence[Ended]) -> str:
    """`in_time/passed`, `objected/passed + filed/punished`: the last results track by track, joined by ` + `.

    Where none of them tells, `not_confirmed` or `confirmed`: that of the verification, or `closed`.
    """
    last = {(one.track, one.kind): one.result.value for one in steps}
    tracks = [[last[track, kind] for kind in kinds if (track, kind) in last] for track, kinds in _TOLD.items()]
    told = " + ".join("/".join(results) for results in tracks if results)
    if not told:
        return last.get((Track.CLUE, StepKind.VERIFICATION), Result.CLOSED.value)
    orders = sum(one.kind is StepKind.ORDER_TO_CORRECT and one.track is Track.CORRECTION for one in steps)
    return told + ("/second_order" if orders > 1 else "")
