"""A published result of a spot check (产品质量监督抽查结果): one row of a notice, as its source states it."""

import hashlib
import json
from datetime import date
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, ValidationError, field_validator

from domain.circulation import SampleOutcome, Stated
from domain.errors import Refused

_NONE_NAMED = {"无", "/", "—", ""}


def _storable(text: str) -> str:
    """What the register cannot hold (NUL, half a surrogate pair) shows as the replacement character."""
    return text.encode(errors="replace").decode().replace("\0", "\N{REPLACEMENT CHARACTER}")


def _only_storable(text: str) -> str:
    if text != _storable(text):
        raise ValueError("NUL and halves of characters cannot be stored")
    return text


Said = Annotated[str, StringConstraints(max_length=5000), AfterValidator(_only_storable)]
_LONGEST = 300  # characters: two such fields must fit into an index
Known = Annotated[
    str, StringConstraints(strip_whitespace=True, max_length=_LONGEST), AfterValidator(_only_storable)
]
Words = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=_LONGEST), AfterValidator(_only_storable)
]


class SpotCheckRow(BaseModel):
    """The columns that the product reads; all others of the source are left where they are.

    Identity is `source_record_id` and `source_facts_sha256`; the same `content_key` under two identities is the
    same content told twice.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    source_record_id: Words
    source_facts_sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    manufacturer: Words
    brand: Said = ""
    product_name: Words
    product_kind: Said = Field("", alias="product_kind_source_reported")
    model: Known = Field("", alias="model_specification_source_reported")
    production: Known = Field("", alias="production_date_or_batch_source_reported")
    outcome: SampleOutcome = Field(alias="inspection_outcome")
    nonconforming_items: tuple[Said, ...] = ()
    retest_confirmed: bool = Field(False, alias="inspection_retest_confirmed_nonconforming")
    suspected_counterfeit: bool | None = Field(None, alias="inspection_suspected_counterfeit")
    note: Said = Field("", alias="source_note")
    report_date: date
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


def parse(line: bytes) -> SpotCheckRow:
    """One line of JSON in UTF-8.

    Raises Refused `not_utf8`, `malformed_json`, `not_an_object` or `malformed_row` with the first bad field.
    """
    start = _storable(line[:80].decode(errors="replace").strip())
    try:
        values: Any = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise Refused("not_utf8", zh="这一行不是 UTF-8 编码。", en="This line is not in UTF-8.", value=start) from error
    except (ValueError, RecursionError) as error:
        raise Refused("malformed_json", zh="这一行不是 JSON。", en="This line is not JSON.", value=start) from error
    if not isinstance(values, dict):
        raise Refused("not_an_object", zh="这一行不是一条记录。", en="This line is not a record.", value=start)
    try:
        return SpotCheckRow.model_validate(values)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        field = ".".join(str(part) for part in first["loc"])
        missing = first["type"] == "missing"
        raise Refused(
            "malformed_row",
            zh=f"字段“{field}”{'缺失' if missing else '的值不符合要求'}。",
            en=f"The field {field} is {'missing' if missing else 'not as required'}: {first['msg']}.",
            field=field,
            value=None if missing else _storable(str(first["input"])[:80]),
        ) from error
