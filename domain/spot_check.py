"""A published result of a spot check (产品质量监督抽查结果): one row of a notice, as its source states it."""

import hashlib
import json
from typing import Annotated

from pydantic import StringConstraints, field_validator

from domain.circulation import SampleOutcome, Stated
from domain.row import Day, Known, Row, Said, Words, YesNo

_NONE_NAMED = {"无", "/", "—", ""}


class SpotCheckRow(Row):
    """What the product reads of a row; all else of the source is left where it is.

    Identity is `source_record_id` and `source_facts_sha256`; the same `content_key` under two identities is the
    same content told twice.
    """

    source_record_id: Words
    source_facts_sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    manufacturer: Words
    brand: Said = ""
    product_name: Words
    product_kind: Said = ""
    model: Known = ""
    production: Known = ""
    outcome: SampleOutcome
    nonconforming_items: tuple[Said, ...] = ()
    retest_confirmed: YesNo = False
    suspected_counterfeit: YesNo | None = None
    note: Said = ""
    report_date: Day
    market: Said = ""
    source_url: Said = ""

    @field_validator("nonconforming_items")
    @classmethod
    def _without_the_word_none(cls, items: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(item for item in items if item.strip() not in _NONE_NAMED)

    @property
    def counterfeit_flag(self) -> Stated:
        if self.suspected_counterfeit is None:
            return Stated.NOT_STATED
        return Stated.YES if self.suspected_counterfeit else Stated.NO

    @property
    def content_key(self) -> str:
        """SHA-256 over what the notice says of the sample; the brand is left out, it is a reading of the source."""
        identity = {"source_record_id", "source_facts_sha256", "brand", "source_url"}
        content = self.model_dump(mode="json", exclude=identity)
        return hashlib.sha256(json.dumps(content, ensure_ascii=False, sort_keys=True).encode()).hexdigest()

