"""A complaint on the real servers, for a test that plays parts of it."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import date, datetime, timedelta
from typing import Any

from sqlmodel import Session
from temporalio.testing import TimeSkipper

from activities import acceptance
from activities.complaining import open_complaint
from activities.front_desk import FrontDesk
from activities.law import Law
from demo import cast
from demo.rehearsal import Rehearsal
from demo.watch import Watch
from domain.acceptance import AcceptanceProposal
from domain.calendar import legal_day
from domain.complaint import Complaint
from domain.procedure import Phase
from domain.results import Result
from domain.steps import StepKind
from models import document, matter
from models.document import DocumentRow
from models.matter import MatterRow, StepRow
from models.session import Database
from servers import Addresses
from tests.registering import Registered
from tests.rehearsing import HANDLER
from worker import at_work

EVE, FIRST = date(2026, 4, 14), date(2026, 4, 15)  # the last day of 令20号, and the first of 令121号
RECEIVED = cast.morning(date(2026, 5, 6))  # the Wednesday after the May holidays


def a_complaint(number: int, **content: Any) -> Complaint:
    """示例投诉人 bought a kettle of 示例商店 `number`, and wants his money back."""
    given: dict[str, Any] = {
        "complaint_id": f"complaint-{number}",
        "office_id": cast.OFFICE.office_id,
        "channel": "platform",
        "reference": f"示例编号{number}",
        "received_at": RECEIVED,
        "complainant": {"name": "示例投诉人", "phone": "00000000000", "address": "示例市示例路1号"},
        "respondent": {"name": f"示例商店{number}", "address": "示例市示例路2号"},
        "goods": "示例牌电热水壶 SL-1500",
        "traded_on": date(2026, 4, 20),
        "known_on": date(2026, 4, 22),
        "price_fen": 19_900,
        "request": "退还货款199元。",
        "facts": "使用两次后不能加热，商店拒绝退货。",
        "rehearsal": True,
    }
    return Complaint.model_validate(given | content, strict=False)


class Complained(Registered):
    """A complaint in the register alone: the rules are asked, no workflow runs."""

    def __init__(self, database: Database, number: int, **content: Any) -> None:
        complaint = a_complaint(number, **content)
        self.database, self.law, self.now, self.acts = database, Law(), complaint.received_at, 0
        with self.session() as session:
            cast.enter_cast(session)
            self.matter_id = open_complaint(session, complaint).matter_id

    def accept(self) -> StepRow:
        """Accepted, and the first complainant told. Returns the step of the mediation."""
        number = self.step(StepKind.ACCEPTANCE).number
        self.act("acceptance_decision", number, HANDLER, accepted=True, statement="材料齐全。")
        self.serve(number)
        return self.step(StepKind.MEDIATION)

    def examine(self, **found: bool) -> None:
        """What the handler has found of the grounds of refusal."""
        step = self.step(StepKind.ACCEPTANCE).number
        self.act("acceptance_examination", step, HANDLER, found=found, statement="据询问笔录。")

    def proposal(self) -> AcceptanceProposal:
        with self.session() as session:
            found = acceptance.proposed(session, self.law, matter.known(session, self.matter_id))
        assert found is not None
        return found

    def mediate(self, *mediators: str) -> int:
        """Accepted, both sides agree, and are told before whom. Returns the number of the mediation."""
        number = self.accept().number
        self.act("consent", number, HANDLER, agreed=True, statement="双方同意。")
        self.invite(number, *mediators)
        return number

    def invite(self, step: int, *mediators: str) -> None:
        when: dict[str, Any] = {"held_at": self.now + timedelta(days=3), "place": "调解室"}
        self.act("mediation_notice", step, HANDLER, mediators=mediators, **when)

    def meet(self, step: int) -> None:
        """Both are told ahead, and the day of the mediation has come."""
        self.invite(step, "示例调解员")
        self.now += timedelta(days=3)

    def serve(self, step: int, document: str | None = None) -> None:
        receipt: dict[str, Any] = {"served_at": self.now, "signed_by": "示例收件人", "proof": "送达回证"}
        self.act("service", step, HANDLER, document=document, **receipt)

    def paper(self, kind: str) -> DocumentRow:
        with self.session() as session:
            return next(one for one in document.of_matter(session, self.matter_id) if one.kind == kind)

    def party(self, session: Session) -> str:
        return matter.known(session, self.matter_id).party_id or ""

    def unserved(self) -> list[DocumentRow]:
        with self.session() as session:
            return document.unserved(session, self.matter_id, self.now)


@contextmanager
def complained_of(addresses: Addresses, number: int, **content: Any) -> Iterator[Complained]:
    """`number` must differ between tests."""
    database = Database(addresses.database_url)
    try:
        yield Complained(database, number, **content)
    finally:
        database.close()
def received(on: date, **content: Any) -> dict[str, Any]:
    """What a complaint of that day states."""
    return {"received_at": cast.morning(on), "traded_on": date(2026, 4, 1), "known_on": date(2026, 4, 2)} | content


def last_day(step: StepRow) -> date:
    return legal_day(over(step) - timedelta.resolution)


def over(step: StepRow) -> datetime:
    """The first moment after the period of a step: its last day has passed."""
    assert step.due_at is not None
    return step.due_at


@asynccontextmanager
async def complaining(addresses: Addresses, number: int, **content: Any) -> AsyncIterator[Rehearsal]:
    """`number` must differ between tests."""
    async with at_work(addresses) as desk:
        yield await complained(desk, number, **content)


async def complained(desk: FrontDesk, number: int, **content: Any) -> Rehearsal:
    with desk.database.transaction() as session:
        cast.enter_cast(session)
        check = cast.enter_copy(session, number, "电热水壶", cast.BEGINS)
    complaint = a_complaint(number, **content)
    rehearsal = Rehearsal(desk, TimeSkipper(desk.client), Watch(desk.database), check, complaint.received_at)
    await rehearsal.complain(complaint)
    return rehearsal


async def decided(rehearsal: Rehearsal, **content: Any) -> None:
    """Accepted or not, and the complainant told on the next day."""
    step = await rehearsal.step(StepKind.ACCEPTANCE, Phase.REPORTING)
    await rehearsal.act("acceptance_decision", step.number, HANDLER, **content)
    await rehearsal.wait(1)
    await told(rehearsal, step.number)


async def told(rehearsal: Rehearsal, step: int, document: str | None = None) -> None:
    """A paper has reached whom it is for."""
    await rehearsal.act(
        "service", step, HANDLER, document=document, served_at=rehearsal.now, signed_by="示例收件人", proof="送达回证"
    )


async def in_mediation(rehearsal: Rehearsal) -> int:
    """Accepted, and both sides agree to mediation. Returns the number of the step."""
    await decided(rehearsal, accepted=True, statement="属于本部门职责，材料齐全。")
    step = await rehearsal.step(StepKind.MEDIATION, Phase.CONSENTING)
    await rehearsal.act("consent", step.number, HANDLER, agreed=True, statement="电话征求，双方同意。")
    return step.number


async def terminated(rehearsal: Rehearsal, ground: str) -> None:
    """The termination is decided, and both are told."""
    step = await rehearsal.step(StepKind.TERMINATION, Phase.REPORTING)
    await rehearsal.act("termination_decision", step.number, HANDLER, ground=ground, statement="如调解记录所载。")
    await rehearsal.wait(1)
    await told(rehearsal, step.number)
    await side_papers(rehearsal)


async def side_papers(rehearsal: Rehearsal) -> None:
    for paper in await rehearsal.unserved():
        await told(rehearsal, paper.step, paper.document_id)


async def filed_away(rehearsal: Rehearsal) -> str | None:
    """Everybody has his papers; the complaint is filed away. Returns how it ended."""
    await side_papers(rehearsal)
    step = await rehearsal.step(StepKind.ARCHIVING, Phase.REPORTING)
    await rehearsal.act("outcome", step.number, HANDLER, result=Result.CLOSED, statement="材料齐全，归档。")
    await rehearsal.over()
    with rehearsal.desk.database.transaction() as session:
        return session.get_one(MatterRow, rehearsal.matter_id).ending


def kinds(papers: list[DocumentRow]) -> list[str]:
    return sorted(one.kind for one in papers)


def day(on: date, hours: int = 0) -> datetime:
    return cast.morning(on) + timedelta(hours=hours)
