"""Guidance to an enterprise: letters, interviews, commitments. Nothing follows from any of it."""

import asyncio
from datetime import timedelta
from pathlib import Path

from activities.matter import proposals
from activities.matter_answers import answers
from demo.acting import HANDLER, HEAD, SECOND, close, verify
from demo.rehearsal import Rehearsal
from domain.answer_pack import Answered
from domain.calendar import legal_day
from domain.guidance_acts import Attendee, Commitment, Kept
from domain.procedure import Phase
from domain.results import Result
from domain.steps import StepKind, Track
from models import commitment
from rules.place import HERE, working_copy
from servers import Addresses
from tests.papers import papers
from tests.receiving import awaited, events
from tests.rehearsing import refused, rehearsing

INVITED = {
    "purpose": "了解进货查验情况。",
    "reason": "在售产品没有检验合格证明。",
    "topics": ("进货查验制度。",),
    "place": "示例会议室",
    "invited": "主要负责人",
    "second_officer": SECOND,
}
HELD = {
    "place": "示例会议室",
    "attended": (Attendee(name="示例某", position="经理"),),
    "said": "说明情况。",
    "replied": "今后逐批核对。",
    "signed_for_party": "示例某",
    "signed_for_office": "示例甲、示例乙",
    "second_officer": SECOND,
}


def test_an_interview_is_held_recorded_and_its_commitments_are_followed_up(addresses: Addresses) -> None:
    async def walk() -> None:
        async with rehearsing(addresses, 758) as rehearsal:
            await rehearsal.act("choice", 0, HEAD, begins=StepKind.INTERVIEW, reason="自愿约谈")
            step = (await rehearsal.step(StepKind.INTERVIEW, Phase.DRAFTING)).number
            day = rehearsal.now + timedelta(days=4)
            past = INVITED | {"held_at": rehearsal.now}
            assert await refused(rehearsal, "interview_draft", step, HANDLER, **past) == "interview_in_the_past"
            await rehearsal.act("interview_draft", step, HANDLER, **INVITED, held_at=day)
            later = day + timedelta(days=1)
            await rehearsal.act("interview_draft", step, HANDLER, **INVITED, held_at=later)  # another date
            assert (legal_day(later), Phase.SERVING) in [(one.due_on, one.phase) for one in awaited(rehearsal)]
            served = {"served_at": rehearsal.now, "signed_by": "示例收件人", "proof": "平台消息"}
            await rehearsal.act("service", step, HANDLER, **served)
            await rehearsal.reach(later + timedelta(hours=2))
            soon, late = (legal_day(later) + timedelta(days=days) for days in (10, 20))
            first, second = Commitment(what="示例承诺1", by=soon), Commitment(what="示例承诺2", by=late)
            record = HELD | {"held_at": later, "commitments": (first, second)}
            early = record | {"commitments": (Commitment(what="示例", by=legal_day(day)),)}
            code = await refused(rehearsal, "interview_record", step, HANDLER, **early)
            assert code == "commitment_before_the_interview"
            before = possible(rehearsal)
            await rehearsal.act("interview_record", step, HANDLER, **record)
            (written,) = papers(rehearsal, "interview_record")
            assert (written.addressee, written.number) == (None, None)
            assert written.context["notice"] == papers(rehearsal, "interview_notice")[-1].number
            assert [(one.due_on, one.what.zh) for one in awaited(rehearsal) if one.phase is None] == [
                (soon, "承诺跟进：示例承诺1"),
                (late, "承诺跟进：示例承诺2"),
            ]
            await followed(rehearsal, step)
            assert possible(rehearsal) == before
            answer = objected(rehearsal)
            for name in ("约谈通知书", "约谈记录"):
                assert any(f"《{name}》" in one.text.zh and "写明自愿" in one.text.zh for one in answer.holds)
            assert not answer.lacks
            told = "\n".join(event.words.zh for event in events(rehearsal))
            assert "承诺：示例承诺1" in told
            assert "承诺序号：2；履行情况：未履行" not in told
            assert "履行情况：未履行" in told
            await verify(rehearsal, confirmed=False, statement="不属实")
            await close(rehearsal)
            await rehearsal.over()

    asyncio.run(walk())


