"""The life of a certificate on the real servers: a workflow runs while somebody owes something, and only then."""

import asyncio
import signal
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from temporalio.client import Client, WorkflowExecutionStatus
from temporalio.testing import ActivityEnvironment, TimeSkipper

from activities.certificate_desk import CertificateDesk
from activities.law import Law
from activities.reconciler import ReconcilerActivities
from domain.calendar import SHANGHAI
from domain.certificate import LifePhase
from domain.certificate_act import CertificateAct
from domain.errors import Refused
from domain.names import TASK_QUEUE, certificate_workflow
from models import certificate_act
from models.session import Database
from servers import Addresses
from tests.certifying import INSTITUTE, OPERATOR, Certifying
from worker import at_work, connect, front_desk

ROOT = Path(__file__).parents[2]
DAY = timedelta(days=1)
RUNNING, COMPLETED = WorkflowExecutionStatus.RUNNING, WorkflowExecutionStatus.COMPLETED


class Living(Certifying):
    """One application whose workflow hears of its acts."""

    def __init__(self, desk: CertificateDesk, name: str, **given: Any) -> None:
        super().__init__(desk.database, name, **given)
        self.desk = desk

    @property
    def handle(self) -> Any:
        return self.desk.client.get_workflow_handle(certificate_workflow(self.application_id))

    async def take(self, act: CertificateAct) -> None:
        await self.desk.take(act, patience=60)

    async def status(self) -> WorkflowExecutionStatus | None:
        status: WorkflowExecutionStatus | None = (await self.handle.describe()).status
        return status

    async def ended(self) -> str:
        """How the newest run ended."""
        return str(await self.handle.result())

    async def runs(self) -> int:
        query = f"WorkflowId = '{certificate_workflow(self.application_id)}'"
        for _ in range(100):
            found = [one async for one in self.desk.client.list_workflows(query)]
            if found:
                return len(found)
            await asyncio.sleep(0.1)
        return 0

    async def reach(self, moment: datetime) -> None:
        await TimeSkipper(self.desk.client).fast_forward(self.handle, moment - self.now)
        self.now = moment

    async def until(self, found: Callable[[], bool]) -> None:
        for _ in range(200):
            if await asyncio.to_thread(found):
                return
            await asyncio.sleep(0.05)
        raise TimeoutError(self.application_id)


@asynccontextmanager
async def living(addresses: Addresses, name: str, **given: Any) -> AsyncIterator[Living]:
    async with at_work(addresses) as desk:
        yield Living(CertificateDesk(desk.database, desk.law, desk.client), name, **given)


def play(addresses: Addresses, name: str, story: Callable[[Living], Awaitable[None]], **given: Any) -> None:
    async def playing() -> None:
        async with living(addresses, name, **given) as one:
            await story(one)

    asyncio.run(playing())


def test_a_workflow_waits_for_the_inspection_and_ends_with_the_issue(addresses: Addresses) -> None:
    async def story(one: Living) -> None:
        await one.take(one.application())
        assert await one.status() is RUNNING
        await one.take(one.inspection())
        assert await one.ended() == "in_circulation"
        assert one.row.phase is LifePhase.IN_CIRCULATION

    play(addresses, "life-01", story)


def test_one_stop_goes_by_the_institute_s_queue_with_reminders_of_the_day_that_it_undertook(
    addresses: Addresses,
) -> None:
    async def story(one: Living) -> None:
        await one.take(one.application(route="institute", laboratory_id=INSTITUTE))
        await one.take(one.made("acceptance", INSTITUTE, due_on=date(2025, 3, 10), remind_days_before=(1, 0)))
        await one.reach(datetime(2025, 3, 9, 9, 1, tzinfo=SHANGHAI))
        await one.until(lambda: one.told() == [(INSTITUTE, "1_day_before")])
        await one.reach(datetime(2025, 3, 11, 0, 1, tzinfo=SHANGHAI))
        await one.until(lambda: len(one.told()) == 4)
        assert sorted(one.told()) == sorted(
            [(INSTITUTE, "1_day_before"), (INSTITUTE, "last_day"), (INSTITUTE, "overdue"), (one.maker, "overdue")]
        )
        await one.take(one.inspection(actor=INSTITUTE))
        assert await one.ended() == "in_circulation"

    play(addresses, "life-02", story)


