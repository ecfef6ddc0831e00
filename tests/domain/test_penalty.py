"""Between which amounts a fine may be (产品质量法 49 to 54), in whole fen."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.case_facts import CaseFacts
from domain.crime import Sign, Thresholds, signs
from domain.facts import gathered
from domain.penalty import ranges
from rules.parameters import values
from rules.penalties import penalties

FINES = penalties().fines


def amounts(*breached: list[str], **known: Any) -> list[tuple[str, int | None, int | None]]:
    return [(one.fine.article, one.least, one.most) for one in ranges(breached, FINES, CaseFacts(**known))]


@pytest.mark.parametrize(
    ("article", "least", "most"),
    [
        ("pql/49", 1_000_000, 3_000_000),
        ("pql/50", 500_000, 3_000_000),
        ("pql/51", 0, 1_000_000),
        ("pql/52", 0, 2_000_000),
        ("pql/53", 0, 1_000_000),
    ],
)
def test_the_fine_is_a_share_of_the_value_of_the_goods(article: str, least: int, most: int) -> None:
    assert amounts([article], goods_value=1_000_000) == [(article, least, most)]
    assert amounts([article]) == [(article, None, None)]  # the value is unknown, the shares are not


def test_marking_is_fined_only_for_dates_and_warnings_on_packaged_goods_where_serious() -> None:
    missing = ["pql/27.1.1", "pql/54"]
    dates = ["pql/27.1.4", "pql/54"]
    known: dict[str, Any] = {"goods_value": 1_000_000, "packaged": True, "serious": True}
    assert amounts(missing, **known) == []  # a missing certificate is never fined
    assert amounts(dates, **known) == [("pql/54", 0, 300_000)]
    assert amounts(dates, **known | {"packaged": False}) == []
    assert amounts(dates, **known | {"serious": False}) == []
    (open_,) = ranges([dates], FINES, CaseFacts(goods_value=1_000_000, packaged=True))
    assert open_.wanting == ("serious",)


def test_items_and_article_of_different_findings_are_not_read_together() -> None:
    assert amounts(["pql/27.1.4"], ["pql/27.1.1", "pql/54"], goods_value=1, packaged=True, serious=True) == []


def test_of_several_articles_the_higher_fine_comes_first() -> None:
    found = amounts(["pql/53"], ["pql/50"], ["pql/49"], ["pql/33"], goods_value=100)
    assert [article for article, _, _ in found] == ["pql/49", "pql/50", "pql/53"]


@given(st.integers(0, 10**15))
def test_both_ends_are_whole_fen_within_the_range(value: int) -> None:
    for one in ranges([[fine.article, *fine.of] for fine in FINES], FINES, CaseFacts(goods_value=value)):
        assert one.least is not None
        assert one.most is not None
        assert one.least * 100 >= value * one.fine.least > (one.least - 1) * 100
        assert one.most * 100 <= value * one.fine.most < (one.most + 1) * 100


def test_the_newest_report_of_a_fact_counts_and_an_older_one_stays_where_it_is_silent() -> None:
    both = gathered(CaseFacts, [CaseFacts(sales=1, unsold=2), CaseFacts(sales=3)])
    assert (both.sales, both.unsold, both.goods_value) == (3, 2, None)


@pytest.mark.parametrize(
    ("sales", "unsold", "shown"),
    [
        (5_000_000, None, [Sign.SALES]),
        (4_999_999, None, []),
        (None, 15_000_000, [Sign.UNSOLD]),
        (4_000_000, 3_000_000, [Sign.JOINT]),  # three times 40,000 and 30,000 yuan
        (4_000_000, 2_999_999, []),
        (None, None, []),
    ],
)
def test_amounts_that_reach_a_figure_are_a_sign_of_crime(
    sales: int | None, unsold: int | None, shown: list[Sign]
) -> None:
    set_ = {name: values()[f"crime_{name}"] for name in Thresholds.model_fields}
    known = CaseFacts(sales=sales, unsold=unsold)
    assert list(signs(known, Thresholds(**set_))) == shown
    assert signs(known, Thresholds(sales=None, unsold=None, joint=None, weight=None)) == ()
