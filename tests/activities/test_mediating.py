"""Who mediates (令121号 21): recusal of mediators, and what it holds up meanwhile."""

from datetime import date, timedelta
from typing import Any

import pytest

from activities import matter_queue
from activities.matter_story import story
from demo import cast
from domain.complaint_acts import CostBasis, InstituteChoice, MediationBody, MediationManner
from domain.results import Result
from domain.steps import StepKind
from servers import Addresses
from tests.complaining import Complained, complained_of, last_day, over
from tests.rehearsing import HANDLER, HEAD, SECOND
from tests.representing import FIRST, joint

OUTSIDER = "示例调解员"
RECORD: dict[str, Any] = {"settled": True, "manner": MediationManner.REMOTE, "statement": "已调解。", "terms": "退款"}

ENTRUSTED: dict[str, Any] = {
    "organisation": "示例市消费者协会",
    "body": MediationBody.CONSUMER_ASSOCIATION,
    "scope": "对本投诉进行调解。",
    "complainant_consent": "同意书",
    "respondent_consent": "电话记录",
}


def asks(complaint: Complained, actor: str, mediator: str = OUTSIDER) -> str:
    complaint.act("recusal_request", 0, actor, officer=mediator, reason="是被投诉人的近亲属。")
    return f"{complaint.matter_id}/{complaint.acts}"


def asking(complaint: Complained, actor: str, mediator: str) -> str:
    return complaint.refused("recusal_request", 0, actor, officer=mediator, reason="有利害关系。").code


def decides(complaint: Complained, request: str, *, agreed: bool) -> None:
    complaint.act("recusal_decision", 0, HEAD, request=request, agreed=agreed, reason="依审查情况决定。")


def test_a_request_of_a_side_pauses_the_mediation_and_not_its_sixty_days(addresses: Addresses) -> None:
    with complained_of(addresses, 689) as complaint:
        number = complaint.mediate(OUTSIDER)
        due = complaint.step(StepKind.MEDIATION).due_at
        request = asks(complaint, complaint.matter_id)
        refusal = complaint.refused("mediation_record", number, HANDLER, **RECORD)
        assert refusal.code == "mediation_paused"
        assert "中止" in refusal.zh
        assert "pauses" in refusal.en
        assert complaint.step(StepKind.MEDIATION).due_at == due
        with complaint.session() as session:
            waits = matter_queue.of_matter(session, complaint.law, complaint.now, complaint.matter_id)[-1]
        assert (waits.what.zh, waits.whom.zh) == (f"{OUTSIDER}回避：待决定", f"{cast.OFFICE.name}部门负责人")
        decides(complaint, request, agreed=False)
        complaint.act("mediation_record", number, HANDLER, **RECORD)


def test_whoever_is_recused_mediates_no_more_and_both_sides_are_told_before_whom_it_goes_on(
    addresses: Addresses,
) -> None:
    with complained_of(addresses, 690) as complaint:
        number = complaint.mediate(OUTSIDER)
        with complaint.session() as session:
            party = complaint.party(session)
        decides(complaint, asks(complaint, party), agreed=True)
        assert complaint.refused("mediation_record", number, HANDLER, **RECORD).code == "mediator_recused"
        later: dict[str, Any] = {"held_at": complaint.now + timedelta(days=9), "place": "调解室"}
        again = complaint.refused("mediation_notice", number, HANDLER, mediators=(OUTSIDER,), **later)
        assert again.code == "mediator_recused"
        complaint.invite(number, cast.SECOND.name)
        complaint.act("mediation_record", number, HANDLER, **RECORD)
        with complaint.session() as session:
            told = story(session, complaint.law, complaint.matter_id, complaint.now)
        decided = next(one for one in told.events if one.kind == "recusal_decision")
        assert "第二十一条" in decided.cited.zh


def test_nobody_is_invited_to_a_mediation_after_its_sixty_days(addresses: Addresses) -> None:
    """令121号 23(1)(5): it is terminated then."""
    with complained_of(addresses, 852) as complaint:
        step = complaint.accept()
        complaint.act("consent", step.number, HANDLER, agreed=True, statement="双方同意。")
        given: dict[str, Any] = {"place": "调解室", "mediators": (cast.SECOND.name,)}
        refusal = complaint.refused("mediation_notice", step.number, HANDLER, held_at=over(step), **given)
        assert (refusal.code, str(last_day(step)) in refusal.zh) == ("mediation_after_its_period", True)
        complaint.act("mediation_notice", step.number, HANDLER, held_at=over(step) - timedelta(hours=9), **given)


def test_an_officer_who_is_near_a_side_says_so_and_is_out_at_once(addresses: Addresses) -> None:
    with complained_of(addresses, 691) as complaint:
        number = complaint.mediate(cast.SECOND.name)
        asks(complaint, SECOND, SECOND)
        assert complaint.refused("mediation_record", number, SECOND, **RECORD).code == "officer_recused"
        assert complaint.refused("mediation_record", number, HANDLER, **RECORD).code == "mediator_recused"


