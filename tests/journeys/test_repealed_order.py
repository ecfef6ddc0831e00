"""A complaint received before 2026-04-15 stays under 令20号, whenever it is handled; a later one is under 令121号."""

import asyncio
from datetime import date, timedelta
from typing import Any

import pytest

from activities.auditing import verify_matter
from activities.matter_story import story
from demo import cast
from domain.complaint_acts import CostBasis, InstituteChoice, MediationManner, Side
from domain.errors import Refused
from domain.period import Suspension as Cause
from domain.steps import StepKind
from notices.binding import text_of
from servers import Addresses
from tests.complaining import (
    EVE,
    FIRST,
    Complained,
    complained_of,
    complaining,
    filed_away,
    in_mediation,
    last_day,
    over,
    received,
    terminated,
)
from tests.registering import HANDLER
from tests.rehearsing import numbered

OLD, NEW = "《市场监督管理投诉举报处理暂行办法》", "《市场监督管理投诉举报处理办法》"


def decision(complaint: Complained, ground: str) -> str:
    """The code with which a refusal of acceptance on this ground is refused."""
    number = complaint.step(StepKind.ACCEPTANCE).number
    words = {"accepted": False, "statement": "示例理由。", "ground": ground}
    return complaint.refused("acceptance_decision", number, HANDLER, **words).code


def test_mediation_under_the_repealed_order_ends_after_its_45_working_days(addresses: Addresses) -> None:
    """Received on its last day, accepted two days after its repeal: 45 working days from then are over on 23 June."""

    async def walk() -> None:
        async with complaining(addresses, 740, **received(EVE)) as complaint:
            await complaint.wait(2)
            number = await in_mediation(complaint)
            mediation = numbered(complaint, number)
            assert last_day(mediation) == date(2026, 6, 23)
            await complaint.reach(over(mediation) - timedelta(hours=1))
            assert [one.kind for one in complaint.steps()] == [StepKind.ACCEPTANCE, StepKind.MEDIATION]
            await complaint.reach(over(mediation) + timedelta(hours=1))
            await terminated(complaint, "order20/21.1.5")
            assert await filed_away(complaint) == "complaint_accepted/terminated/terminated"
            with complaint.desk.database.transaction() as session:
                assert verify_matter(session, complaint.matter_id).breaks == ()
                told = story(session, complaint.desk.law, complaint.matter_id, complaint.now)
            cited = "".join(event.cited.zh for event in told.events)
            assert OLD in cited
            assert NEW not in cited

    asyncio.run(walk())


@pytest.mark.parametrize(
    ("number", "on", "by", "acceptance", "length", "mediation"),
    [
        (741, EVE, OLD, date(2026, 4, 23), "45个工作日", date(2026, 6, 18)),
        (742, FIRST, NEW, date(2026, 4, 24), "60日", date(2026, 6, 14)),
    ],
)
def test_the_day_of_receipt_chooses_periods_and_articles(
    addresses: Addresses, number: int, on: date, by: str, acceptance: date, length: str, mediation: date
) -> None:
    with complained_of(addresses, number, **received(on)) as complaint:
        assert last_day(complaint.step(StepKind.ACCEPTANCE)) == acceptance
        assert last_day(complaint.accept()) == mediation
        text = text_of(complaint.paper("complaint_acceptance").pdf).replace("\n", "")
        assert length in text
        assert {order for order in (OLD, NEW) if order in text} == {by}


def test_each_order_has_its_own_grounds_and_no_other(addresses: Addresses) -> None:
    with complained_of(addresses, 744, **received(EVE)) as complaint:
        assert decision(complaint, "order121/16.1.6") == "no_such_ground"  # 冒用他人名义: only in the later order
        number = complaint.step(StepKind.ACCEPTANCE).number
        demand = complaint.refused("identity_demand", number, HANDLER, wanted="居民身份证复印件", by=FIRST)
        assert demand.code == "paper_without_basis"
        missing: dict[str, Any] = {"accepted": False, "statement": "未提供被投诉人地址。", "ground": "order20/15.1.5"}
        complaint.act("acceptance_decision", number, HANDLER, **missing)
        text = text_of(complaint.paper("complaint_refusal").pdf).replace("\n", "")
        assert f"{OLD}第十五条第一款第（五）项" in text
        assert NEW not in text
    with complained_of(addresses, 745, **received(FIRST)) as complaint:
        assert decision(complaint, "order20/15.1.5") == "no_such_ground"


