"""What the circulation rules say of a party, by their kinds and articles."""

from datetime import date

import pytest

from domain.circulation import CheckRegime, CirculationFacts
from domain.judgement import Against, Kind
from rules.catalog import family
from rules.schema import Finds

CIRCULATION = family("circulation")
RULES = {rule.id.removeprefix("circulation."): rule for rule in CIRCULATION.rules}
ON = date(2025, 3, 3)


def test_a_forged_name_is_a_breach_only_once_an_officer_has_verified_it() -> None:
    forging = [rule for rule in CIRCULATION.rules if "pql/53" in rule.basis]
    assert len(forging) == 4
    for rule in forging:
        assert {"name_verified", "quality_mark_verified"} & rule.condition.facts


def test_only_the_seller_s_missing_check_is_found_against_article_33_and_nothing_punishes_it() -> None:
    rule = RULES["no_goods_in_check"]
    assert (rule.kind, rule.basis) == (Kind.VIOLATION, ("pql/33",))
    assert "未设罚款" in rule.title.zh


def test_what_the_platform_or_the_producer_did_to_a_certificate_is_no_breach() -> None:
    kinds = {name: RULES[f"certificate_{name}"].kind for name in ("withdrawn", "superseded", "frozen", "out_of_scope")}
    assert kinds == {
        "withdrawn": Kind.DATA,
        "superseded": Kind.DATA,
        "frozen": Kind.PLATFORM,
        "out_of_scope": Kind.PLATFORM,
    }


def test_how_an_authority_inspected_is_never_said_of_the_party() -> None:
    inspecting = [rule for rule in CIRCULATION.rules if "inspections/inspections" in rule.basis]
    assert len(inspecting) == 3
    assert {rule.then.against for rule in inspecting if isinstance(rule.then, Finds)} == {Against.INSPECTOR}


@pytest.mark.parametrize("regime", [CheckRegime.GOODS_IN_CHECK, CheckRegime.CONSUMER_SCAN])
def test_a_plain_look_at_goods_by_someone_who_is_no_authority_finds_nothing_and_wants_nothing(
    regime: CheckRegime,
) -> None:
    nothing: dict[str, object] = dict.fromkeys(CirculationFacts.model_fields)
    shown_by_the_register = {
        name: False
        for name in ("withdrawn_by_producer", "superseded_by_producer", "frozen_by_platform", "recalled")
    } | {"seen_in_another_city": False, "produced_after_seen": False, "note_names_counterfeit": False}
    plain = nothing | shown_by_the_register | {
        "check_regime": regime,
        "proof_of_inspection": "label",
        "label_examined": False,
        "marking_verified": "not_verified",
        "name_verified": "not_verified",
        "quality_mark_verified": "not_verified",
        "goods_in_check": "not_looked_into",
        "use_by_stated": False,
        "sample_taken": False,
        "certificate_register": "not_asked",
        "certified_goods": "not_known",
        "stop_sale": "none",
        "units_beyond_lot": 0,
        "plan_or_clue": False,
        "notice_shown": False,
        "code_scanned": False,
        "counterfeit_flag": "not_stated",
    }
    judged = CIRCULATION.on(ON).judge(CirculationFacts.model_validate(plain, strict=False))
    assert judged.findings == ()
    assert {one.rule for one in judged.not_evaluated} <= {
        "circulation.laboratory_not_registered",
        "circulation.laboratory_not_able",
        "circulation.production_after_report",
        "circulation.same_content_twice",
    }
