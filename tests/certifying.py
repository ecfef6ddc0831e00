"""Invented makers, laboratories and an operator, and the acts that lead a lot to its certificate."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlmodel import Session

from activities.certificate_reception import CertificateReception
from activities.law import Law
from demo import cast
from domain.calendar import legal_day
from domain.certificate_act import CERTIFICATE_ACT, CertificateAct
from domain.errors import Refused
from domain.inspection_plan import Measurement, PlannedItem, Sampling
from domain.issuance import Limit
from models import certificate, certificate_act, enterprise, issuance, message
from models.issuance import LotApplicationRow
from models.laboratory import LaboratoryAbilityRow, LaboratoryRow
from models.platform import PlatformOperatorRow
from models.session import Database

BEGAN = cast.morning(date(2025, 3, 3))
INSTITUTE, OTHER = "example-institute", "example-institute-2"
OPERATOR, FORMER = "operator-01", "operator-02"
KIND = "示例灯具"
LOSSES = PlannedItem(name="示例损耗", unit="W", limit=Limit(at_most=Decimal("0.3")), protects=False)
STRENGTH = PlannedItem(name="示例强度", unit="MPa", limit=Limit(at_least=Decimal(5)), protects=True)
LAWFUL = (Measurement(name=LOSSES.name, value=Decimal("0.30"), unit="W"),
          Measurement(name=STRENGTH.name, value=Decimal(6), unit="MPa"))  # fmt: skip
OF_ITS_DAY = ("1_day_before", "last_day", "overdue")  # what is told of the day that an institute undertook
FAILING = (LAWFUL[0].model_copy(update={"value": Decimal("0.31")}), LAWFUL[1])


def enter_parties(session: Session, *, rehearsal: bool = True) -> None:
    cast.enter_cast(session)
    session.merge(PlatformOperatorRow(operator_id=OPERATOR, name="示例运营", appointed_from=date(2024, 1, 1)))
    ended = {"appointed_from": date(2023, 1, 1), "appointed_until": date(2024, 12, 31)}
    session.merge(PlatformOperatorRow(operator_id=FORMER, name="示例前运营", **ended))
    for laboratory in (INSTITUTE, OTHER):
        enter_laboratory(session, laboratory, able_to_test=KIND)


def enter_laboratory(session: Session, laboratory_id: str, *, able_to_test: str | None, **given: Any) -> None:
    row: dict[str, Any] = {"laboratory_id": laboratory_id, "name": "示例检验室", "registered_from": date(2024, 1, 1)}
    session.merge(LaboratoryRow(**row | given))
    session.flush()
    if able_to_test is not None:
        ability = {"laboratory_id": laboratory_id, "product_kind": able_to_test, "able_from": date(2024, 1, 1)}
        session.merge(LaboratoryAbilityRow.model_validate(ability))


def enter_product(session: Session, firm: str = "示例灯厂", *, rehearsal: bool = True) -> tuple[str, str]:
    """The ids of a maker and of his product."""
    maker = enterprise.enter_enterprise(session, firm, rehearsal=rehearsal)
    return maker, enterprise.enter_product(session, maker, name="示例灯", kind=KIND, model="甲型", brand="示例牌")


class Certifying:
    """One application; `now` is its law time. Acts are received by the register alone: no workflow hears of them."""

    def __init__(self, database: Database, name: str, firm: str = "示例灯厂", *, rehearsal: bool = True) -> None:
        self.database, self.application_id, self.now, self.acts = database, name, BEGAN, 0
        self.reception = CertificateReception(database, Law())
        with database.transaction() as session:
            enter_parties(session)
            self.maker, self.product = enter_product(session, firm, rehearsal=rehearsal)
            self.own = f"own-{self.maker}"
            enter_laboratory(session, self.own, able_to_test=KIND, enterprise_id=self.maker)

    def made(self, kind: str, actor: str, **content: Any) -> CertificateAct:
        self.acts += 1
        common = {
            "act_id": f"{self.application_id}/{self.acts}",
            "application_id": self.application_id,
            "actor": actor,
            "received_at": self.now,
        }
        return CERTIFICATE_ACT.validate_python({"kind": kind} | common | content, strict=False)

    def application(self, **given: Any) -> CertificateAct:
        day = legal_day(self.now)
        lawful: dict[str, Any] = {
            "product_id": self.product,
            "lot_number": f"批{self.application_id}",
            "produced_on": day - timedelta(days=2),
            "quantity": 100,
            "serial_prefix": self.application_id,
            "serial_from": 1,
            "serial_until": 100,
            "scope": "covered",
            "specification": "一级",
            "address": "示例路1号",
            "standard_number": "Q/示例 1-2024",
            "left_factory_on": day,
            "plan": (LOSSES, STRENGTH),
            "route": "own_laboratory",
            "laboratory_id": self.own,
        }
        return self.made("application", given.pop("actor", self.maker), **lawful | given)

    def inspection(self, **given: Any) -> CertificateAct:
        day = legal_day(self.now)
        lawful: dict[str, Any] = {
            "inspection_id": f"{self.application_id}-inspection-{self.acts}",
            "inspected_on": day,
            "sampling": Sampling(size=5, taken_on=day),
            "measurements": LAWFUL,
            "stated_outcome": "conforming",
            "inspector_code": "示例01",
        }
        return self.made("inspection", given.pop("actor", self.maker), **lawful | given)

    def failing(self, **given: Any) -> CertificateAct:
        return self.inspection(**{"measurements": FAILING, "stated_outcome": "nonconforming"} | given)

    def receive(self, act: CertificateAct) -> bool:
        return self.reception.receive(act)

    def issued(self, **given: Any) -> str:
        """Apply, pass the own laboratory, and return the number of the certificate."""
        self.receive(self.application(**given))
        self.receive(self.inspection())
        return certificate.number_of(self.application_id)

    @property
    def row(self) -> LotApplicationRow:
        with self.database.transaction() as session:
            return issuance.application(session, self.application_id)

    def states(self) -> list[tuple[str, bool, str, list[str]]]:
        with self.database.transaction() as session:
            rows = certificate.states(session, certificate.number_of(self.application_id))
            return [(row.state, row.ends, row.by, row.basis) for row in rows]

    def told(self, *about: str) -> list[tuple[str, str]]:
        """Who was told what, shortly: of everything, or of these things."""
        with self.database.transaction() as session:
            rows = message.of_application(session, self.application_id)
            shortly = [(row.recipient, row.about.split()[0]) for row in rows]
            return [(recipient, what) for recipient, what in shortly if not about or what in about]

    def recorded(self) -> list[str]:
        with self.database.transaction() as session:
            return [row.kind for row in certificate_act.acts(session, self.application_id)]


Make = Callable[..., Certifying]


def refusal(one: Certifying, act: CertificateAct) -> Refused:
    """The refusal of an act; nothing of it is on record."""
    before = one.recorded()
    with pytest.raises(Refused) as refused:
        one.receive(act)
    assert one.recorded() == before
    return refused.value
