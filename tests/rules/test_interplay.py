"""What no rule shows by itself: contradictions, steps that never come, versions, guidance. Each with file and line."""

import re
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from domain.facts import FactModel, fact
from rules import catalog, guidance
from rules.place import HERE
from rules.survey import survey

PARTS: dict[str, Any] = {
    "kind": "step",
    "title": {"zh": "示例", "en": "example"},
    "basis": ["pql/54"],
    "in_force": {"from": "2000-09-01"},
    "then": {"step": "recheck", "track": "correction", "mandatory": True},
    "examples": [{"name": str(finds), "given": {}, "finds": finds} for finds in (True, False)],
}
FORBIDS = {"then": {"forbid": "recheck"}}


def written(folder: Path, name: str, when: dict[str, Any], **parts: Any) -> Path:
    """A rule file of ten lines: id, kind, title, basis, in_force, when, then, then the examples."""
    folder.mkdir(exist_ok=True)
    file = folder / f"{name}.yaml"
    whole = {"id": f"{folder.name}.{name.partition('@')[0]}", **PARTS, "when": when, **parts}
    order = ["id", "kind", "title", "basis", "in_force", "when", "then", "examples"]
    lines = [
        f"{key}: {yaml.safe_dump(whole[key], default_flow_style=True, width=9999).split(chr(10))[0]}" for key in order
    ]
    days_unquoted = re.sub(r"'(\d{4}-\d\d-\d\d)'", r"\1", "\n".join(lines))
    file.write_text(days_unquoted + "\n", "utf-8")
    return file


def told(folder: Path, documents: set[str] | None = None) -> list[tuple[str, str]]:
    """Code and place of every problem; each has a sentence in both languages."""
    found = catalog.surveyed(folder, documents).problems
    assert all(one.zh.split(" ")[0] == one.en.split(",")[0] for one in found)
    return [(one.code, one.en.split(": ")[0]) for one in found]


@pytest.fixture
def matter(tmp_path: Path) -> Path:
    return tmp_path / "matter"


def test_a_mandatory_step_that_is_forbidden_in_a_situation_where_both_hold_is_a_contradiction(matter: Path) -> None:
    written(matter, "must", {"order": {"in": ["lapsed", "late"]}})
    written(matter, "never", {"order": "late", "orders": {"over": 1}}, **FORBIDS)
    (problem,) = catalog.surveyed(matter).problems
    assert (problem.code, problem.value) == ("contradicting_rules", "matter.must")
    assert problem.en.startswith("matter/never.yaml, line 7: This contradicts “matter.must”")
    assert "order: late, orders: 2" in problem.en
    assert "order: late, orders: 2" in problem.zh


def test_rules_that_no_situation_or_no_day_brings_together_do_not_contradict(matter: Path) -> None:
    written(matter, "must", {"order": "late"}, in_force={"from": "2000-09-01", "until": "2020-12-31"})
    written(matter, "elsewhere", {"order": "lapsed"}, **FORBIDS)
    written(matter, "later", {"orders": {"over": 1}}, in_force={"from": "2021-01-01"}, **FORBIDS)
    assert told(matter) == []


def test_an_optional_step_gives_way_to_a_prohibition(matter: Path) -> None:
    written(matter, "may", {"order": "late"}, then={**PARTS["then"], "mandatory": False})
    written(matter, "never", {"orders": {"over": 1}}, **FORBIDS)
    assert told(matter) == []


def test_what_is_declared_impossible_is_no_contradiction(matter: Path) -> None:
    written(matter, "must", {"order": "late"})
    written(matter, "never", {"orders": 0}, **FORBIDS)
    assert told(matter) == [("contradicting_rules", "matter/never.yaml, line 7")]
    impossible = "- why: {zh: 示例, en: example}\n  when: {order: {is_not: none}, orders: {under: 1}}\n"
    (matter / "_impossible.yaml").write_text(impossible, "utf-8")
    assert told(matter) == []


def test_a_rule_that_holds_in_impossible_situations_only_is_refused(matter: Path) -> None:
    written(matter, "must", {"order": "late", "orders": 0})
    impossible = "- why: {zh: 示例, en: example}\n  when: {order: {is_not: none}, orders: {under: 1}}\n"
    (matter / "_impossible.yaml").write_text(impossible, "utf-8")
    assert told(matter) == [("never_possible", "matter/must.yaml, line 6")]


