"""What people did with what the rules say, counted by rule and office, drilled to their reasons, told in the story."""

import asyncio
import json
from datetime import timedelta
from typing import Any

from demo import cast
from demo.acting import serve_result
from demo.rehearsal import Rehearsal
from domain.calendar import legal_day
from domain.procedure import Phase
from domain.results import Result
from domain.steps import StepKind
from servers import Addresses
from tests.rehearsing import HANDLER, HEAD, REVIEWER, SECOND, confirmed, drafted, rehearsing, sampled
from tests.test_cli import given, hezheng

OFFICE = cast.OFFICE.office_id


def asked(addresses: Addresses, *arguments: str) -> Any:
    told = hezheng("rules", "departures", "--rehearsal", *arguments, "--json", **given(addresses))
    assert told.returncode == 0, told.stderr
    return json.loads(told.stdout)


def counts(tallies: list[dict[str, Any]]) -> dict[str, dict[str, int]]:
    deeds = ("confirmed", "dismissed", "departed", "sent_back", "chosen")
    return {one["rule"]: {deed: one[deed] for deed in deeds if one[deed]} for one in tallies}


async def sent_back(rehearsal: Rehearsal) -> None:
    order = await confirmed(rehearsal)
    await drafted(rehearsal, order)
    await rehearsal.act("review", order, REVIEWER, agreed=False, remarks="事实不清。")
    await drafted(rehearsal, order)
    await rehearsal.act("review", order, REVIEWER, agreed=True, remarks="同意")
    await rehearsal.act("approval", order, HEAD, agreed=False, remarks="期限过短。")


async def not_filed(rehearsal: Rehearsal) -> None:
    """A head has filing decided on; the handlers propose not to file. The matter was dismissed by nobody."""
    await confirmed_sample(rehearsal)
    await rehearsal.act("choice", 0, HEAD, begins=StepKind.FILING, reason="情节可能严重。")
    filing = await rehearsal.step(StepKind.FILING, Phase.DRAFTING)
    draft = {"proposes": Result.NOT_FILED, "statement": "初次违法且已改正。", "second_officer": SECOND}
    await rehearsal.act("draft", filing.number, HANDLER, **draft, ground="pr/20.1.2", education="已当面教育。")


async def confirmed_sample(rehearsal: Rehearsal) -> None:
    await rehearsal.open()
    step = await rehearsal.step(StepKind.VERIFICATION, Phase.REPORTING)
    said = {"confirmed": True, "statement": "属实", "second_officer": SECOND}
    await rehearsal.act("verification", step.number, HANDLER, **said)
    await serve_result(rehearsal)
    await rehearsal.step(StepKind.OBJECTION, Phase.AWAITING)
    await rehearsal.wait(20)
    await rehearsal.step(StepKind.ORDER_TO_CORRECT, Phase.DRAFTING)


def test_what_people_did_with_the_rules_is_counted_and_drilled_to_their_own_words(addresses: Addresses) -> None:
    async def walk() -> Rehearsal:
        async with rehearsing(addresses, 748) as first:
            await sent_back(first)
            await first.end()
        async with sampled(addresses, 749) as second:
            await not_filed(second)
            await second.end()
            return second

    second = asyncio.run(walk())
    assert counts(asked(addresses)) == {
        "circulation.no_proof_of_inspection": {"confirmed": 1},
        "circulation.supervisory_sample_failed": {"confirmed": 1},
        "matter.file_failed_sample": {"departed": 1, "chosen": 1},
        "matter.order_correction": {"sent_back": 2},
    }
    (listed,) = asked(addresses, "--matters", "--rule", "matter.order_correction", "--most", "1")
    assert (listed["matter_id"], listed["deed"], listed["actor"], listed["reason"]) == (
        "rehearsal-748",
        "sent_back",
        HEAD,
        "期限过短。",
    )
    reasons = [one["reason"] for one in asked(addresses, "--matters", "--rule", "matter.file_failed_sample")]
    assert sorted(reasons) == sorted(["情节可能严重。", "初次违法且已改正。"])
    late = legal_day(second.now)
    assert "matter.order_correction" not in counts(asked(addresses, "--since", str(late)))
    assert "matter.file_failed_sample" not in counts(asked(addresses, "--until", str(late - timedelta(days=1))))
    assert asked(addresses, "--office", cast.PROVINCE.office_id) == []
    story = hezheng("matter", "show", "rehearsal-749", **given(addresses)).stdout
    assert "对规则所示的处理：另拟处理" in story
    real = hezheng("rules", "departures", "--json", **given(addresses))
    assert json.loads(real.stdout) == []
