from decimal import Decimal

import pytest
from pydantic import ValidationError

from domain.issuance import CertificateContent, Computed, InspectedItem, Limit, computed


def item(
    measured: str | None, *, low: str | None = None, high: str | None = None, protects: bool | None = None
) -> InspectedItem:
    bounds = {"at_least": low, "at_most": high}
    limit = Limit(**{name: Decimal(bound) for name, bound in bounds.items() if bound is not None})
    value = Decimal(measured) if measured is not None else None
    return InspectedItem(name="示例项目", unit="%", limit=limit, measured=value, protects=protects)


def test_a_value_on_its_limit_conforms_and_one_beyond_it_does_not() -> None:
    assert item("0.30", high="0.3").conforms is True
    assert item("0.31", high="0.3").conforms is False
    assert item("5", low="5", high="6").conforms is True
    assert item("4.99", low="5", high="6").conforms is False


def test_what_was_not_measured_or_has_no_limit_is_unknown() -> None:
    assert item(None, high="1").conforms is None
    assert item("1").conforms is None


def test_one_failed_item_fails_the_lot_whatever_is_unknown_beside_it() -> None:
    passed, open_, failed = item("1", high="2"), item(None, high="2"), item("3", high="2", protects=False)
    assert computed([passed, passed]) == Computed(conforms=True, failed_item_protects=None)
    assert computed([passed, open_]).conforms is None
    assert computed([]).conforms is None
    assert computed([passed, open_, failed]) == Computed(conforms=False, failed_item_protects=False)


@pytest.mark.parametrize(
    ("of_failed", "protects"), [([False, True, None], True), ([False, None], None), ([False, False], False)]
)
def test_a_failed_item_decides_whether_health_and_safety_are_touched(
    of_failed: list[bool | None], protects: bool | None
) -> None:
    items = [item("3", high="2", protects=one) for one in of_failed]
    assert computed([item("1", high="2", protects=True), *items]).failed_item_protects is protects


def test_a_number_that_is_none_is_refused() -> None:
    with pytest.raises(ValidationError):
        Limit(at_most=Decimal("NaN"))


def test_blanks_are_no_content() -> None:
    assert CertificateContent(model="  ").model == ""
