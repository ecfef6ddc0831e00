"""Service by announcement (PR 82(5)): after every other way, and not where the paper arrives first."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest

from activities.matter_story import story
from domain.errors import Refused
from domain.procedure import Phase
from domain.service import AddressKind, Failure, Manner
from models import document, matter
from servers import Addresses
from tests.serving import HANDLER, HEAD, ISSUED, SECOND, Serving, on, serving

SIGNED: dict[str, Any] = {"signed_by": "示例收件人", "proof": "送达回证"}
ANNOUNCED: dict[str, Any] = {"difficulty": "下落不明", "through": "示例市局公告栏和门户网站", "proof": "公告照片"}
DAY = timedelta(days=1)


@pytest.fixture
def order(addresses: Addresses) -> Iterator[Serving]:
    with serving(addresses, 718) as waiting:
        yield waiting


def too_early(order: Serving, day: date) -> bool:
    with pytest.raises(Refused) as refusal:
        order.serve(day, Manner.ANNOUNCEMENT, **ANNOUNCED)
    return refusal.value.code == "announcement_too_early" and not order.services()


def test_an_announcement_comes_after_every_other_way(order: Serving) -> None:
    day = ISSUED + 10 * DAY
    assert too_early(order, day)
    order.fail(ISSUED + DAY, Manner.DIRECT, Failure.REFUSED)
    order.fail(ISSUED + 2 * DAY, Manner.POST, Failure.RETURNED)
    assert too_early(order, day)  # it could have been left behind
    order.fail(ISSUED + 3 * DAY, Manner.DIRECT, Failure.ABSENT)
    order.confirm(AddressKind.SMS, "00000000000", ISSUED + 3 * DAY)
    assert too_early(order, day)  # nor was he told electronically
    order.fail(ISSUED + 4 * DAY, Manner.ELECTRONIC, Failure.RETURNED)
    order.serve(day, Manner.ANNOUNCEMENT, **ANNOUNCED)
    assert len(order.services()) == 1


def test_an_announcement_is_service_after_its_thirtieth_day(order: Serving) -> None:
    published = date(2025, 2, 20)
    order.fail(published - DAY, Manner.DIRECT, Failure.UNTRACEABLE)
    order.serve(published, Manner.ANNOUNCEMENT, **ANNOUNCED)
    (service,) = order.services()
    thirtieth = published + 30 * DAY
    assert service.served_at == on(thirtieth + DAY, 0)
    assert order.step().phase is Phase.AWAITING
    assert order.ends_after(thirtieth + DAY)
    remarks = order.receipts()[0].context["remarks"]
    assert "公告于2025年2月20日发布，至2025年3月23日视为送达" in remarks
    assert "下落不明（示例照片）" in remarks


def test_an_announcement_whose_thirtieth_day_is_a_holiday_takes_effect_after_it(order: Serving) -> None:
    published = date(2025, 3, 6)  # the thirtieth day is 5 April, within Qingming, 4 to 6 April
    order.fail(published, Manner.DIRECT, Failure.UNTRACEABLE)
    order.serve(published, Manner.ANNOUNCEMENT, **ANNOUNCED)
    assert order.services()[0].served_at == on(date(2025, 4, 8), 0)


def test_a_paper_handed_over_before_its_announcement_takes_effect_counts_from_that_day(order: Serving) -> None:
    published = date(2025, 2, 20)
    order.fail(published - DAY, Manner.DIRECT, Failure.UNTRACEABLE)
    order.serve(published, Manner.ANNOUNCEMENT, **ANNOUNCED)
    met = published + 12 * DAY
    order.serve(met, document=order.paper().document_id, **SIGNED)
    assert [one.method for one in order.services()] == [Manner.DIRECT, Manner.ANNOUNCEMENT]
    assert order.step().happened_at == on(met)
    assert order.ends_after(met)
    with pytest.raises(Refused, match="served_already"):
        order.serve(met + DAY, document=order.paper().document_id, **SIGNED)
    assert order.ends_after(met)
    with order.database.transaction() as session:
        told = [(one.what.zh, one.words.zh) for one in story(session, order.law, order.matter_id, on(met)).events]
    names = [what.partition("《")[0] for what, _ in told]
    begins = names.index("公告送达")
    assert names[begins : begins + 2] == ["公告送达", "公告送达的期间"]
    assert told[begins][1].startswith("送达方式：公告送达；发布时间：2025年2月20日")
    assert told[begins + 1][1].startswith("2025年3月23日视为送达。")
    assert "文书在公告期满前已经送达，重新计算" in told[-2][1]


def test_a_paper_handed_over_after_its_announcement_took_effect_changes_nothing(order: Serving) -> None:
    published = date(2025, 2, 20)
    order.fail(published - DAY, Manner.DIRECT, Failure.UNTRACEABLE)
    order.serve(published, Manner.ANNOUNCEMENT, **ANNOUNCED)
    named = order.paper().document_id
    with pytest.raises(Refused, match="served_already"):
        order.serve(published + 31 * DAY, document=named, **SIGNED)
    with pytest.raises(Refused, match="served_already"):
        order.serve(published + DAY, Manner.ANNOUNCEMENT, document=named, **ANNOUNCED)
    assert order.ends_after(published + 31 * DAY)


def test_a_matter_waits_for_the_end_of_an_announcement_before_it_is_closed(order: Serving) -> None:
    published = date(2025, 2, 20)
    order.fail(published - DAY, Manner.DIRECT, Failure.UNTRACEABLE)
    order.serve(published, Manner.ANNOUNCEMENT, **ANNOUNCED)
    early = published + 3 * DAY
    order.act("answer", order.party, early, statement="已改正")
    order.choose(early)
    done: dict[str, Any] = {"passed": True, "statement": "合格", "second_officer": SECOND}
    order.act("recheck", HANDLER, early, step=3, **done)
    with order.database.transaction() as session:
        told = document.newest_for(session, matter.step(session, order.matter_id, 3), order.party)
    assert told is not None
    order.serve(early, step=3, document=told.document_id, **SIGNED)
    order.choose(early)
    order.act("closing_draft", HANDLER, early, step=4, statement="材料齐全")
    agreed: dict[str, Any] = {"step": 4, "agreed": True, "remarks": "同意"}
    with pytest.raises(Refused, match="document_not_served"):
        order.act("approval", HEAD, early, **agreed)
    order.act("approval", HEAD, published + 31 * DAY, **agreed)
