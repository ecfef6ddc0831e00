"""Complaints about one lot or one trader: who is counted, and what is a clue."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from sqlmodel import Session

from activities import clusters
from activities.explaining import explain_stored
from activities.law import Law
from demo import cast
from domain.errors import Refused
from models import cluster
from models.circulation import Origin
from models.leads import leads
from models.parameter import ParameterRow
from models.session import Database
from rules.place import HERE
from servers import Addresses
from tests.clustering import COUNTY, DAY, Clustering
from tests.complaining import RECEIVED
from tests.market import NUMBER, Market
from tests.parameters import set_to


@pytest.fixture
def set_law(session: Session) -> Iterator[Law]:
    """An installation that has set what a cluster is: three people on a lot, five on a trader, in thirty days."""
    session.get_one(ParameterRow, "cluster_window").value = 30
    with set_to(cluster_window=30, cluster_people_of_lot=3, cluster_people_of_enterprise=5):
        yield Law([HERE / "cluster"])


def test_the_first_complaint_is_no_cluster_and_the_second_has_its_lot_and_its_trader_looked_at(
    session: Session,
) -> None:
    told = Clustering(session)
    told.complain()
    assert told.looks() == []
    told.complain()
    assert sorted(one.lot or "" for one in told.looks()) == ["", "示例批次720"]
    assert (told.facts().complaints, told.facts().people) == (2, 2)


@pytest.mark.parametrize(
    ("who", "people", "names", "series"),
    [
        ([("甲", "13800000001"), ("乙", "13800000002"), ("丙", "13800000003")], 3, 1, 1),
        ([("甲", "13800000001"), ("甲", "13800000001"), ("甲", "13800000001")], 1, 1, 3),
        ([("甲", "13800000001"), ("乙", "138 0000-0001"), ("丙", "+8613800000001")], 1, 3, 3),
        ([("甲", "13800000001"), ("甲", "13800000002"), ("甲 ", "13800000003")], 1, 1, 3),
        # A telephone of three names, and a name of three telephones, are two people and not four.
        ([("甲", "13800000001"), ("乙", "13800000001"), ("丙", "13800000001"),
          ("丁", "13800000002"), ("丁", "13800000003"), ("丁", "13800000004")], 2, 3, 3),
        # What hangs together by way of a third is one, in whatever order it came in.
        ([("甲", "13800000001"), ("乙", "13800000002"), ("甲", "13800000002")], 1, 2, 3),
    ],
    ids=["three people", "one person", "one telephone, written in three ways", "one name", "two organisers", "a chain"],
)  # fmt: skip
def test_nobody_is_counted_twice_by_name_or_by_telephone(
    session: Session, who: list[tuple[str, str]], people: int, names: int, series: int
) -> None:
    told = Clustering(session)
    for name, phone in who:
        told.complain(f"示例{name}", phone)
    found = told.facts()
    counted = found.complaints, found.people, found.names_of_one_telephone, found.complaints_of_one_person
    assert counted == (len(who), people, names, series)
    assert len({one.person for one in told.shown().complaints}) == people


def test_outcomes_stand_beside_the_cluster_and_change_nobodys_count(session: Session) -> None:
    told = Clustering(session)
    earlier = told.complain(at=cast.morning(date(2026, 4, 7)), traded_on="2026-04-01", known_on="2026-04-02")
    first, second, third = (told.complain(at=RECEIVED + count * DAY) for count in range(3))
    told.decide(first, accepted=True)
    told.settle(first)
    told.decide(second, accepted=False, ground="order121/16.1.3")
    told.decide(third, accepted=False, ground="order121/16.1.5")
    told.decide(earlier, accepted=False, ground="order20/15.1.3")
    told.complain()
    found = told.facts()
    assert (found.accepted, found.settled, found.people) == (1, 1, 5)
    refused = [one.zh for one in told.shown().signs if "不予受理的有1件" in one.zh]
    assert len(refused) == 2  # as no consumer: each under the order that was in force when it was received
    assert ["暂行办法" in one for one in refused] == [True, False]


def test_a_look_knows_what_had_come_in_by_then_in_its_region_and_of_no_rehearsal(session: Session) -> None:
    told = Clustering(session)
    told.complain(by=cast.NEIGHBOUR)
    told.complain(by=COUNTY, rehearsal=False)
    told.complain(by=COUNTY)
    told.complain(by=COUNTY)
    before = told.newest()
    told.complain()
    assert [cluster.facts(session, one).complaints for one in (before, told.newest())] == [2, 3]
    assert cluster.known(session, before).office_id == COUNTY.office_id


def test_another_kind_of_goods_with_the_same_lot_number_is_another_lot(session: Session) -> None:
    told = Clustering(session)
    told.complain()
    told.complain(goods="示例牌电饭锅")
    assert [one.lot for one in told.looks()] == [None]


def test_a_certificate_names_the_lot_and_its_maker_whatever_is_written_beside_it(session: Session) -> None:
    market, told = Market(session), Clustering(session)
    market.certify()
    for number in range(2):
        told.complain(certificate=NUMBER, lot=None, goods=f"示例灯{number}", respondent={"name": f"示例店{number}",
                      "address": "示例"})  # fmt: skip
    assert {(one.lot_id, one.enterprise_id) for one in told.looks()} == {(market.lot, None), (None, market.maker)}
    assert told.shown().about == "示例灯 示例批次一"
    assert told.shown(of_lot=False).about == "示例厂"


def test_without_the_figures_of_an_authority_nothing_is_a_clue_and_it_is_said_why(session: Session) -> None:
    told = Clustering(session)
    for _ in range(9):
        told.complain()
    assert leads(session, rehearsal=True) == ()
    (held,) = told.shown().not_evaluated
    assert held.rule == "cluster.many_people_one_lot"
    assert held.wanting is not None
    assert held.wanting.zh == "视为聚集投诉的同一批次投诉人数、统计聚集投诉的天数"
    assert told.facts().people_in_window is None


@pytest.mark.parametrize(("days_before", "found"), [(29, 1), (30, 0)])
def test_three_people_in_the_window_are_a_clue_and_on_the_day_before_it_they_are_not(
    session: Session, set_law: Law, days_before: int, found: int
) -> None:
    told = Clustering(session, law=set_law)
    told.complain()
    now = told.now + days_before * DAY
    told.complain(at=now - timedelta(minutes=2))
    told.complain(at=now)
    waiting = leads(session, rehearsal=True)
    assert [(one.rule, one.cluster_id, one.about) for one in waiting] == [
        ("cluster.many_people_one_lot", told.newest(), "示例牌电热水壶 SL-1500 示例批次720")
    ][:found]
    assert leads(session) == ()
    assert all(one.rule != "cluster.many_people_one_lot" for one in told.shown().not_evaluated)


def test_one_telephone_under_many_names_is_a_sign_and_no_clue(session: Session, set_law: Law) -> None:
    told = Clustering(session, law=set_law)
    for number in range(9):
        told.complain(f"示例{number}", "13800000001")
    assert leads(session, rehearsal=True) == ()
    assert [one.zh.partition("（")[0] for one in told.shown().signs] == [
        "使用同一联系电话的姓名有9个，只计为一人",
        "同一人对同一被投诉人的投诉有9件，只计为一人",
    ]


def test_a_clue_waits_until_an_inspection_names_it_and_comes_back_with_a_later_complaint(
    session: Session, set_law: Law
) -> None:
    told = Clustering(session, law=set_law)
    for number in range(5):
        told.complain(lot=f"示例批次{number}")
    (lead,) = leads(session, region="430700", rehearsal=True)
    assert (lead.rule, lead.about, lead.clue) == (
        "cluster.many_people_one_enterprise", "示例商店720", told.newest(of_lot=False)
    )  # fmt: skip
    assert leads(session, region="430100", rehearsal=True) == ()
    market = Market(session)
    taken = market.check(None, on=told.now.date(), clue=lead.clue, origin=Origin.REHEARSAL)
    assert leads(session, rehearsal=True) == ()
    assert told.shown(of_lot=False).taken_up == (taken,)
    told.complain(lot="示例批次6", at=told.now + timedelta(hours=1))  # on the day of the inspection
    assert leads(session, rehearsal=True) == ()
    told.complain(lot="示例批次7", at=told.now + DAY)
    assert len(leads(session, rehearsal=True)) == 1


def test_what_was_found_is_explained_by_its_facts_and_articles(session: Session, set_law: Law) -> None:
    told = Clustering(session, law=set_law)
    for _ in range(3):
        told.complain()
    with pytest.raises(Refused, match="rules_have_changed"):  # the product's own files have no figures
        explain_stored(session, told.newest())
    plain = Clustering(session, first=730)
    plain.lot, plain.now = "示例批次730", told.now
    plain.complain()
    plain.complain()
    said = [one.zh for one in explain_stored(session, plain.newest())]
    assert any("可以建议监督抽查" in one and "《中华人民共和国产品质量法》第十五条第一款" in one for one in said)
    assert any(one.startswith("未能判断") and "上级" in one for one in said)


def test_a_later_look_by_a_higher_office_sees_more_and_is_kept_once(session: Session) -> None:
    told = Clustering(session)
    told.complain(by=COUNTY)
    told.complain(by=COUNTY)
    first = told.newest()
    told.complain(by=cast.NEIGHBOUR)
    at = told.now + DAY
    seen = [clusters.look_again(session, told.law, first, at, by) for by in (None, "example-province", None)]
    assert seen[0] == seen[2]
    assert [cluster.facts(session, one).complaints for one in seen[:2]] == [2, 3]
    assert seen[1] in cluster.newest(session, "example-province", 9, rehearsal=True)
    for wrong, by in (("示例无此编号", None), (first, "nobody")):
        with pytest.raises(Refused, match="unknown_"):
            clusters.look_again(session, told.law, wrong, at, by)


def test_of_complaints_that_come_in_at_once_the_last_look_sees_all(addresses: Addresses) -> None:
    database = Database(addresses.database_url)
    with database.transaction() as session:
        Clustering(session).complain()

    def complain(number: int) -> None:
        with database.transaction() as session:
            Clustering(session, first=number).complain()

    with ThreadPoolExecutor(6) as threads:
        list(threads.map(complain, range(721, 727)))
    with database.transaction() as session:
        looks = Clustering(session).looks()
        assert max(cluster.facts(session, one.cluster_id).people or 0 for one in looks) == 7
        assert len(looks) == 12
    database.close()


def test_nothing_of_a_cluster_says_who_complained(session: Session) -> None:
    told = Clustering(session)
    for number in range(3):
        told.complain(f"示例某人{number}", "13800000001")
    said = told.shown().model_dump_json() + "".join(one.zh for one in explain_stored(session, told.newest()))
    assert "某人" not in said
    assert "13800000001" not in said
