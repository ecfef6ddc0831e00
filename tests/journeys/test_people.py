"""The people of a matter change while it runs: officers away, certificates over, a party renamed or no more."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest

from activities import matter_queue, matter_story, staffing
from demo import cast
from demo.acting import close
from demo.rehearsal import Rehearsal
from domain.calendar import legal_day
from domain.errors import Refused
from domain.office import Absence
from domain.procedure import Phase
from domain.results import Result
from domain.steps import StepKind
from domain.story import Awaited, MatterStory
from models import document, matter, message, office, standing
from models.enterprise import enter_enterprise
from servers import Addresses
from tests.parameters import set_to
from tests.rehearsing import HANDLER, HEAD, REVIEWER, SECOND, confirmed, drafted, rehearsing, served

THERE = {"agreed": True, "remarks": "同意"}
ONE = timedelta(days=1)


def play(addresses: Addresses, number: int, story: Callable[[Rehearsal], Awaitable[None]]) -> None:
    async def run() -> None:
        async with rehearsing(addresses, number) as rehearsal:
            await rehearsal.step(StepKind.VERIFICATION, Phase.REPORTING)
            await story(rehearsal)

    asyncio.run(run())


def awaited(rehearsal: Rehearsal) -> Awaited:
    with rehearsal.desk.database.transaction() as session:
        return matter_queue.of_matter(session, rehearsal.desk.law, rehearsal.now, rehearsal.matter_id)[0]


def told(rehearsal: Rehearsal) -> MatterStory:
    with rehearsal.desk.database.transaction() as session:
        return matter_story.story(session, rehearsal.desk.law, rehearsal.matter_id, rehearsal.now)


def away(rehearsal: Rehearsal, officer: str, deputy: str | None = None) -> bool:
    """For the week that begins today."""
    today = legal_day(rehearsal.now)
    one = Absence(officer_id=officer, first=today, last=today + timedelta(days=6), deputy=deputy)
    with rehearsal.desk.database.transaction() as session:
        return staffing.enter_absence(session, rehearsal.desk.law, one, rehearsal.now)


def messages(rehearsal: Rehearsal) -> list[tuple[str, int]]:
    with rehearsal.desk.database.transaction() as session:
        left = message.of_matter(session, rehearsal.matter_id)
    return [(one.recipient, one.step) for one in left if one.about.startswith("nobody")]


def test_the_tasks_of_who_is_away_go_to_his_deputy_and_the_clock_runs_on_when_both_are_away(
    addresses: Addresses,
) -> None:
    async def story(rehearsal: Rehearsal) -> None:
        before = awaited(rehearsal)
        assert away(rehearsal, HANDLER, SECOND)
        assert not away(rehearsal, HANDLER, SECOND)
        step = awaited(rehearsal)
        assert [one.zh for one in step.persons] == ["示例乙（代示例甲）"]
        assert (step.nobody, messages(rehearsal)) == (True, [(cast.OFFICE.office_id, 1)])  # two must verify
        with pytest.raises(Refused, match="deputy_without_role"):
            away(rehearsal, SECOND, HEAD)
        assert away(rehearsal, SECOND)
        assert [one.zh for one in awaited(rehearsal).persons] == []
        assert len(messages(rehearsal)) == 2
        assert awaited(rehearsal).due_on == before.due_on
        await rehearsal.wait(7)
        order = await confirmed(rehearsal)
        assert [one.zh for one in awaited(rehearsal).persons] == ["示例甲", "示例乙"]
        assert away(rehearsal, HANDLER)
        await drafted(rehearsal, order)  # no article takes his power from who is away
        assert [one.zh for one in awaited(rehearsal).persons] == ["示例丙"]  # 示例乙 has handled the case
        with pytest.raises(Refused, match="own_paper"):
            await rehearsal.act("review", order, SECOND, **THERE)
        await rehearsal.end()

    play(addresses, 743, story)


def test_who_left_the_office_does_nothing_more_and_a_certificate_counts_on_the_day_of_the_act(
    addresses: Addresses,
) -> None:
    async def story(rehearsal: Rehearsal) -> None:
        order = await confirmed(rehearsal)
        last = legal_day(rehearsal.now)
        ending = cast.SECOND.model_copy(update={"certificate_until": last})
        with rehearsal.desk.database.transaction() as session:
            office.register_office(session, cast.OFFICE, (ending,))
        assert awaited(rehearsal).expiring == ()  # how long before, an installation sets
        with set_to(certificate_warning_days=30):
            assert awaited(rehearsal).expiring == (f"示例乙 {last}",)
        await drafted(rehearsal, order)
        await rehearsal.wait(1)
        await rehearsal.act("review", order, REVIEWER, agreed=False, remarks="请补充依据。")
        with pytest.raises(Refused, match="officer_without_certificate"):
            await drafted(rehearsal, order)
        assert (awaited(rehearsal).nobody, [one.zh for one in awaited(rehearsal).persons]) == (True, ["示例甲"])
        with rehearsal.desk.database.transaction() as session:
            office.register_office(session, cast.OFFICE, (cast.SECOND,))
        await drafted(rehearsal, order)
        with rehearsal.desk.database.transaction() as session:
            office.register_office(session, cast.OFFICE, (ending,))
        await rehearsal.act("review", order, REVIEWER, **THERE)
        await rehearsal.act("approval", order, HEAD, **THERE)  # what was drafted with certificates stays lawful
        with rehearsal.desk.database.transaction() as session:
            assert staffing.enter_leaving(session, rehearsal.desk.law, HANDLER, last + ONE, rehearsal.now)
        service = {"served_at": rehearsal.now, "signed_by": "示例收件人", "proof": "送达回证"}
        with pytest.raises(Refused, match="officer_left"):
            await rehearsal.act("service", order, HANDLER, **service)
        await rehearsal.end()

    play(addresses, 744, story)


def test_papers_name_the_party_as_it_is_called_on_their_day(addresses: Addresses) -> None:
    async def story(rehearsal: Rehearsal) -> None:
        order = await confirmed(rehearsal)
        await rehearsal.wait(2)
        with rehearsal.desk.database.transaction() as session:
            on = legal_day(rehearsal.now)
            assert standing.rename(session, rehearsal.party, "示例企业745", "示例新名企业745", on)
            assert standing.rename(session, rehearsal.party, "示例新名企业745", "示例后名企业745", on + 30 * ONE)
        await rehearsal.wait(1)
        await served(rehearsal, order)
        with rehearsal.desk.database.transaction() as session:
            paper = document.of_step(session, matter.step(session, rehearsal.matter_id, order))[0]
        assert paper.context["party"]["name"] == "示例新名企业745"
        shown = told(rehearsal)
        assert shown.about == "示例新名企业745"
        whats = [one.what.zh for one in shown.events]
        assert whats.count("当事人更名") == 1  # the later one has not come yet
        assert whats.index("报告核查结果") < whats.index("当事人更名") < whats.index("拟制责令改正通知书")
        await the_served_order_binds_the_successor(rehearsal, order)
        await rehearsal.end()

    play(addresses, 745, story)


async def the_served_order_binds_the_successor(rehearsal: Rehearsal, order: int) -> None:
    """It was served while the party stood: nothing is made again, and its period runs on."""
    before = awaited(rehearsal)
    await rehearsal.wait(1)
    successor = dissolve(rehearsal, "示例承继企业745")
    assert successor is not None
    await rehearsal.act("succession", 0, HEAD, **finding(successor))
    after = awaited(rehearsal)
    assert (after.step, after.phase, after.due_on) == (order, Phase.AWAITING, before.due_on)
    assert (after.about, after.party_ended) == ("示例承继企业745", False)
    await rehearsal.act("answer", order, successor, statement="已改正")
    recheck = (await rehearsal.step(StepKind.RECHECK, Phase.REPORTING)).number
    await rehearsal.act("recheck", recheck, HANDLER, passed=True, statement="已改正", second_officer=SECOND)
    with rehearsal.desk.database.transaction() as session:
        made = document.newest_of(session, rehearsal.matter_id, "order_to_correct")
        tells = document.newest_of(session, rehearsal.matter_id, "recheck_result", to=successor)
    assert made is not None
    assert tells is not None
    assert tells.context["order"] == made.number


def dissolve(rehearsal: Rehearsal, successor: str | None) -> str | None:
    """The party ends today. Returns the id of its successor."""
    with rehearsal.desk.database.transaction() as session:
        other = enter_enterprise(session, successor, rehearsal=True) if successor else None
        assert standing.dissolve(session, rehearsal.party, legal_day(rehearsal.now), other)
        return other


def finding(successor: str | None) -> dict[str, str | None]:
    return {"successor": successor, "reason": "依登记机关注销登记。", "document": "示例注销登记通知书1号"}


def test_an_order_to_a_party_that_left_nobody_cannot_be_made_and_the_matter_ends(addresses: Addresses) -> None:
    async def story(rehearsal: Rehearsal) -> None:
        order = await confirmed(rehearsal)
        with pytest.raises(Refused, match="party_stands"):
            await rehearsal.act("succession", 0, HEAD, **finding(None))
        await drafted(rehearsal, order)
        await rehearsal.act("review", order, REVIEWER, **THERE)
        await rehearsal.wait(1)
        dissolve(rehearsal, None)
        assert awaited(rehearsal).party_ended
        with pytest.raises(Refused, match="addressee_ended"):
            await rehearsal.act("approval", order, HEAD, **THERE)
        with pytest.raises(Refused, match="not_a_head_of_department"):
            await rehearsal.act("succession", 0, HANDLER, **finding(None))
        with pytest.raises(Refused, match="not_the_successor"):
            await rehearsal.act("succession", 0, HEAD, **finding("示例无此企业"))
        await rehearsal.act("succession", 0, HEAD, **finding(None))
        await close(rehearsal)
        await rehearsal.over()
        assert [one.result for one in rehearsal.steps()] == [Result.CONFIRMED, Result.PARTY_ENDED, Result.CLOSED]
        shown = told(rehearsal)
        assert shown.ending is not None
        assert shown.ending.zh == "当事人终止"
        tellings = [f"{one.what.zh}：{one.words.zh}" for one in shown.events]
        assert any("当事人终止" in one and "登记中没有承继企业" in one for one in tellings)
        assert any("认定当事人终止后的承受人" in one and "示例注销登记通知书1号" in one for one in tellings)

    play(addresses, 746, story)


def test_a_matter_goes_on_against_the_successor_with_an_order_in_his_own_name(addresses: Addresses) -> None:
    async def story(rehearsal: Rehearsal) -> None:
        order = await confirmed(rehearsal)
        await drafted(rehearsal, order)
        await rehearsal.act("review", order, REVIEWER, **THERE)
        await rehearsal.act("approval", order, HEAD, **THERE)
        await rehearsal.wait(1)
        successor = dissolve(rehearsal, "示例承继企业747")
        assert successor is not None
        with rehearsal.desk.database.transaction() as session:  # from the day of his end nobody can be served
            left = (document.unserved(session, rehearsal.matter_id, rehearsal.now - days * ONE) for days in (1, 0))
            assert [len(papers) for papers in left] == [1, 0]
        service = {"served_at": rehearsal.now, "signed_by": "示例收件人", "proof": "送达回证"}
        with pytest.raises(Refused, match="addressee_ended"):
            await rehearsal.act("service", order, HANDLER, **service)
        await rehearsal.act("succession", 0, HEAD, **finding(successor))
        again = (await rehearsal.step(StepKind.ORDER_TO_CORRECT, Phase.DRAFTING, after=order)).number
        await served(rehearsal, again)
        with rehearsal.desk.database.transaction() as session:
            paper = document.of_step(session, matter.step(session, rehearsal.matter_id, again))[0]
        assert (paper.addressee, paper.context["party"]["name"]) == (successor, "示例承继企业747")
        with pytest.raises(Refused, match="not_the_party"):
            await rehearsal.act("answer", again, rehearsal.party, statement="已改正")
        await rehearsal.act("answer", again, successor, statement="已改正")
        recheck = await rehearsal.step(StepKind.RECHECK, Phase.REPORTING)
        said = {"passed": True, "statement": "已改正", "second_officer": SECOND}
        await rehearsal.act("recheck", recheck.number, HANDLER, **said)
        await close(rehearsal)  # the paper that nobody could be served no longer holds the matter open
        await rehearsal.over()
        assert told(rehearsal).ending is not None
        with rehearsal.desk.database.transaction() as session:
            assert matter.known(session, rehearsal.matter_id).ending == "in_time/passed"

    play(addresses, 747, story)