def test_a_day_that_was_given_back_is_reminded_of_no_more(addresses: Addresses) -> None:
    async def story(one: Living) -> None:
        await one.take(one.application(route="institute", laboratory_id=INSTITUTE))
        await one.take(one.made("acceptance", INSTITUTE, due_on=date(2025, 3, 10)))
        await one.take(one.made("declining", INSTITUTE, reason="设备故障。"))
        await one.reach(datetime(2025, 3, 12, 9, tzinfo=SHANGHAI))
        assert one.told() == [(one.maker, "declined")]
        await one.take(one.made("withdrawal", one.maker, reason="不再申请。"))
        assert await one.ended() == "taken_back"

    play(addresses, "life-03", story)


def test_an_objection_revives_the_workflow_that_had_ended_and_its_answer_ends_it_again(addresses: Addresses) -> None:
    async def story(one: Living) -> None:
        await one.take(one.application())
        await one.take(one.failing())
        assert await one.ended() == "not_issued"
        one.now += 40 * DAY
        await one.take(one.made("objection", one.maker, reason="样品受潮。"))
        assert await one.status() is RUNNING
        await one.take(one.made("objection_answer", OPERATOR, reason="样品保存无异常。"))
        assert await one.ended() == "refused"

    play(addresses, "life-04", story)


def test_what_is_out_of_scope_starts_no_workflow(addresses: Addresses) -> None:
    async def story(one: Living) -> None:
        await one.take(one.application(scope="food"))
        with pytest.raises(Exception, match="not found"):
            await one.status()
        await one.take(one.made("objection", one.maker, reason="不是食品。"))
        assert await one.status() is RUNNING
        await one.take(one.made("withdrawal", one.maker, reason="另行申请。"))
        assert await one.ended() == "taken_back"

    play(addresses, "life-05", story)


def test_a_refusal_and_a_quiet_state_wake_no_workflow_and_a_dispute_does(addresses: Addresses) -> None:
    async def story(one: Living) -> None:
        await one.take(one.application())
        await one.take(one.inspection())
        await one.ended()
        with pytest.raises(Refused, match="not_the_producer"):
            await one.take(one.made("withdrawal", OPERATOR, reason="撤回。"))
        await one.take(one.made("freeze", OPERATOR, cause="key_lost", reason="密钥丢失。"))
        one.now += DAY
        await one.take(one.made("unfreeze", OPERATOR, reason="已换密钥。"))
        assert await one.runs() == 1
        one.now += DAY
        await one.take(one.made("freeze", OPERATOR, cause="dispute", reason="消费者质疑。"))
        assert await one.status() is RUNNING
        await one.take(one.made("withdrawal", one.maker, reason="标签有误。"))
        assert await one.ended() == "withdrawn"
        assert [state for state, *_ in one.states()] == ["frozen", "frozen", "frozen", "withdrawn"]

    play(addresses, "life-06", story)


def test_a_revived_run_begins_at_the_law_time_of_the_act_that_revives_it(addresses: Addresses) -> None:
    async def story(one: Living) -> None:
        await one.take(one.application(route="institute", laboratory_id=INSTITUTE))
        await one.take(one.made("withdrawal", one.maker, reason="填写有误。"))
        await one.ended()
        two = Living(one.desk, "life-07b")
        two.now += 200 * DAY
        await two.take(two.application(route="institute", laboratory_id=INSTITUTE))
        await two.handle.terminate("a crash of everything")
        await two.take(two.made("acceptance", INSTITUTE, due_on=date(2025, 9, 20), remind_days_before=(0,)))
        assert await two.status() is RUNNING
        await two.reach(datetime(2025, 9, 20, 9, 1, tzinfo=SHANGHAI))
        await two.until(lambda: two.told() == [(INSTITUTE, "last_day")])
        await two.take(two.made("withdrawal", two.maker, reason="不再申请。"))
        await two.ended()

    play(addresses, "life-07", story)


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


KILLED = """
import os, signal
from models.session import Database
from tests.certifying import Certifying
one = Certifying(Database({url!r}), "life-13")
one.receive(one.application())
os.kill(os.getpid(), signal.SIGKILL)
"""


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


def test_in_production_law_time_is_real_time(addresses: Addresses) -> None:
    async def story(one: Living) -> None:
        one.now = datetime.now(UTC) - 30 * DAY  # recorded long ago, while nobody was there to begin its workflow
        one.receive(one.application())
        await one.desk.deliver(one.application_id)
        first = (await one.handle.fetch_history()).events[0]
        (start,) = await one.desk.client.data_converter.decode(
            first.workflow_execution_started_event_attributes.input.payloads
        )
        assert datetime.now(UTC) - datetime.fromisoformat(start["at"]) < DAY
        await one.take(one.made("withdrawal", one.maker, reason="不再申请。"))
        await one.ended()

    play(addresses, "life-12", story, rehearsal=False, firm="示例真实计时厂")
