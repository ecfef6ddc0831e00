"""Which sums the law gives a consumer (消费者权益保护法 24, 25, 49, 52, 54, 55): whole fen, of what was told."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.facts import title_of
from domain.reference_amounts import MONEY, ReferenceAmount, ReferenceFacts, Standing, SumKind, for_scheme, reckoned
from domain.scheme import Loss
from rules.reference_amounts import sums_on

SUMS = sums_on(date(2026, 5, 1))
LARGE = st.integers(0, 10**13 - 1)
WHETHER = sorted(ReferenceFacts.model_fields.keys() - MONEY)


def facts(of_money: st.SearchStrategy[Any], of_whether: st.SearchStrategy[Any]) -> st.SearchStrategy[ReferenceFacts]:
    return st.builds(
        ReferenceFacts, **dict.fromkeys(sorted(MONEY), of_money), **dict.fromkeys(WHETHER, of_whether)
    )


ANY = facts(st.none() | LARGE, st.none() | st.booleans())
KNOWN = facts(LARGE, st.booleans())
NOTHING = ReferenceFacts(**dict.fromkeys(ReferenceFacts.model_fields))


def said(**known: Any) -> ReferenceFacts:
    return NOTHING.model_copy(update=known)


def found(of: ReferenceFacts) -> dict[str, ReferenceAmount]:
    return {one.sum.id: one for one in reckoned(of, SUMS)}


def by_hand(of: ReferenceFacts) -> dict[str, tuple[int, int] | None]:
    """The articles read by a person, of facts that are all known."""
    assert of.price is not None
    assert of.return_costs is not None
    assert of.property_loss is not None
    assert of.personal_loss is not None
    once = (of.price, of.price)
    seven = of.within_seven_days and of.return_asked
    at_will = of.distance_sale and of.intact and not of.return_excluded
    return {
        "refund_of_nonconforming": once if of.nonconforming_by_authority and of.return_asked else None,
        "refund_as_agreed": once if of.substandard and of.return_agreed and of.return_asked else None,
        "refund_in_seven_days": once if of.substandard and seven and not of.return_agreed else None,
        "refund_of_distance_sale": once if at_will and seven else None,
        "return_costs": (of.return_costs, of.return_costs) if of.substandard else None,
        "property_loss": (of.property_loss, of.property_loss) if of.loss_by_goods else None,
        "personal_loss": (of.personal_loss, of.personal_loss) if of.loss_by_goods else None,
        "increase_for_fraud": (max(3 * of.price, 500_00),) * 2
        if of.fraud and of.increase_asked and not of.other_law
        else None,
        "known_defect": (0, 2 * of.personal_loss)
        if of.defect_known and of.death_or_serious_harm and of.loss_by_goods
        else None,
    }


@given(KNOWN)
def test_where_all_is_known_the_sums_are_those_of_the_articles(of: ReferenceFacts) -> None:
    for name, one in found(of).items():
        expected = by_hand(of)[name]
        assert one.standing is (Standing.NOT_GIVEN if expected is None else Standing.GIVEN)
        assert (one.least, one.most) == (expected or (None, None))


@given(ANY)
def test_what_is_not_known_is_unknown_and_never_zero(of: ReferenceFacts) -> None:
    for one in reckoned(of, SUMS):
        assert (one.standing is Standing.GIVEN) == (one.most is not None) == (one.least is not None)
        assert (one.standing is Standing.GIVEN) == (not one.hinges_on)
        if one.most is not None:
            assert type(one.most) is type(one.least) is int
            assert getattr(of, one.sum.of) is not None
        if one.standing is Standing.UNKNOWN:
            assert all(getattr(of, name) is None for name in one.hinges_on)


@given(ANY, KNOWN)
def test_what_is_settled_stays_so_whatever_else_comes_to_be_known(of: ReferenceFacts, all_: ReferenceFacts) -> None:
    told = {name: value for name, value in of.model_dump().items() if value is not None}
    later = found(all_.model_copy(update=told))
    for name, one in found(of).items():
        if one.standing is not Standing.UNKNOWN:
            assert (later[name].standing, later[name].least, later[name].most) == (one.standing, one.least, one.most)
        else:
            assert later[name].standing is not Standing.UNKNOWN


@given(ANY)
def test_no_punitive_sum_reaches_a_scheme_and_the_price_is_refunded_once(of: ReferenceFacts) -> None:
    amounts = reckoned(of, SUMS)
    without = [one for one in amounts if one.sum.kind is not SumKind.PUNITIVE]
    asked = for_scheme(amounts)
    assert asked == for_scheme(without)
    if (refund := asked[Loss.REFUND]) is not None:
        assert refund in (0, of.price)
    for one in amounts:
        if one.sum.kind is SumKind.PUNITIVE and one.standing is Standing.GIVEN:
            assert "先行赔付不予支付" in one.trace.zh
            assert "never pays it" in one.trace.en


@given(ANY)
def test_every_sum_names_its_article_and_what_it_hinges_on(of: ReferenceFacts) -> None:
    for one in reckoned(of, SUMS):
        assert one.sum.cited.zh in one.trace.zh
        assert one.sum.cited.en in one.trace.en
        for name in one.hinges_on:
            title = title_of(ReferenceFacts.model_fields[name])
            assert title.zh in one.trace.zh
            assert title.en in one.trace.en


FRAUD = {"fraud": True, "increase_asked": True, "other_law": False}


@pytest.mark.parametrize(("price", "increase"), [(0, 50_000), (16_666, 50_000), (16_667, 50_001), (100_000, 300_000)])
def test_fraud_costs_three_times_the_price_and_no_less_than_five_hundred_yuan(price: int, increase: int) -> None:
    one = found(said(price=price, **FRAUD))["increase_for_fraud"]
    assert (one.least, one.most) == (increase, increase)
    assert ("不足500.00元" in one.trace.zh) is (3 * price < 50_000)


def test_the_increase_waits_for_the_consumer_and_for_no_other_law() -> None:
    for name in ("increase_asked", "other_law"):
        assert found(said(price=1, **FRAUD | {name: None}))["increase_for_fraud"].hinges_on == (name,)
    assert found(said(price=1, **FRAUD | {"other_law": True}))["increase_for_fraud"].standing is Standing.NOT_GIVEN
    assert found(said(**FRAUD))["increase_for_fraud"].standing is Standing.UNKNOWN  # of an unknown price, not 500 yuan


def test_a_known_defect_that_did_harm_costs_up_to_twice_the_loss() -> None:
    harmed = said(personal_loss=1_000_00, defect_known=True, death_or_serious_harm=True, loss_by_goods=True)
    one = found(harmed)["known_defect"]
    assert (one.least, one.most) == (0, 2_000_00)
    assert "×2＝2,000.00元以下" in one.trace.zh


def test_of_nothing_nothing_is_known() -> None:
    assert {one.standing for one in reckoned(NOTHING, SUMS)} == {Standing.UNKNOWN}
    assert for_scheme(reckoned(NOTHING, SUMS)) == {Loss.REFUND: None, Loss.DAMAGE: None}
    never = said(**dict.fromkeys(WHETHER, False))
    assert for_scheme(reckoned(never, SUMS)) == {Loss.REFUND: 0, Loss.DAMAGE: 0}
