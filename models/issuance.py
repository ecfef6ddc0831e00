"""Applications (申请) for the certificates of a lot, and the factory inspections (出厂检验) behind them."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, text
from sqlmodel import Field, Session, SQLModel

from domain.circulation import SampleOutcome
from domain.errors import Refused
from domain.issuance import InspectedItem, IssuanceFacts, ProductScope, computed
from models.base import document, moment, one_of


class LotApplicationRow(SQLModel, table=True):
    """出证申请: the producer declares one lot. Serials run from `serial_from` to `serial_until`, both included.

    `contents` is a CertificateContent. Issued or refused by the platform or the institute under the service contract:
    no authority grants a certificate, so a refusal is no official act, and says why.
    """

    __tablename__ = "lot_application"
    __table_args__ = (
        CheckConstraint("num_nonnulls(issued_at, refused_at) <= 1", name="issued_or_refused"),
        CheckConstraint("num_nonnulls(refused_at, refused_because) <> 1", name="refused_with_reason"),
    )

    application_id: str = Field(primary_key=True)
    lot_id: str = Field(foreign_key="lot.lot_id", index=True)
    applied_at: datetime = moment()
    scope: ProductScope | None = one_of(ProductScope, nullable=True, default=None)
    quantity: int | None = None
    serial_prefix: str = ""
    serial_from: int | None = Field(default=None, sa_type=BigInteger)
    serial_until: int | None = Field(default=None, sa_type=BigInteger)
    contents: dict[str, Any] = document(default_factory=dict)
    issued_at: datetime | None = moment(nullable=True, default=None)
    refused_at: datetime | None = moment(nullable=True, default=None)
    refused_because: str | None = None


class FactoryInspectionRow(SQLModel, table=True):
    """出厂检验记录, by the producer's own laboratory or an institute. `items` is a list of InspectedItem.

    `measured_values_conform` and `failed_item_protects` are computed from the items when they are recorded;
    `laboratory_able` is what was stated then of its ability for this kind of product.
    """

    __tablename__ = "factory_inspection"

    inspection_id: str = Field(primary_key=True)
    application_id: str = Field(foreign_key="lot_application.application_id", index=True)
    laboratory_id: str | None = Field(default=None, foreign_key="laboratory.laboratory_id")
    laboratory_able: bool | None = None
    inspected_on: date
    stated_outcome: SampleOutcome | None = one_of(SampleOutcome, nullable=True, default=None)
    measured_values_conform: bool | None = None
    failed_item_protects: bool | None = None
    inspector_code: str | None = None
    items: list[dict[str, Any]] = document(default_factory=list)


def apply(session: Session, application: LotApplicationRow) -> bool:
    """Record an application once. False where it is there already."""
    if session.get(LotApplicationRow, application.application_id):
        return False
    session.add(application)
    session.flush()
    return True


def record_inspection(
    session: Session, inspection: FactoryInspectionRow, items: Sequence[InspectedItem]
) -> bool:
    """Record an inspection once, with the verdict that its items yield. False where it is there already.

    Refused `unknown_application`.
    """
    if session.get(LotApplicationRow, inspection.application_id) is None:
        raise _unknown(inspection.application_id)
    if session.get(FactoryInspectionRow, inspection.inspection_id):
        return False
    verdict = computed(items)
    inspection.items = [item.model_dump(mode="json") for item in items]
    inspection.measured_values_conform = verdict.conforms
    inspection.failed_item_protects = verdict.failed_item_protects
    session.add(inspection)
    session.flush()
    return True


def facts(session: Session, application_id: str) -> IssuanceFacts:
    """The facts of an application. Refused `unknown_application`."""
    found = session.execute(text("select * from issuance_facts where application_id = :id"), {"id": application_id})
    row = found.mappings().one_or_none()
    if row is None:
        raise _unknown(application_id)
    return IssuanceFacts.model_validate({name: row[name] for name in IssuanceFacts.model_fields}, strict=False)


def _unknown(application_id: str) -> Refused:
    return Refused(
        "unknown_application",
        zh=f"没有编号为“{application_id}”的出证申请。",
        en=f"There is no application {application_id}.",
        field="application",
        value=application_id,
    )
