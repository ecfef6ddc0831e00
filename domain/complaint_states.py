"""What the rules know of how a complaint stands (投诉办理情况)."""

from domain.facts import Labelled


class AcceptanceState(Labelled):
    """投诉受理情况. A decision of which the complainant has not been told is still open (O121 15)."""

    NONE = "none", "未开始", "not begun"
    OPEN = "open", "审查中", "being examined"
    ACCEPTED = "complaint_accepted", "已受理", "accepted"
    REFUSED = "complaint_refused", "不予受理", "not accepted"
    PASSED_ON = "complaint_passed_on", "已交由其他部门处理", "passed on to another office"
    WITHDRAWN = "complaint_withdrawn", "投诉人已撤回", "withdrawn"


class MediationState(Labelled):
    """调解情况. `lapsed`: sixty days have passed since acceptance without an agreement (O121 23(1)(5))."""

    NONE = "none", "未开始", "not begun"
    OPEN = "open", "进行中", "under way"
    LAPSED = "lapsed", "期限届满未达成协议", "the period has run out without an agreement"
    SETTLED = "settled", "达成调解协议", "settled"
    NOT_SETTLED = "not_settled", "未达成调解协议", "not settled"
    CONSENT_REFUSED = "consent_refused", "一方不同意调解", "one side does not agree"
    WITHDRAWN = "complaint_withdrawn", "投诉人已撤回", "withdrawn"
    TERMINATED = "terminated", "已终止", "terminated"
