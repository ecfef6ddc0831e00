"""流通查验记录: a row of a file that tells of one look at goods, by a seller, an inspector or anybody else."""

import hashlib
from datetime import date
from typing import Any

from pydantic import model_validator

from domain.calendar import legal_day
from domain.circulation import CheckRegime, GoodsClass, PartyRole, ProofOfInspection, SampleOutcome, Stated
from domain.errors import Refused
from domain.marking import GoodsInCheck, Marking, Provenance, Verification
from domain.product import Several
from domain.row import Count, Day, Known, Moment, Row, Said, Words, YesNo


class CheckEntry(Row):
    """`record` is the sender's own number of the check: with its office, or else its party, it says which check it is.

    `lot` is the whole line of the marking. `seen_on` or `seen_at` must be there, and name one day.
    """

    record: Words
    regime: CheckRegime
    producer: Words
    producer_code: Known | None = None
    product: Words
    product_kind: Known = ""
    model: Known = ""
    brand: Known = ""
    lot: Known = ""
    produced_on: Day | None = None
    use_by: Day | None = None
    lot_quantity: Count | None = None
    seen_on: Day | None = None
    seen_at: Moment | None = None
    party: Known | None = None
    party_code: Known | None = None
    party_role: PartyRole | None = None
    region: Known | None = None
    office_id: Known | None = None
    plan: Known | None = None
    clue: Known | None = None
    inspection_notice: Known | None = None
    inspection_code: Known | None = None
    certificate_number: Known | None = None
    serial: Known | None = None
    units_seen: Count | None = None
    on_sale: YesNo | None = None
    proof_of_inspection: ProofOfInspection | None = None
    sold_bare: YesNo | None = None
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
    verified_by: Known | None = None
    goods_in_check: GoodsInCheck | None = None
    sample_outcome: SampleOutcome | None = None
    nonconforming_items: Several = ()
    laboratory_id: Known | None = None
    report_date: Day | None = None
    note: Said = ""
    counterfeit_flag: Stated | None = None

    @model_validator(mode="after")
    def _consistent(self) -> "CheckEntry":
        """Refused `check_without_day`, `moment_on_another_day`, `verified_by_nobody`."""
        if self.seen_on is None and self.seen_at is None:
            raise _refused("check_without_day", "没有写明查验日期。", "The day of the check is not stated.", "seen_on")
        if self.seen_at is not None and self.seen_on not in (None, legal_day(self.seen_at)):
            zh, en = "查验时刻不在查验日期当日。", "The moment of the check is not on its day."
            raise _refused("moment_on_another_day", zh, en, "seen_at", self.seen_at)
        verified = self.marking_verified, self.name_verified, self.quality_mark_verified
        if self.verified_by is None and any(one is not None for one in verified):
            zh, en = "核实结果应当写明核实人员。", "What is verified must name the officer who did."
            raise _refused("verified_by_nobody", zh, en, "verified_by")
        return self

    @property
    def day(self) -> date:
        if self.seen_on is not None:
            return self.seen_on
        assert self.seen_at is not None
        return legal_day(self.seen_at)

    @property
    def sender(self) -> str:
        """Whose record it is: the office, else the party by its code or name."""
        return self.office_id or self.party_code or self.party or ""

    @property
    def sha256(self) -> str:
        """Over all that the row says: the same record with another content is a question."""
        return hashlib.sha256(self.model_dump_json(exclude_defaults=True).encode()).hexdigest()


def _refused(code: str, zh: str, en: str, field: str, value: Any = None) -> Refused:
    return Refused(code, zh=zh, en=en, field=field, value=value)
