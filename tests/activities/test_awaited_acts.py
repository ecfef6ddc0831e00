"""Which acts an awaited step takes, and who does them: as a story tells it to an officer at the command line."""

from datetime import timedelta
from typing import Any

from act_form import empty
from activities import matter_queue
from activities.awaited_acts import acts_told, always_told
from activities.matter_story import story
from activities.reception import Reception
from domain.acts import ACT
from domain.steps import StepKind
from domain.story import Awaited
from models.matter import known
from servers import Addresses
from tests.complaining import complained_of
from tests.registering import HANDLER, SECOND, Registered, registered
from tests.reporting import a_report, reported

OF_RECEIPT = ["distribution", "hand_back", "dispute_statement"]
SERVED = {"service", "attempt", "dispatch"}


def awaited(matter: Registered) -> tuple[Awaited, ...]:
    matter.steps()
    with matter.session() as session:
        return matter_queue.of_matter(session, matter.law, matter.now, matter.matter_id)


def told(matter: Registered) -> list[str]:
    return [line.zh for one in awaited(matter) for line in acts_told(one)]


def test_a_complaint_names_the_acts_of_acceptance_and_takes_the_form_of_one(addresses: Addresses) -> None:
    with complained_of(addresses, 891) as complaint:
        lines = told(complaint)
        assert lines[:1] == ["acceptance_decision  决定是否受理投诉（办案人员）"]
        assert "complaint_withdrawal  撤回投诉（投诉人）" in lines
        assert "taking_over  上级处理投诉（上级部门办案人员）" in lines
        assert lines[-1] == "空白操作：hezheng matter form KIND --matter complaint-891 --step 1"
        act = empty("acceptance_decision", complaint.matter_id, 1) | {"accepted": True, "statement": "材料齐全。"}
        act |= {"actor": HANDLER, "sent_at": complaint.now, "received_at": complaint.now, "channel": "portal"}
        Reception(complaint.database, complaint.law).receive(ACT.validate_python(act, strict=False))
        assert set(awaited(complaint)[0].acts) >= SERVED
        with complaint.session() as session:
            (line,) = always_told(story(session, complaint.law, complaint.matter_id, complaint.now))
        assert "suspension 期间停止计算" in line.zh


def test_a_paper_beside_its_step_waits_for_its_service_alone(addresses: Addresses) -> None:
    with complained_of(addresses, 892) as complaint:
        number, day = complaint.step(StepKind.ACCEPTANCE).number, (complaint.now + timedelta(days=3)).date()
        complaint.act("identity_demand", number, HANDLER, wanted="身份证复印件", by=day)
        step, paper = awaited(complaint)
        assert "acceptance_decision" in step.acts
        assert set(paper.acts) == SERVED


def test_what_is_of_reports_alone_is_told_of_a_report_alone(addresses: Addresses) -> None:
    with registered(addresses, 893) as found, reported(addresses, a_report(894)) as (report,):
        assert awaited(found)[0].acts == ("verification", "particulars")
        assert told(found)[0] == "verification  报告核查结果（办案人员，持证2人）"
        assert {*OF_RECEIPT, "repetition", "merger", "redirection"} < set(awaited(report)[0].acts)


def test_a_recusal_a_review_and_an_approval_are_told_with_who_decides(addresses: Addresses) -> None:
    with registered(addresses, 895) as matter:
        with matter.session() as session:
            party = known(session, matter.matter_id).party_id or ""
        matter.act("recusal_request", 0, party, officer=SECOND, reason="示例理由")
        assert "recusal_decision  决定回避申请" in told(matter)
    with registered(addresses, 896) as matter:
        matter.confirm()
        number = matter.step(StepKind.ORDER_TO_CORRECT).number
        stated: dict[str, Any] = {"facts": "示例事实", "demands": ("示例要求",), "second_officer": SECOND}
        matter.act("order_draft", number, HANDLER, period_days=15, period_reason="示例理由", **stated)
        assert told(matter)[0] == "review  审核（审核人员）"
    with registered(addresses, 897) as matter:
        number = matter.step(StepKind.VERIFICATION).number
        matter.act("verification", number, HANDLER, confirmed=False, statement="不属实", second_officer=SECOND)
        matter.act("closing_draft", matter.step(StepKind.CLOSING).number, HANDLER, statement="示例")
        assert told(matter)[0] == "approval  批准（部门负责人）"
