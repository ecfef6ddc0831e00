"""A rehearsal (演练): one matter on virtual time, through the same front desk as everyone's."""

import asyncio
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Self

from temporalio.testing import TimeSkipper

from activities.front_desk import FrontDesk
from demo.front_door import by_the_front_door
from demo.watch import Watch
from domain.acts import ACT
from domain.complaint import Complaint
from domain.names import matter_workflow
from domain.procedure import Phase
from domain.report import Report
from domain.steps import StepKind
from models import document, matter
from models.circulation import CirculationCheckRow
from models.document import DocumentRow
from models.matter import ActRow, StepRow
from models.region_assessment import RegionAssessmentRow

PHASES = list(Phase)  # in the order in which a step goes through them
PATIENCE = 300.0  # seconds of real time to wait for a step, before it is said to be stuck


class Rehearsal:
    """One matter. `now` is its law time, at which acts are received.

    One that was broken off is played from its beginning again: what is on record is passed over, up to where it broke.
    """

    def __init__(
        self, desk: FrontDesk, skipper: TimeSkipper, watch: Watch, check: CirculationCheckRow, began_at: datetime
    ) -> None:
        self.desk, self.skipper, self.watch, self.check = desk, skipper, watch, check
        self.began_at = self.now = began_at
        self.matter_id = check.check_id
        self.acts = 0
        self.before: list[ActRow] = []

    def beside(self, began_at: datetime) -> Self:
        """Another matter, upon the same check."""
        return type(self)(self.desk, self.skipper, self.watch, self.check, began_at)

    @property
    def party(self) -> str:
        if self.check.party_id is None:
            raise RuntimeError(f"check {self.check.check_id} names no party")
        return self.check.party_id

    async def supervise(self, assessment: RegionAssessmentRow, bureau_id: str) -> None:
        """The matter is about a bureau, and begins with an assessment instead of the check."""
        opened = await self.desk.supervise(assessment, bureau_id, self.began_at)
        if opened is None:
            raise RuntimeError(f"assessment {assessment.assessment_id} found no lag")
        self.matter_id = opened

    async def complain(self, complaint: Complaint, *, front_door: bool = False) -> None:
        """The matter handles a complaint, and begins with its receipt instead of the check."""
        take = partial(by_the_front_door, self.desk) if front_door else self.desk.take_complaint
        self.matter_id = await take(complaint)
        await self._take_up()

    async def report(self, report: Report) -> None:
        """The matter verifies a report, and begins with its receipt instead of the check."""
        self.matter_id = await self.desk.take_report(report)
        await self._take_up()

    async def open(self) -> None:
        if await self.desk.take_check(self.check, self.began_at) is None:
            raise RuntimeError(f"check {self.check.check_id} called for no matter")
        await self._take_up()

    async def _take_up(self) -> None:
        """What an earlier run has done is passed over."""
        with self.desk.database.transaction() as session:
            self.before = matter.acts(session, self.matter_id)
        if self.before:
            await self.desk.deliver(self.matter_id)

    async def reach(self, moment: datetime) -> None:
        """Let law time pass in the matter's workflow until `moment`. The workflow is asked: it may have passed before
        this rehearsal was broken off."""
        if self.recorded is None:
            handle = self.skipper.client.get_workflow_handle(matter_workflow(self.matter_id))
            started = (await handle.describe()).start_time
            left = moment - (self.began_at + (await self.skipper.get_current_time(handle) - started))
            if left > timedelta(0):
                await self.skipper.fast_forward(handle, left)
        self.now = max(self.now, moment)

    @property
    def recorded(self) -> ActRow | None:
        """What is done next, where an earlier run has done it already."""
        return self.before[self.acts] if self.acts < len(self.before) else None

    async def wait(self, days: float) -> None:
        await self.reach(self.now + timedelta(days=days))

    async def step(self, kind: StepKind, phase: Phase, after: int = 0) -> StepRow:
        """The step of this kind with a number above `after`, as soon as it is in this phase."""
        if self.recorded is not None:
            return self._passed(kind, after)

        def found(rows: list[StepRow]) -> StepRow | None:
            of_kind = (row for row in rows if row.kind is kind and row.number > after)
            return next((row for row in of_kind if row.phase is phase or self._went_past(row, phase)), None)

        try:
            return await asyncio.wait_for(self.watch.until(self.matter_id, found), PATIENCE)
        except TimeoutError:
            raise TimeoutError(f"{self.matter_id}: no {kind.value} in phase {phase.value}") from None

    def _went_past(self, row: StepRow, phase: Phase) -> bool:
        """Where the rehearsal was broken off, a step may have gone on after the last act: its period is over."""
        if not self.before or self.acts > len(self.before):
            return False
        acted_on = max(act.step for act in self.before)
        return row.number >= acted_on and PHASES.index(row.phase) > PHASES.index(phase)

    def _passed(self, kind: StepKind, after: int) -> StepRow:
        """The step that was meant here before: that of the next act, else that of the last one."""
        done = [self.before[number].step for number in (self.acts, self.acts - 1) if number >= 0]
        rows = [row for row in self.steps() if row.kind is kind and row.number > after]
        return min(rows, key=lambda row: done.index(row.number) if row.number in done else len(done))

    def steps(self) -> list[StepRow]:
        with self.desk.database.transaction() as session:
            return matter.steps(session, self.matter_id)

    async def unserved(self) -> list[DocumentRow]:
        """The papers that somebody is owed and has not had."""
        with self.desk.database.transaction() as session:
            return document.unserved(session, self.matter_id, self.now)

    async def over(self) -> None:
        """Wait until the workflow has heard that the matter is closed."""
        handle = self.skipper.client.get_workflow_handle(matter_workflow(self.matter_id))
        await asyncio.wait_for(handle.result(), PATIENCE)

    async def end(self) -> None:
        """Break the rehearsal off, where its story is told before the matter is closed."""
        await self.skipper.client.get_workflow_handle(matter_workflow(self.matter_id)).terminate("rehearsal over")

    async def act(self, kind: str, step: int, actor: str, **content: Any) -> None:
        """Someone acts at `now`. The id of the act is its place in the rehearsal, so that a repetition adds none."""
        if (recorded := self.recorded) is not None:
            self.acts, self.now = self.acts + 1, recorded.received_at
            return
        self.acts += 1
        common = {
            "act_id": f"{self.matter_id}/{self.acts}",
            "matter_id": self.matter_id,
            "step": step,
            "actor": actor,
            "sent_at": self.now,
            "received_at": self.now,
        }
        await self.desk.take(ACT.validate_python({"kind": kind} | common | content), patience=PATIENCE)
