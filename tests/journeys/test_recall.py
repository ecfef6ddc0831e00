"""Recalls on the real servers, from their beginning to their closing, on virtual time."""

import asyncio
import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from temporalio.testing import ActivityEnvironment, TimeSkipper
from typer.testing import CliRunner

from activities.recall_desk import RecallDesk
from activities.reconciler import ReconcilerActivities
from cli import app
from demo import cast
from domain.calendar import legal_day
from domain.circulation import CheckRegime
from domain.recall import Figure, total
from models import circulation, enterprise, message, recall
from models.circulation import CirculationCheckRow, Origin
from models.enterprise import LotRow
from models.session import Database
from servers import Addresses
from tests.recalling import BEGINS, HEAD, Recalling
from tests.rehearsing import HANDLER, confirmed, rehearsing, served
from worker import at_work, connect, front_desk

PERIOD = "update parameter set value = :value where parameter_id = :name"


async def until(database: Database, query: str, wanted: int) -> None:
    for _ in range(400):
        with database.transaction() as session:
            if session.execute(text(query)).scalar_one() == wanted:
                return
        await asyncio.sleep(0.05)
    raise TimeoutError(query)


def notified(name: str) -> str:
    return f"select count(*) from message where recall_id = '{name}' and about = 'notification'"


def over(name: str) -> str:
    return f"select count(*) from audit where chain = 'recall/{name}' and event = 'period_over'"


