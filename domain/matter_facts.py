"""What the rules may know of a matter (事项) when they choose its next steps."""

from domain.facts import FactModel, Labelled, fact


class Track(Labelled):
    """程序: a label on a step."""

    CLUE = "clue", "线索核查", "verification of a clue"
    CORRECTION = "correction", "责令改正", "order to correct (track C)"


class StepKind(Labelled):
    """步骤."""

    VERIFICATION = "verification", "线索核查", "verification"
    ORDER_TO_CORRECT = "order_to_correct", "责令改正", "order to correct"
    RECHECK = "recheck", "复查", "re-check"
    CLOSING = "closing", "办结", "closing"


class VerificationState(Labelled):
    """线索核查情况."""

    NONE = "none", "未开始", "not begun"
    OPEN = "open", "核查中", "under way"
    CONFIRMED = "confirmed", "属实", "confirmed"
    NOT_CONFIRMED = "not_confirmed", "不属实", "not confirmed"


class OrderState(Labelled):
    """最近一次责令改正的情况. In time is what was sent or received before the period ended (PR 80)."""

    NONE = "none", "未责令", "no order"
    IN_PREPARATION = "in_preparation", "制作中", "being prepared"
    AWAITED = "awaited", "待改正", "answer awaited"
    LAPSED = "lapsed", "逾期未报告", "period over, no answer"
    IN_TIME = "in_time", "按期报告", "answered in time"
    POSTED_IN_TIME = "posted_in_time", "按期交邮", "posted in time, received later"
    LATE = "late", "逾期报告", "answered late"


class RecheckState(Labelled):
    """最近一次责令改正的复查情况."""

    NONE = "none", "未复查", "not begun"
    OPEN = "open", "复查中", "under way"
    PASSED = "passed", "复查合格", "passed"
    FAILED = "failed", "复查不合格", "failed"


class ClosingState(Labelled):
    """办结情况."""

    NONE = "none", "未办结", "not begun"
    OPEN = "open", "办结审批中", "awaiting approval"
    CLOSED = "closed", "已办结", "closed"


class MatterFacts(FactModel):
    """事项事实: one row of the view `matter_facts`."""

    verification: VerificationState | None = fact("线索核查情况", "verification of the clue")
    label_violation: bool | None = fact("有违反产品标识规定的发现", "a finding against the rules on product marking")
    orders: int | None = fact("责令改正次数", "orders to correct begun", unit="orders")
    order: OrderState | None = fact("最近一次责令改正的情况", "state of the last order to correct")
    recheck: RecheckState | None = fact("最近一次责令改正的复查情况", "re-check of the last order")
    closing: ClosingState | None = fact("办结情况", "closing")
