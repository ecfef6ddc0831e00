"""The life of a certificate on the real servers: a workflow runs while somebody owes something, and only then."""

from datetime import UTC, date, datetime, timedelta

import pytest

from domain.calendar import SHANGHAI
from domain.certificate import LifePhase
from domain.errors import Refused
from servers import Addresses
from tests.certifying import INSTITUTE, OF_ITS_DAY, OPERATOR
from tests.living import RUNNING, Living, play

DAY = timedelta(days=1)


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
        await one.until(lambda: one.told(*OF_ITS_DAY) == [(INSTITUTE, "1_day_before")])
        await one.reach(datetime(2025, 3, 11, 0, 1, tzinfo=SHANGHAI))
        await one.until(lambda: len(one.told(*OF_ITS_DAY)) == 4)
        assert sorted(one.told(*OF_ITS_DAY)) == sorted(
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
        assert one.told(*OF_ITS_DAY) == []
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
        await two.until(lambda: two.told(*OF_ITS_DAY) == [(INSTITUTE, "last_day")])
        await two.take(two.made("withdrawal", two.maker, reason="不再申请。"))
        await two.ended()

    play(addresses, "life-07", story)


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
