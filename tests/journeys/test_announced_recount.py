"""The deemed day of an announcement follows the calendar while it lies ahead, and with it what runs from it."""

import asyncio
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from temporalio.testing import ActivityEnvironment

from activities.announced_service import recount
from activities.auditing import verify_matter
from activities.matter_story import story
from activities.reconciler import ReconcilerActivities
from domain.calendar import SHANGHAI
from domain.procedure import Phase
from domain.service import Failure, Manner
from domain.steps import StepKind
from models import calendar, document, matter
from models.calendar import publish
from models.document import ServiceRow
from models.matter import StepRow
from servers import Addresses
from tests.holidays import days, notice
from tests.journeys.test_service import announced, the_order
from tests.registering import HANDLER, HEAD, REVIEWER, SECOND, Registered, registered
from tests.rehearsing import rehearsing

PUBLISHED = date(2027, 9, 4)  # the thirtieth day is 4 October: a working day, until the holidays are published
ANNOUNCED: dict[str, Any] = {"difficulty": "下落不明", "through": "示例市局公告栏", "proof": "公告照片"}


def day(month: int, number: int) -> datetime:
    return datetime(2027, month, number, tzinfo=SHANGHAI)


@pytest.fixture
def order(addresses: Addresses) -> Iterator[Registered]:
    """An order to correct, served by an announcement that takes effect on 5 October."""
    with registered(addresses, 716, PUBLISHED) as one:
        one.confirm()
        step = one.step(StepKind.ORDER_TO_CORRECT).number
        said: dict[str, Any] = {"facts": "没有合格证明。", "demands": "附具检验合格证明。", "second_officer": SECOND}
        one.act("order_draft", step, HANDLER, period_days=15, period_reason="按库存量。", **said)
        one.act("review", step, REVIEWER, agreed=True, remarks="同意")
        one.act("approval", step, HEAD, agreed=True, remarks="同意")
        told = {"failure": Failure.UNTRACEABLE, "statement": "人去楼空", "proof": "现场照片"}
        one.act("attempt", step, HANDLER, manner=Manner.DIRECT, tried_at=one.now, **told)
        one.act("service", step, HANDLER, manner=Manner.ANNOUNCEMENT, served_at=one.now, **ANNOUNCED)
        yield one


def step_of(one: Registered) -> StepRow:
    return one.step(StepKind.ORDER_TO_CORRECT)


def services(one: Registered) -> list[ServiceRow]:
    with one.session() as session:
        return [found for each in document.services_of_matter(session, one.matter_id).values() for found in each]


def party(one: Registered) -> str:
    with one.session() as session:
        return matter.known(session, one.matter_id).party_id or ""


def calendar_comes(one: Registered) -> None:
    with one.session() as session:
        publish(session, notice(), days())
    for _ in range(2):
        with one.session() as session:
            recount(session, one.law, one.matter_id, one.now)


def test_a_new_calendar_moves_the_deemed_day_and_the_period_that_runs_from_it(order: Registered) -> None:
    assert services(order)[0].served_at == day(10, 5)
    assert step_of(order).due_at == day(10, 21)
    calendar_comes(order)
    assert services(order)[0].served_at == day(10, 9)
    after = step_of(order)
    assert (after.happened_at, after.period_from, after.due_at) == (day(10, 9), day(10, 9), day(10, 25))
    with order.session() as session:
        told = story(session, order.law, order.matter_id, order.now).events
        (again,) = [one for one in told if "按新公布的放假安排重新计算。2027年10月9日视为送达" in one.words.zh]
        assert again.what.zh == "公告送达的期间"
        receipts = [one for one in document.of_matter(session, order.matter_id) if one.kind == "service_receipt"]
        assert sorted(one.context["served_on"] for one in receipts) == ["2027-10-05", "2027-10-09"]
        assert not verify_matter(session, order.matter_id).breaks


def test_a_deemed_day_that_has_passed_stays(order: Registered) -> None:
    order.reach(day(10, 6))
    order.act("extension_request", step_of(order).number, party(order), count=5, reason="示例理由")
    calendar_comes(order)
    assert services(order)[0].served_at == day(10, 5)
    assert step_of(order).due_at == day(10, 21)


def test_a_paper_that_was_handed_over_before_keeps_its_day(order: Registered) -> None:
    order.wait(3)
    with order.session() as session:
        (paper,) = [one for one in document.of_matter(session, order.matter_id) if one.kind == "order_to_correct"]
    handed = {"signed_by": "示例收件人", "proof": "送达回证", "document": paper.document_id}
    order.act("service", step_of(order).number, HANDLER, served_at=order.now, **handed)
    due_at = step_of(order).due_at
    calendar_comes(order)
    assert {one.method: one.served_at for one in services(order)}[Manner.ANNOUNCEMENT] == day(10, 5)
    assert (step_of(order).happened_at, step_of(order).due_at) == (order.now, due_at)


def test_a_workflow_lapses_by_the_day_that_was_counted_again(addresses: Addresses) -> None:
    async def walk() -> None:
        async with rehearsing(addresses, 945, PUBLISHED - timedelta(days=1)) as rehearsal:
            _, served_at = await announced(rehearsal)
            assert served_at == day(10, 5)
            first = the_order(rehearsal).due_at
            assert first is not None
            with rehearsal.desk.database.transaction() as session:
                publish(session, notice(), days())
            with rehearsal.desk.database.transaction() as session:
                edition = calendar.edition(session)
            reconcile = ReconcilerActivities(rehearsal.desk).reconcile
            assert (await ActivityEnvironment().run(reconcile)).recounted == 1

            def heard(rows: list[StepRow]) -> StepRow | None:
                return next((row for row in rows if row.period_from == day(10, 9) and row.counted_by == edition), None)

            moved = await asyncio.wait_for(rehearsal.watch.until(rehearsal.matter_id, heard), 60)
            assert moved.due_at == day(10, 25)
            assert (await ActivityEnvironment().run(reconcile)).recounted == 0
            await rehearsal.reach(first + timedelta(hours=1))
            assert the_order(rehearsal).phase is Phase.AWAITING
            await rehearsal.reach(day(10, 25) + timedelta(hours=1))
            lapsed = await rehearsal.step(StepKind.ORDER_TO_CORRECT, Phase.LAPSED)
            assert lapsed.lapsed_at is not None
            assert lapsed.lapsed_at >= day(10, 25)
            await rehearsal.end()

    asyncio.run(walk())
