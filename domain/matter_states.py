"""Where the steps of a matter stand (步骤进展), as the rules read it. Each is that of the newest step of its kind."""

from domain.facts import Labelled


class Subject(Labelled):
    """对象: whose conduct a matter is about."""

    ENTERPRISE = "enterprise", "企业", "an enterprise"
    BUREAU = "bureau", "下级市场监督管理部门", "a lower bureau"
    COMPLAINT = "complaint", "消费者投诉", "a consumer's complaint"
    CLUE = "clue", "举报等线索", "a report, or another clue without a check"


class VerificationState(Labelled):
    """线索核查情况."""

    NONE = "none", "未开始", "not begun"
    OPEN = "open", "核查中", "under way"
    CONFIRMED = "confirmed", "属实", "confirmed"
    NOT_CONFIRMED = "not_confirmed", "不属实", "not confirmed"
    REPEATED = "repeated", "重复举报，不再另行处理", "reported before, not handled again"
    MERGED = "merged", "与后一举报合并处理", "merged into a later report"
    WITHOUT_POWER = "without_power", "不具备处理权限", "not within the power of this office"
    POWER_ELSEWHERE = "power_elsewhere", "由其他部门处理", "handled by another office"


class OrderState(Labelled):
    """最近一次责令改正的情况. In time is what was sent or received before the period ended (PR 80)."""

    NONE = "none", "未责令", "no order"
    IN_PREPARATION = "in_preparation", "制作中", "being prepared"
    AWAITED = "awaited", "待改正", "answer awaited"
    LAPSED = "lapsed", "逾期未报告", "period over, no answer"
    IN_TIME = "in_time", "按期报告", "answered in time"
    POSTED_IN_TIME = "posted_in_time", "按期交邮", "posted in time, received later"
    LATE = "late", "逾期报告", "answered late"
    REVOKED = "revoked", "已撤销", "withdrawn or revoked"


class RecheckState(Labelled):
    """复查情况."""

    NONE = "none", "未复查", "not begun"
    OPEN = "open", "复查中", "under way"
    PASSED = "passed", "复查合格", "passed"
    FAILED = "failed", "复查不合格", "failed"


class ServedState(Labelled):
    """送达情况."""

    NONE = "none", "未制作", "not begun"
    OPEN = "open", "待送达", "to be served"
    SERVED = "served", "已送达", "served"


class ObjectionState(Labelled):
    """异议情况 (PQL 15): whether a retest was asked for in time."""

    NONE = "none", "未告知", "the period has not begun"
    AWAITED = "awaited", "异议期内", "within the period"
    LAPSED = "lapsed", "逾期未申请复检", "period over, no retest asked for"
    OBJECTED = "objected", "已申请复检", "a retest was asked for"


class DenialState(Labelled):
    """标注的生产者否认情况: whether it says that the goods are not its own, and what the verification has shown."""

    NONE = "none", "未否认", "not denied"
    STATED = "stated", "已否认", "denied"
    OPEN = "open", "核实中", "being verified"
    CONFIRMED = "confirmed", "否认属实", "not its goods"
    NOT_CONFIRMED = "not_confirmed", "否认不属实", "its goods"


class RetestState(Labelled):
    """复检情况."""

    NONE = "none", "未复检", "not begun"
    OPEN = "open", "复检中", "under way"
    PASSED = "passed", "复检合格", "passed"
    FAILED = "failed", "复检仍不合格", "failed again"


class ReportState(Labelled):
    """逐级上报情况 (O18 47): only a bureau of provincial level announces (PQL 17)."""

    NONE = "none", "未上报", "not begun"
    OPEN = "open", "上报审批中", "awaiting approval"
    BELOW_PROVINCE = "below_province", "已上报至省级以下", "reported to a bureau below provincial level"
    PROVINCE = "province", "已上报至省级", "reported to the provincial bureau"


class AnnouncementState(Labelled):
    """公告情况 (PQL 17)."""

    NONE = "none", "未公告", "not begun"
    OPEN = "open", "待公告", "awaited"
    ANNOUNCED = "announced", "已公告", "announced"


class FilingState(Labelled):
    """立案情况 (PR 19, 20)."""

    NONE = "none", "未决定", "not decided"
    OPEN = "open", "立案审批中", "awaiting approval"
    FILED = "filed", "已立案", "filed"
    NOT_FILED = "not_filed", "不予立案", "not filed"


