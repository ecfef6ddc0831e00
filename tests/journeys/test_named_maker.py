"""The maker that sampled goods name: his own copy, his own period, his retest, and his word that they are not his."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta

from temporalio.testing import ActivityEnvironment

from demo import cast
from demo.acting import FAILED_ITEMS, HANDLER, SECOND, hand_over, serve_result, verify
from demo.rehearsal import Rehearsal
from domain.act import Channel
from domain.departure import Deed
from domain.procedure import Phase
from domain.results import Result
from domain.steps import StepKind
from models import departure, judgement, message, standing
from models.certificate import CertificateRow
from models.matter import MatterRow, StepRow
from servers import Addresses
from tests.papers import papers
from tests.receiving import awaited, events, facts, maker, maker_id
from tests.rehearsing import refused, sampled
from worker import activities_of

RETESTED = {"laboratory_id": cast.RETESTING_LABORATORY.laboratory_id, "report": "示例复检报告"}


async def result_served(rehearsal: Rehearsal) -> StepRow:
    """On both; returns the step of the maker's own period."""
    await rehearsal.open()
    await verify(rehearsal, confirmed=True, statement="属实")
    await serve_result(rehearsal)
    await hand_over(rehearsal)
    return await rehearsal.step(StepKind.MAKER_OBJECTION, Phase.AWAITING)


def play(addresses: Addresses, number: int, told: Callable[[Rehearsal], Awaitable[None]]) -> None:
    """A failed sample of goods that name another maker."""

    async def walk() -> None:
        async with sampled(addresses, number, maker(number)) as rehearsal:
            await told(rehearsal)

    asyncio.run(walk())


def test_the_result_goes_to_who_was_sampled_and_to_the_named_maker_and_each_has_his_own_period(
    addresses: Addresses,
) -> None:
    """产品质量法 15; only who was sampled must stop (监督抽查办法 45)."""

    async def told(rehearsal: Rehearsal) -> None:
        await rehearsal.open()
        await verify(rehearsal, confirmed=True, statement="属实")
        await serve_result(rehearsal)
        his, makers = papers(rehearsal, "result_notice")
        assert (his.addressee, makers.addressee) == (rehearsal.party, maker_id(750))
        assert (his.context["stop_articles"], makers.context["stop_articles"]) == (
            ["《产品质量监督抽查管理暂行办法》第四十五条"],
            None,
        )
        assert (his.context["may_deny"], makers.context["may_deny"]) == (False, True)
        assert his.context["objection"]["days"] == 15
        assert makers.context["party"]["name"] == maker(750)
        assert his.context["laboratory"] == "示例外地检验所"
        first = await rehearsal.step(StepKind.OBJECTION, Phase.AWAITING)
        await rehearsal.wait(3)
        assert facts(rehearsal)["maker_notice"] == "open"
        await hand_over(rehearsal)
        second = await rehearsal.step(StepKind.MAKER_OBJECTION, Phase.AWAITING)
        assert first.due_at is not None
        assert second.due_at is not None
        assert first.period_from is not None
        assert second.period_from == first.period_from + timedelta(days=3)
        assert second.due_at > first.due_at
        assert [one.whom.zh for one in awaited(rehearsal) if one.kind is StepKind.MAKER_OBJECTION] == [maker(750)]
        await rehearsal.reach(first.due_at + timedelta(hours=1))
        await rehearsal.step(StepKind.OBJECTION, Phase.LAPSED)
        assert StepKind.ORDER_TO_CORRECT not in {one.kind for one in rehearsal.steps()}
        await rehearsal.reach(second.due_at + timedelta(hours=1))
        await rehearsal.step(StepKind.ORDER_TO_CORRECT, Phase.DRAFTING)
        with rehearsal.desk.database.transaction() as session:
            reminded = [one for one in message.of_matter(session, rehearsal.matter_id) if one.step == second.number]
        assert {one.recipient for one in reminded} == {maker_id(750), cast.OFFICE.office_id}
        await rehearsal.end()

    play(addresses, 750, told)