async def followed(rehearsal: Rehearsal, step: int) -> None:
    said = {"statement": "电话了解。"}
    found = {"commitment": 1, "kept": Kept.NOT_KEPT, **said}
    await rehearsal.act("follow_up", step, HANDLER, **found)
    assert await refused(rehearsal, "follow_up", step, HANDLER, **found) == "commitment_settled"
    assert await refused(rehearsal, "follow_up", step, HANDLER, **found | {"commitment": 3}) == "unknown_commitment"
    await rehearsal.act("follow_up", step, HANDLER, commitment=2, kept=Kept.NOT_KNOWN, **said)
    await rehearsal.act("follow_up", step, HANDLER, commitment=2, kept=Kept.KEPT, **said)
    with rehearsal.desk.database.transaction() as session:
        kept = [one.kept for one in commitment.of_matter(session, rehearsal.matter_id)]
    assert kept == [Kept.NOT_KEPT, Kept.KEPT]


def objected(rehearsal: Rehearsal) -> Answered:
    """What the record answers to the objection that guidance was forced upon the party."""
    with rehearsal.desk.database.snapshot() as session:
        found = answers(session, rehearsal.desk.law, rehearsal.matter_id)
    return next(one for one in found.answers if one.objection == "guidance")


def possible(rehearsal: Rehearsal) -> set[tuple[StepKind, bool]]:
    """What is lawful now, guidance left out."""
    with rehearsal.desk.database.transaction() as session:
        found = proposals(session, rehearsal.desk.law, rehearsal.matter_id, legal_day(rehearsal.now))
    return {(one.kind, one.mandatory) for one in found if one.track is not Track.GUIDANCE}


def test_who_does_not_come_to_an_interview_loses_nothing(addresses: Addresses, tmp_path: Path) -> None:
    """湖南省行政程序规定 100."""
    set_here = (HERE / "parameters.yaml").read_text("utf-8")
    name, rest = "interview_notice_days:", set_here.partition("interview_notice_days:")
    changed = rest[2].replace("value: null\n  source: null", "value: 3\n  source: 示例决定", 1)
    (tmp_path / "parameters.yaml").write_text(f"{rest[0]}{name}{changed}", "utf-8")

    async def walk() -> None:
        async with rehearsing(addresses, 759) as rehearsal:
            await rehearsal.act("choice", 0, HEAD, begins=StepKind.INTERVIEW, reason="自愿约谈")
            step = (await rehearsal.step(StepKind.INTERVIEW, Phase.DRAFTING)).number
            await rehearsal.step(StepKind.VERIFICATION, Phase.REPORTING)
            before = possible(rehearsal)
            with working_copy(tmp_path):  # Monday the tenth: three working days lie before Friday, two before Thursday
                thursday = INVITED | {"held_at": rehearsal.now + timedelta(days=3)}
                assert await refused(rehearsal, "interview_draft", step, HANDLER, **thursday) == "interview_too_soon"
                friday = INVITED | {"held_at": rehearsal.now + timedelta(days=4)}
                await rehearsal.act("interview_draft", step, HANDLER, **friday)
            served = {"served_at": rehearsal.now, "signed_by": "示例收件人", "proof": "平台消息"}
            await rehearsal.act("service", step, HANDLER, **served)
            await rehearsal.wait(5)
            absent = {"result": Result.NOT_HELD, "statement": "当事人没有到场。", "second_officer": SECOND}
            await rehearsal.act("outcome", step, HANDLER, **absent)
            assert possible(rehearsal) == before
            await verify(rehearsal, confirmed=False, statement="不属实")
            await close(rehearsal)
            await rehearsal.over()

    asyncio.run(walk())
