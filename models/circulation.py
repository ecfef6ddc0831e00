"""Circulation checks (流通查验): what was seen of goods, by whom and under which power."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, Index, text
from sqlmodel import Field, Session, SQLModel

from domain.circulation import CheckRegime, GoodsClass, PartyRole, ProofOfInspection, SampleOutcome, Stated
from domain.marking import GoodsInCheck, Marking, Provenance, Verification
from models.base import document, moment, one_of

_SAMPLED = "regime = 'supervisory_sampling'"


class Origin(StrEnum):
    """Where a check comes from, which decides what may be said of it."""

    PUBLISHED = "published"  # transcribed from an authority's notice: judged for data findings only
    OWN = "own"  # made by an officer, a seller or a consumer here
    REHEARSAL = "rehearsal"  # invented


class CirculationCheckRow(SQLModel, table=True):
    """One look at goods, by whoever looked. None: not known, or not looked at.

    `seen_at` is the moment, on the legal day `seen_on` in Shanghai; `region` the place. `plan` or `clue`,
    `inspection_notice` and `inspection_code` are what an authority's inspection needs (国办发〔2024〕54号): one without
    them is recorded like any other, so that the rules find it. What is verified names the officer who did.
    `supplier_id` is from whom a seller has the goods (进货来源, PQL 55). Goods whose lot nobody stated are named by the
    number of their certificate; `lot_by_certificate` says that the lot is the one registered for it: nobody compared.
    """

    __tablename__ = "circulation_check"
    __table_args__ = (
        CheckConstraint("(seen_at at time zone 'Asia/Shanghai')::date = seen_on", name="moment_on_its_day"),
        CheckConstraint(
            "verified_by is not null or num_nonnulls(marking_verified, name_verified, quality_mark_verified) = 0",
            name="verified_by_an_officer",
        ),
        CheckConstraint("units_seen >= 0", name="units_seen"),
        CheckConstraint("num_nonnulls(lot_id, certificate_number) > 0", name="goods_named"),
        Index("ix_circulation_check_certificate_number", "certificate_number", "serial", "seen_at"),
        Index("ix_circulation_check_lot_id_serial", "lot_id", "serial", "seen_on", "origin"),
        Index("ix_circulation_check_party_id_seen_on", "party_id", "seen_on"),
        Index("ix_circulation_check_origin", "origin", "check_id"),
        Index("ix_circulation_check_clue", "clue", postgresql_where=text("clue is not null")),
        Index("ix_circulation_check_sampled_lot", "lot_id", postgresql_where=text(_SAMPLED)),
        Index("ix_circulation_check_sampled_party", "party_id", postgresql_where=text(_SAMPLED)),
    )

    check_id: str = Field(primary_key=True)
    origin: Origin = one_of(Origin)
    regime: CheckRegime = one_of(CheckRegime)
    lot_id: str | None = Field(default=None, foreign_key="lot.lot_id")
    lot_by_certificate: bool = Field(default=False, sa_column_kwargs={"server_default": "false"})
    seen_on: date
    seen_at: datetime | None = moment(nullable=True, default=None)
    region: str | None = Field(default=None, foreign_key="region.code")
    office_id: str | None = Field(default=None, foreign_key="office.office_id")
    party_id: str | None = Field(default=None, foreign_key="enterprise.enterprise_id")
    party_role: PartyRole | None = one_of(PartyRole, nullable=True, default=None)
    supplier_id: str | None = Field(default=None, foreign_key="enterprise.enterprise_id")
    plan: str | None = None
    clue: str | None = None
    inspection_notice: str | None = None
    inspection_code: str | None = None
    certificate_number: str | None = None  # as stated on the goods: the register may not know it
    serial: str | None = None
    units_seen: int | None = None
    on_sale: bool | None = None
    proof_of_inspection: ProofOfInspection | None = one_of(ProofOfInspection, nullable=True, default=None)
    sold_bare: bool | None = None
    goods_class: GoodsClass | None = one_of(GoodsClass, nullable=True, default=None)
    product_name_marking: Marking | None = one_of(Marking, name="product_name_marking", nullable=True, default=None)
    maker_marking: Marking | None = one_of(Marking, name="maker_marking", nullable=True, default=None)
    specification_marking: Marking | None = one_of(Marking, name="specification_marking", nullable=True, default=None)
    grade_marking: Marking | None = one_of(Marking, name="grade_marking", nullable=True, default=None)
    ingredients_marking: Marking | None = one_of(Marking, name="ingredients_marking", nullable=True, default=None)
    dates_marking: Marking | None = one_of(Marking, name="dates_marking", nullable=True, default=None)
    warning_marking: Marking | None = one_of(Marking, name="warning_marking", nullable=True, default=None)
    marking_verified: Verification | None = one_of(Verification, nullable=True, default=None)
    name_verified: Provenance | None = one_of(Provenance, name="name_verified", nullable=True, default=None)
    quality_mark_verified: Provenance | None = one_of(
        Provenance, name="quality_mark_verified", nullable=True, default=None
    )
    verified_by: str | None = Field(default=None, foreign_key="officer.officer_id")
    goods_in_check: GoodsInCheck | None = one_of(GoodsInCheck, nullable=True, default=None)
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
