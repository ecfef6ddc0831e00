"""Agents and joint complaints (令121号 11, 12): who may act for whom, whom it binds, and who is told."""

from datetime import timedelta
from typing import Any

from activities.complaint_signs import of_matter
from domain.complaint_acts import MediationManner
from domain.results import Result
from domain.steps import StepKind
from models import matter
from models.named import named
from servers import Addresses
from tests.complaining import RECEIVED, Complained, complained_of, kinds
from tests.rehearsing import HANDLER
from tests.representing import AGENT, FIRST, SECOND, THIRD, by_agent, joint, person

SETTLED: dict[str, Any] = {"settled": True, "manner": MediationManner.ON_SITE, "statement": "到场。", "terms": "退款。"}


def withdrawal(complaint: Complained, **content: Any) -> str:
    """Refused with this code."""
    step = complaint.step(StepKind.ACCEPTANCE).number
    return complaint.refused("complaint_withdrawal", step, complaint.matter_id, statement="和解。", **content).code


def proposed(complaint: Complained) -> str:
    with complaint.session() as session:
        row = matter.known(session, complaint.matter_id)
        return "\n".join(one.zh for one in of_matter(session, complaint.law, row))


def test_an_agent_does_what_his_authority_lists_and_nothing_else(addresses: Addresses) -> None:
    with complained_of(addresses, 680, **by_agent()) as complaint:
        assert withdrawal(complaint, acted_by=AGENT) == "agent_without_power"
        assert withdrawal(complaint, acted_by="示例路人") == "stranger_to_complaint"
        step = complaint.accept().number
        complaint.act("consent", step, HANDLER, agreed=True, acted_by=AGENT, statement="书面同意。")
        complaint.meet(step)
        refusal = complaint.refused("mediation_record", step, HANDLER, acted_by=AGENT, **SETTLED)
        assert refusal.code == "agent_without_power"
        assert "代为达成调解协议" in refusal.zh
        assert "to settle" in refusal.en
        complaint.act("mediation_record", step, HANDLER, acted_by=FIRST, **SETTLED)


def test_an_agent_acts_on_the_last_day_of_his_term_and_not_on_the_day_after(addresses: Addresses) -> None:
    with complained_of(addresses, 681, **by_agent(powers=["complain", "withdraw"])) as complaint:
        step = complaint.step(StepKind.ACCEPTANCE).number
        complaint.now = RECEIVED + timedelta(days=26)
        assert withdrawal(complaint, acted_by=AGENT) == "agent_term_over"
        complaint.now = RECEIVED + timedelta(days=25)  # 31 May
        complaint.act("complaint_withdrawal", step, complaint.matter_id, acted_by=AGENT, statement="和解。")
        assert complaint.step(StepKind.ACCEPTANCE).result is Result.COMPLAINT_WITHDRAWN


def test_what_is_missing_of_the_papers_of_an_agent_is_a_ground_until_it_is_handed_in(addresses: Addresses) -> None:
    with complained_of(addresses, 682, **by_agent(original=False)) as complaint:
        assert "授权委托书原件（《市场监督管理投诉举报处理办法》第十一条" in proposed(complaint)
        assert [one.cited.zh for one in complaint.proposal().grounds] == [
            "《市场监督管理投诉举报处理办法》第十六条第一款第（五）项"
        ]
        complaint.examine(material_given=True)
        assert complaint.accept()


def test_an_agent_without_any_paper_is_no_agent(addresses: Addresses) -> None:
    with complained_of(addresses, 683, complainant=person(FIRST, {"name": AGENT})) as complaint:
        assert withdrawal(complaint, acted_by=AGENT) == "agent_without_authority"
        assert "授权委托书原件" in proposed(complaint)
        assert "受托人身份证明" in proposed(complaint)


def test_a_representative_binds_all_but_disposes_of_nothing_without_them(addresses: Addresses) -> None:
    both = tuple({"name": one, "proof": f"{one}的同意书"} for one in (FIRST, THIRD))
    with complained_of(addresses, 685, **joint(FIRST, SECOND)) as complaint:
        assert withdrawal(complaint) == "acting_person_missing"
        assert withdrawal(complaint, acted_by=SECOND) == "represented_not_asked"
        assert withdrawal(complaint, acted_by=SECOND, consents=both[:1]) == "represented_not_asked"
        stranger = (*both, {"name": "示例路人", "proof": "同意书"})
        assert withdrawal(complaint, acted_by=SECOND, consents=stranger) == "stranger_to_complaint"
        step = complaint.step(StepKind.ACCEPTANCE).number
        change: dict[str, Any] = {"new_request": "更换同型号商品。", "statement": "协商后变更。", "acted_by": SECOND}
        assert complaint.refused("request_change", step, complaint.matter_id, **change).code == "represented_not_asked"
        complaint.act("request_change", step, complaint.matter_id, consents=both, **change)
        number = complaint.accept().number
        complaint.act("consent", number, HANDLER, agreed=True, acted_by=SECOND, statement="同意。")
        complaint.meet(number)
        refusal = complaint.refused("mediation_record", number, HANDLER, acted_by=SECOND, **SETTLED)
        assert (refusal.code, refusal.value) == ("represented_not_asked", f"{FIRST}、{THIRD}")
        complaint.act("mediation_record", number, HANDLER, acted_by=SECOND, consents=both, **SETTLED)
        agreements = [one for one in complaint.unserved() if one.kind == "mediation_agreement"]
        assert {one.context["dispute"]["request"] for one in agreements} == {"更换同型号商品。"}


def test_without_representatives_each_acts_for_himself_alone(addresses: Addresses) -> None:
    with complained_of(addresses, 686, **joint()) as complaint:
        step = complaint.accept().number
        agree: dict[str, Any] = {"agreed": True, "statement": "同意。", "acted_by": FIRST}
        assert complaint.refused("consent", step, HANDLER, **agree).code == "represented_not_asked"
        others = tuple({"name": one, "proof": "电话记录"} for one in (SECOND, THIRD))
        complaint.act("consent", step, HANDLER, consents=others, **agree)


def test_every_complainant_is_told_himself(addresses: Addresses) -> None:
    with complained_of(addresses, 687, **joint(FIRST)) as complaint:
        complaint.accept()
        left = complaint.unserved()
        assert kinds(left) == ["complaint_acceptance"] * 2
        with complaint.session() as session:
            assert sorted(named(session, one.addressee or "") for one in left) == sorted([SECOND, THIRD])
        assert sorted(one.context["addressed_to"] for one in left) == sorted([SECOND, THIRD])
        for one in left:
            complaint.serve(one.step, one.document_id)
        assert complaint.unserved() == []
