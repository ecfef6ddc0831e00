from datetime import date, datetime, time
from pathlib import Path

import pytest

from domain.calendar import SHANGHAI, Calendar
from domain.due import Due, due
from domain.errors import Refused
from domain.office import Role
from domain.period import Roll, StartEvent, Suspension, Unit
from domain.statute import ReadStatus
from rules.deadlines import deadlines, load, period
from rules.statutes import statute
from rules.workdays import chinese_calendar
from tests.parameters import set_to

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
    assert clue.suspended_by == (Suspension.TESTING, Suspension.RIGHT_HOLDER)
    (more,) = clue.extensions
    assert (more.count, more.times, more.by) == (15, 1, Role.HEAD_OF_DEPARTMENT)


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


def on_record(name: str, start: date) -> Due:
    return due(period(name, start), start, Calendar.of(chinese_calendar(2025, 2026)))


def test_an_announced_firm_is_checked_again_after_the_sixtieth_and_before_the_ninetieth_day() -> None:
    window = on_record("recheck_announced", date(2025, 3, 1))
    assert (window.not_before, window.on) == (date(2025, 5, 1), date(2025, 5, 29))
    assert "不得早于2025年5月1日" in window.explanation.zh


def test_a_hearing_is_held_after_seven_whole_working_days_and_the_court_asked_after_ten() -> None:
    assert on_record("hearing_notice", date(2026, 9, 23)).not_before == date(2026, 10, 11)
    assert on_record("urging", date(2025, 3, 3)).not_before == date(2025, 3, 18)
    assert on_record("service_by_announcement", date(2025, 3, 3)).not_before == date(2025, 4, 3)


def test_a_case_is_decided_in_90_days_and_30_more_and_what_the_heads_together_find_reasonable() -> None:
    case = period("penalty_decision", ON)
    single, together = case.extensions
    assert (case.count, single.count, single.by) == (90, 30, Role.HEAD_OF_DEPARTMENT)
    assert (together.count, together.collective) == (None, True)
    assert set(case.suspended_by) == set(Suspension)
    assert on_record("penalty_decision", date(2026, 7, 5)).on == date(2026, 10, 8)


def test_a_seizure_ends_with_its_thirtieth_day_even_where_that_is_a_holiday() -> None:
    assert on_record("seizure", date(2025, 9, 2)).on == date(2025, 10, 2)


def test_a_referral_goes_to_the_police_within_24_hours_of_its_approval_holiday_or_not() -> None:
    approved = datetime(2025, 10, 1, 9, 30, tzinfo=SHANGHAI)
    ended = due(period("referral_to_police", ON), approved, Calendar.of(chinese_calendar(2025, 2025)))
    assert ended.at == datetime(2025, 10, 2, 9, 30, tzinfo=SHANGHAI)
    assert not ended.provisional
    with pytest.raises(Refused, match="moment_needed"):
        due(period("referral_to_police", ON), ON, Calendar())


@pytest.mark.parametrize(
    ("name", "count", "unit"),
    [
        ("retest_objection", 15, Unit.DAYS),
        ("statement_or_hearing_request", 5, Unit.WORKING_DAYS),
        ("case_review", 10, Unit.WORKING_DAYS),
        ("decision_service", 7, Unit.WORKING_DAYS),
        ("payment", 15, Unit.DAYS),
        ("registered_evidence", 7, Unit.WORKING_DAYS),
        ("case_closing", 15, Unit.WORKING_DAYS),
        ("help_request", 15, Unit.WORKING_DAYS),
        ("jurisdiction_talks", 7, Unit.WORKING_DAYS),
        ("jurisdiction_designation", 7, Unit.WORKING_DAYS),
        ("referral_decision", 3, Unit.DAYS),
        ("police_review_request", 3, Unit.DAYS),
        ("court_enforcement", 3, Unit.MONTHS),
        ("publicity", 20, Unit.WORKING_DAYS),
        ("publicity_withdrawal", 3, Unit.WORKING_DAYS),
        ("ex_officio_act", 60, Unit.DAYS),
        ("supervision_report", 10, Unit.WORKING_DAYS),
        ("complaint_acceptance", 7, Unit.WORKING_DAYS),
        ("complaint_power_talks", 7, Unit.WORKING_DAYS),
        ("complaint_knowledge", 3, Unit.YEARS),
        ("mediation", 45, Unit.WORKING_DAYS),  # 令20号; from 2026-04-15 on 60 days
        ("termination_notice", 7, Unit.WORKING_DAYS),
        ("penalty_bar", 2, Unit.YEARS),
        ("penalty_bar_harm", 5, Unit.YEARS),
    ],
)
def test_a_period_is_as_long_as_its_article_says(name: str, count: int, unit: Unit) -> None:
    found = period(name, _in_force(name))
    assert (found.count, found.unit) == (count, unit)


