"""What a rule file cannot say: each is refused with its file, its line and a sentence."""

from pathlib import Path

import pytest

from domain.errors import Refused
from rules.catalog import load
from rules.place import HERE

RULE = """\
id: circulation.example
kind: violation
title: {zh: 示例, en: example}
basis: [pql/27]
in_force: {from: 2000-09-01}
when:
  sold_bare: false
  records_of_same_content: {over: 1}
then: {finding: example}
examples:
  - {name: hit, given: {records_of_same_content: 2}, finds: true}
  - {name: miss, given: {}, finds: false}
"""
WRONG = [
    ("a fact that does not exist", "sold_bare: false", "sold_naked: false", "unknown_fact", 7),
    ("an enum that does not have the member", "sold_bare: false", "counterfeit_flag: maybe", "wrong_operand", 7),
    ("a number for a truth", "sold_bare: false", "sold_bare: 0", "wrong_operand", 7),
    ("a truth for a number", "{over: 1}", "{over: true}", "wrong_operand", 8),
    ("a text for a number", "{over: 1}", '{over: "1"}', "wrong_operand", 8),
    ("a day for a number", "{over: 1}", "{over: 2000-01-01}", "wrong_operand", 8),
    ("nothing for a number", "{over: 1}", "{over: null}", "wrong_operand", 8),
    ("a number that not everyone can hold", "{over: 1}", "{over: 9007199254740993}", "wrong_operand", 8),
    ("an order of truths", "sold_bare: false", "sold_bare: {over: false}", "unknown_operator", 7),
    ("an order of words", "sold_bare: false", "counterfeit_flag: {at_least: not_stated}", "unknown_operator", 7),
    ("an operator that does not exist", "{over: 1}", "{above: 1}", "unknown_operator", 8),
    ("one value where `in` wants a list", "{over: 1}", "{in: 1}", "wrong_operand", 8),
    ("an empty list", "{over: 1}", "{in: []}", "wrong_operand", 8),
    ("a list without `in`", "{over: 1}", "[1, 2]", "wrong_operand", 8),
    ("no test on a fact", "{over: 1}", "{}", "empty_when", 8),
    ("an empty when", RULE[RULE.index("when") : RULE.index("then")], "when: {}\n", "empty_when", 6),
    ("no when", RULE[RULE.index("when") : RULE.index("then")], "", "empty_when", 1),
    ("an empty alternative", "then:", "any: [{sold_bare: true}, {}]\nthen:", "empty_when", 9),
    ("a fact in an alternative", "then:", "any: [{sold: true}]\nthen:", "unknown_fact", 9),
    ("eleven alternatives", "then:", f"any: [{', '.join(['{sold_bare: true}'] * 11)}]\nthen:", "law_file_invalid", 9),
    ("no for false", "sold_bare: false", "sold_bare: no", "yaml_ambiguous", 7),
    ("an octal number", "{over: 1}", "{over: 010}", "yaml_ambiguous", 8),
    ("a time for a number", "{over: 1}", "{over: 1:30}", "yaml_ambiguous", 8),
    ("one fact twice", "sold_bare: false", "sold_bare: false\n  sold_bare: true", "yaml_duplicate_key", 8),
    ("a reference", "sold_bare: false", "<<: {sold_bare: false}", "yaml_ambiguous", 7),
    ("no YAML", "{over: 1}", "{over: 1", "not_yaml", 9),
    ("a key that does not exist", "then:", "threshold: 3\nthen:", "law_file_invalid", 9),
    ("a kind that does not exist", "kind: violation", "kind: crime", "law_file_invalid", 2),
    ("a day that does not exist", "from: 2000-09-01", "from: 2000-09-31", "not_a_date", 5),
    ("a day in words", "from: 2000-09-01", "from: September", "law_file_invalid", 5),
    ("an end before the beginning", "from: 2000-09-01", "from: 2000-09-01, until: 1999-01-01", "never_in_force", 5),
    ("an id that is not the file's", "circulation.example", "circulation.other", "wrong_rule_id", 1),
    ("a step among findings", "{finding: example}", "{forbid: closing}", "wrong_kind", 9),
    ("a number for what follows", "{finding: example}", "5", "law_file_invalid", 9),
    ("a list for what follows", "{finding: example}", "[finding, example]", "law_file_invalid", 9),
    ("an article that is not in the catalogue", "[pql/27]", "[pql/27, pql/999]", "unknown_statute", 4),
    ("a contract as the basis of a violation", "[pql/27]", "[platform/terms]", "basis_is_no_law", 4),
    ("an article as the basis of a data question", "kind: violation", "kind: data", "basis_is_a_law", 4),
    ("an article that is younger than the rule", "[pql/27]", "[apl/28]", "basis_not_in_force", 4),
    ("an article that is repealed before the rule ends", "[pql/27]", "[order20/14]", "basis_not_in_force", 4),
    ("numbers between which there is none", "{over: 1}", "{over: 5, under: 3}", "never_holds", 6),
    ("no whole number between neighbours", "{over: 1}", "{over: 1, under: 2}", "never_holds", 6),
    (
        "a list whose only value is excluded",
        "sold_bare: false",
        'counterfeit_flag: {in: ["no"], is_not: "no"}',
        "never_holds",
        6,
    ),
    ("a truth that is neither", "sold_bare: false", "sold_bare: {is_not: true, in: [true]}", "never_holds", 6),
    (
        "an alternative against the when",
        "then:",
        "any: [{on_sale: true}, {sold_bare: true}]\nthen:",
        "dead_alternative",
        9,
    ),
    (
        "an alternative against itself",
        "then:",
        "any: [{days_counted: {over: 2, at_most: 2}}]\nthen:",
        "dead_alternative",
        9,
    ),
    ("an example with an unknown fact", "given: {}", "given: {sold: true}", "unknown_fact", 12),
    ("an example with a wrong value", "given: {}", "given: {sold_bare: label}", "wrong_operand", 12),
    ("examples that it finds alone", "given: {}, finds: false", "given: {}, finds: true", "one_sided_examples", 10),
    ("only one example", RULE[RULE.index("  - {name: miss") :], "", "one_sided_examples", 10),
]
UNSHAPED = [
    ("title: {zh: 示例, en: example}\n", "", "缺少“title”。", "“title” is missing."),
    ("then:", "threshold: 3\nthen:", "此处没有“threshold”这一项。", "There is no “threshold” here."),
    ("kind: violation", "kind: crime", "“kind”只能是：", "“kind” can only be 'violation'"),
    ("[pql/27]", "[]", "“basis”不符合格式：", "“basis” does not have its form: "),
]


