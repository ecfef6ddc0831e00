"""Acts in a recall at the register's door: what is taken, what is refused, and what the figures count."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import text
from temporalio.testing import ActivityEnvironment

from activities.auditing import verify
from activities.recall import RecallActivities
from domain.errors import Refused
from domain.recall import Figure, RecallAct, RecallPhase, RecallStanding, Yardstick, effectiveness, total
from models import recall
from models.session import Database
from servers import Addresses
from tests.market import DAY
from tests.recalling import HEAD, Recalling

STATES = "select state, ends, by, basis from certificate_state order by sequence"
BASIS = ["civil/1206", "consumer/19", "consumer_recall/4"]


@pytest.fixture
def one(addresses: Addresses) -> Iterator[Recalling]:
    database = Database(addresses.database_url)
    yield Recalling(database, "one")
    database.close()


REFUSED_AT_THE_BEGINNING: dict[str, Callable[[Recalling], RecallAct]] = {
    "unknown_product": lambda one: one.beginning(product_id="nothing"),
    "unknown_lot": lambda one: one.beginning(covers=({"lot_id": "nothing"},)),
    "lot_of_another_product": lambda one: one.beginning(covers=({"lot_id": one.strange},)),
    "lot_named_twice": lambda one: one.beginning(covers=({"lot_id": one.lot}, {"lot_id": one.lot})),
    "serials_out_of_order": lambda one: one.beginning(covers=({"lot_id": one.lot, "serial_from": 5},)),
    "more_serials_than_units": lambda one: one.beginning(
        covers=({"lot_id": one.lot, "serial_from": 0, "serial_until": 100},)
    ),
    "not_the_producer": lambda one: one.beginning(actor=one.first),
    "unknown_office": lambda one: one.beginning(office_id="nothing"),
    "not_a_handler": lambda one: one.beginning(actor=HEAD, document_id="nothing"),
    "unknown_recall": lambda one: one.plan(),
}
REFUSED_UNDER_WAY: dict[str, Callable[[Recalling], RecallAct]] = {
    "recall_id_taken": lambda one: one.beginning(),
    "recall_act_not_awaited": lambda one: one.plan(),
    "before_the_recall": lambda one: one.later(one.now - DAY).report(one.first),
    "not_the_producer": lambda one: one.made("report", one.first, stage="phase", statement="示例"),
    "not_a_seller_of_it": lambda one: one.report(one.first, lot_id=one.other),
    "more_than_received": lambda one: one.report(one.first, returned=61),
    "more_than_sold": lambda one: one.report(one.first, sold=1, consumer_returns=2),
    "more_than_circulates": lambda one: one.then(one.report(one.first, returned=60)).report(one.scanned, returned=31),
    "figure_not_reached": lambda one: one.later(one.now + DAY).closing(),
    "officer_of_another_region": lambda one: one.later(one.now + DAY).closing(actor="officer-05"),
}


@pytest.mark.parametrize("code", REFUSED_AT_THE_BEGINNING)
def test_what_cannot_begin_is_refused(one: Recalling, code: str) -> None:
    assert one.refused(REFUSED_AT_THE_BEGINNING[code](one)).code == code


@pytest.mark.parametrize("code", REFUSED_UNDER_WAY)
def test_what_cannot_be_taken_under_way_is_refused(one: Recalling, code: str) -> None:
    one.receive(one.beginning(), one.plan())
    assert one.refused(REFUSED_UNDER_WAY[code](one)).code == code


def test_more_cannot_have_stayed_with_the_producer_than_sellers_left_of_the_lot(one: Recalling) -> None:
    one.receive(one.beginning())
    assert one.refused(one.plan(unshipped=({"lot_id": one.lot, "units": 101},))).code == "more_than_the_lot"
    assert one.refused(one.plan(unshipped=({"lot_id": one.other, "units": 1},))).code == "lot_not_covered"


def test_the_figures_are_what_a_hand_counts_and_every_one_names_its_things(one: Recalling) -> None:
    one.receive(one.beginning(), one.plan(), one.made("receipt", one.second))
    one.receive(one.report(one.first, sale_stopped=False, on_hand=60))
    one.receive(one.report(one.first, on_hand=5, sold=30, returned=20, disposed=5, consumer_returns=11))
    things = one.behind()
    counted = {figure.value: total(things, figure) for figure in Figure}
    assert counted == {
        "sellers_known": 3, "sellers_notified": 0, "sellers_reached": 2, "sellers_stopped": 1,
        "units_covered": 100, "units_unshipped": 10, "units_received": None, "units_on_hand": 5, "units_sold": 30,
        "units_returned": 20, "units_disposed": 5, "consumer_returns": 11,
    }  # fmt: skip
    for seller, units in ((one.first, 60), (one.second, 25)):
        assert total([thing for thing in things if thing.seller_id == seller], Figure.UNITS_RECEIVED) == units
    assert effectiveness(things, Yardstick.UNITS_RECOVERED) == 36 * 1000 // 90
    assert effectiveness(things, Yardstick.SELLERS_REACHED) == 666
    assert {thing.source for thing in things if thing.figure is Figure.UNITS_RETURNED} == {"one/5"}


def test_carrying_on_twice_notifies_each_seller_once(one: Recalling) -> None:
    one.receive(one.beginning())
    carry_on = RecallActivities(one.database, one.reception.law).carry_on
    standings = [ActivityEnvironment().run(carry_on, "one", one.now) for _ in range(2)]
    assert standings == [RecallStanding(phase=RecallPhase.PLANNING)] * 2
    assert total(one.behind(), Figure.SELLERS_NOTIFIED) == 3
    with one.database.transaction() as session:
        assert session.execute(text("select count(*) from message")).scalar_one() == 5


def test_of_a_range_of_serials_what_a_check_of_the_whole_lot_counts_is_unknown(one: Recalling) -> None:
    cover = {"lot_id": one.lot, "serial_prefix": "灯", "serial_from": 8, "serial_until": 27}
    one.receive(one.beginning(covers=(cover,)), one.plan(unshipped=()))
    things = one.behind()
    assert {thing.seller_id for thing in things if thing.figure is Figure.SELLERS_KNOWN} == {one.first, one.second}
    assert (total(things, Figure.UNITS_COVERED), total(things, Figure.UNITS_RECEIVED)) == (20, None)


def test_a_recall_closes_at_its_figure_and_ends_the_state_only_of_what_was_made_good(one: Recalling) -> None:
    one.receive(one.beginning(), one.plan())
    one.later(one.now + DAY).receive(one.report(one.first, sold=40, returned=20, consumer_returns=24))
    assert {"500‰", "488‰"} <= set(one.refused(one.closing()).en.replace(",", "").replace(".", "").split())
    one.receive(one.report(one.first, sold=40, returned=20, consumer_returns=25))
    assert one.refused(one.closing(made_good=(one.lot,))).code == "not_made_good"
    one.receive(one.report(one.second, disposed=25), one.report(one.scanned, disposed=20))
    one.receive(one.closing(made_good=(one.lot,)))
    assert one.refused(one.made("report", one.maker, stage="summary", statement="示例")).code == "recall_closed"
    with one.database.transaction() as session:
        states = [tuple(row) for row in session.execute(text(STATES))]
        assert states == [("recalled", False, "producer", BASIS), ("recalled", True, "producer", BASIS)]
        assert verify(session).breaks == ()
        session.execute(text("update recall_act set actor = actor, content = content || '{\"sold\": 1}'"))
        assert len(verify(session).breaks) == session.execute(text("select count(*) from recall_act")).scalar_one()


def test_what_was_refunded_is_not_made_good(one: Recalling) -> None:
    one.receive(one.beginning(), one.plan(measures=("refund", "destroy")))
    one.later(one.now + DAY).receive(one.report(one.first, returned=60), one.report(one.second, returned=25))
    one.receive(one.report(one.scanned, returned=5))
    assert one.refused(one.closing(made_good=(one.lot,))).code == "not_made_good"


def test_a_producer_does_not_end_what_an_authority_has_ordered_otherwise(one: Recalling) -> None:
    ordered = "insert into certificate_state (certificate_number, state, ends, from_at, by, basis, document)" \
        " select number, 'recalled', false, '2025-03-01', 'authority', '{consumer/33}', 'order' from certificate"
    with one.database.transaction() as session:
        session.execute(text(ordered))
    one.receive(one.beginning(), one.plan(unshipped=({"lot_id": one.lot, "units": 15},)))
    one.later(one.now + DAY).receive(one.report(one.first, disposed=60), one.report(one.second, disposed=25))
    one.receive(one.closing(made_good=(one.lot,)))
    with one.database.transaction() as session:
        assert [tuple(row)[:3] for row in session.execute(text(STATES))] == [("recalled", False, "authority")]


def test_what_is_unknown_closes_nothing_but_the_authority_may_with_its_reason(one: Recalling) -> None:
    with one.database.transaction() as session:
        session.execute(text("update lot set quantity = null"))
    one.receive(one.beginning(), one.plan(unshipped=()))
    one.later(one.now + DAY)
    assert one.refused(one.closing(reason="已无法追回", document="示例决定")).code == "figure_unknown"
    assert one.refused(one.closing(actor=HEAD)).code == "figure_unknown"
    one.receive(one.closing(actor=HEAD, reason="已无法追回", document="示例决定"))
    with one.database.transaction() as session:
        assert [tuple(row)[:2] for row in session.execute(text(STATES))] == [("recalled", False)]


def test_of_two_recalls_of_one_lot_at_once_one_begins_and_the_other_is_sent_to_it(one: Recalling) -> None:
    second = one.beginning().model_copy(update={"recall_id": "two"})
    outcomes = at_once(one.reception.receive, [one.beginning(), second])
    assert sorted(outcomes) == ["lot_under_recall", "taken"]


def test_two_sellers_who_report_at_once_twice_are_each_counted_once(one: Recalling) -> None:
    begun = one.beginning()
    assert at_once(one.reception.receive, [begun, begun]) == ["taken", "taken"]
    one.receive(one.plan())
    reports = [one.report(one.first, returned=30), one.report(one.second, returned=20)]
    assert at_once(one.reception.receive, reports * 2) == ["taken"] * 4
    assert total(one.behind(), Figure.UNITS_RETURNED) == 50
    with pytest.raises(Refused, match="act_id_taken"):
        one.receive(reports[0].model_copy(update={"returned": 29}))
    with one.database.transaction() as session:
        assert len(recall.acts(session, "one", "seller_report")) == 2
        assert verify(session).breaks == ()


def at_once(receive: Callable[[RecallAct], None], acts: list[RecallAct]) -> list[str]:
    def outcome(act: RecallAct) -> str:
        try:
            receive(act)
        except Refused as refused:
            return refused.code
        return "taken"

    with ThreadPoolExecutor(len(acts)) as threads:
        return list(threads.map(outcome, acts))