def test_a_named_maker_that_is_no_more_holds_up_no_notice_to_who_was_sampled(addresses: Addresses) -> None:
    async def told(rehearsal: Rehearsal) -> None:
        await rehearsal.open()
        await verify(rehearsal, confirmed=True, statement="属实")
        with rehearsal.desk.database.transaction() as session:
            assert standing.dissolve(session, maker_id(724), cast.BEGINS, None)
        await serve_result(rehearsal)
        assert [one.addressee for one in papers(rehearsal, "result_notice")] == [rehearsal.party]
        assert facts(rehearsal)["maker_notice"] == "none"
        objection = await rehearsal.step(StepKind.OBJECTION, Phase.AWAITING)
        await rehearsal.act("objection", objection.number, rehearsal.party, statement="对检验结果有异议。")
        again = (await rehearsal.step(StepKind.RETEST, Phase.REPORTING)).number
        await rehearsal.act("retest_report", again, HANDLER, **RETESTED, items=FAILED_ITEMS)
        assert [one.addressee for one in papers(rehearsal, "retest_result")] == [rehearsal.party]
        await rehearsal.end()

    play(addresses, 724, told)


def test_the_maker_asks_for_a_retest_by_another_institute_and_both_are_told(addresses: Addresses) -> None:
    async def told(rehearsal: Rehearsal) -> None:
        step = await result_served(rehearsal)
        said = {"statement": "对检验结果有异议。"}
        assert await refused(rehearsal, "objection", step.number, rehearsal.party, **said) == "not_the_party"
        await rehearsal.act("objection", step.number, maker_id(751), **said)
        assert await refused(rehearsal, "denial", step.number - 1, maker_id(751), **said) in (
            "answer_to_closed_step",
            "act_not_awaited",
        )
        await rehearsal.act("denial", step.number, maker_id(751), **said)  # he may do both
        denial = await rehearsal.step(StepKind.DENIAL, Phase.REPORTING)
        its_own = {"confirmed": False, "statement": "为其产品。", "second_officer": SECOND}
        await rehearsal.act("verification", denial.number, HANDLER, **its_own)
        again = (await rehearsal.step(StepKind.RETEST, Phase.REPORTING)).number
        made = RETESTED | {"items": FAILED_ITEMS}
        of_the_factory = cast.STRANGE_LABORATORY.laboratory_id
        with rehearsal.desk.database.transaction() as session:
            lot = rehearsal.check.lot_id
            assert lot is not None
            passed = CertificateRow(number="示例751", lot_id=lot, issued_on=cast.BEGINS, laboratory_id=of_the_factory)
            session.add(passed)
        for laboratory, code in (
            (cast.LABORATORY.laboratory_id, "same_institute"),
            (of_the_factory, "institute_passed_the_lot"),
            ("示例无此机构", "unknown_laboratory"),
        ):
            wrong = made | {"laboratory_id": laboratory}
            assert await refused(rehearsal, "retest_report", again, HANDLER, **wrong) == code
        await rehearsal.act("retest_report", again, HANDLER, **made)
        his, makers = papers(rehearsal, "retest_result")
        assert his.context["requested_by"] == makers.context["requested_by"] == maker(751)
        assert (his.context["first_notice"], makers.context["first_notice"]) == tuple(
            one.number for one in papers(rehearsal, "result_notice")
        )
        assert StepKind.ORDER_TO_CORRECT not in {one.kind for one in rehearsal.steps()}  # his own period still runs
        objection = await rehearsal.step(StepKind.OBJECTION, Phase.AWAITING)
        assert objection.due_at is not None
        await rehearsal.reach(objection.due_at + timedelta(hours=1))
        await rehearsal.step(StepKind.ORDER_TO_CORRECT, Phase.DRAFTING)
        await rehearsal.end()

    play(addresses, 751, told)