class Progress(Labelled):
    """进展, where no rule asks how it went: what guidance brings about, or what happens inside of a penalty case."""

    NONE = "none", "未进行", "not begun"
    OPEN = "open", "进行中", "under way"
    OVER = "over", "已结束", "over"


class TransferState(Labelled):
    """案件移送情况 (PR 14, 17)."""

    NONE = "none", "未移送", "not begun"
    OPEN = "open", "移送审批中", "awaiting approval"
    TRANSFERRED = "transferred", "已移送", "transferred"
    KEPT = "kept", "不移送", "kept"


class ReferralState(Labelled):
    """涉嫌犯罪案件移送情况 (移送规定 5-9). It is open until the police have decided, and been asked again perhaps."""

    NONE = "none", "未提出", "not begun"
    OPEN = "open", "移送办理中", "under way"
    REFERRED = "referred", "公安机关已立案", "referred, and filed by the police"
    NOT_REFERRED = "not_referred", "不移送或者公安机关不予立案", "not referred, or not filed by the police"


class WithdrawalState(Labelled):
    """撤销责令改正的审批情况."""

    NONE = "none", "未提出", "not under way"
    OPEN = "open", "撤销审批中", "awaiting approval"


class UrgingState(Labelled):
    """最近一次责令改正的催告情况 (行政强制法 54)."""

    NONE = "none", "未催告", "not begun"
    IN_PREPARATION = "in_preparation", "制作中", "being prepared"
    AWAITED = "awaited", "催告期内", "its period runs"
    LAPSED = "lapsed", "催告期满", "its period is over"
    PERFORMED = "performed", "已履行", "performed"
    UNPERFORMED = "unperformed", "仍未履行", "not performed"
    DEFENCE_ACCEPTED = "defence_accepted", "陈述申辩成立", "the defence holds"


class CourtApplicationState(Labelled):
    """申请强制执行情况 (行政强制法 53)."""

    NONE = "none", "未申请", "not begun"
    OPEN = "open", "申请办理中", "being prepared"
    SUBMITTED = "submitted", "已向法院申请", "submitted to the court"
    DROPPED = "dropped", "不再申请", "not applied for"


class CourtRulingState(Labelled):
    """法院裁定情况 (行政强制法 56-58)."""

    NONE = "none", "未申请", "not asked for"
    OPEN = "open", "待裁定", "awaited"
    COURT_GRANTED = "court_granted", "准予执行", "granted"
    COURT_REFUSED = "court_refused", "不准予执行", "refused"
    COURT_NOT_ACCEPTED = "court_not_accepted", "不予受理", "not accepted"


class ClosingState(Labelled):
    """办结情况."""

    NONE = "none", "未办结", "not begun"
    OPEN = "open", "办结审批中", "awaiting approval"
    CLOSED = "closed", "已办结", "closed"


class LagState(Labelled):
    """滞后情况, of the newest assessment of a lower bureau."""

    NONE = "none", "没有滞后", "none"
    SIGN = "sign", "有滞后迹象", "signs of a lag"
    BREACH = "breach", "未履行自身职责", "a duty of its own is breached"


class SupervisionState(Labelled):
    """最近一次督办的情况."""

    NONE = "none", "未督办", "no notice"
    IN_PREPARATION = "in_preparation", "制作中", "being prepared"
    AWAITED = "awaited", "待报告", "report awaited"
    LAPSED = "lapsed", "逾期未报告", "period over, no report"
    ANSWERED = "answered", "已报告", "reported"
    REVOKED = "revoked", "复查后撤销", "revoked upon review"


class ReviewState(Labelled):
    """督办的复查情况 (PSE 20)."""

    NONE = "none", "未申请", "not asked for"
    REQUESTED = "requested", "已申请", "asked for"
    OPEN = "open", "复查中", "under way"
    UPHELD = "upheld", "维持", "upheld"
    REVOKED = "revoked", "撤销", "revoked"


class ReassessmentState(Labelled):
    """重新评估情况, since the newest notice or interview."""

    NONE = "none", "未评估", "not begun"
    OPEN = "open", "评估中", "under way"
    IMPROVED = "improved", "已改进", "improved"
    LAGGING = "lagging", "仍然滞后", "still lagging"


class LiftingState(Labelled):
    """解除督办情况."""

    NONE = "none", "未解除", "not begun"
    OPEN = "open", "解除审批中", "awaiting approval"
    LIFTED = "lifted", "已解除", "lifted"
