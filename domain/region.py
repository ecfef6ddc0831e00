"""Regions (行政区划): how they changed, and what an upper bureau reads of a lower one on a day."""

from datetime import date, datetime

from domain.base import Text, Value
from domain.facts import FactModel, Labelled, fact


class RegionChange(Labelled):
    """变更方式. `abolished`: its land went to several new ones, so that no single one took its place."""

    RENAMED = "renamed", "更名", "renamed, with the same code"
    UPGRADED = "upgraded", "改设", "a county made a city or a district, with the same land"
    MERGED = "merged", "并入", "merged whole into a larger one"
    ABOLISHED = "abolished", "撤销", "abolished and divided"


class Region(Value):
    """行政区划 by its GB/T 2260 code. Both days belong to it; None is since before 2000, or still."""

    code: str
    name: str
    parent: str | None
    valid_from: date | None = None
    valid_until: date | None = None

    def stood_on(self, day: date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_until is None or day <= self.valid_until
        )


class Figure(Labelled):
    """指标: a figure of an assessment that is a number of things, each of which can be looked at."""

    ENTERPRISES = "enterprises", "企业", "enterprises"
    CERTIFIED = "enterprises_with_certificates", "已开具合格证的企业", "enterprises with a certificate"
    CHECKS = "checks_in_window", "检查", "checks of goods"
    MATTERS_BEGUN = "matters_begun", "事项", "matters begun"
    MATTERS_ENDED = "matters_ended", "办结事项", "matters ended"
    VERIFICATIONS_OVERDUE = "verifications_overdue", "逾期未核查的线索", "verifications overdue"
    VERIFICATIONS_LATE = "verifications_late", "逾期核查的线索", "verifications overdue or made late"
    ORDERS_OVERDUE = "orders_overdue", "逾期未改正的责令", "orders to correct overdue"
    RECHECKS_OVERDUE = "rechecks_overdue", "逾期未复查的责令", "orders whose re-check is overdue"


_SHARES = {  # a fact that is a share: of which figures
    "coverage_per_mille": (Figure.CERTIFIED, Figure.ENTERPRISES),
    "late_per_mille": (Figure.VERIFICATIONS_LATE, Figure.MATTERS_BEGUN),
}


def counted_in(fact: str) -> tuple[Figure, ...]:
    """The figures behind a fact of RegionFacts."""
    return _SHARES.get(fact) or (Figure.of(fact),)


class RegionFacts(FactModel):
    """区域事实: one row of the view `region_facts`, as of 24:00 of the day of the assessment."""

    enterprises: int | None = fact("登记企业数", "enterprises known", unit="enterprises")
    enterprises_with_certificates: int | None = fact(
        "已开具合格证的企业数", "enterprises with an issued certificate", unit="enterprises"
    )
    coverage_per_mille: int | None = fact("合格证覆盖率（千分比）", "coverage by certificates", unit="per mille")
    checks_in_window: int | None = fact("统计期内检查次数", "checks of goods in the window", unit="checks")
    matters_begun: int | None = fact("已发生事项数", "matters begun", unit="matters")
    matters_ended: int | None = fact("已办结事项数", "matters ended", unit="matters")
    verifications_overdue: int | None = fact("逾期未完成核查的线索数", "clues not verified in time", unit="clues")
    verifications_late: int | None = fact("逾期核查的线索数", "clues verified late or not yet", unit="clues")
    late_per_mille: int | None = fact("逾期核查占比（千分比）", "share of clues verified late", unit="per mille")
    orders_overdue: int | None = fact("逾期未改正的责令数", "orders to correct overdue", unit="orders")
    rechecks_overdue: int | None = fact(
        "监督抽查不合格逾期未复查的责令数", "orders after a failed sample whose re-check is overdue", unit="orders"
    )


class Lag(Value):
    """滞后: what a rule finds of a region. `figures` are those that it rests on, each of which can be drilled."""

    rule: str
    finding: str
    title: Text
    cited: Text
    figures: tuple[Figure, ...]


class Assessed(Value):
    """An assessment with its figures, and what the rules find in them; `matter_id` is the supervision opened on it."""

    assessment_id: str
    region: str
    name: str
    office: str
    on: date
    rehearsal: bool
    facts: RegionFacts
    lags: tuple[Lag, ...]
    matter_id: str | None


class Counted(Value):
    """One thing that a figure counts: an enterprise, a check (`on` its day) or a matter (its day of beginning).

    `about` names the party or the bureau, `office` who handles it; `due_on` is the last day of the period of `step`.
    """

    subject: str
    about: str | None
    office: str | None
    on: date | None
    ended_at: datetime | None
    step: int | None
    due_on: date | None
