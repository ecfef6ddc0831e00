"""What a printed line says of a product's making, in the shapes that notices really use."""

from datetime import date

import pytest

from domain.production import Production, read


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("2017-04-10/2017041001", Production(produced_on=date(2017, 4, 10), lot_number="2017041001")),
        ("2021/03/15（FS）", Production(produced_on=date(2021, 3, 15))),
        ("20180629(Y)/20180629(Y)", Production(produced_on=date(2018, 6, 29), lot_number="20180629(Y)")),
        ("2016年12月23日/2016122301", Production(produced_on=date(2016, 12, 23), lot_number="2016122301")),
        ("1LF01 L 440 / 2024-02-24", Production(produced_on=date(2024, 2, 24), lot_number="1LF01 L 440")),
        ("2018-03-20 18032002", Production(produced_on=date(2018, 3, 20), lot_number="18032002")),
        ("20170412.0", Production(produced_on=date(2017, 4, 12))),
        ("2020/10/05/ /", Production(produced_on=date(2020, 10, 5))),
        ("120101601（批号）", Production(lot_number="120101601")),
        ("A13018", Production(lot_number="A13018")),
    ],
)
def test_a_date_and_a_lot_are_read_where_they_are_certain(line: str, expected: Production) -> None:
    assert read(line) == expected


@pytest.mark.parametrize(
    "line", ["2027-08-01（限用日期）/20240819", "限用日期:2027/08/01/20240819", "有效期至2027/08/01/20240819"]
)
def test_a_use_by_date_is_no_date_of_production(line: str) -> None:
    assert read(line) == Production(use_by=date(2027, 8, 1), lot_number="20240819")


@pytest.mark.parametrize("line", ["—/TJ20250415", "无/TJ20250415", "未标注/TJ20250415"])
def test_a_date_inside_a_lot_number_is_no_date_of_production(line: str) -> None:
    assert read(line) == Production(lot_number="TJ20250415")


@pytest.mark.parametrize(
    "line",
    ["", "—", "04/09/2025", "18/04/10", "2024-03", "45062", "2393年12月26日", "2023-02-30", "2018/01/1020180110016N"],
)
def test_what_can_be_read_two_ways_or_not_at_all_is_not_read(line: str) -> None:
    assert read(line) == Production()
