"""What a cell says is read strictly: in one way only, or it is refused by its column, with what could stand there."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calendar import SHANGHAI
from domain.check_entry import CheckEntry
from domain.circulation import CheckRegime
from domain.errors import Refused
from domain.recall_notice import RecallNotice
from domain.row import read, read_day

CHECK = {"record": "1", "regime": "日常检查", "producer": "示例厂", "product": "示例灯", "seen_on": "2025-03-03"}
FIRST = date(2025, 3, 1)
MIDNIGHT = datetime(2025, 3, 1)  # noqa: DTZ001 (a spreadsheet knows no zone)
FIELDS = "seen_on", "seen_at", "units_seen", "on_sale", "goods_class", "note", "region", "nonconforming_items"


@pytest.mark.parametrize(
    "cell",
    [
        *("2025-03-01", "2025/3/1", "2025.3.1", "2025年3月1日", "20250301", " 2025-3-1 ", "2025-03-01 00:00", "45717"),
        *(45717, 45717.0, FIRST, MIDNIGHT),
    ],
)
def test_a_day_is_read_in_every_form_that_has_one_reading(cell: Any) -> None:
    assert read_day(cell) == FIRST


@pytest.mark.parametrize(
    "cell",
    [
        *("03/04/2025", "25-03-01", "2025-03", "2025-13-01", "2025-02-30", "2025-03/01", "", "日", "2025-03-01 9:00"),
        *("9" * 5000, 20250301, 0, -1, 45717.5, True, None, float("nan"), float("inf"), 10**400, [2025]),
        MIDNIGHT.replace(hour=9),
    ],
)
def test_what_is_no_certain_day_is_none(cell: Any) -> None:
    assert read_day(cell) is None


@given(st.dates(date(1950, 1, 1), date(2099, 12, 31)))
def test_a_spreadsheet_s_number_is_the_day_that_it_shows(day: date) -> None:
    assert read_day((day - date(1899, 12, 30)).days) == read_day(day.isoformat()) == day


@given(st.text() | st.floats() | st.integers() | st.booleans() | st.none())
def test_whatever_a_cell_holds_a_row_is_read_or_refused_by_its_field(cell: Any) -> None:
    for field in FIELDS:
        refused = None
        try:
            read(CheckEntry, CHECK | {field: cell})
        except Refused as caught:
            refused = caught
        if refused is not None:
            assert refused.field.split(".")[0] in (field, "seen_on")
            assert refused.zh.endswith("。")
            assert str(refused.as_dict()).encode()


@pytest.mark.parametrize(
    ("field", "cell", "code"),
    [
        ("seen_on", "2925-01-01", "impossible_day"),
        ("seen_at", "昨天", "not_a_moment"),
        ("seen_at", "2025-03-04 09:00", "moment_on_another_day"),
        ("units_seen", "-3", "negative_count"),
        ("units_seen", 10**12, "absurd_count"),
        ("units_seen", "三", "not_a_count"),
        ("serial", 1234567890123456.0, "digits_lost"),
        ("name_verified", "经核实合法使用", "verified_by_nobody"),
        ("regime", "随便看看", "unknown_word"),
        ("producer", "", "malformed_row"),
        ("note", "half \ud800", "malformed_row"),
    ],
)
def test_a_bad_cell_is_refused_by_a_code_of_its_own(field: str, cell: Any, code: str) -> None:
    with pytest.raises(Refused) as refused:
        read(CheckEntry, CHECK | {field: cell}, lambda name: f"列{name}")
    assert refused.value.code == code
    assert refused.value.field.startswith("列")


def test_a_moment_is_of_the_clocks_in_shanghai_unless_it_says_otherwise() -> None:
    nine = datetime(2025, 3, 3, 9, tzinfo=SHANGHAI)
    for cell in ("2025-03-03 09:00", "2025/03/03 09:00:00", "2025-03-03T01:00:00+00:00", 45719.375, nine):
        assert read(CheckEntry, CHECK | {"seen_at": cell}).seen_at == nine == datetime(2025, 3, 3, 1, tzinfo=UTC)
    assert read(CheckEntry, {**CHECK, "seen_on": None, "seen_at": "2025-03-03 23:59"}).day == date(2025, 3, 3)


@pytest.mark.parametrize("word", ["日常检查", "daily_inspection", "daily inspection", " 日常检查 "])
def test_a_choice_takes_the_word_of_either_language(word: str) -> None:
    assert read(CheckEntry, CHECK | {"regime": word}).regime is CheckRegime.DAILY_INSPECTION


def test_numbers_of_a_spreadsheet_are_the_text_that_they_show() -> None:
    found = read(CheckEntry, CHECK | {"serial": 6901234567892.0, "certificate_number": 12})
    assert (found.serial, found.certificate_number) == ("6901234567892", "12")


@pytest.mark.parametrize(
    ("stated", "count"),
    [
        *(("300台", 300), ("150 台", 150), ("4 00个", None), ("", None), ("甲：700个 乙：600 个 共 1300 个", 1300)),
        *(("700个、600个", None), ("9 批次", None), ("约300台", None), ("3.5台", None)),
    ],
)
def test_a_recalled_quantity_is_read_only_where_it_is_certain(stated: str, count: int | None) -> None:
    notice = read(RecallNotice, {"source_id": "1", "published_on": "2025-04-21", "quantity_stated": stated})
    assert (notice.quantity, notice.quantity_stated) == (count, stated)
