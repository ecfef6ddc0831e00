"""A check of goods (流通查验) as whoever made it states it, before the register has seen it."""

from datetime import date
from typing import Self

from pydantic import AwareDatetime, ConfigDict, Field, ValidationError, model_validator

from domain.base import Value
from domain.calendar import legal_day
from domain.circulation import CheckRegime, GoodsClass, PartyRole, ProofOfInspection, SampleOutcome, Stated
from domain.errors import Refused
from domain.marking import GoodsInCheck, Marking, Provenance, Verification
from domain.scan import Code


class CirculationCheck(Value):
    """What one look at goods has shown; what is left out is not known, or was not looked at.

    Goods are named by their lot or by the number of their certificate. A seller's goods-in check names him as
    `party_id`, and from whom he has the goods as `supplier_id`; an authority's names its office, its plan or clue, the
    notice that it showed and the code that it scanned. A scan is no check of this form: it keeps nobody's words.
    """

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    check_id: Code
    regime: CheckRegime
    seen_at: AwareDatetime
    lot_id: str | None = None
    region: str | None = None
    office_id: str | None = None
    party_id: str | None = None
    party_role: PartyRole | None = None
    supplier_id: str | None = None
    plan: str | None = None
    clue: str | None = None
    inspection_notice: str | None = None
    inspection_code: str | None = None
    certificate_number: Code | None = None
    serial: Code | None = None
    units_seen: int | None = Field(default=None, ge=0, lt=2**31)
    on_sale: bool | None = None
    proof_of_inspection: ProofOfInspection | None = None
    sold_bare: bool | None = None
    goods_class: GoodsClass | None = None
    product_name_marking: Marking | None = None
    maker_marking: Marking | None = None
    specification_marking: Marking | None = None
    grade_marking: Marking | None = None
    ingredients_marking: Marking | None = None
    dates_marking: Marking | None = None
    warning_marking: Marking | None = None
    marking_verified: Verification | None = None
    name_verified: Provenance | None = None
    quality_mark_verified: Provenance | None = None
    verified_by: str | None = None
    goods_in_check: GoodsInCheck | None = None
    sample_outcome: SampleOutcome | None = None
    nonconforming_items: tuple[str, ...] = ()
    laboratory_id: str | None = None
    report_date: date | None = None
    note: str = Field(default="", max_length=2000)
    counterfeit_flag: Stated | None = None

    @property
    def seen_on(self) -> date:
        """The legal day."""
        return legal_day(self.seen_at)

    @model_validator(mode="after")
    def _whose_check_it_is(self) -> Self:
        if self.regime is CheckRegime.CONSUMER_SCAN:
            raise ValueError("a consumer's scan is taken as a scan")
        if self.regime is CheckRegime.GOODS_IN_CHECK and (self.party_id is None or self.office_id is not None):
            raise ValueError("a goods-in check is a seller's: it names him as party_id, and no office")
        if self.regime is CheckRegime.GOODS_IN_CHECK and self.party_role is PartyRole.PRODUCER:
            raise ValueError("a goods-in check is a seller's")
        return self


def read(content: str | bytes) -> CirculationCheck:
    """A check from JSON. Refused `malformed_check` with the field, `bad_code`."""
    try:
        return CirculationCheck.model_validate_json(content)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        raise Refused(
            "malformed_check",
            zh="查验内容不符合格式。",
            en=f"The check does not have its form: {first['msg']}.",
            field=".".join(str(part) for part in first["loc"]) or "check",
            value=first["input"] if isinstance(first["input"], str | int | bool | None) else None,
        ) from None
