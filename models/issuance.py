"""Applications (申请) for the certificates of a lot, and the factory inspections (出厂检验) behind them."""

import json
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, Index, text
from sqlmodel import Field, Session, SQLModel, col, select

from domain.certificate import HOLDS_THE_LOT, PENDING, LifePhase
from domain.certificate_act import InspectionRoute
from domain.circulation import SampleOutcome
from domain.errors import Refused
from domain.inspection_plan import PlannedItem
from domain.issuance import InspectedItem, IssuanceFacts, ProductScope, computed
from models.base import document, moment, one_of
from models.enterprise import EnterpriseRow, LotRow, ProductRow


class LotApplicationRow(SQLModel, table=True):
    """出证申请: the producer declares one lot. Serials run from `serial_from` to `serial_until`, both included.

    `contents` is a CertificateContent. Issued or refused by the platform or the institute under the service contract:
    no authority grants a certificate, so a refusal is no official act, and says why.

    `phase` is what it waits for since the act numbered `version`, received at `changed_at`. `laboratory_id` is whose
    turn it is to inspect by the `plan` (a list of PlannedItem), before `due_at` (exclusive) where an institute has
    undertaken that; `reminders` (a list of Rung) come before it. `supersedes` is the application whose certificate
    this one is to take the place of.
    """

    __tablename__ = "lot_application"
    __table_args__ = (
        CheckConstraint("num_nonnulls(issued_at, refused_at) <= 1", name="issued_or_refused"),
        CheckConstraint("num_nonnulls(refused_at, refused_because) <> 1", name="refused_with_reason"),
        CheckConstraint(
            "(issued_at is not null) = (phase in ('in_circulation', 'disputed', 'withdrawn', 'superseded'))"
            " and (refused_at is not null) = (phase in ('not_issued', 'objected', 'refused', 'taken_back'))",
            name="phase_as_issued_or_refused",
        ),
        Index(
            "uq_lot_application_under_way",
            "lot_id",
            unique=True,
            postgresql_where=text("phase in ('ordering', 'accepting', 'inspecting')"),
        ),
        Index(
            "ix_lot_application_queue",
            "laboratory_id",
            "due_at",
            postgresql_where=text("phase in ('accepting', 'inspecting')"),
        ),
        Index("ix_lot_application_applied_at", "applied_at"),
    )

    application_id: str = Field(primary_key=True)
    lot_id: str = Field(foreign_key="lot.lot_id", index=True)
    phase: LifePhase = one_of(LifePhase, default=LifePhase.ORDERING)
    version: int = 1
    applied_at: datetime = moment()
    changed_at: datetime | None = moment(nullable=True, default=None)
    scope: ProductScope | None = one_of(ProductScope, nullable=True, default=None)
    quantity: int | None = None
    serial_prefix: str = ""
    serial_from: int | None = Field(default=None, sa_type=BigInteger)
    serial_until: int | None = Field(default=None, sa_type=BigInteger)
    contents: dict[str, Any] = document(default_factory=dict)
    plan: list[dict[str, Any]] = document(default_factory=list)
    route: InspectionRoute | None = one_of(InspectionRoute, nullable=True, default=None)
    laboratory_id: str | None = Field(default=None, foreign_key="laboratory.laboratory_id")
    due_at: datetime | None = moment(nullable=True, default=None)
    reminders: list[dict[str, Any]] = document(default_factory=list)
    supersedes: str | None = Field(default=None, foreign_key="lot_application.application_id")
    issued_at: datetime | None = moment(nullable=True, default=None)
    refused_at: datetime | None = moment(nullable=True, default=None)
    refused_because: str | None = None

    @property
    def phase_is_pending(self) -> bool:
        return self.phase in PENDING


