"""A check as it is stated: what has not its form is refused with the field, before the register sees it."""

import json
from datetime import date
from typing import Any

import pytest

from domain.circulation import CheckRegime
from domain.circulation_check import read
from domain.errors import Refused

STATED: dict[str, Any] = {
    "check_id": "示例查验",
    "regime": "goods_in_check",
    "seen_at": "2025-03-03T23:30:00Z",
    "party_id": "示例店",
    "lot_id": "示例批次",
}


def test_a_check_is_of_the_legal_day_of_its_moment_in_shanghai() -> None:
    check = read(json.dumps(STATED))
    assert (check.regime, check.seen_on) == (CheckRegime.GOODS_IN_CHECK, date(2025, 3, 4))


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"regime": "consumer_scan"}, "check"),
        ({"party_id": None}, "check"),
        ({"office_id": "示例局"}, "check"),
        ({"party_role": "producer"}, "check"),
        ({"seen_at": "2025-03-03T23:30:00"}, "seen_at"),
        ({"seen_at": None}, "seen_at"),
        ({"units_seen": "5"}, "units_seen"),
        ({"units_seen": 1.5}, "units_seen"),
        ({"on_sale": "yes"}, "on_sale"),
        ({"origin": "published"}, "origin"),
        ({"buyer": "示例"}, "buyer"),
    ],
)
def test_what_has_not_its_form_is_refused_with_its_field(given: dict[str, Any], field: str) -> None:
    with pytest.raises(Refused, match="malformed_check") as refused:
        read(json.dumps(STATED | given))
    assert refused.value.field == field


@pytest.mark.parametrize("content", ["", "[]", "not json", b"\xff\xfe", '{"check_id": '])
def test_what_is_no_json_object_is_refused(content: str | bytes) -> None:
    with pytest.raises(Refused, match="malformed_check"):
        read(content)
