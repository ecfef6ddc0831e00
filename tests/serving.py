"""An order to correct that waits for its service, in a register of the test's own: no workflow hears of anything."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlmodel import select

from activities.address_register import confirm
from activities.judging import take_check
from activities.law import Law
from activities.matter import MatterActivities
from activities.reception import Reception
from demo import cast
from domain.acts import ACT
from domain.address import AddressConfirmation
from domain.calendar import SHANGHAI
from domain.matter import SoFar
from domain.service import AddressKind, Manner
from models import document, matter
from models.document import DocumentRow, ServiceRow
from models.matter import StepRow
from models.session import Database
from servers import Addresses

HANDLER, SECOND, REVIEWER, HEAD = (one.officer_id for one in (cast.HANDLER, cast.SECOND, cast.REVIEWER, cast.HEAD))
ISSUED = date(2025, 2, 10)
DAYS = 15  # what the officer sets in the order


def on(day: date, hour: int = 9) -> datetime:
    return datetime.combine(day, time(hour), SHANGHAI)


class Serving:
    """`order` is the number of its step. Acts are received at nine o'clock of their `day`."""

    def __init__(self, database: Database, number: int) -> None:
        self.database, self.law = database, Law()
        self.reception, self.acts, self.known = Reception(database, self.law), 0, 0
        with database.transaction() as session:
            cast.enter_cast(session)
            check = cast.enter_copy(session, number, "润滑油", ISSUED)
        take_check(database, self.law, check, on(ISSUED))
        assert check.party_id is not None
        self.matter_id, self.party, self.order = check.check_id, check.party_id, 2
        self.choose(ISSUED)
        reported = {"confirmed": True, "statement": "属实", "second_officer": SECOND}
        self.act("verification", HANDLER, ISSUED, step=1, **reported)
        self.choose(ISSUED)
        drafted: dict[str, Any] = {"facts": "没有合格证明。", "demands": "附具合格证明。", "second_officer": SECOND}
        self.act("order_draft", HANDLER, ISSUED, period_days=DAYS, period_reason="按库存量确定。", **drafted)
        self.act("review", REVIEWER, ISSUED, agreed=True, remarks="同意")
        self.act("approval", HEAD, ISSUED, agreed=True, remarks="同意")

    def choose(self, day: date) -> None:
        asked = SoFar(matter_id=self.matter_id, known=0, now=on(day))
        MatterActivities(self.database, self.law).choose_steps(asked)

    def act(self, kind: str, actor: str, day: date, *, step: int | None = None, **content: Any) -> None:
        self.acts += 1
        about = {"act_id": f"{self.matter_id}/{self.acts}", "matter_id": self.matter_id, "step": step or self.order}
        common = about | {"actor": actor, "sent_at": on(day), "received_at": on(day)}
        self.reception.receive(ACT.validate_python({"kind": kind} | common | content))

    def serve(self, day: date, manner: Manner = Manner.DIRECT, **content: Any) -> None:
        """Recorded on its day, unless `recorded_on` is given."""
        recorded = content.pop("recorded_on", day)
        self.act("service", HANDLER, recorded, manner=manner, **{"served_at": on(day)} | content)

    def fail(self, day: date, manner: Manner, failure: str, **content: Any) -> None:
        told = {"statement": "示例经过", "proof": "示例照片"}
        self.act("attempt", HANDLER, day, manner=manner, failure=failure, tried_at=on(day), **told | content)

    def confirm(self, kind: AddressKind, address: str, day: date = ISSUED, *, consents: bool = True) -> str:
        with self.database.transaction() as session:
            return confirm(
                session,
                AddressConfirmation(
                    enterprise_id=self.party,
                    kind=kind,
                    address=address,
                    consents=consents,
                    signed_by="示例收件人",
                    signed_on=day,
                    received_at=on(day),
                    proof="示例送达地址确认书",
                    officer=HANDLER,
                ),
            )

    def step(self) -> StepRow:
        with self.database.transaction() as session:
            return matter.step(session, self.matter_id, self.order)

    def paper(self) -> DocumentRow:
        with self.database.transaction() as session:
            found = document.newest_for(session, matter.step(session, self.matter_id, self.order), self.party)
            assert found is not None
            return found

    def services(self) -> list[ServiceRow]:
        with self.database.transaction() as session:
            return document.services(session, self.paper().document_id)

    def receipts(self) -> list[DocumentRow]:
        with self.database.transaction() as session:
            query = select(DocumentRow).where(DocumentRow.kind == "service_receipt")
            return list(session.exec(query.order_by("issued_at", "document_id")))

    def ends_after(self, served_on: date) -> bool:
        """Whether the period of the order ends as it does when it was served on this day (no holiday in the way)."""
        due_at = self.step().due_at
        return due_at == on(served_on + timedelta(days=DAYS + 1), 0)


@contextmanager
def serving(addresses: Addresses, number: int) -> Iterator[Serving]:
    """示例企业 `number` has an order that is approved and sealed, and not served."""
    database = Database(addresses.database_url)
    try:
        yield Serving(database, number)
    finally:
        database.close()
