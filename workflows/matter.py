import asyncio

from temporalio import workflow
from temporalio.exceptions import ApplicationError

with workflow.unsafe.imports_passed_through():
    from activities.matter import MatterActivities
    from domain.acts import Act, MatterAct, ReviewRequest, Service
    from domain.handling_power import DisputeStatement
    from domain.matter import MatterOpened, Next, SoFar, Step
    from domain.procedure import Phase, is_beside
    from domain.steps import StepKind
    from workflows.interactions.answer import Answer
    from workflows.interactions.interaction import Interaction
    from workflows.interactions.mediation import Mediation
    from workflows.interactions.passing_on import PassingOn
    from workflows.interactions.report import Report
    from workflows.law_time import LawClock
    from workflows.options import QUICK

INTERACTIONS: dict[StepKind, type[Interaction]] = dict.fromkeys(StepKind, Report) | {
    StepKind.ORDER_TO_CORRECT: Answer,
    StepKind.OBJECTION: Answer,
    StepKind.MAKER_OBJECTION: Answer,
    StepKind.SUPERVISION_NOTICE: Answer,
    StepKind.URGING: Answer,
    StepKind.MEDIATION: Mediation,
    StepKind.TRANSFER: PassingOn,
    StepKind.REFERRAL: PassingOn,
    StepKind.COURT_RULING: PassingOn,
}


@workflow.defn
class HandleMatter:
    """办理事项: ask the rules which steps the law wants now, carry them out side by side with the people they
    concern, and ask again whenever something has changed, until the matter is closed."""

    @workflow.init
    def __init__(self, opened: MatterOpened) -> None:
        self.matter_id = opened.matter_id
        self.clock = LawClock(opened.began_at)
        self.interactions: dict[int, Interaction] = {}
        self.tasks: set[asyncio.Task[None]] = set()
        self.news = False
        self.ending: str | None = None

    @workflow.run
    async def run(self, opened: MatterOpened) -> str:
        while self.ending is None:
            self.news = False
            found = await self.next()
            for step in found.steps:
                self.begin(step)
            for number in found.over:
                self.interactions[number].end()
            await workflow.wait_condition(lambda: self.news or self.ending is not None)
            for task in [task for task in self.tasks if task.done()]:
                self.tasks.remove(task)
                task.result()
        await workflow.wait_condition(lambda: not self.tasks_running() and workflow.all_handlers_finished())
        return self.ending

    async def next(self) -> Next:
        so_far = SoFar(matter_id=self.matter_id, known=max(self.interactions, default=0), now=self.clock.now())
        found = await workflow.execute_activity_method(MatterActivities.choose_steps, so_far, **QUICK)
        self.ending = found.ending
        return found

    def begin(self, step: Step) -> None:
        self.interactions[step.number] = INTERACTIONS[step.kind](step, self.clock, self.changed)
        self.tasks.add(asyncio.create_task(self.carry_out(self.interactions[step.number])))

    async def carry_out(self, interaction: Interaction) -> None:
        try:
            await interaction.run()
        finally:
            self.changed()

    def changed(self) -> None:
        self.news = True

    def tasks_running(self) -> bool:
        return any(not task.done() for task in self.tasks)

    @workflow.signal
    def calendar_published(self) -> None:
        """A calendar has been published: periods that still run are counted again."""
        self.recount()

    def recount(self) -> None:
        for interaction in self.interactions.values():
            interaction.recount()

    @workflow.update
    async def act(self, act: Act) -> None:
        """A person has acted; the receipt is already recorded. Waits where the step is not yet ready to hear it."""
        if isinstance(act, MatterAct):
            return self.changed()
        await workflow.wait_condition(lambda: self.is_ready_for(act) or self.is_over(act))
        self.refuse_what_is_over(act)
        self.interactions[act.step].take(act)
        # these end no step, and yet more may be owed for them
        if isinstance(act, ReviewRequest | DisputeStatement) or is_beside(act):
            self.changed()
        if isinstance(act, Service) and act.document:  # handed over before its announcement took effect, perhaps
            self.recount()

    @act.validator
    def refuse_what_is_over(self, act: Act) -> None:
        if self.is_over(act):
            raise ApplicationError("this step is over", type="not_awaited", non_retryable=True)

    def is_over(self, act: Act) -> bool:
        interaction = self.interactions.get(act.step)
        if interaction is None or is_beside(act):
            return self.ending is not None
        return interaction.phase is Phase.DONE

    def is_ready_for(self, act: Act) -> bool:
        interaction = self.interactions.get(act.step)
        return interaction is not None and interaction.takes(act)
