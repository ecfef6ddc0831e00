"""A row of a published notice, as its source states it."""

import json
from typing import Any

import pytest

from domain.circulation import Stated
from domain.errors import Refused
from domain.spot_check import parse

ROW = {
    "source_record_id": "示例-1",
    "source_facts_sha256": "0" * 64,
    "manufacturer": "示例企业",
    "product_name": "示例产品",
    "inspection_outcome": "conforming",
    "report_date": "2025-01-02",
}


def line(**changes: Any) -> bytes:
    return json.dumps(ROW | changes, ensure_ascii=False).encode()


def test_the_word_none_among_the_items_is_no_item() -> None:
    assert parse(line(nonconforming_items=["无"])).nonconforming_items == ()
    assert parse(line(nonconforming_items=["闪点"])).nonconforming_items == ("闪点",)


def test_a_flag_that_is_not_there_is_not_a_no() -> None:
    assert parse(line()).counterfeit_flag is Stated.NOT_STATED
    assert parse(line(inspection_suspected_counterfeit=False)).counterfeit_flag is Stated.NO


def test_the_same_content_under_another_identity_or_brand_is_the_same_content() -> None:
    other = line(source_record_id="示例-2", source_facts_sha256="1" * 64, brand="示例牌")
    assert parse(line()).content_key == parse(other).content_key
    assert parse(line()).content_key != parse(line(report_date="2025-01-03")).content_key


@pytest.mark.parametrize(
    ("bad", "code", "field"),
    [
        (b"{", "malformed_json", ""),
        (b"[]", "not_an_object", ""),
        ("{\"x\": \"示例\"}".encode("gb18030"), "not_utf8", ""),
        (line(manufacturer="  "), "malformed_row", "manufacturer"),
        (line(inspection_outcome="fine"), "malformed_row", "inspection_outcome"),
        (line(report_date="2025-02-30"), "malformed_row", "report_date"),
        (line(source_facts_sha256="short"), "malformed_row", "source_facts_sha256"),
        (line(source_note="\0"), "malformed_row", "source_note"),
        (b"[" * 100_000, "malformed_json", ""),
    ],
)
def test_a_row_that_cannot_be_taken_names_its_field(bad: bytes, code: str, field: str) -> None:
    with pytest.raises(Refused) as refused:
        parse(bad)
    assert (refused.value.code, refused.value.field) == (code, field)
    assert refused.value.zh.endswith("。")
