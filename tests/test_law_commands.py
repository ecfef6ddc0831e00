"""Asking the law from the command line: what is due when and why, what the rules say of a case."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from cli import app
from domain.errors import Refused


def hezheng(*arguments: str) -> Any:
    """What a command answers to a machine; a refusal is raised."""
    ran = CliRunner().invoke(app, [*arguments, "--json"])
    if isinstance(ran.exception, Refused):
        raise ran.exception
    assert ran.exit_code == 0, ran.output
    return json.loads(ran.stdout)


@pytest.mark.parametrize(
    ("arguments", "on", "provisional"),
    [
        (["clue_verification", "2025-02-10"], "2025-03-03", False),
        (["correction_label", "2025-03-21", "--days", "15"], "2025-04-07", False),
        (["--working-days", "7", "2026-09-23"], "2026-10-10", False),
        (["--days", "60", "2026-08-03"], "2026-10-08", False),
        (["--days", "60", "2026-08-03", "--roll", "none"], "2026-10-02", False),
        (["--months", "6", "2026-08-31", "--roll", "rest-day"], "2027-03-01", True),
    ],
)
def test_a_period_ends_on_its_day_with_the_reason(arguments: list[str], on: str, provisional: bool) -> None:
    answer = hezheng("due", *arguments)
    assert set(answer) == {"on", "at", "basis", "explanation", "provisional", "not_before"}
    assert (answer["on"], answer["provisional"]) == (on, provisional)
    assert answer["explanation"]["zh"].count("届满") == 1


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["2025-02-10"], "which_period"),
        (["--days", "3", "--months", "1", "2025-02-10"], "which_period"),
        (["no_such_period", "2025-02-10"], "unknown_period"),
        (["clue_verification", "tomorrow"], "not_a_date"),
        (["clue_verification", "2025-02-10", "--days", "3"], "period_count_fixed_by_law"),
        (["correction_label", "2025-02-10"], "period_count_missing"),
        (["clue_verification", "2018-02-10"], "period_not_in_force"),
    ],
)
def test_a_question_that_has_no_answer_is_refused(arguments: list[str], code: str) -> None:
    with pytest.raises(Refused) as refused:
        hezheng("due", *arguments)
    assert refused.value.code == code


def test_facts_are_judged_without_a_database_and_what_is_left_out_is_unknown(tmp_path: Path) -> None:
    facts = tmp_path / "facts.json"
    facts.write_text('{"proof_of_inspection": "none_in_any_form", "sold_bare": false}')
    judged = hezheng("judge", "circulation", str(facts), "--on", "2025-02-10")
    assert [found["rule"] for found in judged["findings"]] == ["circulation.no_proof_of_inspection"]
    wanting = {one["rule"]: one["wanting"] for one in judged["not_evaluated"]}
    assert wanting["circulation.laboratory_not_registered"] == ["sample_taken", "laboratory_registered"]
    assert len(judged["fingerprint"]) == 64


def test_what_the_law_gives_a_consumer_is_reckoned_and_decides_nothing(tmp_path: Path) -> None:
    facts = tmp_path / "facts.json"
    facts.write_text('{"price": 9900, "fraud": true, "increase_asked": true, "other_law": false, "substandard": false}')
    told = hezheng("reference", str(facts), "--on", "2026-05-01")
    assert "不是行政机关的决定" in told["notice"]["zh"]
    assert [one["most"] for one in told["amounts"] if one["standing"] == "given"] == [50_000]
    assert told["for_scheme"] == {"refund": None, "damage": None}
    facts.write_text('{"price": 99.00}')
    with pytest.raises(Refused) as refused:
        hezheng("reference", str(facts), "--on", "2026-05-01")
    assert (refused.value.code, refused.value.field) == ("wrong_fact", "price")


def test_whoever_names_no_fact_is_told_which_there_are(tmp_path: Path) -> None:
    file = tmp_path / "facts.json"
    file.write_text('{"price_fen": 19900}', "utf-8")
    ran = CliRunner().invoke(app, ["reference", str(file), "--on", "2026-05-01"])
    assert isinstance(ran.exception, Refused)
    assert "price（商品价款）" in ran.exception.zh
    assert "fraud (fraud of the trader)" in ran.exception.en


@pytest.mark.parametrize(
    ("content", "code", "field"),
    [
        ("{", "malformed_json", "facts"),
        ('{"no_such_fact": 1}', "unknown_fact", "facts"),
        ('{"sold_bare": 3}', "wrong_fact", "sold_bare"),
        ('{"proof_of_inspection": "seal"}', "wrong_fact", "proof_of_inspection"),
        ("[]", "wrong_fact", ""),
    ],
)
def test_facts_that_are_none_are_refused(tmp_path: Path, content: str, code: str, field: str) -> None:
    facts = tmp_path / "facts.json"
    facts.write_text(content)
    with pytest.raises(Refused) as refused:
        hezheng("judge", "circulation", str(facts), "--on", "2025-02-10")
    assert (refused.value.code, refused.value.field) == (code, field)