def folder_with(to: Path, rule: str) -> Path:
    folder = to / "circulation"
    folder.mkdir()
    (folder / "_baseline.yaml").write_text((HERE / "circulation" / "_baseline.yaml").read_text("utf-8"), "utf-8")
    (folder / "example.yaml").write_text(rule, "utf-8")
    return folder


def test_the_rule_from_which_the_wrong_ones_differ_is_taken(tmp_path: Path) -> None:
    assert [rule.id for rule in load(folder_with(tmp_path, RULE)).rules] == ["circulation.example"]


@pytest.mark.parametrize(("right", "wrong", "code", "line"), [case[1:] for case in WRONG], ids=[c[0] for c in WRONG])
def test_refused_with_file_and_line(tmp_path: Path, right: str, wrong: str, code: str, line: int) -> None:
    assert right in RULE
    with pytest.raises(Refused) as refused:
        load(folder_with(tmp_path, RULE.replace(right, wrong, 1)))
    assert refused.value.code == code
    assert refused.value.en.startswith(f"circulation/example.yaml, line {line}: ")
    assert refused.value.zh.startswith(f"circulation/example.yaml 第{line}行：")


@pytest.mark.parametrize(("right", "wrong", "zh", "en"), UNSHAPED)
def test_what_a_file_lacks_or_has_too_much_is_named(tmp_path: Path, right: str, wrong: str, zh: str, en: str) -> None:
    with pytest.raises(Refused) as refused:
        load(folder_with(tmp_path, RULE.replace(right, wrong, 1)))
    assert refused.value.code == "law_file_invalid"
    assert (zh in refused.value.zh, en in refused.value.en) == (True, True)


def test_a_baseline_states_every_fact(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, RULE)
    baseline = folder / "_baseline.yaml"
    baseline.write_text(baseline.read_text("utf-8").replace("sold_bare: false", "sold_bare: null"), "utf-8")
    with pytest.raises(Refused) as refused:
        load(folder)
    assert refused.value.code == "incomplete_baseline"
