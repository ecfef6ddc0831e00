"""What the rules may know of a matter (事项) when they choose its next steps."""

from domain.complaint_states import AcceptanceState, MediationState
from domain.facts import FactModel, fact
from domain.handling_power import PowerDispute
from domain.matter_states import (
    AnnouncementState,
    ClosingState,
    CourtApplicationState,
    CourtRulingState,
    DenialState,
    FilingState,
    LagState,
    LiftingState,
    ObjectionState,
    OrderState,
    Progress,
    ReassessmentState,
    RecheckState,
    ReferralState,
    ReportState,
    RetestState,
    ReviewState,
    ServedState,
    Subject,
    SupervisionState,
    TransferState,
    UrgingState,
    VerificationState,
    WithdrawalState,
)


class MatterFacts(FactModel):
    """事项事实: one row of the view `matter_facts`. A fact marked as guidance is read by rules on guidance alone."""

    subject: Subject | None = fact("对象", "whose conduct it is about")
    reported: bool | None = fact(
        "由市场监督管理部门直接收到的举报引起（不是移送来的）",
        "begun by a report that was received, not by a transfer",
    )
    party_over: bool | None = fact(
        "当事人终止且没有权利义务承受人", "the party is no more and nobody has taken over its duties"
    )
    verification: VerificationState | None = fact("线索核查情况", "verification of the clue")
    label_violation: bool | None = fact("有违反产品标识规定的发现", "a finding against the rules on product marking")
    finable_marking: bool | None = fact(
        "有违反产品质量法第二十七条第（四）项、第（五）项的发现", "a finding on dates or warnings (PQL 27(4), (5))"
    )
    punishable_breach: bool | None = fact("有法律规定处罚的违法发现", "a finding for which a penalty is laid down")
    orders: int | None = fact("责令改正次数（已撤销的除外）", "orders to correct, not withdrawn", unit="orders")
    order: OrderState | None = fact("最近一次责令改正的情况", "state of the last order to correct")
    recheck: RecheckState | None = fact("最近一次责令改正的复查情况", "re-check of the last order")
    withdrawal: WithdrawalState | None = fact("撤销责令改正的审批情况", "withdrawal of the last order")
    sampling_proposal: Progress | None = fact("监督抽查建议情况", "proposal of supervisory sampling")
    sampled_above: bool | None = fact(
        "登记簿显示上级已监督抽查且不得重复抽查", "on record as sampled by a higher level, and not to be sampled again"
    )
    urging: UrgingState | None = fact("催告情况", "urging to perform the last order")
    court_application: CourtApplicationState | None = fact("申请强制执行情况", "application to the court")
    court_ruling: CourtRulingState | None = fact("法院裁定情况", "ruling of the court")
    sample_failed: bool | None = fact("监督抽查样品不合格", "a sample of supervisory sampling failed")
    result_notice: ServedState | None = fact("检验结果告知情况", "service of the test result")
    objection: ObjectionState | None = fact("异议情况", "objection to the test result")
    maker_notice: ServedState | None = fact("检验结果告知生产者情况", "service of the result on the named maker")
    maker_objection: ObjectionState | None = fact("标注的生产者异议情况", "objection of the named maker")
    denial: DenialState | None = fact("标注的生产者否认情况", "denial by the named maker")
    retest: RetestState | None = fact("复检情况", "retest")
    sample_order: OrderState | None = fact("监督抽查后责令改正的情况", "order to correct after the failed sample")
    sample_recheck: RecheckState | None = fact("监督抽查后的复查情况", "re-check after the failed sample")
    report_up: ReportState | None = fact("逐级上报情况", "report to the higher authority")
    announcement: AnnouncementState | None = fact("公告情况", "announcement by the province")
    announced_recheck: RecheckState | None = fact("公告后的复查情况", "re-check after the announcement")
    filing: FilingState | None = fact("立案情况", "filing of a penalty case")
    penalty_case: Progress | None = fact("处罚案件情况", "penalty case")
    transfer: TransferState | None = fact("案件移送情况", "transfer to the office in charge")
    referral: ReferralState | None = fact("涉嫌犯罪案件移送情况", "referral of a suspected crime")
    reminder_letter: Progress | None = fact("提醒敦促情况", "reminder letter", guidance=True)
    interview: Progress | None = fact("约谈情况", "interview", guidance=True)
    lag: LagState | None = fact("滞后情况", "lag of the lower bureau")
    bureau_reminder: Progress | None = fact("提醒下级情况", "reminder to the lower bureau")
    supervision: SupervisionState | None = fact("最近一次督办的情况", "state of the last supervision notice")
    review: ReviewState | None = fact("督办的复查情况", "review of the supervision notice")
    bureau_interview: Progress | None = fact("约谈下级负责人情况", "interview of the bureau's head")
    reassessment: ReassessmentState | None = fact("重新评估情况", "re-assessment of the lower bureau")
    lifting: LiftingState | None = fact("解除督办情况", "lifting of the supervision")
    acceptance: AcceptanceState | None = fact("投诉受理情况", "acceptance of the complaint")
    mediation: MediationState | None = fact("调解情况", "mediation of the dispute")
    termination: Progress | None = fact("终止调解情况", "termination of the mediation")
    power_dispute: PowerDispute | None = fact("处理权限争议情况", "dispute over which office handles it")
    closing: ClosingState | None = fact("办结情况", "closing, or the filing away of a complaint")
