"""期间: how long the law gives, from when, and how the last day moves."""

from typing import Self

from pydantic import ConfigDict, Field, model_validator

from domain.base import Text, Value
from domain.facts import Labelled
from domain.office import Role
from domain.statute import ReadStatus


class Unit(Labelled):
    """计算单位. Hours run from the exact moment to the exact moment and never roll."""

    HOURS = "hours", "小时", "hours"
    WORKING_DAYS = "working_days", "个工作日", "working days"
    DAYS = "days", "日", "days"
    MONTHS = "months", "个月", "months"
    YEARS = "years", "年", "years"


class Roll(Labelled):
    """末日顺延: which last day moves on. An ordinary weekend is a rest day, but no statutory holiday."""

    STATUTORY_HOLIDAY = "statutory-holiday", "法定节假日顺延", "moves on from a statutory holiday"
    REST_DAY = "rest-day", "法定休假日顺延", "moves on from any rest day"
    NONE = "none", "不顺延", "does not move"


class StartEvent(Labelled):
    """起算事由."""

    DISCOVERY = "discovery", "发现线索或者收到材料", "discovery of the clue or receipt of the material"
    SERVICE = "service", "送达", "service"
    ORDER = "order", "责令", "the order"
    RESULT_RECEIVED = "result_received", "收到检验结果", "receipt of the test result"
    FILING = "filing", "立案", "filing"
    PROCEDURE_BEGUN = "procedure_begun", "程序启动", "the beginning of the procedure"
    REVIEW_RECEIVED = "review_received", "接到审核材料", "receipt of the case for review"
    DECISION = "decision", "作出决定", "the decision"
    DECISION_UNDONE = "decision_undone", "决定被变更、撤销、确认违法或者确认无效", "the undoing of the decision"
    PUBLISHED = "published", "公示", "publication"
    INFORMATION_RECEIVED = "information_received", "收到行政处罚信息", "receipt of the penalty's data"
    MEASURE = "measure", "采取措施", "the measure"
    MONEY_COLLECTED = "money_collected", "收缴罚款", "collection of the fine"
    MONEY_RECEIVED = "money_received", "收到所交罚款", "receipt of the collected fine"
    LETTER_RECEIVED = "letter_received", "接到协助调查函", "receipt of the request for help"
    DISPUTE = "dispute", "发生争议", "the dispute over who is in charge"
    SUBMISSION_RECEIVED = "submission_received", "收到报送材料", "receipt of the submission"
    REPORT_RECEIVED = "report_received", "接到移送报告", "receipt of the report on referral"
    REFERRAL_APPROVED = "referral_approved", "决定批准移送", "the decision to refer"
    REFERRAL_ACCEPTED = "referral_accepted", "公安机关接受移送", "acceptance of the referral by the police"
    POLICE_REFUSAL_RECEIVED = "police_refusal_received", "接到不予立案通知书", "receipt of the notice of not filing"
    POLICE_REVIEW_ASKED = "police_review_asked", "公安机关收到提请复议文件", "receipt of the request by the police"
    POLICE_REVIEW_RECEIVED = (
        "police_review_received", "收到复议决定通知书", "receipt of the decision on the police's review"
    )  # fmt: skip
    POLICE_FILING_RECEIVED = "police_filing_received", "接到立案通知书", "receipt of the notice of filing"
    REMEDIES_EXPIRED = (
        "remedies_expired", "申请行政复议和提起行政诉讼的期限届满", "expiry of the periods for reconsideration and suit"
    )  # fmt: skip
    COURT_ASKED = "court_asked", "法院接到强制执行的申请", "receipt of the application by the court"
    COURT_ACCEPTED = "court_accepted", "法院受理强制执行的申请", "acceptance of the application by the court"
    CASE_OVER = "case_over", "出现结案情形", "the event that ends the case"
    CORRECTED = "corrected", "纠正", "the correction"
    REQUEST_RECEIVED = "request_received", "收到复查申请", "receipt of the request for review"
    KNOWLEDGE = "knowledge", "知道或者应当知道行政行为内容", "knowledge of the act's content"
    APPLICATION_RECEIVED = "application_received", "收到申请书副本或者笔录复印件", "receipt of the application's copy"
    COMPLAINT_RECEIVED = "complaint_received", "收到起诉状副本", "receipt of the complaint's copy"
    COMPLAINT_MADE = "complaint_made", "收到投诉", "receipt of the complaint"
    CONDUCT = (
        "conduct", "违法行为发生（连续或者继续的，行为终了）", "the conduct, or its end where it went on"
    )  # fmt: skip
    ACCEPTANCE = "acceptance", "受理", "acceptance"
    ANNOUNCEMENT = "announcement", "公告", "the announcement"
    DEMANDED = "demanded", "消费者提出要求", "the consumer's demand"
    GIVEN = "given", "所给", "the day given"  # of a period that is counted for somebody, and no period of law


