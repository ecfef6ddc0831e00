"""The plots (演练情节): every way in which a matter of tracks C and A can go, from the clue to its end."""

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

    sampled = False

    @property
    def ending(self) -> str:
        """The ending that the register must show."""
        if not self.confirmed:
            return "not_confirmed"
        last = self.orders[-1]
        word = f"{last.answer.value}/{'passed' if last.corrected else 'failed'}"
        return f"{word}/second_order" if len(self.orders) > 1 else word


@dataclass(frozen=True)
class SamplePlot:
    """A failed sample (track A). `retest`: whether one was asked for and passed. `order`: how it was answered, and
    whether the re-check passed. `announced`: whether the re-check after the announcement passed. `punished`: whether
    the case was filed, and ended so."""

    retest: bool | None = None
    order: OrderPlot | None = None
    announced: bool | None = None
    punished: bool | None = None

    sampled = True

    @property
    def orders(self) -> tuple[OrderPlot, ...]:
        return (self.order,) if self.order else ()

    @property
    def ending(self) -> str:
        """The ending that the register must show."""
        words = ["unchallenged"] if self.retest is None else ["objected", "passed" if self.retest else "failed"]
        if self.order:
            words += [self.order.answer.value, "passed" if self.order.corrected else "failed"]
        if self.announced is not None:
            words += ["announced", "passed" if self.announced else "failed"]
        case = {None: "", True: " + filed/punished", False: " + not_filed"}[self.punished]
        return "/".join(words) + case


def _samples() -> list[SamplePlot]:
    ignored = OrderPlot(AnswerPlot.NEVER, corrected=False)
    corrected = [SamplePlot(order=OrderPlot(answer, corrected=True)) for answer in AnswerPlot]
    return [
        SamplePlot(retest=True),
        SamplePlot(retest=False, order=OrderPlot(AnswerPlot.IN_TIME, corrected=True)),
        *corrected,
        SamplePlot(order=ignored, announced=True),
        SamplePlot(order=ignored, announced=False, punished=True),
        SamplePlot(order=OrderPlot(AnswerPlot.LATE, corrected=False), announced=False, punished=False),
    ]


def _orders() -> list[Plot]:
    once = [Plot(True, (OrderPlot(answer, corrected),)) for corrected in (True, False) for answer in AnswerPlot]
    failed = OrderPlot(AnswerPlot.NEVER, corrected=False)
    again = [
        Plot(True, (failed, OrderPlot(answer, corrected))) for corrected in (True, False) for answer in AnswerPlot
    ]
    return once + again


PLOTS: tuple[Plot | SamplePlot, ...] = (*_samples(), Plot(confirmed=False), *_orders())
