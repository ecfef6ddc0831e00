"""What the view of circulation answers out of other records: before, at and after each border."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from demo import cast
from domain.base import Text
from domain.circulation import CheckRegime, CirculationFacts
from domain.judgement import Against, Finding, Judged, Kind
from models import judgement_recording
from models.enterprise import LotRow
from models.laboratory import LaboratoryAbilityRow
from models.session import Database
from rules import catalog
from servers import Addresses
from tests.market import DAY, MINUTE, NOON, NUMBER, Market


@pytest.fixture
def market(addresses: Addresses) -> Iterator[Market]:
    database = Database(addresses.database_url)
    with database.transaction() as session:
        yield Market(session)
    database.close()


def test_goods_are_past_their_use_by_date_from_the_day_after_it(market: Market) -> None:
    assert [market.facts(NOON + n * DAY)["days_past_use_by"] for n in (-1, 0, 1)] == [-1, 0, 1]


def test_a_number_that_the_register_does_not_know_is_told_from_none_and_from_one_issued_later(market: Market) -> None:
    market.certify()
    asked: list[dict[str, Any]] = [{}, {"certificate_number": "示例无此号"}, {"certificate_number": NUMBER}]
    assert [market.facts(**one)["certificate_register"] for one in asked] == ["not_asked", "not_known", "known"]
    days = [date(2025, 1, 11), date(2025, 1, 12)]
    before, at = (market.facts(None, on=day, certificate_number=NUMBER) for day in days)
    assert (before["certificate_register"], before["certified_goods"]) == ("not_known", "not_known")
    assert (at["certificate_register"], at["certified_goods"]) == ("known", "the_same")


@pytest.mark.parametrize(
    ("names", "told"),
    [
        (("示例别厂", "示例灯", "甲型", "示例批次一"), "other_producer"),
        (("示例厂", "示例炉", "甲型", "示例批次一"), "other_product"),
        (("示例厂", "示例灯", "乙型", "示例批次一"), "other_model"),
        (("示例厂", "示例灯", "甲型", "示例批次二"), "other_lot"),
        (("示例厂", "示例灯", "甲型", "示例批次一"), "the_same"),
    ],
)
def test_a_certificate_is_compared_with_the_goods_that_bear_it(
    market: Market, names: tuple[str, str, str, str], told: str
) -> None:
    market.certify(market.lot_of(*names))
    assert market.facts(certificate_number=NUMBER)["certified_goods"] == told


def test_the_dates_of_a_certificate_are_compared_with_production(market: Market) -> None:
    market.certify(inspected_on=date(2025, 1, 9), issued_on=date(2025, 1, 8))
    facts = market.facts(certificate_number=NUMBER)
    assert (facts["days_produced_after_inspection"], facts["days_inspected_after_issue"]) == (1, 1)
    assert market.facts(None, on=date(2025, 1, 9))["produced_after_seen"] is True
    assert market.facts(None, on=date(2025, 1, 10))["produced_after_seen"] is False
    reported = market.facts(None, on=date(2025, 1, 9), report_date=date(2025, 1, 9))
    assert (reported["produced_after_seen"], reported["days_produced_after_report"]) == (False, 1)


def test_a_serial_seen_in_another_city_before_is_told_with_the_minutes_between(market: Market) -> None:
    stated: dict[str, Any] = {"certificate_number": NUMBER, "serial": "0001"}
    first = market.check(NOON, region="430702", **stated)
    market.check(NOON, region="430100", certificate_number=NUMBER, serial="0002")
    later = [
        market.facts(NOON + n * MINUTE, region=region, **stated)
        for n, region in ((10, "430721"), (59, "430100"), (60, "430702"))
    ]
    assert market.of(first)["seen_in_another_city"] is False
    told = [(one["seen_in_another_city"], one["minutes_since_another_city"]) for one in later]
    assert told == [(False, None), (True, 49), (True, 1)]


def test_a_serial_at_an_unknown_place_or_moment_is_unknown_and_no_serial_is_nowhere(market: Market) -> None:
    stated: dict[str, Any] = {"certificate_number": NUMBER, "serial": "0001"}
    market.check(NOON, region="430100", **stated)
    later = NOON + MINUTE
    assert market.facts(later, **stated)["seen_in_another_city"] is None
    assert market.facts(later, region="430000", **stated)["seen_in_another_city"] is None  # a province is no city
    assert market.facts(None, region="430702", **stated)["seen_in_another_city"] is None
    assert market.facts(later, region="430702")["seen_in_another_city"] is False


def test_units_are_too_many_from_the_first_that_the_lot_does_not_hold(market: Market) -> None:
    assert market.facts()["units_beyond_lot"] == 0
    assert market.facts(units_seen=3)["units_beyond_lot"] is None  # nobody has said how many there are
    market.session.get_one(LotRow, market.lot).quantity = 2
    market.session.flush()
    assert [market.facts(units_seen=n)["units_beyond_lot"] for n in (1, 2, 3)] == [0, 0, 1]
    seen = [market.check(certificate_number=NUMBER, serial=serial) for serial in ("1", "1", "2")]
    assert [market.of(one)["units_beyond_lot"] for one in seen] == [0, 0, 0]
    third = market.check(NOON + DAY, certificate_number=NUMBER, serial="3")
    assert [market.of(one)["units_beyond_lot"] for one in (*seen, third)] == [0, 0, 0, 1]


def test_a_laboratory_is_able_from_its_first_day_to_its_last_and_unknown_without_a_record(market: Market) -> None:
    laboratory: dict[str, Any] = {"laboratory_id": cast.LABORATORY.laboratory_id}
    assert market.facts(**laboratory)["laboratory_able"] is None
    days: dict[str, Any] = {"able_from": date(2025, 3, 2), "able_until": date(2025, 3, 3)}
    market.session.add(LaboratoryAbilityRow(**laboratory, product_kind="灯具", **days))
    market.session.flush()
    able = [market.facts(NOON + n * DAY, **laboratory)["laboratory_able"] for n in (-2, -1, 0, 1)]
    assert able == [False, True, True, False]
    reported = market.facts(NOON + DAY, report_date=date(2025, 3, 3), **laboratory)
    assert reported["laboratory_able"] is True  # the day of the test counts
    assert market.facts()["laboratory_able"] is None


def test_the_institute_that_passed_the_lot_is_recognised_by_the_lot_and_not_by_the_number(market: Market) -> None:
    ours, other = cast.LABORATORY.laboratory_id, cast.STRANGE_LABORATORY.laboratory_id
    market.certify(laboratory_id=ours)
    by = "tested_by_certifying_institute"
    assert [market.facts(laboratory_id=one)[by] for one in (ours, other, None)] == [True, False, None]
    assert market.facts(None, on=date(2025, 1, 11), laboratory_id=ours)[by] is False


def test_an_inspection_without_plan_notice_and_code_is_recorded_and_shown_as_that(market: Market) -> None:
    needed = ("plan_or_clue", "notice_shown", "code_scanned")
    bare, led = market.facts(), market.facts(clue="示例线索", inspection_notice="示例通知", inspection_code="示例码")
    assert [bare[one] for one in needed] == [False, False, False]
    assert [led[one] for one in needed] == [True, True, True]


def test_one_examined_item_makes_the_others_unknown_and_none_makes_the_label_unexamined(market: Market) -> None:
    plain, examined = market.facts(), market.facts(dates_marking="missing")
    assert (plain["label_examined"], plain["dates_marking"]) == (False, None)
    assert (examined["label_examined"], examined["dates_marking"], examined["grade_marking"]) == (
        True,
        "missing",
        None,
    )


def test_what_is_verified_names_the_officer_who_did(market: Market) -> None:
    for fact in ("marking_verified", "name_verified", "quality_mark_verified"):
        with pytest.raises(IntegrityError), market.session.begin_nested():
            market.facts(NOON, **{fact: "not_verified"})
    verified = market.facts(marking_verified="untrue", verified_by=cast.HANDLER.officer_id)
    assert (verified["marking_verified"], verified["name_verified"]) == ("untrue", "not_verified")


def test_a_moment_lies_on_its_legal_day_in_shanghai(market: Market) -> None:
    with pytest.raises(IntegrityError), market.session.begin_nested():
        market.check(NOON, on=date(2025, 3, 4))
    market.check(datetime(2025, 3, 3, 16, tzinfo=UTC), on=date(2025, 3, 4))


def test_earlier_checks_with_a_breach_are_counted_over_the_days_that_an_installation_has_set(market: Market) -> None:
    days = [NOON - n * DAY for n in (11, 10, 1, 0)]
    before = [market.check(at) for at in days]
    today = market.check(NOON)
    for check_id in before:
        for fingerprint in "ab":  # judged twice, it is one check
            _breach(market, check_id, fingerprint, Kind.VIOLATION, Against.PARTY)
    clue, inspectors = market.check(NOON - DAY), market.check(NOON - DAY)
    _breach(market, clue, "a", Kind.CLUE, Against.PARTY)
    _breach(market, inspectors, "a", Kind.VIOLATION, Against.INSPECTOR)
    elsewhere = market.check(NOON - DAY, party_id=market.maker)
    _breach(market, elsewhere, "a", Kind.VIOLATION, Against.PARTY)
    counted = ("earlier_findings", "days_counted")
    assert [market.of(today)[one] for one in counted] == [None, None]  # off
    market.session.execute(text("update parameter set value = 10 where parameter_id = 'repeated_findings_window'"))
    assert [market.of(today)[one] for one in counted] == [2, 10]
    assert market.facts(party_id=None)["earlier_findings"] is None


@pytest.mark.parametrize("regime", [CheckRegime.GOODS_IN_CHECK, CheckRegime.CONSUMER_SCAN])
def test_a_plain_look_at_lawful_goods_finds_nothing_and_says_what_little_it_wants(
    market: Market, regime: CheckRegime
) -> None:
    market.certify()
    stated = {"certificate_number": NUMBER, "serial": "0001", "region": "430702", "goods_class": "general"}
    seen = market.facts(NOON, regime=regime, proof_of_inspection="digital", **stated)
    judged = catalog.rule_set("circulation", NOON.date()).judge(CirculationFacts.model_validate(seen, strict=False))
    assert judged.findings == ()
    assert {one.wanting for one in judged.not_evaluated} == {
        ("units_beyond_lot",),  # nobody has said how many the lot holds
        ("days_produced_after_report",),
        ("records_of_same_content",),
    }


def _breach(market: Market, check_id: str, fingerprint: str, kind: Kind, against: Against) -> None:
    found = Finding(
        rule="示例规则",
        kind=kind,
        finding="example",
        title=Text(zh="示例", en="example"),
        basis=("pql/33",),
        against=against,
    )
    facts = CirculationFacts.model_validate(market.of(check_id), strict=False)
    judged = Judged(findings=(found,), not_evaluated=())
    judgement_recording.record(market.session, "circulation", check_id, date(2025, 3, 3), fingerprint, facts, judged)
