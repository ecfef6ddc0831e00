"""The shape of every human interaction: serve, wait for people or the period, assess.

An interaction is an object inside the workflow that owes it, not a child workflow: a matter has one clock,
one handle for the people who act on it, and one history to read.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from activities.step import StepActivities
    from domain.acts import Act, ClockAct
    from domain.errors import Refused
    from domain.matter import Step, Timer
    from domain.procedure import FIRST, Phase, Standing, after
    from workflows.law_time import LawClock
    from workflows.options import QUICK


class Interaction(ABC):
    """One step under way. `changed` tells the matter that the rules should be asked again."""

    def __init__(self, step: Step, clock: LawClock, changed: Callable[[], None]) -> None:
        self.step, self.clock, self.changed = step, clock, changed
        self.phase = FIRST[step.kind]
        self.heard_of: set[str] = set()
        self.moved = False  # the period may have moved since it was last asked for
        self.lapsed = False

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
            self.moved |= isinstance(act, ClockAct)

    def settle(self, standing: Standing) -> None:
        """What the register says of the step, unless an act that it did not have yet has come meanwhile.

        A repeated activity may find the register ahead of us: its acts are then told to us later, and change nothing.
        """
        if self.heard_of <= set(standing.acts):
            self.phase, self.heard_of, self.lapsed = standing.phase, set(standing.acts), standing.lapsed

    def end(self) -> None:
        """The register has ended the step, be it by what happened in another one."""
        self.phase = Phase.DONE

    async def period(self) -> None:
        """Return when the step is over or its period has run out, however often that moves; remind on the way."""
        while self.step.period and self.phase is not Phase.DONE and not self.lapsed:
            self.moved = False
            ask = StepActivities.running_period
            timer = await workflow.execute_activity_method(ask, args=[self.step, self.clock.now()], **QUICK)
            if await self.runs_out(timer):
                lapse = StepActivities.note_lapse
                self.settle(await workflow.execute_activity_method(lapse, args=[self.step, self.clock.now()], **QUICK))

    async def runs_out(self, timer: Timer) -> bool:
        """Wait for the end of the period as it stands now. False where the step ended or the period moved before."""
        for rung in timer.rungs:
            await self.clock.wait_until(rung.at, self.disturbed)
            if self.disturbed():
                return False
            remind = StepActivities.remind
            await workflow.execute_activity_method(remind, args=[self.step, rung, self.clock.now()], **QUICK)
        if timer.due_at is None:
            await workflow.wait_condition(self.disturbed)
        else:
            await self.clock.wait_until(timer.due_at, self.disturbed)
        return not self.disturbed()

    def disturbed(self) -> bool:
        return self.phase is Phase.DONE or self.moved

    def recount(self) -> None:
        """A calendar has been published: the period is asked for again."""
        self.moved = True

    async def reached(self, *phases: Phase) -> None:
        await workflow.wait_condition(lambda: self.phase in phases)
