"""企业 in the register: its name and standing on a day, and the row of a file that tells of one."""

from datetime import date

from domain.base import Value
from domain.row import Day, Known, Row, Words


class Enterprise(Value):
    """An enterprise as it was on a day. `successor` is named only where the source names one."""

    enterprise_id: str
    name: str
    credit_code: str | None
    verified: bool
    region: str | None
    dissolved_on: date | None = None
    successor: str | None = None
    successor_id: str | None = None

    def stood_on(self, day: date) -> bool:
        return self.dissolved_on is None or day < self.dissolved_on


class EnterpriseEntry(Row):
    """A row of enterprises. `former_name` and `renamed_on` tell of one renaming, `successor` of whoever took over."""

    name: Words
    credit_code: Known | None = None
    region: Known | None = None
    former_name: Known | None = None
    renamed_on: Day | None = None
    dissolved_on: Day | None = None
    successor: Known | None = None
    successor_code: Known | None = None


def region_of_code(credit_code: str) -> str:
    """登记管理机关行政区划码: the six digits of the authority that registered the enterprise (GB 32100-2015)."""
    return credit_code[2:8]


def regions_disagree(credit_code: str, region: str) -> bool:
    """Whether the region lies outside that of the authority, as far as both are told: province, then city.

    A provincial authority (430000) registers enterprises of all its cities.
    """
    said, stated = region_of_code(credit_code), region
    depth = min(len(_significant(said)), len(_significant(stated)), 4)
    return said[:depth] != stated[:depth] and said[:2] != "10"  # 100000: the national authority


def _significant(code: str) -> str:
    """The code without the pairs of zeros at its end."""
    while code.endswith("00"):
        code = code[:-2]
    return code
