"""A certificate whose workflow was not begun, not told, overtaken, or told twice: it stands where the register does."""

import asyncio
import signal
import sys
from datetime import date
from pathlib import Path

import pytest
from temporalio.client import Client
from temporalio.testing import ActivityEnvironment

from activities.certificate_desk import CertificateDesk
from activities.law import Law
from activities.reconciler import AT_ONCE, ReconcilerActivities
from domain.certificate import LifePhase
from domain.errors import Refused
from domain.names import TASK_QUEUE, certificate_workflow
from models import certificate_act
from models.session import Database
from servers import Addresses
from tests.certifying import INSTITUTE, Certifying
from tests.living import RUNNING, Living, play
from worker import at_work, connect, front_desk

ROOT = Path(__file__).parents[2]
KILLED = """
import os, signal
from models.session import Database
from tests.certifying import Certifying
one = Certifying(Database({url!r}), "life-13")
one.receive(one.application())
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_what_a_crash_left_between_recording_and_telling_is_begun_and_told_by_the_reconciler(
    addresses: Addresses,
) -> None:
    async def story(one: Living) -> None:
        two = Living(one.desk, "life-10b")
        one.receive(one.application())  # recorded, and no workflow begun
        await two.take(two.application())
        two.receive(two.inspection())  # recorded, and its workflow not told
        assert await two.status() is RUNNING
        desk = front_desk(one.database, one.desk.client)
        reconcile = ReconcilerActivities(desk).reconcile
        assert (await ActivityEnvironment().run(reconcile)).certificates == 2
        assert await one.status() is RUNNING
        assert await two.ended() == "in_circulation"
        assert (await ActivityEnvironment().run(reconcile)).certificates == 0
        await one.take(one.made("withdrawal", one.maker, reason="不再申请。"))
        await one.ended()

    play(addresses, "life-10", story)


def test_a_backlog_larger_than_is_mended_side_by_side_is_mended_whole(addresses: Addresses) -> None:
    async def story(one: Living) -> None:
        backlog = [Certifying(one.database, f"life-15-{number}") for number in range(AT_ONCE + 5)]
        for other in backlog:
            other.receive(other.application())
        reconcile = ReconcilerActivities(front_desk(one.database, one.desk.client)).reconcile
        mended = (await ActivityEnvironment().run(reconcile)).certificates
        while mended < len(backlog):  # a slow machine needs another run
            mended += (await ActivityEnvironment().run(reconcile)).certificates
        assert mended == len(backlog)
        for other in backlog:
            await one.take(other.made("withdrawal", other.maker, reason="不再申请。"))
            handle = one.desk.client.get_workflow_handle(certificate_workflow(other.application_id))
            assert await handle.result() == "taken_back"

    play(addresses, "life-15", story)


def test_a_run_that_was_begun_with_a_state_that_was_overtaken_finds_out_and_ends(addresses: Addresses) -> None:
    async def story(one: Living) -> None:
        one.receive(one.application())
        old = certificate_act.life(one.row)
        await one.take(one.made("withdrawal", one.maker, reason="不再申请。"))  # finds no workflow to tell
        await one.desk.client.start_workflow(
            "CertificateLifecycle", old, id=certificate_workflow(one.application_id), task_queue=TASK_QUEUE
        )
        assert await one.ended() == "taken_back"

    play(addresses, "life-14", story)


def test_who_is_killed_after_recording_has_recorded_and_the_reconciler_begins_the_workflow(
    addresses: Addresses,
) -> None:
    async def story(one: Living) -> None:
        program = KILLED.format(url=addresses.database_url)
        killed = await asyncio.create_subprocess_exec(sys.executable, "-c", program, cwd=ROOT)
        assert await killed.wait() == -signal.SIGKILL
        assert one.recorded() == ["application"]
        desk = front_desk(one.database, one.desk.client)
        assert (await ActivityEnvironment().run(ReconcilerActivities(desk).reconcile)).certificates == 1
        assert await one.status() is RUNNING
        await one.take(one.application())  # who sends it again, since he saw no answer, has sent it once
        await one.take(one.inspection())
        assert await one.ended() == "in_circulation"

    play(addresses, "life-13", story)


def test_an_act_is_taken_while_no_worker_runs_and_heard_when_one_does(addresses: Addresses) -> None:
    async def nobody_works() -> None:
        database = Database(addresses.database_url)
        client: Client = await connect(addresses.temporal)
        one = Living(CertificateDesk(database, Law(), client), "life-11")
        await one.desk.take(one.application(), patience=0.5)
        assert one.recorded() == ["application"]
        async with at_work(addresses) as desk:
            await ActivityEnvironment().run(ReconcilerActivities(desk).reconcile)
            assert await one.status() is RUNNING
            await one.take(one.inspection())
            assert await one.ended() == "in_circulation"
        database.close()

    asyncio.run(nobody_works())


def test_a_state_that_the_register_has_left_is_refused_before_it_is_written_into_history(addresses: Addresses) -> None:
    async def story(one: Living) -> None:
        await one.take(one.application(route="institute", laboratory_id=INSTITUTE))
        with one.database.transaction() as session:
            old = certificate_act.life(session.get_one(type(one.row), one.application_id))
        await one.take(one.made("acceptance", INSTITUTE, due_on=date(2025, 3, 10)))
        length = (await one.handle.describe()).history_length
        with pytest.raises(Exception, match="Workflow update failed") as refused:
            await one.handle.execute_update("hear", old)
        assert refused.value.cause.type == "stale_state"  # type: ignore[attr-defined]
        assert (await one.handle.describe()).history_length <= length + 3  # a speculative task at most, no update
        history = await one.handle.fetch_history()
        field = "workflow_execution_update_accepted_event_attributes"
        accepted = [event for event in history.events if event.HasField(field)]
        assert len(accepted) == 2
        await one.take(one.made("withdrawal", one.maker, reason="不再申请。"))
        await one.ended()

    play(addresses, "life-08", story)


def test_many_acts_at_once_leave_one_run_that_ends_where_the_register_stands(addresses: Addresses) -> None:
    async def story(one: Living) -> None:
        act = one.application(route="institute", laboratory_id=INSTITUTE)
        await asyncio.gather(*(one.take(act) for _ in range(5)))
        assert one.recorded() == ["application"]
        either = (
            one.made("acceptance", INSTITUTE, due_on=date(2025, 3, 10)),
            one.made("declining", INSTITUTE, reason="来不及。"),
            one.made("withdrawal", one.maker, reason="不再申请。"),
        )
        outcomes = await asyncio.gather(*(one.take(act) for act in either), return_exceptions=True)
        assert all(end is None or isinstance(end, Refused) for end in outcomes)
        if one.row.phase is not LifePhase.TAKEN_BACK:
            await one.take(one.made("withdrawal", one.maker, reason="不再申请。"))
        assert await one.ended() == "taken_back"
        assert await one.runs() == 1

    play(addresses, "life-09", story)