def test_a_denial_that_holds_makes_the_maker_no_addressee_and_the_seller_the_object_of_a_clue(
    addresses: Addresses,
) -> None:
    async def told(rehearsal: Rehearsal) -> None:
        step = await result_served(rehearsal)
        said = {"statement": "不是我厂产品，编号规则不同。", "evidence": "示例出厂编号规则"}
        assert await refused(rehearsal, "denial", step.number, rehearsal.party, **said) == "not_the_party"
        await rehearsal.act("denial", step.number, maker_id(752), **said)
        assert await refused(rehearsal, "denial", step.number, maker_id(752), **said) == "denied_already"
        denial = await rehearsal.step(StepKind.DENIAL, Phase.REPORTING)
        held = {"confirmed": True, "statement": "包装和编号与其产品不符。", "second_officer": SECOND}
        alone = held | {"second_officer": HANDLER}
        assert await refused(rehearsal, "verification", denial.number, HANDLER, **alone) == "one_officer_alone"
        await rehearsal.act("verification", denial.number, HANDLER, **held)
        assert {one.kind: one.result for one in rehearsal.steps()}[StepKind.MAKER_OBJECTION] is Result.REVOKED
        with rehearsal.desk.database.transaction() as session:
            clue = session.get_one(MatterRow, f"{rehearsal.matter_id}-denied")
            assert (clue.party_id, clue.rehearsal) == (rehearsal.party, True)
            found = judgement.findings_of_matter(session, clue.matter_id)
            assert [(one.finding, one.kind) for one in found] == [("suspected_counterfeit", "clue")]
        told = {event.what.zh: event.words.zh for event in events(rehearsal)}
        assert told["否认属实，疑似假冒另行登记"] == "事项：rehearsal-752-denied\n本步骤结果：属实"
        assert told["否认产品为其生产"].startswith("陈述：不是我厂产品，编号规则不同；可供核对的材料：示例出厂编号规则")
        reconcile = {one.__name__: one for one in activities_of(rehearsal.desk)}["reconcile"]
        assert (await ActivityEnvironment().run(reconcile)).started == 1
        objection = await rehearsal.step(StepKind.OBJECTION, Phase.AWAITING)
        await rehearsal.act("objection", objection.number, rehearsal.party, statement="申请复检")
        again = await rehearsal.step(StepKind.RETEST, Phase.REPORTING)
        await rehearsal.act("retest_report", again.number, HANDLER, **RETESTED, items=FAILED_ITEMS)
        assert [one.addressee for one in papers(rehearsal, "retest_result")] == [rehearsal.party]
        await rehearsal.step(StepKind.ORDER_TO_CORRECT, Phase.DRAFTING)  # that the goods failed stays as it is
        await rehearsal.end()
        rehearsal.matter_id = clue.matter_id
        assert (await rehearsal.step(StepKind.VERIFICATION, Phase.REPORTING)).period == "clue_verification"
        await rehearsal.end()

    play(addresses, 752, told)


def test_a_denial_after_the_maker_s_period_is_too_late_and_one_that_does_not_hold_changes_nothing(
    addresses: Addresses,
) -> None:
    async def told(rehearsal: Rehearsal) -> None:
        step = await result_served(rehearsal)
        assert step.due_at is not None
        await rehearsal.reach(step.due_at + timedelta(days=1))
        await rehearsal.step(StepKind.MAKER_OBJECTION, Phase.LAPSED)
        said, makers = {"statement": "不是我厂产品。"}, maker_id(753)
        assert await refused(rehearsal, "denial", step.number, makers, **said) == "denial_too_late"
        posted = {"channel": Channel.POST, "sent_at": step.due_at - timedelta(hours=1)}
        await rehearsal.act("denial", step.number, makers, **said, **posted)
        denial = await rehearsal.step(StepKind.DENIAL, Phase.REPORTING)
        not_held = {"confirmed": False, "statement": "生产记录显示为其产品。", "second_officer": SECOND}
        await rehearsal.act("verification", denial.number, HANDLER, **not_held)
        with rehearsal.desk.database.transaction() as session:
            assert session.get(MatterRow, f"{rehearsal.matter_id}-denied") is None
            assert set(departure.of_matter(session, rehearsal.matter_id).values()) == {Deed.CONFIRMED}  # the clue
        await rehearsal.step(StepKind.ORDER_TO_CORRECT, Phase.DRAFTING)
        await rehearsal.end()

    play(addresses, 753, told)