@pytest.mark.parametrize(
    ("entry", "code", "line"),
    [
        ("when: {ordr: late}", "unknown_fact", 2),
        ("when: {order: maybe}", "wrong_operand", 2),
        ("when: {orders: {over: 2, under: 2}}", "never_holds", 2),
        ("when: {}", "law_file_invalid", 2),
    ],
)
def test_what_is_declared_impossible_must_be_readable(matter: Path, entry: str, code: str, line: int) -> None:
    written(matter, "must", {"order": "late"})
    (matter / "_impossible.yaml").write_text(f"- why: {{zh: 示例, en: example}}\n  {entry}\n", "utf-8")
    assert told(matter) == [(code, f"matter/_impossible.yaml, line {line}")]


def test_a_step_that_is_forbidden_wherever_its_rule_holds_is_refused(matter: Path) -> None:
    written(matter, "may", {"order": {"in": ["late", "lapsed"]}}, then={**PARTS["then"], "mandatory": False})
    written(matter, "never_late", {"order": "late"}, **FORBIDS)
    assert told(matter) == []
    written(matter, "never_lapsed", {"order": "lapsed"}, in_force={"from": "2022-01-01"}, **FORBIDS)
    (problem,) = catalog.surveyed(matter).problems
    assert problem.code == "never_taken"
    assert problem.en == "matter/may.yaml, line 7: From 2022-01-01 on this step is forbidden wherever the rule holds."


def test_one_mandatory_step_has_one_period(matter: Path) -> None:
    written(matter, "one", {"order": "late"})
    written(matter, "other", {"orders": 1}, then={**PARTS["then"], "period": "correction_label"})
    assert told(matter) == [("contradicting_rules", "matter/other.yaml, line 7")]


@pytest.mark.parametrize(
    ("parts", "contradicts"),
    [
        ({}, False),
        ({"kind": "clue"}, True),
        ({"basis": ["pql/36"]}, True),
        ({"then": {"finding": "example", "against": "institute"}}, True),
    ],
)
def test_one_finding_has_one_kind_one_basis_and_one_addressee(
    tmp_path: Path, parts: dict[str, Any], contradicts: bool
) -> None:
    folder, found = tmp_path / "circulation", {"kind": "violation", "basis": ["pql/27"], "then": {"finding": "example"}}
    written(folder, "one", {"sold_bare": True}, **found)
    written(folder, "other", {"on_sale": True}, **{**found, **parts})
    written(
        folder, "third", {"sold_bare": False, "on_sale": False}, **{**found, "kind": "clue"}
    )  # never with the others
    assert told(folder) == ([("contradicting_rules", "circulation/other.yaml, line 7")] if contradicts else [])


def test_versions_follow_one_another_and_each_is_in_force_in_its_days(matter: Path) -> None:
    written(matter, "must", {"order": "late"}, in_force={"from": "2000-09-01", "until": "2020-12-31"})
    written(matter, "must@2021-01-01", {"order": "lapsed"}, in_force={"from": "2021-01-01"})
    found = catalog.load(matter)
    days = {rule.version: rule.in_force for rule in found.rules}
    assert list(days) == ["matter.must@2000-09-01", "matter.must@2021-01-01"]
    before, after = (found.on(days[version].last or days[version].first).rules for version in days)
    assert [rule.when for rule in (*before, *after)] == [{"order": "late"}, {"order": "lapsed"}]


@pytest.mark.parametrize(
    ("until", "begins", "then", "code", "line"),
    [
        ("2020-12-30", "2021-01-01", PARTS["then"], "versions_gap", 5),
        ("2021-01-01", "2021-01-01", PARTS["then"], "versions_overlap", 5),
        (None, "2021-01-01", PARTS["then"], "versions_overlap", 5),
        ("2020-12-31", "2021-01-01", {**PARTS["then"], "step": "closing"}, "version_of_another", 7),
        ("2020-12-31", "2021-02-01", PARTS["then"], "wrong_version", 5),
    ],
)
def test_versions_that_leave_a_gap_or_overlap_are_refused(
    matter: Path, until: str | None, begins: str, then: dict[str, Any], code: str, line: int
) -> None:
    first = {"from": "2000-09-01"} | ({"until": until} if until else {})
    written(matter, "must", {"order": "late"}, in_force=first)
    written(matter, "must@2021-01-01", {"order": "lapsed"}, in_force={"from": begins}, then=then)
    assert told(matter) == [(code, f"matter/must@2021-01-01.yaml, line {line}")]