def test_a_recusal_is_asked_of_a_mediator_whom_a_notice_names(addresses: Addresses) -> None:
    with complained_of(addresses, 692) as complaint:
        complaint.mediate(cast.SECOND.name)
        assert asking(complaint, complaint.matter_id, OUTSIDER) == "unknown_mediator"
        assert asking(complaint, complaint.matter_id, cast.SECOND.name) == "officer_by_id"
        assert asking(complaint, HANDLER, SECOND) == "not_his_to_ask"
        asks(complaint, complaint.matter_id, SECOND)
        assert asking(complaint, complaint.matter_id, SECOND) == "recusal_pending"


def test_a_mediation_is_entrusted_once_and_both_sides_read_it_in_the_notice(addresses: Addresses) -> None:
    with complained_of(addresses, 688, **joint(FIRST)) as complaint:
        number = complaint.accept().number
        early = complaint.refused("entrustment", number, HANDLER, acted_by=FIRST, **ENTRUSTED)
        assert early.code == "act_not_awaited"
        complaint.act("consent", number, HANDLER, agreed=True, acted_by=FIRST, statement="双方同意。")
        assert complaint.refused("entrustment", number, HANDLER, **ENTRUSTED).code == "acting_person_missing"
        complaint.act("entrustment", number, HANDLER, acted_by=FIRST, **ENTRUSTED)
        other = ENTRUSTED | {"organisation": "示例调解中心", "body": MediationBody.OTHER}
        assert complaint.refused("entrustment", number, HANDLER, acted_by=FIRST, **other).code == "entrusted_already"
        complaint.invite(number, OUTSIDER)
        assert asking(complaint, complaint.matter_id, OUTSIDER) == "acting_person_missing"
        notices = [one for one in complaint.unserved() if one.kind == "mediation_notice"]
        assert len(notices) == 4
        assert {one.context["entrusted_to"] for one in notices} == {"示例市消费者协会"}


@pytest.mark.parametrize("received", [{}, {"received_at": cast.morning(date(2026, 4, 7)), "traded_on": date(2026, 4, 1),
                                           "known_on": date(2026, 4, 2)}], ids=["order 121", "order 20"])  # fmt: skip
def test_a_mediation_on_the_spot_is_one_that_both_sides_were_told_of_ahead(
    addresses: Addresses, received: dict[str, Any]
) -> None:
    """令121号 20, 令20号 18."""
    record = RECORD | {"manner": MediationManner.ON_SITE}
    with complained_of(addresses, 824, **received) as complaint:
        number = complaint.accept().number
        complaint.act("consent", number, HANDLER, agreed=True, statement="双方同意。")
        assert complaint.refused("mediation_record", number, HANDLER, **record).code == "mediation_not_told"
        complaint.invite(number, OUTSIDER)  # in three days
        assert complaint.refused("mediation_record", number, HANDLER, **record).code == "mediation_not_told"
        complaint.now += timedelta(days=3)
        complaint.act("mediation_record", number, HANDLER, **record)


def test_whom_a_mediation_is_entrusted_to_tells_both_sides_itself_and_a_remote_one_wants_no_notice(
    addresses: Addresses,
) -> None:
    on_site = RECORD | {"manner": MediationManner.ON_SITE}
    for number, entrusts, record in ((825, True, on_site), (826, False, RECORD)):
        with complained_of(addresses, number) as complaint:
            step = complaint.accept().number
            complaint.act("consent", step, HANDLER, agreed=True, statement="双方同意。")
            if entrusts:
                complaint.act("entrustment", step, HANDLER, **ENTRUSTED)
            complaint.act("mediation_record", step, HANDLER, **record)
            assert complaint.step(StepKind.MEDIATION).result is Result.SETTLED


def test_an_institute_is_designated_only_where_both_cannot_agree_on_one(addresses: Addresses) -> None:
    with complained_of(addresses, 689) as complaint:
        number = complaint.mediate(OUTSIDER)
        test: dict[str, Any] = {"subject": "加热元件", "institute": "示例检验所", "qualification": "示例CMA证书"}
        test |= {"cost": CostBasis.LAW, "cost_terms": "示例条例规定由经营者承担。"}
        why = {"disagreement": "双方各提一家机构，协商不成。"}
        designated, agreed = {"chosen": InstituteChoice.DESIGNATED}, {"chosen": InstituteChoice.AGREED}
        refusal = complaint.refused("testing_arrangement", number, HANDLER, **test | designated)
        assert refusal.code == "disagreement_missing"
        refusal = complaint.refused("testing_arrangement", number, HANDLER, **test | agreed | why)
        assert refusal.code == "disagreement_without_designation"
        complaint.act("testing_arrangement", number, HANDLER, **test | designated | why)
