"""Periods that move while they run, on the real servers and on virtual time."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from activities.reconciler import ReconcilerActivities
from demo import cast
from demo.rehearsal import Rehearsal
from domain.calendar import SHANGHAI
from domain.errors import Refused
from domain.period import Suspension as Cause
from domain.procedure import Phase
from domain.steps import StepKind
from models import audit, message
from models.calendar import publish
from models.matter import StepRow
from models.message import MessageRow
from servers import Addresses
from tests.holidays import days, notice
from tests.rehearsing import HANDLER, HEAD, confirmed, rehearsing, served

FIRST = 1  # the verification of the clue, whose 15 working days from 10 February end on 3 March 2025


def day(month: int, number: int) -> datetime:
    """The beginning of a day of 2025 in Shanghai."""
    return datetime(2025, month, number, tzinfo=SHANGHAI)


def play(
    addresses: Addresses, number: int, story: Callable[[Rehearsal], Awaitable[None]], begins: date = cast.BEGINS
) -> None:
    async def told() -> None:
        async with rehearsing(addresses, number, begins) as rehearsal:
            await rehearsal.step(StepKind.VERIFICATION, Phase.REPORTING)
            await story(rehearsal)
            await rehearsal.end()

    asyncio.run(told())


async def lapsed(rehearsal: Rehearsal, step: int = FIRST) -> datetime:
    """When the register noted that the period of a step was over, as soon as it has."""

    def over(rows: list[Any]) -> Any:
        return next((row for row in rows if row.number == step and row.lapsed_at is not None), None)

    row = await asyncio.wait_for(rehearsal.watch.until(rehearsal.matter_id, over), 60)
    assert row.lapsed_at is not None
    return row.lapsed_at


def events(rehearsal: Rehearsal, name: str) -> list[dict[str, Any]]:
    with rehearsal.desk.database.transaction() as session:
        chain = audit.entries(session, audit.of_matter(rehearsal.matter_id))
        return [entry.detail for entry in chain if entry.event == name]


def messages(rehearsal: Rehearsal) -> list[MessageRow]:
    with rehearsal.desk.database.transaction() as session:
        return message.of_matter(session, rehearsal.matter_id)


async def refused(act: Awaitable[None]) -> str:
    with pytest.raises(Refused) as why:
        await act
    return why.value.code


def test_a_clue_that_the_head_of_department_extends_is_late_fifteen_working_days_later(addresses: Addresses) -> None:
    async def story(rehearsal: Rehearsal) -> None:
        await rehearsal.wait(2)
        assert await refused(extended(HANDLER)) == "not_a_head_of_department"
        assert await refused(extended(HEAD, count=16)) == "extension_too_long"
        await extended(HEAD)
        assert rehearsal.steps()[0].due_at == day(3, 25)
        assert await refused(extended(HEAD)) == "extensions_used_up"
        await rehearsal.reach(day(3, 24))
        assert rehearsal.steps()[0].lapsed_at is None
        await rehearsal.reach(day(3, 25) + timedelta(hours=1))
        assert await lapsed(rehearsal) >= day(3, 25)
        assert await refused(extended(HEAD)) == "period_over"
        (moved,) = events(rehearsal, "period_moved")
        assert moved["due"]["on"] == "2025-03-24"
        assert "情况复杂" in moved["why"]["zh"]

    async def extended(actor: str, count: int = 15) -> None:
        await shown[0].act("extension", FIRST, actor, count=count, reason="情况复杂，需赴外地核查。")

    shown: list[Rehearsal] = []

    async def remembering(rehearsal: Rehearsal) -> None:
        shown.append(rehearsal)
        await story(rehearsal)

    play(addresses, 941, remembering)


def test_time_for_testing_does_not_count_and_nothing_lapses_while_it_lasts(addresses: Addresses) -> None:
    async def story(rehearsal: Rehearsal) -> None:
        await rehearsal.reach(day(2, 17) + timedelta(hours=9))
        await rehearsal.act(
            "suspension", FIRST, HANDLER, cause=Cause.TESTING, since=rehearsal.now, document="示例检验委托书1号"
        )
        assert rehearsal.steps()[0].due_at is None
        await rehearsal.reach(day(4, 7) + timedelta(hours=9))
        assert rehearsal.steps()[0].lapsed_at is None
        await rehearsal.act("resumption", FIRST, HANDLER, until=rehearsal.now, document="示例检验报告1号")
        due_at = rehearsal.steps()[0].due_at
        assert due_at == day(4, 22)  # 5 of 15 were used up to 17 February; 10 more follow 7 April
        await rehearsal.reach(due_at + timedelta(hours=1))
        assert await lapsed(rehearsal) >= due_at
        explanation = events(rehearsal, "period_moved")[-1]["due"]["explanation"]["zh"]
        assert "示例检验委托书1号" in explanation

    play(addresses, 942, story)


def test_each_reminder_is_given_once_and_the_party_is_told_of_its_own_period_only(addresses: Addresses) -> None:
    async def story(rehearsal: Rehearsal) -> None:
        order = await confirmed(rehearsal)
        await served(rehearsal, order)
        due_at = rehearsal.steps()[-1].due_at
        assert due_at is not None
        await rehearsal.reach(due_at + timedelta(hours=1))
        await lapsed(rehearsal, order)
        given = [one["rung"] for one in events(rehearsal, "reminded") if one["step"] == order]
        assert given
        assert len(given) == len(set(given))
        of_order = [one for one in messages(rehearsal) if one.step == order]
        assert {one.recipient for one in of_order} == {cast.OFFICE.office_id, rehearsal.check.party_id}
        assert len(of_order) == 2 * (len(given) + 1)  # and that it is over
        assert {one.recipient for one in messages(rehearsal) if one.step == FIRST} <= {cast.OFFICE.office_id}

    play(addresses, 943, story)


def test_publishing_a_year_counts_the_open_periods_through_it_again_and_tells_why(addresses: Addresses) -> None:
    """A clue of 15 September 2027: its 15 working days run over a National Day of three days, or of seven."""

    async def story(rehearsal: Rehearsal) -> None:
        before = rehearsal.steps()[0]
        assert before.due is not None
        assert (before.due["on"], before.due["provisional"]) == ("2027-10-07", True)
        with rehearsal.desk.database.transaction() as session:
            publish(session, notice(), days())
        reconciler = ReconcilerActivities(rehearsal.desk)
        assert (await reconciler.reconcile()).recounted == 1

        def counted_again(rows: list[StepRow]) -> StepRow | None:
            return next((row for row in rows if row.counted_by != before.counted_by), None)

        after = await asyncio.wait_for(rehearsal.watch.until(rehearsal.matter_id, counted_again), 60)
        assert after.due is not None
        assert (after.due["on"], after.due["provisional"]) == ("2027-10-12", False)
        assert "示例放假通知" in after.due["explanation"]["zh"]
        (told,) = [one for one in messages(rehearsal) if one.about.startswith("calendar")]
        assert told.recipient == cast.OFFICE.office_id
        assert "2027-10-07" in told.text["zh"]
        assert "2027-10-12" in told.text["zh"]
        assert (await reconciler.reconcile()).recounted == 0
        end = datetime(2027, 10, 13, tzinfo=SHANGHAI)
        await rehearsal.reach(end - timedelta(hours=1))
        assert rehearsal.steps()[0].lapsed_at is None
        await rehearsal.reach(end + timedelta(hours=1))
        assert await lapsed(rehearsal) >= end

    play(addresses, 944, story, date(2027, 9, 15))
