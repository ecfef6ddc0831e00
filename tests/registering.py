"""A matter in the register alone, for tests of what an act brings about: the rules are asked, no workflow runs."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlmodel import Session

from activities.judging import take_check
from activities.law import Law
from activities.matter import MatterActivities, proposals
from activities.reception import Reception
from activities.step import StepActivities
from demo import cast
from domain.acts import ACT
from domain.calendar import legal_day
from domain.errors import Refused
from domain.judgement import Proposal
from domain.matter import SoFar
from domain.results import Result
from domain.steps import StepKind
from models import matter
from models.clue import InformantRow
from models.matter import StepRow
from models.session import Database
from models.tables import TABLES
from servers import Addresses

HANDLER, SECOND, REVIEWER, HEAD = (one.officer_id for one in (cast.HANDLER, cast.SECOND, cast.REVIEWER, cast.HEAD))
PRINCIPAL = cast.PRINCIPAL.officer_id
APPROVES = {StepKind.REFERRAL: PRINCIPAL}  # 移送规定 5; anything else the head of department
STRANGER = cast.STRANGER.officer_id


class Registered:
    """One matter about 示例企业 `number`. `now` is its law time, at which acts are received."""

    def __init__(self, database: Database, number: int, begins: date, sampled: bool, stated: dict[str, Any]) -> None:
        self.database, self.law, self.now = database, Law(), cast.morning(begins)
        with database.transaction() as session:
            cast.enter_cast(session)
            check = cast.enter_copy(session, number, "润滑油", begins, sampled=sampled)
            for name, value in stated.items():
                setattr(check, name, value)
        opened = take_check(database, self.law, check, self.now).opened
        assert opened is not None, "the check calls for a matter"
        self.matter_id, self.acts = opened.matter_id, 0

    @contextmanager
    def session(self) -> Iterator[Session]:
        with self.database.transaction() as session:
            yield session

    def act(self, kind: str, step: int, actor: str, *, matter_id: str | None = None, **content: Any) -> None:
        self.acts += 1
        common = {"act_id": f"{self.matter_id}/{self.acts}", "matter_id": matter_id or self.matter_id, "step": step}
        common |= {"actor": actor, "sent_at": self.now, "received_at": self.now}
        Reception(self.database, self.law).receive(ACT.validate_python({"kind": kind} | common | content))

    def refused(self, kind: str, step: int, actor: str, **content: Any) -> Refused:
        with pytest.raises(Refused) as refusal:
            self.act(kind, step, actor, **content)
        return refusal.value

    def steps(self, matter_id: str | None = None) -> list[StepRow]:
        """All steps, those that the rules demand now among them."""
        asked = matter_id or self.matter_id
        so_far = SoFar(matter_id=asked, known=0, now=self.now)
        MatterActivities(self.database, self.law).choose_steps(so_far)
        with self.session() as session:
            return matter.steps(session, asked)

    def step(self, kind: StepKind, matter_id: str | None = None) -> StepRow:
        """The newest of a kind."""
        return next(one for one in reversed(self.steps(matter_id)) if one.kind is kind)

    def lapsed(self, kind: StepKind) -> bool:
        """Whether the period of this step is over, as its workflow would have it noted now."""
        step = self.step(kind)
        StepActivities(self.database, self.law).note_lapse(step.value(), self.now)
        return self.step(kind).lapsed_at is not None

    def choose(self, kind: StepKind) -> StepRow:
        self.act("choice", 0, HEAD, begins=kind, reason="示例理由")
        return self.step(kind)

    def possible(self, matter_id: str | None = None) -> tuple[Proposal, ...]:
        with self.session() as session:
            return proposals(session, self.law, matter_id or self.matter_id, legal_day(self.now))

    def confirm(self) -> None:
        number = self.step(StepKind.VERIFICATION).number
        self.act("verification", number, HANDLER, confirmed=True, statement="属实", second_officer=SECOND)

    def decide(self, kind: StepKind, proposes: Result, **content: Any) -> StepRow:
        """A draft by two officers, approved by whom the matrix names."""
        number = self.step(kind).number
        self.act(
            "draft", number, HANDLER, proposes=proposes, statement="拟办", second_officer=SECOND, **content
        )
        self.act("approval", number, APPROVES.get(kind, HEAD), agreed=True, remarks="同意")
        return self.step(kind)

    def report(self, kind: StepKind, result: Result, **content: Any) -> StepRow:
        number = self.step(kind).number
        self.act(
            "outcome", number, HANDLER, result=result, statement="已办", second_officer=SECOND, **content
        )
        return self.step(kind)

    def find(self, kind: StepKind, **found: Any) -> None:
        """Particulars of the case, recorded in a step."""
        said: dict[str, Any] = {"found": found, "statement": "现场清点", "proof": "示例笔录", "second_officer": SECOND}
        self.act("particulars", self.step(kind).number, HANDLER, **said)

    def wait(self, days: float) -> None:
        self.now += timedelta(days=days)

    def reach(self, moment: datetime) -> None:
        self.now = moment


def every_row(database: Database) -> dict[str, Sequence[str]]:
    """Every row of every table that the program may read."""
    with database.transaction() as session:
        names = [str(table.__tablename__) for table in TABLES if table is not InformantRow]
        return {n: session.execute(text(f"select t::text from {n} as t order by 1")).scalars().all() for n in names}


@contextmanager
def registered(
    addresses: Addresses, number: int = 720, begins: date = cast.BEGINS, *, sampled: bool = False, **stated: Any
) -> Iterator[Registered]:
    """`stated` goes on the check: `use_by` past, `dates_marking` missing and so on."""
    database = Database(addresses.database_url)
    try:
        yield Registered(database, number, begins, sampled, stated)
    finally:
        database.close()
