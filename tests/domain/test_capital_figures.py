"""Amounts in capital figures, as papers of money state them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.capital_figures import MOST_FEN, in_capitals

DIGITS, PLACES = "零壹贰叁肆伍陆柒捌玖", {"拾": 10, "佰": 100, "仟": 1000}
WRITTEN = {
    0: "零元整",
    1: "壹分",
    10: "壹角整",
    30: "叁角整",
    105: "壹元零伍分",
    150: "壹元伍角整",
    25_000: "贰佰伍拾元整",
    32_504: "叁佰贰拾伍元零肆分",
    1_640_902: "壹万陆仟肆佰零玖元零贰分",
    168_032: "壹仟陆佰捌拾元叁角贰分",
    10_700_053: "壹拾万柒仟元伍角叁分",
    100_010_000: "壹佰万零壹佰元整",
    1_000_500_000_000: "壹佰亿零伍佰万元整",
    1_000_000_000_100: "壹佰亿零壹元整",
}


@pytest.mark.parametrize("fen", sorted(WRITTEN))
def test_an_amount_reads_as_a_bank_writes_it(fen: int) -> None:
    assert in_capitals(fen) == f"人民币{WRITTEN[fen]}"


def value(words: str) -> int:
    """Back to fen: the inverse, written on its own."""
    total = section = digit = 0
    for mark in words.removeprefix("人民币").removesuffix("整"):
        match mark:
            case "亿":
                total, section, digit = total + (section + digit) * 10**8, 0, 0
            case "万":
                total, section, digit = total + (section + digit) * 10**4, 0, 0
            case "元":
                total, section, digit = (total + section + digit) * 100, 0, 0
            case "角":
                total, digit = total + digit * 10, 0
            case "分":
                total, digit = total + digit, 0
            case place if place in PLACES:
                section, digit = section + digit * PLACES[place], 0
            case other:
                digit = DIGITS.index(other)
    return total


@given(st.one_of(st.integers(0, 10**7), st.integers(0, MOST_FEN - 1)))
def test_the_words_say_the_amount_to_the_fen(fen: int) -> None:
    words = in_capitals(fen)
    assert value(words) == fen
    assert "零零" not in words
    assert words.endswith("分") or words.endswith("整")


@pytest.mark.parametrize("fen", [-1, MOST_FEN])
def test_what_is_no_amount_of_a_scheme_has_no_words(fen: int) -> None:
    with pytest.raises(ValueError, match="fen"):
        in_capitals(fen)
