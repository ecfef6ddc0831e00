"""A consumer's complaint (令121号 10-25): accepted or not, mediated if both sides agree, terminated, filed away."""

import asyncio
from datetime import date, datetime, timedelta

from activities.auditing import verify_matter
from demo.rehearsal import Rehearsal
from domain.calendar import legal_day
from domain.complaint_acts import CostBasis, InstituteChoice, MediationManner, Side
from domain.period import Suspension as Cause
from domain.procedure import Phase
from domain.steps import StepKind
from models import document
from servers import Addresses
from tests.complaining import complaining, decided, filed_away, in_mediation, kinds, terminated, told
from tests.rehearsing import HANDLER, numbered, refused

AGREED = {"settled": True, "manner": MediationManner.ON_SITE, "statement": "双方到场。", "terms": "退还199元。"}
FAILED = {"settled": False, "manner": MediationManner.REMOTE, "statement": "不同意。", "ground": "order121/23.1.3"}
TESTED = {
    "subject": "电热水壶加热元件",
    "institute": "示例检验所",
    "qualification": "示例CMA证书",
    "chosen": InstituteChoice.AGREED,
    "cost": CostBasis.AGREED,
    "cost_terms": "由商店垫付，由责任方承担。",
}


def due_at(complaint: Rehearsal, step: int) -> datetime:
    found = numbered(complaint, step).due_at
    assert found is not None
    return found


def last_day(complaint: Rehearsal, step: int) -> date:
    return legal_day(due_at(complaint, step) - timedelta(microseconds=1))



def test_both_sides_agree_and_each_has_the_agreement(addresses: Addresses) -> None:
    async def walk() -> None:
        async with complaining(addresses, 631) as complaint:
            number = await in_mediation(complaint)
            held_at = complaint.now + timedelta(days=9)
            await complaint.act(
                "mediation_notice", number, HANDLER, held_at=held_at, place="调解室", mediators=("示例甲", "示例乙")
            )
            await complaint.reach(held_at + timedelta(hours=2))
            await complaint.act("mediation_record", number, HANDLER, **AGREED)
            papers = await complaint.unserved()
            assert kinds(papers) == ["mediation_agreement"] * 2 + ["mediation_notice"] * 2
            numbers = {(one.kind, one.number) for one in papers}
            assert len(numbers) == 2  # both have a copy of one paper (O121 24)
            assert await filed_away(complaint) == "complaint_accepted/settled"
            with complaint.desk.database.transaction() as session:
                assert verify_matter(session, complaint.matter_id).breaks == ()

    asyncio.run(walk())


def test_acceptance_is_refused_on_a_ground_of_article_16_and_it_is_told(addresses: Addresses) -> None:
    async def walk() -> None:
        async with complaining(addresses, 632) as complaint:
            step = await complaint.step(StepKind.ACCEPTANCE, Phase.REPORTING)
            assert last_day(complaint, step.number) == date(2026, 5, 14)  # Saturday the 9th is worked
            no = {"accepted": False, "statement": "法院已经受理。"}
            assert await refused(complaint, "acceptance_decision", step.number, HANDLER, **no) == "no_such_ground"
            other = no | {"ground": "order121/23.1.2"}
            assert await refused(complaint, "acceptance_decision", step.number, HANDLER, **other) == "no_such_ground"
            await decided(complaint, **no, ground="order121/16.1.2")
            assert await filed_away(complaint) == "complaint_refused"
            with complaint.desk.database.transaction() as session:
                papers = document.of_matter(session, complaint.matter_id)
            (paper,) = [one for one in papers if one.kind == "complaint_refusal"]
            assert paper.addressee == complaint.matter_id
            assert "第十六条" in paper.context["ground"]

    asyncio.run(walk())


def test_without_the_consent_of_both_there_is_no_mediation(addresses: Addresses) -> None:
    async def walk() -> None:
        async with complaining(addresses, 633) as complaint:
            await decided(complaint, accepted=True, statement="受理。")
            step = await complaint.step(StepKind.MEDIATION, Phase.CONSENTING)
            assert await refused(complaint, "mediation_record", step.number, HANDLER, **AGREED) == "consent_missing"
            await complaint.act(
                "consent", step.number, HANDLER, agreed=False, refused_by=Side.RESPONDENT, statement="商店不同意调解。"
            )
            wrong = {"ground": "order121/23.1.3", "statement": "未达成。"}
            number = (await complaint.step(StepKind.TERMINATION, Phase.REPORTING)).number
            assert await refused(complaint, "termination_decision", number, HANDLER, **wrong) == "ground_differs"
            await terminated(complaint, "order121/23.1.2")
            assert await filed_away(complaint) == "complaint_accepted/consent_refused/terminated"

    asyncio.run(walk())


def test_after_sixty_days_without_an_agreement_the_mediation_is_terminated(addresses: Addresses) -> None:
    """From the day of acceptance, not of its service: accepted on 6 May, the sixtieth day is 5 July, a Sunday."""

    async def walk() -> None:
        async with complaining(addresses, 634) as complaint:
            number = await in_mediation(complaint)
            assert last_day(complaint, number) == date(2026, 7, 5)
            due = due_at(complaint, number)
            await complaint.reach(due - timedelta(hours=1))
            assert [one.kind for one in complaint.steps()] == [StepKind.ACCEPTANCE, StepKind.MEDIATION]
            await complaint.reach(due + timedelta(hours=1))
            await terminated(complaint, "order121/23.1.5")
            assert await filed_away(complaint) == "complaint_accepted/terminated/terminated"

    asyncio.run(walk())


