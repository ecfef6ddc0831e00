"""Grounds of refusal are proposed where the register shows them, under the order that applies."""

from datetime import date, timedelta

from activities.complaint_signs import of_matter
from models import matter
from servers import Addresses
from tests.complaining import EVE, RECEIVED, Complained, complained_of, received

ONE = {"respondent": {"name": "示例商店762", "address": "示例市示例路2号"}}


def proposed(complaint: Complained) -> str:
    with complaint.session() as session:
        row = matter.known(session, complaint.matter_id)
        return "\n".join(one.zh for one in of_matter(session, complaint.law, row))


def test_the_same_dispute_again_is_a_ground_that_may_be_taken(addresses: Addresses) -> None:
    with complained_of(addresses, 762) as first:
        assert "不予受理" not in proposed(first)
        again = Complained(first.database, 763, **ONE, received_at=RECEIVED + timedelta(days=1))
        assert f"此前已有投诉{first.matter_id}" in proposed(again)
        assert "《市场监督管理投诉举报处理办法》第十六条第一款第（二）项" in proposed(again)
        assert "不予受理" not in proposed(first)  # it came first


def test_after_three_years_the_ground_is_told(addresses: Addresses) -> None:
    long_ago = {"traded_on": date(2023, 4, 1), "known_on": date(2023, 4, 2)}
    with complained_of(addresses, 764, **long_ago) as complaint:
        assert "超过三年：不予受理（《市场监督管理投诉举报处理办法》第十六条第一款第（四）项" in proposed(complaint)
        earlier = Complained(complaint.database, 765, **received(EVE, **long_ago))
        assert "超过三年：不予受理（《市场监督管理投诉举报处理暂行办法》第十五条第一款第（四）项" in proposed(earlier)
