"""Correction (责令改正) in the register, demand by demand: answers, re-checks and further orders against the order."""

from sqlmodel import Session

from domain import correction
from domain.acts import Answer, OrderDraft, Recheck
from domain.results import Result
from domain.steps import StepKind
from models import matter
from models.matter import StepRow


def refuse_answer(session: Session, order: StepRow, act: Answer) -> None:
    """Refused as `domain.correction.refuse_unknown`."""
    if act.done:
        correction.refuse_unknown(act.done, _demands(session, order))


def refuse_recheck(session: Session, recheck: StepRow, act: Recheck) -> None:
    """Refused as `domain.correction.refuse_unlike`."""
    if order := order_before(session, recheck):
        correction.refuse_unlike(act.demands, _demands(session, order), passed=act.passed)


def refuse_demands(session: Session, order: StepRow, draft: OrderDraft) -> None:
    """A further order is held against the re-check of the one before. Refused as `domain.correction.refuse_beyond`."""
    if (before := order_before(session, order)) is not None:
        left = left_open(session, before)
        if left is not None:
            correction.refuse_beyond(draft.demands, left)


def left_open(session: Session, order: StepRow) -> tuple[str, ...] | None:
    """What the re-check of an order has left to be corrected; None where it was not re-checked yet."""
    for step in reversed(matter.steps(session, order.matter_id)):
        if step.kind is StepKind.RECHECK and step.track is order.track and step.number > order.number and step.result:
            act = matter.last_act(session, step.matter_id, step.number, Recheck)
            return correction.still_open(_demands(session, order), act.demands, passed=act.passed)
    return None


def order_before(session: Session, step: StepRow) -> StepRow | None:
    """The newest order on the track of a step that was begun before it and has not fallen."""
    orders = (
        one
        for one in reversed(matter.steps(session, step.matter_id))
        if one.kind is StepKind.ORDER_TO_CORRECT and one.track is step.track and one.number < step.number
    )
    found = next(orders, None)
    return None if found is None or found.result is Result.REVOKED else found


def _demands(session: Session, order: StepRow) -> tuple[str, ...]:
    return matter.last_act(session, order.matter_id, order.number, OrderDraft).demands
