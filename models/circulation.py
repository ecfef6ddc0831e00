"""Circulation checks (流通查验): what was seen of goods, by whom and under which power."""

from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint
from sqlmodel import Field, Session, SQLModel

from domain.circulation import CheckRegime, ProofOfInspection, SampleOutcome, Stated
from models.base import document, one_of


class Origin(StrEnum):
    """Where a check comes from, which decides what may be said of it."""

    PUBLISHED = "published"  # transcribed from an authority's notice: judged for data findings only
    OWN = "own"  # made by an officer, a seller or a consumer here
    REHEARSAL = "rehearsal"  # invented


class LaboratoryRow(SQLModel, table=True):
    """检验机构或者企业实验室. `registered_from` opens its registration on the platform."""

    __tablename__ = "laboratory"

    laboratory_id: str = Field(primary_key=True)
    name: str
    registered_from: date | None = None
    registered_until: date | None = None


class CirculationCheckRow(SQLModel, table=True):
    """One look at goods. An officer's own inspection needs its plan and its inspection code (国办发〔2024〕54号)."""

    __tablename__ = "circulation_check"
    __table_args__ = (
        CheckConstraint(
            "origin = 'published' or num_nulls(plan, inspection_code) = 0",
            name="inspection_has_plan_and_code",
        ),
    )

    check_id: str = Field(primary_key=True)
    origin: Origin = one_of(Origin)
    regime: CheckRegime = one_of(CheckRegime)
    lot_id: str = Field(foreign_key="lot.lot_id", index=True)
    seen_on: date
    office_id: str | None = Field(default=None, foreign_key="office.office_id")
    party_id: str | None = Field(default=None, foreign_key="enterprise.enterprise_id", index=True)
    plan: str | None = None
    inspection_code: str | None = None
    proof_of_inspection: ProofOfInspection | None = one_of(ProofOfInspection, nullable=True, default=None)
    sold_bare: bool | None = None
    sample_outcome: SampleOutcome | None = one_of(SampleOutcome, nullable=True, default=None)
    nonconforming_items: list[str] = document(default_factory=list)
    laboratory_id: str | None = Field(default=None, foreign_key="laboratory.laboratory_id")
    report_date: date | None = None
    note: str = ""
    counterfeit_flag: Stated | None = one_of(Stated, nullable=True, default=None)
    content_key: str | None = Field(default=None, index=True, max_length=64)
    source: dict[str, Any] | None = document(nullable=True, default=None)


def record(session: Session, check: CirculationCheckRow) -> bool:
    """Record a check once. False where it is there already."""
    if session.get(CirculationCheckRow, check.check_id):
        return False
    session.add(check)
    session.flush()
    return True
