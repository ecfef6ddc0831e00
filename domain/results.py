"""How steps end (步骤结果), and by which act a result comes about."""

from domain.facts import Labelled
from domain.steps import StepKind


class Result(Labelled):
    """How a step ended."""

    CONFIRMED = "confirmed", "属实", "confirmed"
    NOT_CONFIRMED = "not_confirmed", "不属实", "not confirmed"
    IN_TIME = "in_time", "按期报告", "answered in time"
    POSTED_IN_TIME = "posted_in_time", "按期交邮", "posted in time"
    LATE = "late", "逾期报告", "answered late"
    UNANSWERED = "unanswered", "未报告", "never answered"
    PASSED = "passed", "合格", "passed"
    FAILED = "failed", "不合格", "failed"
    CLOSED = "closed", "已办结", "closed"
    SERVED = "served", "已送达", "served"
    OBJECTED = "objected", "已申请复检", "a retest was asked for"
    UNCHALLENGED = "unchallenged", "未申请复检", "no retest was asked for"
    BELOW_PROVINCE = "below_province", "已上报至省级以下", "reported to a bureau below provincial level"
    PROVINCE = "province", "已上报至省级", "reported to the provincial bureau"
    ANNOUNCED = "announced", "已公告", "announced"
    FILED = "filed", "已立案", "filed"
    NOT_FILED = "not_filed", "不予立案", "not filed"
    PUNISHED = "punished", "已作出处罚决定", "penalty decided"
    NOT_PUNISHED = "not_punished", "不予处罚", "no penalty"
    DISCONTINUED = "discontinued", "终止调查或者撤销案件", "discontinued"
    TRANSFERRED = "transferred", "已移送", "transferred"
    KEPT = "kept", "不移送", "kept"
    REFERRED = "referred", "已移送公安机关", "referred to the police"
    NOT_REFERRED = "not_referred", "不移送公安机关", "not referred to the police"
    ASKED_SUPERIOR = "asked_superior", "已报请指定管辖", "the superior is asked to designate an office"
    POLICE_FILED = "police_filed", "公安机关已立案", "the police have filed"
    POLICE_REFUSED = "police_refused", "公安机关不予立案", "the police do not file"
    REVIEW_ASKED = "review_asked", "已提请公安机关复议", "a review by the police is asked for"
    SUGGESTED = "suggested", "已建议检察院立案监督", "supervision by the procuratorate is suggested"
    ACCEPTED = "accepted", "不再提请", "nothing more is asked for"
    SENT = "sent", "已发出", "sent"
    HELD = "held", "已约谈", "held"
    NOT_HELD = "not_held", "未进行", "not held"
    UPHELD = "upheld", "维持", "upheld"
    REVOKED = "revoked", "撤销", "revoked"
    IMPROVED = "improved", "已改进", "improved"
    LAGGING = "lagging", "仍然滞后", "still lagging"
    LIFTED = "lifted", "已解除", "lifted"
    PARTY_ENDED = "party_ended", "当事人终止", "the party is no more"
    WITHDRAWN = "withdrawn", "已撤销责令改正", "order withdrawn"
    PROPOSED = "proposed", "已建议抽查", "sampling proposed"
    NOT_PROPOSED = "not_proposed", "不建议抽查", "no sampling proposed"
    PERFORMED = "performed", "催告后已履行", "performed when urged"
    UNPERFORMED = "unperformed", "催告后仍未履行", "not performed when urged"
    DEFENCE_ACCEPTED = "defence_accepted", "陈述申辩成立", "the defence holds"
    SUBMITTED = "submitted", "已向法院申请", "submitted to the court"
    DROPPED = "dropped", "不再申请", "not applied for"
    COURT_GRANTED = "court_granted", "法院准予执行", "enforcement granted by the court"
    COURT_REFUSED = "court_refused", "法院不准予执行", "enforcement refused by the court"
    COURT_ACCEPTED = "court_accepted", "法院受理", "accepted by the court"
    COURT_HEARS = "court_hears", "法院裁定前听取意见", "the court hears both sides before it rules"
    COURT_NOT_ACCEPTED = "court_not_accepted", "法院不予受理", "not accepted by the court"
    COMPLAINT_ACCEPTED = "complaint_accepted", "已受理投诉", "complaint accepted"
    COMPLAINT_REFUSED = "complaint_refused", "不予受理投诉", "complaint not accepted"
    COMPLAINT_WITHDRAWN = "complaint_withdrawn", "投诉人撤回投诉", "complaint withdrawn"
    SETTLED = "settled", "达成调解协议", "settled by mediation"
    NOT_SETTLED = "not_settled", "未达成调解协议", "not settled by mediation"
    CONSENT_REFUSED = "consent_refused", "一方不同意调解", "one side does not agree to mediation"
    TERMINATED = "terminated", "已终止调解", "mediation terminated"
    COMPLAINT_PASSED_ON = "complaint_passed_on", "已交由其他部门处理", "passed on to another office"
    POWER_HERE = "power_here", "由本部门处理", "handled by this office"
    POWER_ELSEWHERE = "power_elsewhere", "由其他部门处理", "handled by another office"
    REPEATED = "repeated", "重复举报，不再另行处理", "reported before, not handled again"
    MERGED = "merged", "与后一举报合并处理", "merged into a later report"
    WITHOUT_POWER = "without_power", "不具备处理权限", "not within the power of this office"
    ENDED_WITH_MATTER = "ended_with_matter", "随事项办结而结束", "ended with the matter"


# What officers may report of a step (Outcome), or propose for it (Draft) for a head to approve.
POSSIBLE: dict[StepKind, frozenset[Result]] = {
    StepKind.REPORT_UP: frozenset({Result.BELOW_PROVINCE, Result.PROVINCE}),
    StepKind.ANNOUNCEMENT: frozenset({Result.ANNOUNCED}),
    StepKind.FILING: frozenset({Result.FILED, Result.NOT_FILED}),
    StepKind.PENALTY_CASE: frozenset({Result.PUNISHED, Result.NOT_PUNISHED, Result.DISCONTINUED}),
    StepKind.TRANSFER: frozenset({Result.TRANSFERRED, Result.KEPT, Result.ASKED_SUPERIOR}),
    StepKind.REFERRAL: frozenset({Result.REFERRED, Result.NOT_REFERRED}),
    StepKind.INTERVIEW: frozenset({Result.NOT_HELD}),
    StepKind.BUREAU_REMINDER: frozenset({Result.SENT}),
    StepKind.SUPERVISION_NOTICE: frozenset({Result.SERVED}),
    StepKind.REVIEW: frozenset({Result.UPHELD, Result.REVOKED}),
    StepKind.REASSESSMENT: frozenset({Result.IMPROVED, Result.LAGGING}),
    StepKind.LIFTING: frozenset({Result.LIFTED}),
    StepKind.ORDER_WITHDRAWAL: frozenset({Result.WITHDRAWN, Result.UPHELD}),
    StepKind.SAMPLING_PROPOSAL: frozenset({Result.PROPOSED, Result.NOT_PROPOSED}),
    StepKind.URGING: frozenset({Result.SERVED, Result.PERFORMED, Result.UNPERFORMED, Result.DEFENCE_ACCEPTED}),
    StepKind.COURT_APPLICATION: frozenset({Result.SUBMITTED, Result.DROPPED}),
    StepKind.ARCHIVING: frozenset({Result.CLOSED}),
    StepKind.COURT_RULING: frozenset({Result.COURT_GRANTED, Result.COURT_REFUSED, Result.COURT_NOT_ACCEPTED}),
}