class FactoryInspectionRow(SQLModel, table=True):
    """出厂检验记录, by the producer's own laboratory or an institute. `items` is a list of InspectedItem.

    `measured_values_conform` and `failed_item_protects` are computed from the items when they are recorded;
    `laboratory_able` is what was stated then of its ability for this kind of product. `reported_at` orders those of one
    day; `sampling` is a Sampling.
    """

    __tablename__ = "factory_inspection"

    inspection_id: str = Field(primary_key=True)
    application_id: str = Field(foreign_key="lot_application.application_id", index=True)
    laboratory_id: str | None = Field(default=None, foreign_key="laboratory.laboratory_id")
    laboratory_able: bool | None = None
    inspected_on: date
    reported_at: datetime | None = moment(nullable=True, default=None)
    sampling: dict[str, Any] | None = document(nullable=True, default=None)
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


def application(session: Session, application_id: str) -> LotApplicationRow:
    """Refused `unknown_application`."""
    row = session.get(LotApplicationRow, application_id)
    if row is None:
        raise _unknown(application_id)
    return row


def product(session: Session, row: LotApplicationRow) -> ProductRow:
    return session.get_one(ProductRow, session.get_one(LotRow, row.lot_id).product_id)


def producer(session: Session, row: LotApplicationRow) -> EnterpriseRow:
    """Whose declaration it is."""
    return session.get_one(EnterpriseRow, product(session, row).enterprise_id)


def plan(row: LotApplicationRow) -> tuple[PlannedItem, ...]:
    return tuple(PlannedItem.model_validate_json(json.dumps(item)) for item in row.plan)


def inspections(session: Session, application_id: str) -> list[FactoryInspectionRow]:
    query = select(FactoryInspectionRow).where(FactoryInspectionRow.application_id == application_id)
    return list(session.exec(query.order_by(col(FactoryInspectionRow.inspected_on))))


def hold_product(session: Session, product_id: str) -> ProductRow:
    """The product, held until the transaction ends: its serial numbers are given out one application after another.

    Refused `unknown_product`.
    """
    row = session.exec(select(ProductRow).where(ProductRow.product_id == product_id).with_for_update()).one_or_none()
    if row is None:
        raise Refused(
            "unknown_product",
            zh=f"没有编号为“{product_id}”的产品。",
            en=f"There is no product {product_id}.",
            field="product_id",
            value=product_id,
        )
    return row


def refuse_second_application(session: Session, row: LotApplicationRow) -> None:
    """One lot, one application at a time, and one certificate in circulation. Refused `lot_already_applied_for`."""
    query = select(LotApplicationRow.application_id).where(
        LotApplicationRow.lot_id == row.lot_id,
        LotApplicationRow.application_id != row.application_id,
        col(LotApplicationRow.application_id).is_distinct_from(row.supersedes),
        col(LotApplicationRow.phase).in_(sorted(HOLDS_THE_LOT)),
    )
    if other := session.exec(query.limit(1)).first():
        raise Refused(
            "lot_already_applied_for",
            zh=f"该批次已有申请“{other}”，或者已有流通中的合格证。",
            en=f"There is an application {other} for this lot already, or a certificate in circulation.",
            field="lot_number",
            value=other,
        )


def not_the_producer(actor: str) -> Refused:
    return Refused(
        "not_the_producer",
        zh="只有该产品的生产者可以办理此项。",
        en="Only the producer of these goods can do this.",
        field="actor",
        value=actor,
    )


def newest(session: Session, most: int, *, pending: bool) -> list[LotApplicationRow]:
    """The applications, the newest first; `pending`: only those that wait for somebody."""
    query = select(LotApplicationRow)
    if pending:
        query = query.where(col(LotApplicationRow.phase).in_(sorted(PENDING)))
    order = (col(LotApplicationRow.applied_at).desc(), LotApplicationRow.application_id)
    return list(session.exec(query.order_by(*order).limit(most)))


def record_inspection(
    session: Session, inspection: FactoryInspectionRow, items: Sequence[InspectedItem]
) -> bool:
    """Record an inspection once, with the verdict that its items yield. False where it is there already.

    Refused `unknown_application`.
    """
    application(session, inspection.application_id)
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
