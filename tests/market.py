"""A small market for tests: an invented maker, its lot and certificate, a shop, and checks of what it sells."""

from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

from sqlmodel import Session

from demo import cast
from domain.calendar import legal_day
from domain.circulation import CheckRegime
from domain.production import Production
from models import circulation, enterprise, judgement
from models.certificate import CertificateRow, CertificateStateRow
from models.circulation import CirculationCheckRow, Origin

NOON = datetime(2025, 3, 3, 4, tzinfo=UTC)  # in Shanghai
DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
NUMBER = "示例合格证001"


class Market:
    """`lot` is made on 10 January 2025 and used by 3 March; `check` looks at it in the shop, at noon of that day."""

    def __init__(self, session: Session) -> None:
        cast.enter_cast(session)
        self.session, self._ids = session, count()
        self.maker = enterprise.enter_enterprise(session, "示例厂", rehearsal=True)
        self.seller = enterprise.enter_enterprise(session, "示例店", rehearsal=True)
        self.lot = self.lot_of("示例厂", "示例灯", "甲型", "示例批次一")

    def lot_of(self, maker: str, product: str, model: str, stated: str) -> str:
        party = enterprise.enter_enterprise(self.session, maker, rehearsal=True)
        entered = enterprise.enter_product(self.session, party, name=product, kind="灯具", model=model, brand="示例牌")
        return enterprise.enter_lot(
            self.session, entered, stated, Production(produced_on=date(2025, 1, 10), use_by=date(2025, 3, 3))
        )

    def certify(self, lot: str | None = None, **given: Any) -> None:
        row: dict[str, Any] = {"number": NUMBER, "issued_on": date(2025, 1, 12), "inspected_on": date(2025, 1, 11)}
        self.session.add(CertificateRow(lot_id=lot or self.lot, **row | given))
        self.session.flush()

    def state(self, state: str, by: str, from_at: datetime, **given: Any) -> None:
        given = {"basis": ["platform/terms"]} | given
        row = {"certificate_number": NUMBER, "state": state, "by": by, "from_at": from_at} | given
        self.session.add(CertificateStateRow.model_validate(row))
        self.session.flush()

    def check(self, at: datetime | None = NOON, *, on: date | None = None, **given: Any) -> str:
        check_id = f"示例查验{next(self._ids)}"
        seen_on = on or legal_day(at or NOON)
        row: dict[str, Any] = {"regime": CheckRegime.DAILY_INSPECTION, "lot_id": self.lot, "party_id": self.seller}
        row |= {"check_id": check_id, "origin": Origin.OWN, "seen_on": seen_on, "seen_at": at}
        check = CirculationCheckRow(**row | given)
        circulation.record(self.session, check)
        return check_id

    def facts(self, at: datetime | None = NOON, **given: Any) -> dict[str, Any]:
        return self.of(self.check(at, **given))

    def of(self, check_id: str) -> dict[str, Any]:
        return judgement.facts_of_checks(self.session, [check_id])[check_id]
