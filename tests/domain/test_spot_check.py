"""A row of a published notice, as its source states it."""

from typing import Any

import pytest

from domain.circulation import Stated
from domain.errors import Refused
from domain.row import read
from domain.spot_check import SpotCheckRow

ROW = {
    "source_record_id": "示例-1",
    "source_facts_sha256": "0" * 64,
    "manufacturer": "示例企业",
    "product_name": "示例产品",
    "outcome": "conforming",
    "report_date": "2025-01-02",
}


def row(**changes: Any) -> SpotCheckRow:
    return read(SpotCheckRow, ROW | changes)


def test_the_word_none_among_the_items_is_no_item() -> None:
    assert row(nonconforming_items=["无"]).nonconforming_items == ()
    assert row(nonconforming_items=["闪点"]).nonconforming_items == ("闪点",)


def test_a_flag_that_is_not_there_is_not_a_no() -> None:
    assert row().counterfeit_flag is Stated.NOT_STATED
    assert row(suspected_counterfeit=None).counterfeit_flag is Stated.NOT_STATED
    assert row(suspected_counterfeit=False).counterfeit_flag is Stated.NO


def test_the_same_content_under_another_identity_or_brand_is_the_same_content() -> None:
    other = row(source_record_id="示例-2", source_facts_sha256="1" * 64, brand="示例牌")
    assert row().content_key == other.content_key
    assert row().content_key != row(report_date="2025-01-03").content_key


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"manufacturer": "  "}, "malformed_row", "manufacturer"),
        ({"manufacturer": None}, "malformed_row", "manufacturer"),
        ({"outcome": "fine"}, "unknown_word", "outcome"),
        ({"report_date": "2025-02-30"}, "not_a_day", "report_date"),
        ({"source_facts_sha256": "short"}, "malformed_row", "source_facts_sha256"),
        ({"note": "\0"}, "malformed_row", "note"),
    ],
)
def test_a_row_that_cannot_be_taken_names_its_field(changes: dict[str, Any], code: str, field: str) -> None:
    with pytest.raises(Refused) as refused:
        row(**changes)
    assert (refused.value.code, refused.value.field) == (code, field)
    assert refused.value.zh.endswith("。")
