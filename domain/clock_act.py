"""What is decided about a period that runs (期限的延长、停止和恢复), whatever its step awaits."""

from datetime import datetime
from typing import Literal

from pydantic import Field

from domain.act import BaseAct
from domain.period import Suspension as Cause


class Extension(BaseAct):
    """延长期限, of the period that runs in the step, by `count` of its units.

    `minutes` names the record of the collective discussion, where only that extends (PR 64).
    """

    kind: Literal["extension"] = "extension"
    count: int
    reason: str = Field(min_length=1)
    minutes: str | None = None


class Suspension(BaseAct):
    """期间停止计算, from `since` on. `document` proves it: the order of the test, the decision to stay."""

    kind: Literal["suspension"] = "suspension"
    cause: Cause
    since: datetime
    document: str = Field(min_length=1)


class Resumption(BaseAct):
    """期间恢复计算: what suspended the period ended at `until`; `document` proves it."""

    kind: Literal["resumption"] = "resumption"
    until: datetime
    document: str = Field(min_length=1)
