from datetime import date
from pathlib import Path

import pytest

from domain.calendar import Calendar
from domain.due import due
from domain.errors import Refused
from domain.office import Role
from domain.period import Roll, StartEvent, Suspension, Unit
from domain.statute import ReadStatus
from rules.deadlines import deadlines, load, period
from rules.statutes import statute
from rules.workdays import chinese_calendar

ON = date(2025, 6, 1)
GOOD = """\
example:
  term: {zh: 示例, en: example}
  runs_from: service
  values:
    "2021-07-15": {count: 10, unit: days, roll: none, basis: [pr/80]}
    "2025-01-01": {count: 20, unit: days, roll: none, basis: [pr/80]}
    "2026-01-01": null
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "deadlines.yaml"
    path.write_text(text, "utf-8")
    return path


def test_a_clue_is_verified_within_15_working_days_and_once_15_more_without_testing_time() -> None:
    clue = period("clue_verification", ON)
    assert (clue.count, clue.unit, clue.runs_from) == (15, Unit.WORKING_DAYS, StartEvent.DISCOVERY)
    assert clue.suspended_by == (Suspension.TESTING,)
    assert clue.extension is not None
    assert (clue.extension.count, clue.extension.times, clue.extension.by) == (15, 1, Role.HEAD_OF_DEPARTMENT)


def test_the_sampling_rules_run_from_the_order_and_not_from_its_service() -> None:
    correction, recheck = period("correction_sample", ON), period("recheck_sample", ON)
    assert (correction.count, recheck.count) == (60, 75)
    assert {correction.runs_from, recheck.runs_from} == {StartEvent.ORDER}


def test_the_length_of_an_order_to_correct_a_label_is_left_to_the_officer_without_invented_bounds() -> None:
    label = period("correction_label", ON)
    assert label.count is None
    assert label.officer_set is not None
    assert (label.officer_set.minimum, label.officer_set.maximum) == (None, None)


def test_remedies_are_60_days_and_6_months_and_move_on_from_any_rest_day() -> None:
    reconsideration, suit = period("reconsideration", ON), period("suit", ON)
    assert (reconsideration.count, reconsideration.unit) == (60, Unit.DAYS)
    assert (suit.count, suit.unit) == (6, Unit.MONTHS)
    assert {reconsideration.roll, suit.roll} == {Roll.REST_DAY}


def test_every_period_ends_and_cites_its_articles() -> None:
    calendar = Calendar.of(chinese_calendar(2025, 2026))
    for name in deadlines().ids:
        found = period(name, ON)
        ended = due(found, ON, calendar, count=None if found.count else 30)
        assert ended.on > ON
        assert all(statute(article).cited.zh in ended.explanation.zh for article in ended.basis)


def test_a_period_is_no_better_read_than_the_least_read_of_its_articles() -> None:
    assert {period(name, ON).status for name in deadlines().ids} == {ReadStatus.FULL}


def test_an_article_is_cited_as_a_court_would_cite_it() -> None:
    assert statute("pql/54").cited.zh == "《中华人民共和国产品质量法》第五十四条"
    assert statute("adminlit/101").cited.zh == "《中华人民共和国行政诉讼法》第一百零一条"
    assert statute("apl/28").cited.en == "Administrative Penalty Law, art. 28"
    assert statute("platform/terms").in_force is None


def test_the_value_is_chosen_by_the_day(tmp_path: Path) -> None:
    found = load(written(tmp_path, GOOD))
    assert found.period("example", date(2024, 12, 31)).count == 10
    assert found.period("example", date(2025, 1, 1)).count == 20


@pytest.mark.parametrize("on", [date(2021, 7, 14), date(2026, 1, 1)])
def test_a_day_without_a_period_in_force_is_refused(tmp_path: Path, on: date) -> None:
    with pytest.raises(Refused, match="period_not_in_force"):
        load(written(tmp_path, GOOD)).period("example", on)


def test_a_name_that_is_in_no_catalogue_is_refused() -> None:
    with pytest.raises(Refused, match="unknown_period"):
        period("correction_lable", ON)
    with pytest.raises(Refused, match="unknown_statute"):
        statute("pql/540")


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ("basis: [pr/80]}\n    \"2026", "basis: [pr/800]}\n    \"2026", "unknown_statute", 6),
        ("2021-07-15", "2018-07-15", "deadline_before_its_basis", 5),
        ("basis: [pr/80]}\n    \"2026", "basis: [platform/terms]}\n    \"2026", "deadline_without_law", 6),
        ("2026-01-01", "2024-01-01", "deadline_dates", 7),
        ("{count: 20, unit: days, roll: none, basis: [pr/80]}", "null", "deadline_dates", 7),
        ("2025-01-01", "2021-07-15", "yaml_duplicate_key", 6),
        ("count: 20, unit: days", "count: 20, unit: fortnights", "law_file_invalid", 6),
        ("count: 20", "count: 0", "law_file_invalid", 6),
        ("count: 20, ", "", "law_file_invalid", 6),
        ("count: 20, ", "count: 20, officer_set: {}, ", "law_file_invalid", 6),
        ("runs_from: service", "runs_from: printing", "law_file_invalid", 3),
        ("roll: none, basis: [pr/80]}\n    \"2026", "roll: none, basis: []}\n    \"2026", "law_file_invalid", 6),
    ],
)  # fmt: skip
def test_a_slip_in_the_file_is_told_with_its_line(tmp_path: Path, old: str, new: str, code: str, line: int) -> None:
    text = GOOD.replace(old, new)
    assert text != GOOD
    with pytest.raises(Refused) as refused:
        load(written(tmp_path, text))
    assert refused.value.code == code
    assert f"line {line}:" in refused.value.en
    assert f"第{line}行" in refused.value.zh
