"""The view `matter_facts` against the model of `tests.situations`, row by row.

The demo is played in the register alone: after each act, each step that the rules begin and each period that ends,
every column is what the model can come to from where it was.
"""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime
from functools import partial
from typing import Any, NamedTuple

from activities.complaining import open_complaint
from activities.judging import take_check
from activities.law import MATTER, Law, law_day
from activities.matter import MatterActivities
from activities.reception import Reception
from activities.reporting import open_report
from activities.step import StepActivities
from activities.supervising import open_supervision
from demo import cast
from demo.play import play
from demo.plots import PLOTS
from demo.rehearsal import Rehearsal
from demo.stories import GOODS, STORIES
from domain.acts import ACT
from domain.complaint import Complaint
from domain.judgement import Proposal
from domain.matter import SoFar
from domain.procedure import Phase
from domain.report import Report
from domain.steps import StepKind
from models import matter
from models.matter import StepRow
from models.region_assessment import RegionAssessmentRow
from models.session import Database
from rules.proposals import proposals
from servers import Addresses
from tests.situations import MOVES, beginnings, begun, facts_of, ways

UNDER_WAY = ("open", "awaited", "in_preparation")


class Register(NamedTuple):
    """What a rehearsal needs of the front desk."""

    database: Database
    law: Law
    platform: None = None


class Followed(Rehearsal):
    """A matter in the register alone; `situation` is where the model has it."""

    situation: dict[str, Any]

    async def open(self) -> None:
        assert take_check(self.desk.database, self.desk.law, self.check, self.now).opened
        self._begins()

    async def complain(self, complaint: Complaint, *, front_door: bool = False) -> None:
        with self.desk.database.transaction() as session:
            self.matter_id = open_complaint(session, complaint).matter_id
        self._begins()

    async def report(self, report: Report) -> None:
        with self.desk.database.transaction() as session:
            self.matter_id = open_report(session, report).matter_id
        self._begins()

    async def supervise(self, assessment: RegionAssessmentRow, bureau_id: str) -> None:
        with self.desk.database.transaction() as session:
            opened = open_supervision(session, self.desk.law, assessment, bureau_id, self.now)
            assert opened
            self.matter_id = opened.matter_id
        self._begins()

    async def act(self, kind: str, step: int, actor: str, **content: Any) -> None:
        self.acts += 1
        common = {"act_id": f"{self.matter_id}/{self.acts}", "matter_id": self.matter_id, "step": step, "actor": actor}
        common |= {"sent_at": self.now, "received_at": self.now}
        act = ACT.validate_python({"kind": kind} | common | content)
        chosen = [one for one in self._lawful() if kind == "choice" and one.kind is content["begins"]]
        Reception(self.desk.database, self.desk.law).receive(act)
        self._follow([begun(self.situation, one) for one in chosen] or [self.situation, *self._ways()])
        for row in self.steps():
            fact, opens, _ = MOVES.get((row.kind, row.track), ("closing", "open", ()))
            if row.number == step and row.phase is Phase.DONE and "document" not in content:
                assert self.situation[fact] != opens, (row.kind, self.situation)
        self._settle()

    async def reach(self, moment: datetime) -> None:
        """Each period that ends on the way is noted when it does."""
        while over := self._over(moment):
            due_at, step = over[0]
            self.now = max(self.now, due_at)
            StepActivities(self.desk.database, self.desk.law).note_lapse(step.value(), self.now)
            self._follow([self.situation, *self._ways()])
            self._settle()
        self.now = max(self.now, moment)

    async def step(self, kind: StepKind, phase: Phase, after: int = 0) -> StepRow:
        self._settle()
        return next(one for one in self.steps() if (one.kind, one.phase) == (kind, phase) and one.number > after)

    async def over(self) -> None:
        assert self.situation["closing"] == "closed"

    def _over(self, moment: datetime) -> list[tuple[datetime, StepRow]]:
        running = [one for one in self.steps() if one.phase is not Phase.DONE and one.lapsed_at is None]
        ended = [(one.due_at, one) for one in running if one.due_at is not None and one.due_at <= moment]
        return sorted(ended, key=lambda one: (one[0], one[1].number))

    def _facts(self) -> dict[str, Any]:
        with self.desk.database.transaction() as session:
            return matter.facts(session, self.matter_id)

    def _ways(self) -> list[dict[str, Any]]:
        return list(ways(self.situation, brief=False, maker=True))

    def _lawful(self) -> tuple[Proposal, ...]:
        with self.desk.database.transaction() as session:
            on = law_day(matter.known(session, self.matter_id), self.now)
        return proposals(self.desk.law.rule_set(MATTER, on), facts_of(self.situation))

    def _begins(self) -> None:
        self.situation = {}
        self._follow(beginnings())
        self._settle()

    def _follow(self, possible: Any) -> None:
        found = self._facts()
        if found["closing"] == "closed":  # what is still open ends with the matter, and no rule is asked any more
            found |= {name: state for name, state in self.situation.items() if state in UNDER_WAY and name != "closing"}
        assert found in list(possible), (self.matter_id, self._changed(found))
        self.situation = found

    def _changed(self, found: dict[str, Any]) -> dict[str, Any]:
        return {name: value for name, value in found.items() if self.situation.get(name) != value}

    def _settle(self) -> None:
        """The rules begin what is mandatory, in the register and in the model."""
        while wanted := [one for one in self._lawful() if one.mandatory]:
            for one in wanted:
                self.situation = begun(self.situation, one)
            so_far = SoFar(matter_id=self.matter_id, known=0, now=self.now)
            MatterActivities(self.desk.database, self.desk.law).choose_steps(so_far)
            self._follow([self.situation])


Played = Callable[[Rehearsal], Awaitable[None]]
PLAYS: list[tuple[Played, bool]] = [
    *((partial(play, plot=one), one.sampled) for one in PLOTS[::2]),
    *((one.play, one.sampled) for one in STORIES),
]


def test_every_column_follows_the_model_through_the_stories_and_plots_of_the_demo(addresses: Addresses) -> None:
    database = Database(addresses.database_url)
    desk: Any = Register(database, Law())
    nobody: Any = None  # no workflow runs

    async def walk() -> None:
        for number, (played, sampled) in enumerate(PLAYS, 301):
            with database.transaction() as session:
                cast.enter_cast(session)
                check = cast.enter_copy(session, number, GOODS, sampled=sampled)
            await played(Followed(desk, nobody, nobody, check, cast.morning(cast.BEGINS)))

    asyncio.run(walk())
    database.close()