def test_a_recall_goes_from_its_plan_to_its_closing(
    addresses: Addresses, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    async def story() -> None:
        async with at_work(addresses) as desk:
            one, recalls = Recalling(desk.database, "journey-1"), RecallDesk(desk.database, desk.law, desk.client)
            handle = desk.client.get_workflow_handle("recall/journey-1")
            await recalls.take(one.beginning())
            await until(desk.database, notified("journey-1"), 3)
            await TimeSkipper(desk.client).fast_forward(handle, timedelta(days=40))
            one.now += timedelta(days=40)
            await recalls.take(one.plan())
            both = (one.report(one.first, sold=30, returned=30, consumer_returns=9), one.report(one.second, disposed=6))
            await asyncio.gather(*(recalls.take(act) for act in both))
            enter_shop(desk.database, one.lot, "示例店丁", date(2025, 3, 20))
            found = await ActivityEnvironment().run(ReconcilerActivities(desk).reconcile)
            assert found.recalls == 1
            await until(desk.database, notified("journey-1"), 4)
            assert (await ActivityEnvironment().run(ReconcilerActivities(desk).reconcile)).recalls == 0
            await recalls.take(one.made("report", one.maker, stage="summary", statement="示例总结"))
            await recalls.take(one.closing())
            assert await asyncio.wait_for(handle.result(), 60) == "closed"
            enter_shop(desk.database, one.lot, "示例店戊", legal_day(one.now + timedelta(days=1)))  # after the closing
            await recalls.deliver("journey-1")
            assert await asyncio.wait_for(handle.result(), 60) == "closed"
            await until(desk.database, over("journey-1"), 0)  # no period runs that nobody has set
            with desk.database.transaction() as session:
                told = message.newest(session, one.first, 9)
            assert [row.text["zh"].startswith("【演练】") for row in told] == [True]

    asyncio.run(story())
    shown = hezheng(monkeypatch, addresses, "show", "journey-1")
    assert shown["figures"]["units_recovered_per_mille"] == 45 * 1000 // 90
    assert {(row["name"], row["region"]) for row in shown["sellers"]} == {
        ("示例店甲", "武陵区"), ("示例店乙", "武陵区"), ("示例店丙", None), ("示例店丁", None)
    }  # fmt: skip
    events = [entry["event"] for entry in shown["timeline"]]
    assert events[:4] == ["beginning", *["seller_notified"] * 3]
    assert events[-2:] == ["report", "closing"]
    assert [row["phase"] for row in hezheng(monkeypatch, addresses, "list")] == ["closed"]
    assert "journey-1" in CliRunner().invoke(app, ["inbox", cast.OFFICE.office_id]).stdout
    database = Database(addresses.database_url)
    with database.transaction() as session:
        beginning = recall.acts(session, "journey-1", "beginning")[0].content
    database.close()
    (tmp_path / "act.json").write_text(json.dumps(beginning), encoding="utf-8")  # again: it is on record already
    assert hezheng(monkeypatch, addresses, "act", str(tmp_path / "act.json"))["act_id"] == beginning["act_id"]
    plain = CliRunner().invoke(app, ["recall", "show", "journey-1"])
    assert plain.exit_code == 0
    assert "演练" in plain.stdout


def enter_shop(database: Database, lot: str, name: str, on: date) -> None:
    """A shop checks the goods that come in on this day."""
    with database.transaction() as session:
        shop = enterprise.enter_enterprise(session, name, rehearsal=True)
        given: dict[str, Any] = {"check_id": name, "origin": Origin.OWN, "regime": CheckRegime.GOODS_IN_CHECK}
        circulation.record(session, CirculationCheckRow(lot_id=lot, party_id=shop, seen_on=on, units_seen=5, **given))


def hezheng(monkeypatch: pytest.MonkeyPatch, addresses: Addresses, *arguments: str) -> Any:
    monkeypatch.setenv("HEZHENG_DATABASE_URL", addresses.database_url)
    monkeypatch.setenv("TEMPORAL_ADDRESS", addresses.temporal or "")
    ran = CliRunner().invoke(app, ["recall", *arguments, "--json"])
    assert ran.exit_code == 0, ran.output
    return json.loads(ran.stdout)


def test_periods_run_only_where_an_installation_has_set_them(addresses: Addresses) -> None:
    async def story() -> None:
        async with at_work(addresses) as desk:
            one, recalls = Recalling(desk.database, "journey-2"), RecallDesk(desk.database, desk.law, desk.client)
            with desk.database.transaction() as session:
                for name, value in (("recall_plan_days", 2), ("recall_phase_report_months", 1)):
                    session.execute(text(PERIOD), {"name": name, "value": value})
            handle = desk.client.get_workflow_handle("recall/journey-2")
            await recalls.take(one.beginning())
            await until(desk.database, notified("journey-2"), 3)
            await TimeSkipper(desk.client).fast_forward(handle, timedelta(days=2))
            await until(desk.database, over("journey-2"), 0)
            await TimeSkipper(desk.client).fast_forward(handle, timedelta(days=1))
            await until(desk.database, over("journey-2"), 1)
            one.now = BEGINS + timedelta(days=3)
            await recalls.take(one.plan())
            await TimeSkipper(desk.client).fast_forward(handle, timedelta(days=32))
            await until(desk.database, over("journey-2"), 2)
            await handle.terminate("the story is told")
            with desk.database.transaction() as session:
                told = {row.about for row in message.newest(session, cast.OFFICE.office_id, 9)}
            assert told == {"begun", "Period for the plan of a recall 2025-03-06",
                            "Period between reports on the phases of a recall 2025-04-07"}  # fmt: skip

    asyncio.run(story())


def test_an_act_taken_while_nobody_works_wakes_the_recall_by_the_reconciler(addresses: Addresses) -> None:
    async def story() -> None:
        desk = front_desk(Database(addresses.database_url), await connect(addresses.temporal))
        one = Recalling(desk.database, "journey-3")
        one.receive(one.beginning())
        async with at_work(addresses) as other:
            assert (await ActivityEnvironment().run(ReconcilerActivities(other).reconcile)).recalls == 1
            await until(desk.database, notified("journey-3"), 3)
            await other.client.get_workflow_handle("recall/journey-3").terminate("the story is told")
        desk.database.close()

    asyncio.run(story())


def test_an_authority_recalls_by_its_served_order_and_ends_it_itself(addresses: Addresses) -> None:
    """消费者权益保护法 33: the order binds its addressee from its service on."""

    async def story() -> None:
        async with rehearsing(addresses, 870) as rehearsal:
            step = await confirmed(rehearsal)
            await served(rehearsal, step)
            one = Recalling(rehearsal.desk.database, "journey-4").later(rehearsal.now)
            with one.database.transaction() as session:
                paper, at = session.execute(text("select document_id, served_at from document join service using "
                                                 "(document_id)")).one()  # fmt: skip
                product = session.get_one(LotRow, rehearsal.check.lot_id).product_id
            given: dict[str, Any] = {"actor": HANDLER, "product_id": product, "document_id": paper}
            given |= {"covers": ({"lot_id": rehearsal.check.lot_id},)}
            refusals: dict[str, Callable[[], Any]] = {
                "unknown_document": lambda: one.beginning(**given | {"document_id": "nothing"}),
                "document_of_another_party": lambda: one.beginning(actor=HANDLER, document_id=paper),
                "officer_of_another_region": lambda: one.beginning(**given | {"actor": cast.STRANGER.officer_id}),
                "document_of_another_office": lambda: one.beginning(
                    **given | {"actor": cast.STRANGER.officer_id, "office_id": cast.NEIGHBOUR.office_id}
                ),
                "served_after_recorded": lambda: one.later(at - timedelta(hours=1)).beginning(**given),
            }
            for code, act in refusals.items():
                assert one.refused(act()).code == code
            one.maker = rehearsal.party
            one.later(rehearsal.now).receive(one.beginning(**given), one.plan(unshipped=()))
            one.now += timedelta(days=1)
            assert one.refused(one.closing()).code == "only_the_authority_closes"
            one.receive(one.closing(actor=HEAD, reason="已无法追回", document="示例决定"))
            assert total(one.behind(), Figure.SELLERS_KNOWN) == 0
            await rehearsal.end()

    asyncio.run(story())