@pytest.mark.parametrize(
    ("number", "known", "stale"), [(746, date(2023, 4, 14), False), (747, date(2023, 4, 13), True)]
)
def test_three_years_are_counted_by_the_repealed_order_too(
    addresses: Addresses, number: int, known: date, stale: bool
) -> None:
    with complained_of(addresses, number, **received(EVE, traded_on=date(2023, 4, 1), known_on=known)) as complaint:
        if not stale:
            assert complaint.accept().period == "mediation"
            return
        yes = {"accepted": True, "statement": "受理。"}
        refusal = complaint.refused("acceptance_decision", complaint.step(StepKind.ACCEPTANCE).number, HANDLER, **yes)
        assert refusal.code == "ground_holds"
        assert f"{OLD}第十五条第一款第（四）项" in refusal.zh


def test_the_papers_of_a_mediation_cite_the_repealed_order(addresses: Addresses) -> None:
    with complained_of(addresses, 748, **received(EVE)) as complaint:
        number = complaint.accept().number
        complaint.act("consent", number, HANDLER, agreed=True, statement="双方同意。")
        held_at = complaint.now + timedelta(days=9)
        complaint.act(
            "mediation_notice", number, HANDLER, held_at=held_at, place="调解室", mediators=("示例甲", "示例乙")
        )
        test: dict[str, Any] = {"subject": "加热元件", "institute": "示例检验所", "qualification": "示例CMA证书"}
        test |= {"cost": CostBasis.AGREED, "cost_terms": "由经营者先行垫付。"}
        alone = {"chosen": InstituteChoice.DESIGNATED, "disagreement": "协商不成。"}  # 20: of both, or none
        refusal = complaint.refused("testing_arrangement", number, HANDLER, **test | alone)
        assert refusal.code == "designation_without_power"
        complaint.act("testing_arrangement", number, HANDLER, **test, chosen=InstituteChoice.AGREED)
        complaint.act(
            "suspension", number, HANDLER, cause=Cause.TESTING, since=complaint.now, document="示例检测委托书"
        )
        complaint.wait(10)
        complaint.act("resumption", number, HANDLER, until=complaint.now, document="示例检测报告")
        complaint.act(
            "mediation_record", number, HANDLER, settled=True, manner=MediationManner.ON_SITE, statement="双方到场。",
            terms="退还199元。",
        )  # fmt: skip
        cited = {kind: complaint.paper(kind).context for kind in ("mediation_notice", "mediation_agreement")}
        assert cited["mediation_notice"]["articles"] == [f"{OLD}第十六条", f"{OLD}第十八条"]
        assert cited["mediation_notice"]["held_at"] == "2026年4月23日09:00"
        assert cited["mediation_notice"]["recusal"] == [f"{OLD}第十九条"]
        assert cited["mediation_agreement"]["articles"] == [f"{OLD}第二十二条"]


@pytest.mark.parametrize(
    ("number", "side", "grounds"),
    [
        (749, Side.RESPONDENT, {"order20/21.1.3"}),
        (750, Side.COMPLAINANT, {"order20/21.1.3", "order20/21.1.7"}),
    ],
)
def test_who_refuses_mediation_gives_the_ground(
    addresses: Addresses, number: int, side: Side, grounds: set[str]
) -> None:
    """令20号 21: the clear refusal of the respondent is a ground by name, that of the complainant is none."""
    with complained_of(addresses, number, **received(EVE)) as complaint:
        mediation = complaint.accept()
        complaint.act("consent", mediation.number, HANDLER, agreed=False, refused_by=side, statement="不同意调解。")
        step = complaint.step(StepKind.TERMINATION).number
        for item in range(1, 8):
            ground = f"order20/21.1.{item}"
            if ground not in grounds:
                no = complaint.refused("termination_decision", step, HANDLER, ground=ground, statement="示例。")
                assert no.code == "ground_differs"
        complaint.act("termination_decision", step, HANDLER, ground=max(grounds), statement="不同意调解。")
        paper = complaint.paper("mediation_termination")
        assert paper.context["routes"] == ["《中华人民共和国消费者权益保护法》第三十九条"]


def test_what_was_received_before_the_repealed_order_is_refused_with_that_word(addresses: Addresses) -> None:
    first = received(date(2020, 1, 1), traded_on=date(2019, 12, 20), known_on=date(2019, 12, 21))
    with complained_of(addresses, 751, **first) as complaint:
        assert complaint.step(StepKind.ACCEPTANCE).basis == ["order20/14"]
        with pytest.raises(Refused, match="before_these_rules"):
            Complained(complaint.database, 759, **first | {"received_at": cast.morning(date(2019, 12, 31))})
