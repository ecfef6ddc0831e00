"""Offices (市场监督管理部门) and the officers who act in their name."""

from datetime import date

from domain.base import Value
from domain.facts import Labelled


class Role(Labelled):
    """职责 in one matter. PR 2: the head of department approves, the reviewer is never the handler (PR 49). The
    principal is 正职负责人, the head of the whole office (PRC 5)."""

    HANDLER = "handler", "办案人员", "handler"
    REVIEWER = "reviewer", "审核人员", "reviewer"
    HEAD_OF_DEPARTMENT = "head_of_department", "部门负责人", "head of department"
    PRINCIPAL = "principal", "部门主要负责人", "principal of the office"


class Office(Value):
    """市场监督管理部门. `short_name` opens its document numbers; `government` reconsiders, `court` hears its acts.

    `internet_channel` is where an application for reconsideration can be handed in online (行政复议法 22).
    """

    office_id: str
    name: str
    short_name: str
    region: str
    government: str
    court: str
    internet_channel: str | None = None


class Officer(Value):
    """执法人员. `certificate_until` is the last day of the enforcement certificate (行政执法证).

    `left_on` is the first day on which he belongs to the office no more.
    """

    officer_id: str
    name: str
    office_id: str
    roles: tuple[Role, ...]
    certificate: str | None
    certificate_until: date | None
    left_on: date | None = None

    def belongs_on(self, day: date) -> bool:
        return self.left_on is None or day < self.left_on

    def certified_on(self, day: date) -> bool:
        return self.certificate is not None and self.certificate_until is not None and day <= self.certificate_until


class Absence(Value):
    """不在岗: both days belong to it. `deputy` does meanwhile what the officer would, in the roles that both hold, and
    what the approval matrix lets whoever is in charge meanwhile do."""

    officer_id: str
    first: date
    last: date
    deputy: str | None = None

    def on(self, day: date) -> bool:
        return self.first <= day <= self.last
