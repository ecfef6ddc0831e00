"""Reports of breaches for tests, in the register alone or on the real servers."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import date, datetime, timedelta
from typing import Any

from temporalio.testing import TimeSkipper

from activities.law import Law
from activities.reporting import open_report
from demo import cast
from demo.rehearsal import Rehearsal
from demo.watch import Watch
from domain.report import Report
from domain.steps import StepKind
from models import document
from models.matter import MatterRow
from models.session import Database
from notices.binding import text_of
from servers import Addresses
from tests.complaining import RECEIVED
from tests.registering import HANDLER, HEAD, Registered
from worker import at_work

WHO = {"name": "示例举报甲", "phone": "13900000660", "address": "示例省示例市举报路9号"}
LAST_DAY = date(2026, 5, 26)  # the fifteenth working day from Wednesday 6 May; Saturday 9 May is worked


def a_report(number: int, **content: Any) -> Report:
    """Somebody says that 示例商店 `number` sells lamps without a certificate."""
    given: dict[str, Any] = {
        "report_id": f"report-{number}",
        "office_id": cast.OFFICE.office_id,
        "channel": "hotline",
        "received_at": RECEIVED,
        "informant": WHO,
        "reported": {"name": f"示例商店{number}", "address": "示例市示例路2号"},
        "place": "示例市示例路2号",
        "facts": "货架上的示例牌台灯没有检验合格证明，标注的厂名查无此厂。",
        "rehearsal": True,
    }
    return Report.model_validate(given | content, strict=False)


class Reported(Registered):
    """One report, in the register alone: no workflow runs."""

    def __init__(self, database: Database, report: Report) -> None:
        self.database, self.law, self.now = database, Law(), report.received_at + timedelta(hours=1)
        with self.session() as session:
            cast.enter_cast(session)
            self.matter_id, self.acts = open_report(session, report).matter_id, 0


@contextmanager
def reported(addresses: Addresses, *reports: Report) -> Iterator[tuple[Reported, ...]]:
    database = Database(addresses.database_url)
    try:
        yield tuple(Reported(database, one) for one in reports)
    finally:
        database.close()


@asynccontextmanager
async def reporting(addresses: Addresses, number: int, **content: Any) -> AsyncIterator[Rehearsal]:
    """`number` must differ between tests."""
    async with at_work(addresses) as desk:
        with desk.database.transaction() as session:
            cast.enter_cast(session)
            check = cast.enter_copy(session, number, "台灯", cast.BEGINS)
        rehearsal = Rehearsal(desk, TimeSkipper(desk.client), Watch(desk.database), check, RECEIVED)
        await rehearsal.report(a_report(number, **content))
        yield rehearsal


def later(days: int) -> datetime:
    return RECEIVED + timedelta(days=days)


def closed(report: Reported) -> str | None:
    number = report.step(StepKind.CLOSING).number
    report.act("closing_draft", number, HANDLER, statement="拟办结")
    report.act("approval", number, HEAD, agreed=True, remarks="同意")
    with report.session() as session:
        return session.get_one(MatterRow, report.matter_id).ending


def papers(report: Reported) -> dict[str, str]:
    """The text of each document of the matter, by its kind."""
    with report.session() as session:
        return {one.kind: text_of(one.pdf).replace("\n", "") for one in document.of_matter(session, report.matter_id)}
