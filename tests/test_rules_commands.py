"""The rules from the command line: a lawyer's working copy, the list with its hits, a back-test."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from cli import app
from domain.errors import Refused
from models.session import Database
from rules.place import HERE
from servers import Addresses
from tests.market import NOON, Market


def hezheng(*arguments: str, code: int = 0) -> Any:
    """What a command answers to a machine; a refusal is raised."""
    ran = CliRunner().invoke(app, [*arguments, "--json"])
    if isinstance(ran.exception, Refused):
        raise ran.exception
    assert ran.exit_code == code, ran.output
    return json.loads(ran.stdout)


@pytest.fixture
def market(addresses: Addresses, monkeypatch: pytest.MonkeyPatch) -> Addresses:
    """A register with one check of bare goods without any proof, and one of packaged goods without."""
    monkeypatch.setenv("HEZHENG_DATABASE_URL", addresses.database_url)
    monkeypatch.setenv("HEZHENG_OWNER_URL", addresses.owner_url)
    monkeypatch.setenv("TEMPORAL_ADDRESS", addresses.temporal)
    database = Database(addresses.database_url)
    with database.transaction() as session:
        shop = Market(session)
        for bare in (True, False):
            shop.check(NOON, region="430702", proof_of_inspection="none_in_any_form", sold_bare=bare)
    database.close()
    return addresses


def test_a_working_copy_is_checked_and_every_problem_is_told(tmp_path: Path) -> None:
    shutil.copytree(HERE / "circulation", tmp_path / "circulation")
    clean = hezheng("rules", "check", str(tmp_path))
    assert (clean["problems"], clean["failures"]) == ([], [])
    for name, right, wrong in (
        ("same_content_twice", "over: 1", "over: 5, under: 3"),
        ("certificate_frozen", "when: {frozen", "when: {melted"),
        ("units_beyond_lot", "over: 0", "over: 1"),
    ):
        file = tmp_path / "circulation" / f"{name}.yaml"
        text = file.read_text("utf-8")
        assert right in text
        file.write_text(text.replace(right, wrong), "utf-8")
    for folder in (tmp_path, tmp_path / "circulation"):  # of families, or one of them
        told = hezheng("rules", "check", str(folder), code=1)
        assert [problem["code"] for problem in told["problems"]] == ["unknown_fact", "never_holds"]
        assert told["failures"] == ["circulation.units_beyond_lot: one more: False"]
        assert told["rules"] == clean["rules"] - 2


def test_a_rule_may_cite_an_article_that_only_the_working_copy_has(tmp_path: Path) -> None:
    shutil.copytree(HERE / "circulation", tmp_path / "circulation")
    rule = tmp_path / "circulation" / "units_beyond_lot.yaml"
    rule.write_text(rule.read_text("utf-8").replace("[pr/18]", "[pr/18, example/7]"), "utf-8")
    told = hezheng("rules", "check", str(tmp_path), code=1)
    assert [problem["code"] for problem in told["problems"]] == ["unknown_statute"]
    law = "example:\n  title: {zh: 示例法, en: Example Law}\n  short: {zh: 示例法, en: EL}\n"
    more = f"{law}  kind: law\n  in_force: 2019-04-01\n  articles: [7]\n"
    (tmp_path / "statutes.yaml").write_text((HERE / "statutes.yaml").read_text("utf-8") + more, "utf-8")
    assert hezheng("rules", "check", str(tmp_path))["problems"] == []
    (tmp_path / "statutes.yaml").write_text(more.replace("kind: law", "kind: wish"), "utf-8")
    told = hezheng("rules", "check", str(tmp_path), code=1)
    assert {problem["code"] for problem in told["problems"]} == {"law_file_invalid"}
    assert hezheng("rules", "check")["problems"] == []  # the product's own law is as it was


def test_a_folder_without_rules_is_refused_and_one_of_no_family_is_told(tmp_path: Path) -> None:
    for folder, code in ((tmp_path / "nowhere", "no_such_folder"), (tmp_path, "no_rules_here")):
        with pytest.raises(Refused) as refused:
            hezheng("rules", "check", str(folder))
        assert refused.value.code == code
    shutil.copytree(HERE / "region", tmp_path / "weather")
    shutil.copytree(HERE / "region", tmp_path / "region")
    told = hezheng("rules", "check", str(tmp_path), code=1)
    assert [problem["code"] for problem in told["problems"]] == ["unknown_family"]
    assert told["rules"] > 0


def test_every_rule_is_listed_with_its_articles_how_they_were_read_and_why_it_is_off() -> None:
    rules = {rule["id"]: rule for rule in hezheng("rules", "list")}
    assert {"circulation.no_proof_of_inspection", "matter.order_correction"} <= set(rules)
    assert all(rule["basis"] for rule in rules.values())
    assert rules["circulation.no_proof_of_inspection"]["status"] == "full"
    assert rules["circulation.inspection_without_code"]["status"] == "partial"
    assert rules["circulation.repeated_findings"]["off"] == ["repeated_findings", "repeated_findings_window"]


@pytest.mark.usefixtures("market")
def test_hits_are_counted_over_the_checks_of_one_origin() -> None:
    def hits(origin: str) -> dict[str, int | None]:
        return {rule["id"]: rule["hits"] for rule in hezheng("rules", "list", "--hits", "--origin", origin)}

    own, rehearsed, published = hits("own"), hits("rehearsal"), hits("published")
    named = "circulation.no_proof_of_inspection"
    assert (own[named], rehearsed[named], published[named]) == (1, 0, None)  # a real firm is not asked
    assert published["circulation.note_against_flag"] == 0
    assert own["circulation.repeated_findings"] is None  # off
    assert own["matter.recheck"] is None


@pytest.mark.usefixtures("market")
def test_a_changed_rule_is_tested_against_the_checks_on_record(tmp_path: Path) -> None:
    changed = tmp_path / "no_proof_of_inspection.yaml"
    text = (HERE / "circulation" / changed.name).read_text("utf-8")
    changed.write_text(text.replace("sold_bare: false\n", "sold_bare: true\n", 1), "utf-8")
    told = hezheng("rules", "backtest", str(changed))
    assert (told["checks"], told["origins"]) == (2, ["own", "rehearsal"])
    expected = {"origin": "own", "month": "2025-03", "region": "430702", "region_name": "武陵区"}
    counts = {"hits": 1, "newly": 1, "no_longer": 1, "not_evaluated": 0}
    assert told["shifts"] == [expected | counts]
    assert [(one["name"], one["newly"], one["no_longer"]) for one in told["parties"]] == [("示例店", 1, 1)]
    shown = CliRunner().invoke(app, ["rules", "backtest", str(changed)])
    assert "示例店" in shown.output
    assert "武陵区" in shown.output
    assert "2次检查，发现1次，其中新增1次；不再发现1次。" in shown.output


@pytest.mark.usefixtures("market")
def test_what_cannot_be_tested_is_refused_in_a_sentence(tmp_path: Path) -> None:
    matter = HERE / "matter" / "recheck.yaml"
    for arguments, code in (
        ([str(matter)], "rule_of_another_family"),
        ([str(tmp_path / "nowhere.yaml")], "no_such_file"),
        (
            [str(HERE / "circulation" / "no_proof_of_inspection.yaml"), "--origin", "published"],
            "published_for_data_only",
        ),
        ([str(HERE / "circulation" / "no_proof_of_inspection.yaml"), "--since", "then"], "not_a_date"),
    ):
        with pytest.raises(Refused) as refused:
            hezheng("rules", "backtest", *arguments)
        assert refused.value.code == code
        assert refused.value.zh
        assert refused.value.en