def test_only_testing_stops_the_sixty_days(addresses: Addresses) -> None:
    async def walk() -> None:
        async with complaining(addresses, 635) as complaint:
            number = await in_mediation(complaint)
            before = due_at(complaint, number)
            since = complaint.now
            other = {"cause": Cause.HEARING, "since": since, "document": "示例"}
            assert await refused(complaint, "suspension", number, HANDLER, **other) == "suspension_not_lawful"
            testing = other | {"cause": Cause.TESTING, "document": "示例检测委托书"}
            assert await refused(complaint, "suspension", number, HANDLER, **testing) == "testing_not_arranged"
            await complaint.act("testing_arrangement", number, HANDLER, **TESTED)
            await complaint.act("suspension", number, HANDLER, **testing)
            await complaint.wait(10)
            await complaint.act("resumption", number, HANDLER, until=complaint.now, document="示例检测报告")
            assert (due_at(complaint, number) - before).days in (10, 11)
            await complaint.act("mediation_record", number, HANDLER, **FAILED)
            await terminated(complaint, "order121/23.1.3")
            assert await filed_away(complaint) == "complaint_accepted/not_settled/terminated"

    asyncio.run(walk())


def test_where_both_cannot_agree_on_the_cost_of_a_test_the_mediation_ends(addresses: Addresses) -> None:
    async def walk() -> None:
        async with complaining(addresses, 687) as complaint:
            number = await in_mediation(complaint)
            ends = FAILED | {"ground": "order121/23.1.4", "statement": "双方对检测费用无法协商一致。"}
            await complaint.act("mediation_record", number, HANDLER, **ends)
            await terminated(complaint, "order121/23.1.4")
            assert await filed_away(complaint) == "complaint_accepted/not_settled/terminated"

    asyncio.run(walk())


def test_a_recusal_that_is_not_decided_leaves_the_sixty_days_to_run_out(addresses: Addresses) -> None:
    async def walk() -> None:
        async with complaining(addresses, 693) as complaint:
            number = await in_mediation(complaint)
            words = {"officer": HANDLER, "reason": "与商店有利害关系。"}
            await complaint.act("recusal_request", 0, complaint.matter_id, **words)
            due = due_at(complaint, number)
            await complaint.reach(due - timedelta(hours=1))
            assert await refused(complaint, "mediation_record", number, HANDLER, **AGREED) == "mediation_paused"
            await complaint.reach(due + timedelta(hours=1))
            await terminated(complaint, "order121/23.1.5")
            assert await filed_away(complaint) == "complaint_accepted/terminated/terminated"

    asyncio.run(walk())


def test_who_complained_may_withdraw_and_nobody_else(addresses: Addresses) -> None:
    async def walk() -> None:
        async with complaining(addresses, 636) as complaint:
            step = await complaint.step(StepKind.ACCEPTANCE, Phase.REPORTING)
            words = {"statement": "已经自行和解。"}
            assert await refused(complaint, "complaint_withdrawal", step.number, HANDLER, **words) == "not_the_party"
            await complaint.act("complaint_withdrawal", step.number, complaint.matter_id, **words)
            assert await filed_away(complaint) == "complaint_withdrawn"

    asyncio.run(walk())


def test_a_demand_for_proof_of_identity_stops_nothing(addresses: Addresses) -> None:
    async def walk() -> None:
        async with complaining(addresses, 637) as complaint:
            step = await complaint.step(StepKind.ACCEPTANCE, Phase.REPORTING)
            before = due_at(complaint, step.number)
            await complaint.act(
                "identity_demand", step.number, HANDLER, wanted="居民身份证复印件", by=date(2026, 5, 12)
            )
            assert due_at(complaint, step.number) == before
            (paper,) = await complaint.unserved()
            await told(complaint, step.number, paper.document_id)
            await decided(complaint, accepted=False, statement="拒不配合核验身份。", ground="order121/16.1.6")
            assert await filed_away(complaint) == "complaint_refused"

    asyncio.run(walk())


def test_a_complaint_of_more_than_three_years_is_not_accepted(addresses: Addresses) -> None:
    async def walk() -> None:
        old = {"traded_on": date(2023, 5, 1), "known_on": date(2023, 5, 5)}
        async with complaining(addresses, 638, **old) as complaint:
            step = await complaint.step(StepKind.ACCEPTANCE, Phase.REPORTING)
            yes = {"accepted": True, "statement": "受理。"}
            assert await refused(complaint, "acceptance_decision", step.number, HANDLER, **yes) == "ground_holds"
            await decided(complaint, accepted=False, statement="超过三年。", ground="order121/16.1.4")
            assert await filed_away(complaint) == "complaint_refused"

    asyncio.run(walk())


def test_on_the_last_day_of_three_years_a_complaint_can_still_be_accepted(addresses: Addresses) -> None:
    async def walk() -> None:
        async with complaining(addresses, 639, traded_on=date(2023, 5, 1), known_on=date(2023, 5, 6)) as complaint:
            await decided(complaint, accepted=True, statement="受理。")
            await complaint.step(StepKind.MEDIATION, Phase.CONSENTING)

    asyncio.run(walk())
