"""A matter (事项): findings on one party and one set of facts, its steps, and what its workflow is told."""

from datetime import datetime

from domain.base import Value
from domain.clock import Rung
from domain.steps import StepKind, Track


class Step(Value):
    """One step of a matter, as the rules or a person chose it. `number` counts from 1 within the matter.

    `period` is the id of the period that runs in it, where one does.
    """

    matter_id: str
    number: int
    track: Track
    kind: StepKind
    period: str | None = None


class MatterOpened(Value):
    """Start of a matter. `began_at` is the receipt of the clue, in law time."""

    matter_id: str
    began_at: datetime


class SoFar(Value):
    """What the workflow knows when it asks for the next steps. `now` is law time."""

    matter_id: str
    known: int
    now: datetime


class Next(Value):
    """The steps to carry out now (those above `known`), and the ending of the matter once it is closed.

    `over` are the numbers of all steps that have ended, some of them by what happened in another.
    """

    steps: tuple[Step, ...]
    ending: str | None
    over: tuple[int, ...] = ()


class Timer(Value):
    """The period that runs for a step. `due_at` is exclusive; None while the period is suspended, or where none runs.

    `rungs` are the reminders that have not been given yet, the earliest first.
    """

    due_at: datetime | None
    rungs: tuple[Rung, ...] = ()
