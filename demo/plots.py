"""The plots (演练情节): every way in which a matter of track C can go, from the clue to its end."""

from dataclasses import dataclass
from enum import StrEnum


class AnswerPlot(StrEnum):
    IN_TIME = "in_time"
    POSTED_IN_TIME = "posted_in_time"
    LATE = "late"
    NEVER = "unanswered"


@dataclass(frozen=True)
class OrderPlot:
    """One order to correct: how it was answered, and whether the re-check passed."""

    answer: AnswerPlot
    corrected: bool


@dataclass(frozen=True)
class Plot:
    """`confirmed`: the clue held. `orders`: one after another, each but the last failing its re-check."""

    confirmed: bool
    orders: tuple[OrderPlot, ...] = ()

    @property
    def ending(self) -> str:
        """The ending that the register must show."""
        if not self.confirmed:
            return "not_confirmed"
        last = self.orders[-1]
        word = f"{last.answer.value}/{'passed' if last.corrected else 'failed'}"
        return f"{word}/second_order" if len(self.orders) > 1 else word


def _orders() -> list[Plot]:
    once = [Plot(True, (OrderPlot(answer, corrected),)) for corrected in (True, False) for answer in AnswerPlot]
    failed = OrderPlot(AnswerPlot.NEVER, corrected=False)
    again = [
        Plot(True, (failed, OrderPlot(answer, corrected))) for corrected in (True, False) for answer in AnswerPlot
    ]
    return once + again


PLOTS = (Plot(confirmed=False), *_orders())
