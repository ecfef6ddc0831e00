"""Recusal (APL 43, PR 4) on the real servers: who may not act, who decides it, and what goes on meanwhile."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from activities import matter_queue
from demo import cast
from demo.rehearsal import Rehearsal
from domain.errors import Refused
from domain.procedure import Phase
from domain.steps import StepKind
from domain.story import Awaited
from models import matter, message
from servers import Addresses
from tests.rehearsing import HANDLER, HEAD, REVIEWER, SECOND, STRANGER, confirmed, drafted, rehearsing

PRINCIPAL = cast.PRINCIPAL.officer_id


def play(addresses: Addresses, number: int, story: Callable[[Rehearsal], Awaitable[None]]) -> None:
    async def run() -> None:
        async with rehearsing(addresses, number) as rehearsal:
            await rehearsal.step(StepKind.VERIFICATION, Phase.REPORTING)
            await story(rehearsal)
            await rehearsal.end()

    asyncio.run(run())


async def asks(rehearsal: Rehearsal, actor: str, officer: str, reason: str = "与当事人有利害关系。") -> str:
    """Returns the id of the request."""
    await rehearsal.act("recusal_request", 0, actor, officer=officer, reason=reason)
    return f"{rehearsal.matter_id}/{rehearsal.acts}"


async def decides(rehearsal: Rehearsal, actor: str, request: str, agreed: bool = True, **more: Any) -> None:
    await rehearsal.act("recusal_decision", 0, actor, request=request, agreed=agreed, reason="依审查情况决定。", **more)


def awaited(rehearsal: Rehearsal) -> tuple[Awaited, ...]:
    with rehearsal.desk.database.transaction() as session:
        return matter_queue.of_matter(session, rehearsal.desk.law, rehearsal.now, rehearsal.matter_id)


def persons(rehearsal: Rehearsal) -> list[str]:
    return [one.zh for one in awaited(rehearsal)[0].persons]


def test_an_officer_who_declares_it_himself_does_nothing_more_until_it_is_decided_otherwise(
    addresses: Addresses,
) -> None:
    async def story(rehearsal: Rehearsal) -> None:
        assert persons(rehearsal) == ["示例甲", "示例乙"]
        request = await asks(rehearsal, SECOND, SECOND)
        assert persons(rehearsal) == ["示例甲"]
        report = {"confirmed": True, "statement": "属实"}
        with pytest.raises(Refused, match="officer_recused"):
            await rehearsal.act("verification", 1, SECOND, **report, second_officer=HANDLER)
        with pytest.raises(Refused, match="officer_recused") as refusal:
            await rehearsal.act("verification", 1, HANDLER, **report, second_officer=SECOND)
        assert (refusal.value.field, refusal.value.value) == ("second_officer", SECOND)
        with pytest.raises(Refused, match="recused_already"):
            await asks(rehearsal, rehearsal.party, SECOND)
        with pytest.raises(Refused, match="own_recusal"):
            await decides(rehearsal, SECOND, request)
        with pytest.raises(Refused, match="not_a_head_of_department"):
            await decides(rehearsal, HANDLER, request)
        await decides(rehearsal, HEAD, request, agreed=False)
        with pytest.raises(Refused, match="no_such_request"):
            await decides(rehearsal, HEAD, request)
        await rehearsal.act("verification", 1, SECOND, **report, second_officer=HANDLER)
        await rehearsal.step(StepKind.ORDER_TO_CORRECT, Phase.DRAFTING)

    play(addresses, 740, story)


def test_a_request_of_the_party_does_not_stop_the_inquiry_and_is_answered_with_reasons(addresses: Addresses) -> None:
    async def story(rehearsal: Rehearsal) -> None:
        first = await asks(rehearsal, rehearsal.party, HANDLER)
        (step, request) = awaited(rehearsal)
        assert (step.kind, request.what.zh) == (StepKind.VERIFICATION, "示例甲回避：待决定")
        assert request.whom.zh == "示例市市场监督管理局部门负责人"
        with pytest.raises(Refused, match="recusal_pending"):
            await asks(rehearsal, rehearsal.party, HANDLER)
        with pytest.raises(Refused, match="not_his_to_ask"):
            await asks(rehearsal, REVIEWER, HANDLER)
        with pytest.raises(Refused, match="officer_of_another_region"):
            await asks(rehearsal, rehearsal.party, STRANGER)
        order = await confirmed(rehearsal)  # by the very officer: before the decision the inquiry goes on
        await decides(rehearsal, HEAD, first, agreed=False)
        with rehearsal.desk.database.transaction() as session:
            recorded = matter.acts(session, rehearsal.matter_id)[-1].content
        assert (recorded["agreed"], recorded["reason"]) == (False, "依审查情况决定。")
        second = await asks(rehearsal, rehearsal.party, HANDLER, "新的情况。")
        await decides(rehearsal, HEAD, second)
        with pytest.raises(Refused, match="officer_recused"):
            await drafted(rehearsal, order)
        left, *_ = awaited(rehearsal)
        assert ([one.zh for one in left.persons], left.nobody) == (["示例乙"], True)  # two must draft, one is left
        with rehearsal.desk.database.transaction() as session:
            told = message.of_matter(session, rehearsal.matter_id)
        assert [(one.recipient, one.step) for one in told] == [(cast.OFFICE.office_id, order)]

    play(addresses, 741, story)


def test_of_a_head_the_principal_decides_and_of_the_principal_the_heads_by_their_minutes(addresses: Addresses) -> None:
    async def story(rehearsal: Rehearsal) -> None:
        of_head = await asks(rehearsal, rehearsal.party, HEAD)
        of_principal = await asks(rehearsal, rehearsal.party, PRINCIPAL)
        assert [one.whom.zh for one in awaited(rehearsal)[1:]] == [
            "示例市市场监督管理局部门主要负责人",
            "示例市市场监督管理局部门负责人",
        ]
        with pytest.raises(Refused, match="minutes_missing"):
            await decides(rehearsal, HEAD, of_principal)
        await decides(rehearsal, HEAD, of_principal, agreed=False, minutes="示例集体讨论记录1号")
        with pytest.raises(Refused, match="own_recusal"):
            await decides(rehearsal, HEAD, of_head)
        with pytest.raises(Refused, match="not_a_principal"):
            await decides(rehearsal, HANDLER, of_head)
        await decides(rehearsal, PRINCIPAL, of_head)
        with pytest.raises(Refused, match="officer_recused"):
            await rehearsal.act("extension", 1, HEAD, count=15, reason="需赴外地核查。")
        await rehearsal.act("extension", 1, PRINCIPAL, count=15, reason="需赴外地核查。")

    play(addresses, 742, story)
