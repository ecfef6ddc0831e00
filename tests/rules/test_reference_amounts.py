"""What the file of reference amounts may say."""

from datetime import date
from pathlib import Path

import pytest

from domain.errors import Refused
from rules.reference_amounts import load, sums_on

GOOD = """one:
  kind: punitive
  title: {zh: 一, en: one}
  basis: [consumer/55.1]
  of: price
  least: 3
  most: 3
  floor: 50000
  only_where: [fraud]
"""


def written(folder: Path, content: str) -> Path:
    file = folder / "reference_amounts.yaml"
    file.write_text(content, "utf-8")
    return file


@pytest.mark.parametrize(
    ("good", "bad", "code"),
    [
        ("basis: [consumer/55.1]", "basis: [consumer/999]", "unknown_statute"),
        ("of: price", "of: prize", "law_file_invalid"),
        ("of: price", "of: fraud", "law_file_invalid"),
        ("only_where: [fraud]", "only_where: [price]", "law_file_invalid"),
        ("only_where: [fraud]", "only_where: []", "law_file_invalid"),
        ("only_where: [fraud]", "only_where: [fraud]\n  never_where: [fraud]", "law_file_invalid"),
        ("least: 3", "least: 4", "law_file_invalid"),
        ("most: 3", "most: 3.0", "yaml_ambiguous"),
        ("floor: 50000", "floor: 500.00", "yaml_ambiguous"),
        ("kind: punitive", "kind: loss", "law_file_invalid"),  # three times the price restores nothing
        ("of: price", "of: price\n  ceiling: 1", "law_file_invalid"),
    ],
)
def test_a_sum_that_cannot_be_right_is_refused_with_its_line(tmp_path: Path, good: str, bad: str, code: str) -> None:
    with pytest.raises(Refused, match=r"reference_amounts\.yaml, line \d+") as refused:
        load(written(tmp_path, GOOD.replace(good, bad)))
    assert refused.value.code == code


def test_a_sum_that_can_be_right_is_read(tmp_path: Path) -> None:
    assert load(written(tmp_path, GOOD))["one"].floor == 500_00


def test_every_sum_rests_on_an_article_that_was_read_and_none_on_one_before_its_day() -> None:
    assert {one.id for one in sums_on(date(2014, 3, 15))} >= {"increase_for_fraud", "known_defect"}
    with pytest.raises(Refused) as refused:
        sums_on(date(2014, 3, 14))
    assert refused.value.code == "no_reference_on"
