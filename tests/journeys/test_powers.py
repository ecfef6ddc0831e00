"""Who may do what in a matter, and what is refused: a code, a sentence, the field and the value; nothing half done."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import text

from demo import cast
from demo.rehearsal import Rehearsal
from domain.acts import Channel
from domain.errors import Refused
from domain.office import Role
from domain.procedure import Phase
from domain.results import Result
from domain.steps import StepKind
from models import audit, matter, office
from models.matter import ActRow
from servers import Addresses
from tests.rehearsing import HANDLER, HEAD, REVIEWER, SECOND, STRANGER, confirmed, drafted, rehearsing, served


async def refused(rehearsal: Rehearsal, code: str, act: Awaitable[Any]) -> Refused:
    """The act is refused with this code in both languages, and neither the register nor the chain has changed."""
    before = recorded(rehearsal)
    with pytest.raises(Refused) as refusal:
        await act
    assert refusal.value.code == code
    assert refusal.value.zh.endswith("。")
    assert refusal.value.en.endswith(".")
    assert refusal.value.field
    assert recorded(rehearsal) == before
    return refusal.value


def recorded(rehearsal: Rehearsal) -> tuple[int, int, list[Phase]]:
    with rehearsal.desk.database.transaction() as session:
        acts = matter.acts(session, rehearsal.matter_id)
        chain = audit.entries(session, audit.of_matter(rehearsal.matter_id))
        return len(acts), len(chain), [step.phase for step in matter.steps(session, rehearsal.matter_id)]


def play(addresses: Addresses, number: int, story: Callable[[Rehearsal], Awaitable[None]]) -> None:
    async def run() -> None:
        async with rehearsing(addresses, number) as rehearsal:
            await story(rehearsal)
            await rehearsal.end()

    asyncio.run(run())


def test_the_order_is_drafted_reviewed_and_approved_by_three_different_hands(addresses: Addresses) -> None:
    async def story(rehearsal: Rehearsal) -> None:
        step = await confirmed(rehearsal)

        def agree(kind: str, actor: str, agreed: bool = True) -> Awaitable[None]:
            return rehearsal.act(kind, step, actor, agreed=agreed, remarks="意见")

        await refused(rehearsal, "act_not_awaited", agree("approval", HEAD))
        await refused(rehearsal, "one_officer_alone", drafted(rehearsal, step, HANDLER, HANDLER))
        await refused(rehearsal, "not_a_handler", drafted(rehearsal, step, HEAD, SECOND))
        await refused(rehearsal, "period_count_too_small", drafted(rehearsal, step, days=0))
        await drafted(rehearsal, step)
        await refused(rehearsal, "not_a_reviewer", agree("review", HANDLER))
        await refused(rehearsal, "own_paper", agree("review", SECOND))
        await refused(rehearsal, "officer_of_another_region", agree("review", STRANGER))
        await refused(rehearsal, "unknown_officer", agree("review", "nobody"))
        await agree("review", REVIEWER, agreed=False)
        await drafted(rehearsal, step)
        await agree("review", REVIEWER)
        await refused(rehearsal, "not_a_head_of_department", agree("approval", REVIEWER))
        await agree("approval", HEAD)
        await rehearsal.step(StepKind.ORDER_TO_CORRECT, Phase.SERVING)

    play(addresses, 911, story)


def test_an_officer_whose_certificate_has_expired_handles_nothing(addresses: Addresses) -> None:
    async def story(rehearsal: Rehearsal) -> None:
        expired = cast.SECOND.model_copy(update={"certificate_until": date(2025, 2, 9)})
        with rehearsal.desk.database.transaction() as session:
            office.register_office(session, cast.OFFICE, (expired,))
        step = await rehearsal.step(StepKind.VERIFICATION, Phase.REPORTING)
        act = rehearsal.act(
            "verification", step.number, HANDLER, confirmed=True, statement="属实", second_officer=SECOND
        )
        await refused(rehearsal, "officer_without_certificate", act)

    play(addresses, 912, story)


def test_a_second_answer_and_an_answer_to_a_closed_step_are_refused(addresses: Addresses) -> None:
    async def story(rehearsal: Rehearsal) -> None:
        step = await confirmed(rehearsal)
        await served(rehearsal, step)
        party = rehearsal.check.party_id
        assert party is not None
        await refused(rehearsal, "not_the_party", rehearsal.act("answer", step, "someone", statement="已改正"))
        await rehearsal.act("answer", step, party, statement="已改正")
        await rehearsal.step(StepKind.RECHECK, Phase.REPORTING)
        again = await refused(
            rehearsal, "answer_to_closed_step", rehearsal.act("answer", step, party, statement="再次报告")
        )
        assert (again.field, again.value) == ("step", step)

    play(addresses, 913, story)


def test_what_does_not_exist_or_cannot_have_been_is_refused(addresses: Addresses) -> None:
    async def story(rehearsal: Rehearsal) -> None:
        await confirmed(rehearsal)
        await refused(rehearsal, "unknown_step", drafted(rehearsal, 77))
        late = rehearsal.now + timedelta(days=1)
        report = {"confirmed": True, "statement": "属实", "second_officer": SECOND}
        act = rehearsal.act("verification", 1, HANDLER, **report, sent_at=late)
        await refused(rehearsal, "sent_after_received", act)
        early = rehearsal.began_at - timedelta(days=1)
        act = rehearsal.act("verification", 1, HANDLER, **report, sent_at=early, received_at=early)
        await refused(rehearsal, "before_the_matter", act)
        naive = rehearsal.now.replace(tzinfo=None)
        act = rehearsal.act("verification", 1, HANDLER, **report, sent_at=naive, received_at=naive)
        await refused(rehearsal, "moment_without_zone", act)
        known = {"act_id": f"{rehearsal.matter_id}/1", "channel": Channel.POST}
        taken = rehearsal.act("verification", 1, HANDLER, **report, **known)
        await refused(rehearsal, "act_id_taken", taken)
        with pytest.raises(Refused, match="unknown_matter"):
            await rehearsal.act("verification", 1, HANDLER, **report, matter_id="no-such-matter")

    play(addresses, 914, story)


def test_a_step_that_nothing_allows_cannot_be_chosen_and_only_the_head_chooses(addresses: Addresses) -> None:
    async def story(rehearsal: Rehearsal) -> None:
        step = await confirmed(rehearsal)
        close = {"begins": StepKind.CLOSING, "reason": "结束"}
        await refused(rehearsal, "step_not_lawful", rehearsal.act("choice", 0, HEAD, **close))
        await served(rehearsal, step)
        await rehearsal.wait(20)
        recheck = await rehearsal.step(StepKind.RECHECK, Phase.REPORTING)
        await rehearsal.act("recheck", recheck.number, HANDLER, passed=False, statement="未改正", second_officer=SECOND)
        await refused(rehearsal, "not_a_head_of_department", rehearsal.act("choice", 0, HANDLER, **close))
        await rehearsal.act("choice", 0, HEAD, **close)
        assert [row.result for row in rehearsal.steps()][:3] == [Result.CONFIRMED, Result.UNANSWERED, Result.FAILED]

    play(addresses, 915, story)


def test_the_same_act_sent_twice_is_one_act(addresses: Addresses) -> None:
    async def story(rehearsal: Rehearsal) -> None:
        await confirmed(rehearsal)
        with rehearsal.desk.database.transaction() as session:
            (act,) = [row.value() for row in matter.acts(session, rehearsal.matter_id)]
        await rehearsal.desk.take(act)
        with rehearsal.desk.database.transaction() as session:
            assert session.get_one(ActRow, act.act_id).delivered
            assert len(matter.acts(session, rehearsal.matter_id)) == 1

    play(addresses, 916, story)


def test_a_document_without_a_seal_is_not_served(addresses: Addresses) -> None:
    """A real matter's order waits for its seal; what a rehearsal prints bears the test seal."""

    async def serve_unsealed() -> None:
        async with rehearsing(addresses, 824) as rehearsal:
            step = await confirmed(rehearsal)
            with rehearsal.desk.database.transaction() as session:
                session.execute(text("update matter set rehearsal = false"))
            await drafted(rehearsal, step)
            await rehearsal.act("review", step, REVIEWER, agreed=True, remarks="同意")
            await rehearsal.act("approval", step, HEAD, agreed=True, remarks="同意")
            await rehearsal.step(StepKind.ORDER_TO_CORRECT, Phase.SERVING)
            await rehearsal.wait(1)
            moment = rehearsal.now
            with pytest.raises(Refused, match="document_not_sealed"):
                await rehearsal.act("service", step, HANDLER, served_at=moment, signed_by="示例收件人", proof="回证")
            later = datetime.now(UTC) + timedelta(days=1)
            with pytest.raises(Refused, match="received_in_the_future"):
                await rehearsal.act("review", step, REVIEWER, agreed=True, remarks="同意", received_at=later)
            await rehearsal.end()

    asyncio.run(serve_unsealed())


def test_every_role_of_the_matrix_is_a_role_of_the_office() -> None:
    officers = (cast.HANDLER, cast.SECOND, cast.REVIEWER, cast.HEAD, cast.PRINCIPAL)
    assert {role for officer in officers for role in officer.roles} == set(Role)
