"""期间: how long the law gives, from when, and how the last day moves."""

from typing import Self

from pydantic import model_validator

from domain.base import Text, Value
from domain.facts import Labelled
from domain.office import Role
from domain.statute import ReadStatus


class Unit(Labelled):
    """计算单位."""

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
    FILING = "filing", "立案", "filing"
    DECISION = "decision", "作出决定", "the decision"
    ACCEPTANCE = "acceptance", "受理", "acceptance"
    ANNOUNCEMENT = "announcement", "公告", "the announcement"
    GIVEN = "given", "所给", "the day given"  # of a period that is counted for somebody, and no period of law


class Suspension(Labelled):
    """不计入期间的时间."""

    TESTING = "testing", "检测、检验、检疫、鉴定", "testing, inspection, quarantine and identification"


class Extension(Value):
    """延长: by so much (in the unit of the period), so many times, decided by one of this role."""

    count: int
    times: int
    by: Role
    basis: tuple[str, ...]


class OfficerSet(Value):
    """裁量期限: the officer sets it and gives a reason. None: that bound is not laid down anywhere, hence off."""

    minimum: int | None = None
    maximum: int | None = None


class Period(Value):
    """One period as in force on one day. Either the law gives the `count` or the officer does (`officer_set`).

    `basis` holds ids of statutes, `cited` their names for the reader; `status` is that of the least read of them.
    """

    id: str
    term: Text
    count: int | None
    officer_set: OfficerSet | None = None
    unit: Unit
    runs_from: StartEvent
    roll: Roll
    basis: tuple[str, ...]
    cited: Text
    extension: Extension | None = None
    suspended_by: tuple[Suspension, ...] = ()
    status: ReadStatus

    @model_validator(mode="after")
    def _law_or_officer_gives_the_count(self) -> Self:
        if (self.count is None) is (self.officer_set is None):
            raise ValueError("a period has either count or officer_set")
        if self.count is not None and self.count < 1:
            raise ValueError("a period counts at least one")
        return self
