"""The shape of every human interaction: serve, wait for people or the period, assess.

An interaction is an object inside the workflow that owes it, not a child workflow: a matter has one clock,
one handle for the people who act on it, and one history to read.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from domain.errors import Refused
    from domain.matter import Act, Outcome, Step
    from domain.procedure import FIRST, Phase, after
    from workflows.law_time import LawClock


class Interaction(ABC):
    """One step under way. `changed` tells the matter that the rules should be asked again."""

    def __init__(self, step: Step, clock: LawClock, changed: Callable[[], None]) -> None:
        self.step, self.clock, self.changed = step, clock, changed
        self.phase = FIRST[step.kind]

    @abstractmethod
    async def run(self) -> Outcome:
        """Carry the step out, until it is over."""

    def takes(self, act: Act) -> bool:
        try:
            after(self.step, self.phase, act)
        except Refused:
            return False
        return True

    def take(self, act: Act) -> None:
        """The receipt of `act` is recorded: go on to the phase that follows. What it is worth, the register knows."""
        self.phase = after(self.step, self.phase, act)

    def settle(self, phase: Phase) -> None:
        """What the register says of the step, unless an act that came meanwhile has ended it."""
        if self.phase is not Phase.DONE:
            self.phase = phase

    def heard(self, outcome: Outcome) -> None:  # noqa: B027 - most interactions have nothing to hear
        """Another step of the matter has ended."""

    async def reached(self, *phases: Phase) -> None:
        await workflow.wait_condition(lambda: self.phase in phases)