def test_a_document_must_be_in_the_catalogue_where_that_is_given(matter: Path) -> None:
    written(matter, "must", {"order": "late"}, then={**PARTS["then"], "document": "red_packet"})
    assert told(matter) == []
    assert told(matter, {"order_to_correct"}) == [("unknown_document", "matter/must.yaml, line 7")]
    assert told(matter, {"red_packet"}) == []


class AfterGuidance(FactModel):
    orders: int | None = fact("责令次数", "orders", unit="orders")
    commitments: bool | None = fact("承诺已兑现", "commitments kept", guidance=True)


@pytest.mark.parametrize(
    ("parts", "refused"),
    [
        ({}, True),
        ({"then": {"step": "closing", "track": "clue", "mandatory": False}}, False),
        ({"then": {"forbid": "closing"}}, False),
        ({"then": {"forbid": "order_to_correct"}}, True),
        ({"kind": "clue", "then": {"finding": "unreliable"}}, True),
    ],
    ids=["adverse step", "step of guidance", "no step of guidance", "no other step", "finding"],
)
@pytest.mark.parametrize("read", ["commitments", "among alternatives", "nothing of it"])
def test_what_came_of_guidance_leads_to_guidance_only(
    matter: Path, monkeypatch: pytest.MonkeyPatch, read: str, parts: dict[str, Any], refused: bool
) -> None:
    monkeypatch.setattr(guidance, "TRACKS", frozenset({"clue"}))  # for the length of this test, a track of guidance
    when: dict[str, Any] = {"commitments": False} if read == "commitments" else {"orders": 1}
    file = written(matter, "rule", when, **parts)
    if read == "among alternatives":
        file.write_text(
            file.read_text("utf-8").replace("then:", "any: [{orders: 1}, {commitments: false}]\nthen:"), "utf-8"
        )
    written(matter, "letter", {"orders": 0}, then={"step": "closing", "track": "clue", "mandatory": False})
    written(
        matter, "order", {"orders": 0}, then={"step": "order_to_correct", "track": "correction", "mandatory": False}
    )
    (matter / "_baseline.yaml").write_text("orders: 0\ncommitments: true\n", "utf-8")
    found = [one.code for one in survey(matter, AfterGuidance).problems]
    assert found == (["adverse_on_guidance"] if refused and read != "nothing of it" else [])


def test_all_problems_of_a_folder_are_told_and_the_sound_rules_are_read(matter: Path) -> None:
    shutil.copytree(HERE / "matter", matter)
    written(matter, "wrong", {"ordr": "late", "order": "maybe"}, basis=["pql/999"])
    (matter / "torn.yaml").write_text("id: [", "utf-8")
    (matter / "shapeless.yaml").write_text("id: matter.shapeless\nkind: crime\n", "utf-8")
    codes = [code for code, _ in told(matter)]
    assert codes.count("law_file_invalid") > 3  # a wrong kind, and what is missing
    assert {"not_yaml", "unknown_statute", "unknown_fact", "wrong_operand"} < set(codes)
    found = catalog.surveyed(matter).family
    assert found is not None
    assert [rule.id for rule in found.rules] == [rule.id for rule in catalog.family("matter").rules]


def test_the_product_s_own_rules_on_matters_contradict_but_for_closings_that_wait(matter: Path) -> None:
    shutil.copytree(HERE / "matter", matter)
    assert told(matter) == []
    for closing in matter.glob("close_*.yaml"):
        closing.write_text(closing.read_text("utf-8").replace(", yields: true", ""), encoding="utf-8")
    assert {code for code, _ in told(matter)} == {"contradicting_rules"}
