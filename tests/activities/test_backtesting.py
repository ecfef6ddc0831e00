"""A back-test finds what the engine would: the same rule, installed or not, is the same rule."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from activities.backtesting import backtest
from domain.circulation import CirculationFacts
from models.circulation import Origin
from models.judgement import facts_of_checks
from models.session import Database
from rules.candidate import candidate
from rules.engine import RuleSet
from rules.place import HERE
from servers import Addresses
from tests.market import DAY, NOON, Market

BARE = HERE / "circulation" / "no_proof_of_inspection.yaml"
NO_PROOF: dict[str, Any] = {"proof_of_inspection": "none_in_any_form"}


@pytest.fixture
def market(addresses: Addresses) -> Iterator[Market]:
    database = Database(addresses.database_url)
    with database.transaction() as session:
        yield Market(session)
    database.close()


def draft(to: Path, name: str, when: str, **replaced: str) -> Path:
    """A new rule: that on missing proof with another name and other tests."""
    body = BARE.read_text("utf-8").replace("no_proof_of_inspection", name)
    head, _, tail = body.partition("when:")
    file = to / f"{name}.yaml"
    file.write_text(f"{head}when: {when}\nthen:{tail.partition('then:')[2]}", "utf-8")
    for right, wrong in replaced.items():
        file.write_text(file.read_text("utf-8").replace(f"{right}:", f"{right}: {wrong}  #"), "utf-8")
    return file


def counted(market: Market, file: Path, **given: Any) -> tuple[int, int, int, int]:
    """Hits, new ones, those no longer found, those not evaluated."""
    shifts = backtest(market.session, file, **given).shifts
    return (
        sum(one.hits for one in shifts),
        sum(one.newly for one in shifts),
        sum(one.no_longer for one in shifts),
        sum(one.not_evaluated for one in shifts),
    )


def test_the_installed_rule_against_itself_changes_nothing(market: Market) -> None:
    for bare in (True, False, None):
        market.check(sold_bare=bare, **NO_PROOF)
    assert counted(market, BARE) == (1, 0, 0, 1)
    assert backtest(market.session, BARE).installed == "circulation.no_proof_of_inspection@2000-09-01"


def test_a_back_test_and_the_engine_agree_on_every_check(market: Market, tmp_path: Path) -> None:
    for bare in (True, False, None):
        for regime in ("daily_inspection", "consumer_scan"):
            for units in (None, 1, 7):
                market.check(sold_bare=bare, regime=regime, units_seen=units, **NO_PROOF)
    file = draft(
        tmp_path, "draft", "{check_regime: daily_inspection}\nany: [{sold_bare: false}, {units_beyond_lot: 0}]"
    )
    judge = RuleSet("draft", [candidate(file, "circulation").rule])
    ids = list(market.session.execute(text("select check_id from circulation_check")).scalars())
    found = facts_of_checks(market.session, ids).values()
    judged = [judge.hits(CirculationFacts.model_validate(facts, strict=False)) for facts in found]
    hits, unknown = sum(bool(one.rules) for one in judged), sum(bool(one.not_evaluated) for one in judged)
    assert hits > 0
    assert unknown > 0
    assert counted(market, file) == (hits, hits, 0, unknown)


def test_an_unknown_fact_is_neither_a_hit_nor_a_pass(market: Market, tmp_path: Path) -> None:
    market.check(sold_bare=False, **NO_PROOF)  # found by the installed rule; whether on sale, nobody noted
    changed = draft(tmp_path, "no_proof_of_inspection", "{proof_of_inspection: none_in_any_form, on_sale: true}")
    assert counted(market, changed) == (0, 0, 0, 1)


def test_hits_are_told_by_origin_month_and_region_where_the_office_stands_in_for_the_place(market: Market) -> None:
    market.check(NOON, region="430702", sold_bare=False, **NO_PROOF)
    market.check(NOON + 40 * DAY, region="430702", sold_bare=False, **NO_PROOF)
    market.check(NOON, office_id="example-neighbour", sold_bare=False, **NO_PROOF)
    market.check(NOON, sold_bare=False, origin=Origin.REHEARSAL, **NO_PROOF)
    told = [(one.origin, one.month, one.region_name, one.hits) for one in backtest(market.session, BARE).shifts]
    assert told == [
        ("own", "2025-03", "长沙市", 1),
        ("own", "2025-03", "武陵区", 1),
        ("own", "2025-04", "武陵区", 1),
        ("rehearsal", "2025-03", None, 1),
    ]


def test_the_parties_with_most_changes_are_named_first(market: Market, tmp_path: Path) -> None:
    for party, bare, number in ((market.seller, True, 2), (market.maker, False, 1), (None, True, 1)):
        for _ in range(number):
            market.check(party_id=party, sold_bare=bare, **NO_PROOF)
    changed = draft(tmp_path, "no_proof_of_inspection", "{proof_of_inspection: none_in_any_form, sold_bare: true}")
    told = [(one.name, one.newly, one.no_longer) for one in backtest(market.session, changed).parties]
    assert told[0] == ("示例店", 2, 0)
    assert set(told[1:]) == {("示例厂", 0, 1), (None, 1, 0)}
    assert len(backtest(market.session, changed, parties=1).parties) == 1
    assert backtest(market.session, changed, parties=0).parties == ()
    assert backtest(market.session, BARE).parties == ()  # nothing changes for anybody


def test_checks_before_the_first_day_and_of_other_origins_are_left_out(market: Market) -> None:
    for day, origin in ((0, Origin.OWN), (1, Origin.OWN), (1, Origin.REHEARSAL)):
        market.check(NOON + day * DAY, origin=origin, sold_bare=False, **NO_PROOF)
    assert counted(market, BARE) == (3, 0, 0, 0)
    assert counted(market, BARE, since=date(2025, 3, 4)) == (2, 0, 0, 0)
    assert counted(market, BARE, since=date(2025, 3, 4), origin=Origin.OWN) == (1, 0, 0, 0)
    assert backtest(market.session, BARE, date(2025, 3, 4)).checks == 2


def test_published_rows_are_read_for_a_data_question_and_for_nothing_else(market: Market, tmp_path: Path) -> None:
    market.check(origin=Origin.PUBLISHED, sold_bare=False, **NO_PROOF)
    assert counted(market, BARE) == (0, 0, 0, 0)
    question = draft(tmp_path, "question", "{sold_bare: false}", kind="data", basis="[data/register]")
    assert counted(market, question) == (1, 1, 0, 0)
    assert backtest(market.session, question).installed is None


def test_a_parameter_without_a_value_is_named_and_read_as_its_examples_are(market: Market, tmp_path: Path) -> None:
    market.check(sold_bare=False)
    file = draft(tmp_path, "often", "{days_past_use_by: {under: {parameter: repeated_findings}}}")
    assert backtest(market.session, file).off == ("repeated_findings",)
    assert counted(market, file) == (1, 1, 0, 0)
