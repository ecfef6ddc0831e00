"""Payments on the real servers: decided, paid by the embedded bank, recovered; on virtual time, and under kills."""

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import Awaitable, Callable
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text
from temporalio.testing import ActivityEnvironment, TimeSkipper

from activities.auditing import verify
from activities.compensation_desk import CompensationDesk
from activities.ledger import check
from activities.reconciler import ReconcilerActivities
from domain.compensation import CompensationEnding, CompensationPhase
from domain.payment import OrderStatus
from domain.scheme_paper import Letter
from models import message
from models.session import Database
from servers import Addresses
from tests.paying import APPROVER, DAY, Paying
from worker import at_work

ROOT = Path(__file__).parents[2]


class Living(Paying):
    """A payment whose workflow hears of it."""

    payments: CompensationDesk
    skipper: TimeSkipper

    async def until(self, found: Callable[[], bool]) -> None:
        for _ in range(600):
            if await asyncio.to_thread(found):
                return
            await asyncio.sleep(0.05)
        raise TimeoutError(self.name)

    async def sent(self, times: int = 1) -> None:
        await self.until(lambda: self.order().sendings == times)

    async def skip(self, by: timedelta) -> None:
        await self.skipper.fast_forward(self.skipper.client.get_workflow_handle(f"compensation/{self.first}"), by)
        self.now += by


def play(addresses: Addresses, name: str, story: Callable[[Living], Awaitable[None]]) -> None:
    async def playing() -> None:
        assert addresses.bank is not None
        async with at_work(addresses) as desk:
            one = Living(desk.database, Path(addresses.bank), name)
            one.payments, one.skipper = CompensationDesk(desk), TimeSkipper(desk.client)
            await story(one)

    asyncio.run(playing())


def test_a_payment_goes_from_its_decision_to_its_closing_and_is_forgotten_by_temporal(addresses: Addresses) -> None:
    async def story(one: Living) -> None:
        for act in (one.application(), one.assessment(), one.decision()):
            await one.payments.take(act)
        await one.sent()
        await asyncio.to_thread(one.bank.answer)
        assert (await one.payments.collect()).compensations == (one.first,)
        await one.skip(DAY)
        await one.payments.take(one.assignment())
        await one.payments.take(one.issue(Letter.TOP_UP_DEMAND))
        await one.payments.take(one.letter("top_up_demand"))
        await one.skip(6 * DAY)  # past the five days of the agreement
        await one.until(lambda: any("补足保证金" in told for told in inbox(one)))
        await one.payments.take(one.made("closing", APPROVER))
        handle = one.skipper.client.get_workflow_handle(f"compensation/{one.first}")
        assert await asyncio.wait_for(handle.result(), 60) == "closed"
        assert one.row().ending is CompensationEnding.FROM_DEPOSIT
        assert one.books().problems == ()

    play(addresses, "780", story)


def inbox(one: Paying) -> list[str]:
    with one.database.transaction() as session:
        return [row.text["zh"] for row in message.newest(session, one.name, 20)]


def test_an_unanswered_order_is_sent_again_as_often_as_agreed_and_then_a_person_is_asked(addresses: Addresses) -> None:
    async def story(one: Living) -> None:
        for act in (one.application(), one.assessment(payee_account="00002"), one.decision()):
            await one.payments.take(act)
        for times in (1, 2, 3):
            await one.sent(times)
            await asyncio.to_thread(one.bank.answer)
            await one.skip(timedelta(minutes=61))
        await one.until(lambda: any("没有答复" in told for told in inbox(one)))
        assert one.order().sendings == 3
        await one.skip(4 * DAY)
        await one.until(lambda: any("赔付期限已于" in told for told in inbox(one)))
        assert one.order().status is OrderStatus.ORDERED
        order = one.order().order_id
        await one.payments.take(one.made("non_execution", APPROVER, order_id=order, statement="书面确认"))
        await one.payments.take(one.made("withdrawal", APPROVER, statement="消费者撤回"))
        await one.skipper.client.get_workflow_handle(f"compensation/{one.first}").result()
        assert one.balances() == {"bank": 130_000, "pool": -100_000, f"deposit/{one.member}": -30_000}

    play(addresses, "781", story)


def test_what_a_crash_left_is_begun_and_what_the_bank_said_is_taken_by_the_reconciler(addresses: Addresses) -> None:
    async def story(one: Living) -> None:
        one.receive(one.application(), one.assessment(), one.decision())  # recorded, and nobody told
        reconcile = ReconcilerActivities(one.payments.desk).reconcile
        assert (await ActivityEnvironment().run(reconcile)).compensations == 1
        await one.sent()
        await asyncio.to_thread(one.bank.answer)
        assert (await ActivityEnvironment().run(reconcile)).compensations <= 1  # it may have been woken already
        assert one.phase() is CompensationPhase.ASSIGNING
        assert (await ActivityEnvironment().run(reconcile)).compensations == 0
        await one.payments.take(one.made("closing", APPROVER))

    play(addresses, "782", story)


@pytest.mark.timeout(600)  # as many processes die as there are steps
@pytest.mark.parametrize(("told", "every"), [("paid", 1), ("refused", 1 if os.environ.get("HEZHENG_KILLS") else 4)])
def test_killed_after_any_step_the_consumer_is_paid_exactly_once(
    addresses: Addresses, tmp_path: Path, told: str, every: int
) -> None:
    """Where the bank refuses first, `make faults` goes through every step, too."""
    database = Database(addresses.database_url)
    given = [sys.executable, "-m", "tests.dying", json.dumps(asdict(addresses)), str(tmp_path), told, str(every)]
    ran = subprocess.run(given, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert ran.returncode == 0
    steps = int(ran.stdout)
    assert steps > 20 // every  # each of which one payment died of
    with database.transaction() as session:
        paid = session.execute(text("select scheme_id, sum(fen) from bank_booking where direction = 'out' group by 1"))
        schemes = {row[0]: row[1] for row in paid}
        assert len(schemes) >= steps
        assert set(schemes.values()) == {25_000}
        assert session.execute(text("select count(*) from compensation where phase <> 'closed'")).scalar_one() == 0
        assert session.execute(text("select count(*) from bank_question")).scalar_one() == 0
        for scheme_id in schemes:
            assert check(session, scheme_id, Paying.began).problems == ()
        assert verify(session).breaks == ()
    database.close()