def test_the_periods_of_a_complaint_are_those_of_the_order_in_force_when_it_was_received() -> None:
    last, first = date(2026, 4, 14), date(2026, 4, 15)
    for name, basis, since in (
        ("complaint_acceptance", "order20/14", "order121/15"),
        ("complaint_knowledge", "order20/15.1.4", "order121/16.1.4"),
        ("mediation", "order20/21.1.5", "order121/23.1.5"),
        ("termination_notice", "order20/21.2", "order121/23.2"),
    ):
        assert (period(name, last).basis[0], period(name, first).basis[0]) == (basis, since)
    assert (period("mediation", first).count, period("mediation", first).unit) == (60, Unit.DAYS)
    assert {period("mediation", day).suspended_by for day in (last, first)} == {(Suspension.TESTING,)}


def _in_force(name: str) -> date:
    return max(ON, deadlines().first_days(name)[0])


def test_every_period_ends_and_cites_its_articles() -> None:
    calendar = Calendar.of(chinese_calendar(2025, 2026))
    for name in deadlines().ids:
        day = _in_force(name)
        found = period(name, day)
        ended = due(found, datetime.combine(day, time(9), SHANGHAI), calendar, count=None if found.count else 30)
        assert ended.on > day
        assert all(statute(article).cited.zh in ended.explanation.zh for article in ended.basis)


def test_a_period_is_no_better_read_than_the_least_read_of_its_articles() -> None:
    partial = {name for name in deadlines().ids if period(name, _in_force(name)).status is not ReadStatus.FULL}
    supervision = {f"supervision_{name}" for name in ("correction", "report", "review_request", "review_answer")}
    assert partial == {"ex_officio_act"} | supervision


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
        ("basis: [pr/80]}\n    \"2026-01-01\": null", "basis: [order20/14]}", "deadline_after_its_basis", 6),
        ("basis: [pr/80]}\n    \"2026", "basis: [platform/terms]}\n    \"2026", "deadline_without_law", 6),
        ("2026-01-01", "2024-01-01", "deadline_dates", 7),
        ("{count: 20, unit: days, roll: none, basis: [pr/80]}", "null", "deadline_dates", 7),
        ("2025-01-01", "2021-07-15", "yaml_duplicate_key", 6),
        ("count: 20, unit: days", "count: 20, unit: fortnights", "law_file_invalid", 6),
        ("count: 20", "count: 0", "law_file_invalid", 6),
        ("count: 20, ", "", "law_file_invalid", 6),
        ("count: 20, ", "count: 20, officer_set: {}, ", "law_file_invalid", 6),
        ("count: 20, unit: days, roll: none", "count: 24, unit: hours, roll: rest-day", "law_file_invalid", 6),
        ("count: 20, ", "count: 20, not_before: 20, ", "law_file_invalid", 6),
        ("count: 20, ", "count: 20, extension: {}, ", "law_file_invalid", 6),
        (
            "roll: none, basis: [pr/80]}\n    \"2026",
            "roll: none, basis: [pr/80], extensions: [{times: 1, basis: [pr/800]}]}\n    \"2026", "unknown_statute", 6,
        ),
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


def test_what_an_officer_sets_is_extended_only_as_far_as_the_installation_allows() -> None:
    assert period("correction_label", ON).extensions == ()
    with set_to(correction_extension_days=10):
        (more,) = period("correction_label", ON).extensions
    assert (more.count, more.times, more.by) == (10, 1, Role.HEAD_OF_DEPARTMENT)
    assert period("correction_sample", ON).extensions == ()  # its sixty days are the law's own


def test_an_extension_by_a_parameter_that_is_not_there_is_refused_with_its_line(tmp_path: Path) -> None:
    more = "extensions: [{parameter: guess, times: 1, basis: [pr/80]}]"
    text = GOOD.replace("roll: none, basis: [pr/80]}", f"roll: none, basis: [pr/80], {more}}}", 1)
    with pytest.raises(Refused, match=r"deadlines\.yaml, line 5") as refused:
        load(written(tmp_path, text))
    assert refused.value.code == "unknown_parameter"
