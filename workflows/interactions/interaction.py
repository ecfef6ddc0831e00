"""The shape of every human interaction: serve, wait for people or the period, assess.

An interaction is an object inside the workflow that owes it, not a child workflow: a matter has one clock,
one handle for the people who act on it, and one history to read.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from domain.errors import Refused
    from domain.matter import Act, Step
    from domain.procedure import FIRST, Phase, Standing, after
    from workflows.law_time import LawClock


class Interaction(ABC):
    """One step under way. `changed` tells the matter that the rules should be asked again."""

    def __init__(self, step: Step, clock: LawClock, changed: Callable[[], None]) -> None:
        self.step, self.clock, self.changed = step, clock, changed
        self.phase = FIRST[step.kind]
        self.heard_of: set[str] = set()

    @abstractmethod
    async def run(self) -> None:
        """Carry the step out, until it is over."""

    def takes(self, act: Act) -> bool:
        if act.act_id in self.heard_of:
            return True
        try:
            after(self.step, self.phase, act)
        except Refused:
            return False
        return True

    def take(self, act: Act) -> None:
        """The receipt of `act` is recorded: go on to the phase that follows. What it is worth, the register knows."""
        if act.act_id not in self.heard_of:
            self.phase = after(self.step, self.phase, act)
            self.heard_of.add(act.act_id)

    def settle(self, standing: Standing) -> None:
        """What the register says of the step, unless an act that it did not have yet has come meanwhile.

        A repeated activity may find the register ahead of us: its acts are then told to us later, and change nothing.
        """
        if self.heard_of <= set(standing.acts):
            self.phase, self.heard_of = standing.phase, set(standing.acts)

    def heard(self, ended: Step) -> None:  # noqa: B027 - most interactions have nothing to hear
        """Another step of the matter has ended."""

    async def reached(self, *phases: Phase) -> None:
        await workflow.wait_condition(lambda: self.phase in phases)
