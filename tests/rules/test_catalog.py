from datetime import date
from pathlib import Path

import pytest

from domain.errors import Refused
from rules.catalog import family, load, rule_set
from rules.place import HERE


def copied(to: Path, name: str = "circulation") -> Path:
    folder = to / name
    folder.mkdir()
    for file in (HERE / name).glob("*.yaml"):
        (folder / file.name).write_text(file.read_text("utf-8"), "utf-8")
    return folder


def test_days_with_the_same_rules_share_one_rule_set() -> None:
    assert rule_set("circulation", date(2025, 3, 3)) is rule_set("circulation", date(2025, 1, 3))


def test_the_rules_of_the_2000_amendment_begin_on_1_september_2000() -> None:
    assert rule_set("circulation", date(2000, 9, 1)).rules
    with pytest.raises(Refused) as refused:
        rule_set("circulation", date(2000, 8, 31))
    assert refused.value.code == "no_rule_in_force"


def test_what_an_inspection_needs_is_asked_from_the_day_of_the_document_that_asks_it() -> None:
    before, after = (rule_set("circulation", day) for day in (date(2025, 1, 2), date(2025, 1, 3)))
    assert {rule.id for rule in after.rules} - {rule.id for rule in before.rules} == {
        "circulation.inspection_without_plan_or_clue",
        "circulation.inspection_without_notice",
        "circulation.inspection_without_code",
    }


def test_a_stop_sale_order_after_sampling_binds_from_the_first_day_of_order_18() -> None:
    before, after = (rule_set("circulation", day) for day in (date(2019, 12, 31), date(2020, 1, 1)))
    assert {rule.id for rule in after.rules} - {rule.id for rule in before.rules} == {
        "circulation.sold_under_stop_sale_order",
        "circulation.recheck_failed",
    }


def test_repeated_findings_count_for_nothing_until_an_installation_says_how_many_and_for_how_long() -> None:
    assert family("circulation").off == {
        "circulation.repeated_findings@2019-04-01": ("repeated_findings", "repeated_findings_window")
    }


def test_an_order_to_correct_rests_on_the_penalty_law_of_2021() -> None:
    before, after = (rule_set("matter", day) for day in (date(2021, 7, 14), date(2021, 7, 15)))
    assert {rule.id for rule in after.rules} - {rule.id for rule in before.rules} == {
        "matter.handle_case",
        "matter.no_closing_while_case_runs",
        "matter.refer_suspected_crime",
        "matter.order_correction",
        "matter.order_again",
        "matter.order_after_withdrawal",
        "matter.no_order_before_verification",
    }


def test_a_rule_is_in_force_on_its_last_day_and_not_after(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    ended = folder / "same_content_twice.yaml"
    ended.write_text(ended.read_text("utf-8").replace("2000-09-01}", "2000-09-01, until: 2025-06-30}"), "utf-8")
    changed = load(folder)
    last, after = (changed.on(day) for day in (date(2025, 6, 30), date(2025, 7, 1)))
    assert {rule.id for rule in last.rules} - {rule.id for rule in after.rules} == {"circulation.same_content_twice"}
    assert last.fingerprint != after.fingerprint


def test_a_changed_rule_judges_otherwise(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    rule = folder / "same_content_twice.yaml"
    rule.write_text(rule.read_text("utf-8").replace("over: 1", "over: 2"), "utf-8")
    changed, day = load(folder), date(2025, 3, 3)
    twice = changed.baseline.model_copy(update={"records_of_same_content": 2})
    assert len(family("circulation").on(day).judge(twice).findings) == 1
    assert changed.on(day).judge(twice).findings == ()


def test_a_rule_whose_parameter_nobody_has_set_is_never_in_force(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    rule = folder / "same_content_twice.yaml"
    rule.write_text(rule.read_text("utf-8").replace("over: 1", "at_least: {parameter: repeated_findings}"), "utf-8")
    changed = load(folder)
    assert changed.off["circulation.same_content_twice@2000-09-01"] == ("repeated_findings",)
    assert "circulation.same_content_twice" not in {rule.id for rule in changed.on(date(2025, 3, 3)).rules}


def test_a_parameter_that_does_not_exist_is_refused_with_its_line(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    rule = folder / "same_content_twice.yaml"
    rule.write_text(rule.read_text("utf-8").replace("over: 1", "over: {parameter: fog}"), "utf-8")
    with pytest.raises(Refused) as refused:
        load(folder)
    assert refused.value.code == "unknown_parameter"
    assert "line 6" in refused.value.en


def test_an_unknown_family_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        family("statutes")
    assert refused.value.code == "unknown_family"


def test_no_order_is_enforced_through_the_court_until_the_legal_office_has_said_so() -> None:
    assert family("matter").off == {
        "matter.urge_correction@2021-07-15": ("orders_before_enforcement",),
        "matter.apply_to_court@2021-07-15": ("orders_before_enforcement",),
    }
