from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import pytest

from domain.errors import Refused
from notices import render
from notices.catalog import kind


def _refusal(example: Mapping[str, object]) -> tuple[str, str]:
    with pytest.raises(Refused) as refused:
        render.render("order_to_correct", example)
    return refused.value.code, refused.value.field


def test_each_thing_that_an_order_must_state_is_demanded(example: dict[str, Any]) -> None:
    for name, field in kind("order_to_correct").fields.items():
        without = {key: value for key, value in example.items() if key != name}
        if field.required and not field.unless:
            assert _refusal(without) == ("missing_field", name)


def test_an_order_without_any_period_is_refused(example: dict[str, Any]) -> None:
    del example["period_days"]
    assert _refusal(example) == ("missing_field", "due")


def test_an_order_cannot_set_two_periods(example: dict[str, Any]) -> None:
    assert _refusal({**example, "due": date(2025, 3, 24)}) == ("contradictory_field", "due")


@pytest.mark.parametrize("days", [0, -1, True, "15"])
def test_a_period_is_at_least_one_day(example: dict[str, Any], days: object) -> None:
    assert _refusal({**example, "period_days": days}) == ("wrong_type", "period_days")


def test_a_field_within_a_record_is_demanded_by_its_path(example: dict[str, Any]) -> None:
    del example["officers"][1]["certificate"]
    assert _refusal(example) == ("missing_field", "officers[1].certificate")


def test_an_address_that_is_not_known_may_be_left_out(example: dict[str, Any]) -> None:
    del example["party"]["address"]
    assert render.render("order_to_correct", example).pages


def test_what_the_document_does_not_know_is_refused(example: dict[str, Any]) -> None:
    example["party"]["telephone"] = "0000"
    assert _refusal(example) == ("unknown_field", "party.telephone")


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("issued_on", "2025-03-04"),
        ("issued_on", datetime(2025, 3, 4)),  # noqa: DTZ001
        ("rehearsal", "true"),
        ("facts", 7),
        ("demands", "改正"),
        ("party", "示例家用电器有限公司"),
    ],
)
def test_a_value_of_another_type_is_refused(example: dict[str, Any], name: str, wrong: object) -> None:
    assert _refusal({**example, name: wrong}) == ("wrong_type", name)


def test_an_order_needs_two_officers(example: dict[str, Any]) -> None:
    """行政处罚法 42."""
    del example["officers"][1]
    assert _refusal(example) == ("too_few", "officers")


def test_an_order_without_a_finding_is_refused(example: dict[str, Any]) -> None:
    assert _refusal({**example, "findings": []}) == ("too_few", "findings")


def test_a_period_cannot_end_before_the_order_is_made(example: dict[str, Any]) -> None:
    del example["period_days"]
    assert _refusal({**example, "due": date(2025, 3, 3)}) == ("date_too_early", "due")


@pytest.mark.parametrize(
    "given", ["示市监罚〔2025〕1号", "示市监责改[2025]1号", "示市监责改〔2025〕01号", "它市监责改〔2025〕1号"]
)
def test_a_number_of_another_series_or_form_is_refused(example: dict[str, Any], given: str) -> None:
    assert _refusal({**example, "number": given}) == ("wrong_number", "number")


def test_a_blank_text_is_refused(example: dict[str, Any]) -> None:
    assert _refusal({**example, "facts": "　\n "}) == ("blank_field", "facts")


@pytest.mark.parametrize("character", ["\n", "\x00", "\u202e", "\u200b", "\ud800", "⼈"])
def test_a_character_that_deceives_the_reader_is_refused(example: dict[str, Any], character: str) -> None:
    example["party"]["name"] += character
    assert _refusal(example) == ("deceptive_character", "party.name")


@pytest.mark.parametrize("character", ["😀", "\U0003106c", "\ue000", "กิ"])
def test_a_name_that_the_font_cannot_print_goes_to_a_person(example: dict[str, Any], character: str) -> None:
    example["party"]["name"] += character
    assert _refusal(example) == ("missing_glyph", "party.name")