class Suspension(Labelled):
    """不计入期间的时间."""

    TESTING = "testing", "检测、检验、检疫、鉴定", "testing, inspection, quarantine and identification"
    RIGHT_HOLDER = "right_holder", "权利人辨认或者鉴别", "identification by the holder of the right"
    STAY = "stay", "中止", "a stay of the inquiry"
    HEARING = "hearing", "听证", "a hearing"
    ANNOUNCEMENT = "announcement", "公告", "a public announcement"
    REFUND = "refund", "责令退还多收价款", "an order to refund what was overcharged"


class Extension(Value):
    """延长: by at most so much (in the unit of the period), so many times, decided by one of this role.

    `count` None: the text lays down no length, and whoever extends sets a reasonable one. `parameter`: the installation
    sets the most, and without its value nothing is extended. `by` None: the text names nobody. `collective`: only the
    heads together decide (负责人集体讨论), and their minutes are on file.
    """

    count: int | None = Field(default=None, ge=1)
    times: int = Field(ge=1)
    by: Role | None = None
    collective: bool = False
    parameter: str | None = None
    basis: tuple[str, ...] = Field(min_length=1)


class OfficerSet(Value):
    """裁量期限: the officer sets it and gives a reason. None: that bound is not laid down anywhere, hence off."""

    minimum: int | None = None
    maximum: int | None = None


class Terms(Value):
    """What one day brought into force. Either the law gives the `count` or the officer does (`officer_set`).

    `not_before`: the act is not lawful before so much has passed (a window). `ends_before`: the day of the count is
    itself too late (九十日前). `waits`: the act that it is given for comes only after its end (七日前通知, 催告).
    `extensions` are used one after another.
    """

    model_config = ConfigDict(extra="forbid")

    count: int | None = Field(default=None, ge=1)
    officer_set: OfficerSet | None = None
    unit: Unit
    roll: Roll
    basis: tuple[str, ...] = Field(min_length=1)
    not_before: int | None = Field(default=None, ge=1)
    ends_before: bool = False
    waits: bool = False
    extensions: tuple[Extension, ...] = ()
    suspended_by: tuple[Suspension, ...] = ()

    @model_validator(mode="after")
    def _can_be_counted(self) -> Self:
        if (self.count is None) is (self.officer_set is None):
            raise ValueError("a period has either count or officer_set")
        if self.unit is Unit.HOURS and (self.roll is not Roll.NONE or self.suspended_by or self.extensions):
            raise ValueError("hours run from moment to moment: they neither roll nor stand still nor are extended")
        if (self.not_before or self.ends_before) and self.unit is not Unit.DAYS:
            raise ValueError("a window is counted in days")
        if self.not_before is not None and (self.count is None or self.not_before >= self.count):
            raise ValueError("a window closes after it opens")
        return self


class Period(Terms):
    """One period as in force on one day.

    `basis` holds ids of statutes, `cited` their names for the reader; `status` is that of the least read of them.
    `reminders`: so many days before the last day people are reminded, 0 on that day itself.
    """

    id: str
    term: Text
    runs_from: StartEvent
    basis: tuple[str, ...]  # none of a period that is counted for somebody
    cited: Text
    status: ReadStatus
    reminders: tuple[int, ...] = ()
