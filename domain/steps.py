"""Steps (步骤) of a matter, and the tracks (程序) that label them."""

from domain.facts import Labelled


class Track(Labelled):
    """程序: a label on a step. Tracks run side by side, each with its own periods."""

    CLUE = "clue", "线索核查", "verification of a clue"
    AFTER_CARE = "after_care", "监督抽查后处理", "after-care of a failed sample (track A)"
    PENALTY = "penalty", "行政处罚", "penalty case (track B)"
    CORRECTION = "correction", "责令改正", "order to correct (track C)"
    SUPERVISION = "supervision", "督办", "supervision of a lower bureau (track D)"
    GUIDANCE = "guidance", "行政指导", "guidance (track G)"
    COMPLAINT = "complaint", "投诉处理", "handling of a consumer's complaint"


class StepKind(Labelled):
    """步骤."""

    VERIFICATION = "verification", "线索核查", "verification"
    ORDER_TO_CORRECT = "order_to_correct", "责令改正", "order to correct"
    RECHECK = "recheck", "复查", "re-check"
    CLOSING = "closing", "办结", "closing"
    RESULT_NOTICE = "result_notice", "检验结果告知", "notice of the test result"
    OBJECTION = "objection", "异议期", "period of objection"
    MAKER_OBJECTION = "maker_objection", "生产者异议期", "period of objection of the named maker"
    DENIAL = "denial", "核实生产者否认", "verification of a maker's denial"
    RETEST = "retest", "复检", "retest"
    REPORT_UP = "report_up", "逐级上报", "report to the higher authority"
    ANNOUNCEMENT = "announcement", "公告", "announcement"
    ANNOUNCED_RECHECK = "announced_recheck", "公告后复查", "re-check after the announcement"
    FILING = "filing", "立案审批", "decision on filing"
    PENALTY_CASE = "penalty_case", "处罚案件办理", "penalty case"
    TRANSFER = "transfer", "案件移送", "transfer"
    REFERRAL = "referral", "涉嫌犯罪案件移送", "referral of a suspected crime"
    REMINDER_LETTER = "reminder_letter", "提醒敦促", "reminder letter"
    INTERVIEW = "interview", "约谈", "interview"
    BUREAU_REMINDER = "bureau_reminder", "提醒下级", "reminder to a lower bureau"
    SUPERVISION_NOTICE = "supervision_notice", "督办", "supervision notice"
    REVIEW = "review", "督办复查", "review of a supervision notice"
    BUREAU_INTERVIEW = "bureau_interview", "约谈下级负责人", "interview of a bureau's head"
    REASSESSMENT = "reassessment", "重新评估", "re-assessment"
    LIFTING = "lifting", "解除督办", "lifting of the supervision"
    ORDER_WITHDRAWAL = "order_withdrawal", "撤销责令改正", "withdrawal of an order to correct"
    SAMPLING_PROPOSAL = "sampling_proposal", "监督抽查建议", "proposal of supervisory sampling"
    URGING = "urging", "催告", "urging before court enforcement"
    COURT_APPLICATION = "court_application", "申请强制执行", "application for enforcement by the court"
    COURT_RULING = "court_ruling", "法院裁定", "ruling of the court"
    ACCEPTANCE = "acceptance", "投诉受理审查", "decision on the acceptance of a complaint"
    MEDIATION = "mediation", "消费争议调解", "mediation of a consumer dispute"
    TERMINATION = "termination", "终止调解", "termination of the mediation"
    POWER_DISPUTE = "power_dispute", "处理权限争议", "dispute over which office handles it"
    ARCHIVING = "archiving", "归档", "filing away"
