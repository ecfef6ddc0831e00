from datetime import date

import pytest

from domain.errors import Refused
from domain.statute import Consequence
from rules.statutes import consequences, in_force, statute


def test_an_item_of_an_article_is_cited_as_lawyers_do() -> None:
    cited = statute("pql/27.1.4").cited
    assert cited.zh == "《中华人民共和国产品质量法》第二十七条第一款第（四）项"
    assert cited.en == "Product Quality Law, art. 27(1)(4)"
    assert statute("pql/15.3").cited.zh == "《中华人民共和国产品质量法》第十五条第三款"
    assert statute("pql/27.1.4").status is statute("pql/27").status


@pytest.mark.parametrize("unknown", ["pql/999.1", "pql/27.0", "pql/27.1.", "platform/terms.1", "pql"])
def test_a_part_of_an_article_that_nobody_has_read_is_refused(unknown: str) -> None:
    with pytest.raises(Refused) as refused:
        statute(unknown)
    assert refused.value.code == "unknown_statute"


def test_the_articles_say_what_their_breach_leads_to() -> None:
    penalty, marking, serious = Consequence.PENALTY, Consequence.MARKING, Consequence.SERIOUS_MARKING
    assert consequences(["pql/36", "pql/52"]) == (penalty,)
    assert consequences(["pql/27.1.1", "pql/54"]) == (marking,)  # a missing certificate alone is never fined
    assert consequences(["pql/27.1.4", "pql/54"]) == (marking, serious)
    assert consequences(["pql/33"]) == ()  # no article punishes who does not check certificates


def test_an_article_is_law_from_its_first_day_to_the_last_before_its_repeal() -> None:
    both = ("order20/15.1.4", "order121/16.1.4")
    days = date(2019, 12, 31), date(2020, 1, 1), date(2026, 4, 14), date(2026, 4, 15)
    assert [in_force(both, day) for day in days] == [(), both[:1], both[:1], both[1:]]
