"""The national 12315 platform (全国12315平台), as far as we speak with it. It has no public interface (O121 8, 40).

A complaint or a report is handed over under our number; the platform gives its own and the moment of its receipt, from
which the period of the law runs; how it came out is reported back. What carries this is a `NationalPlatform`.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple, Protocol

from pydantic import AwareDatetime, field_validator

from domain.base import Value
from domain.calendar import legal_day
from domain.errors import Refused
from domain.evidence_file import EvidenceFile
from domain.report import Informant
from domain.results import Result
from domain.scheme import Line
from domain.steps import StepKind

REPORTED = {  # the results that the platform is told (O121 15, 24, 25, 40)
    StepKind.ACCEPTANCE: frozenset({Result.COMPLAINT_ACCEPTED, Result.COMPLAINT_REFUSED, Result.COMPLAINT_WITHDRAWN}),
    StepKind.MEDIATION: frozenset({Result.SETTLED}),
    StepKind.TERMINATION: frozenset({Result.TERMINATED}),
}


OF_A_REPORT = {  # O121 34, 35, 40; PR 18-20. Its informant is told where a law says so alone (36): `InformantReply`
    StepKind.VERIFICATION: frozenset(
        {Result.NOT_CONFIRMED, Result.REPEATED, Result.MERGED, Result.WITHOUT_POWER, Result.POWER_ELSEWHERE}
    ),
    StepKind.FILING: frozenset({Result.FILED, Result.NOT_FILED}),
}


class HandedOver(Value):
    """移交: a complaint with its particulars. `number` is ours: the same number again is the same complaint. Of the
    evidence only names and sums: the files stay in our store."""

    number: Line
    submitted_at: AwareDatetime
    rehearsal: bool
    complaint: dict[str, Any]
    evidence: tuple[EvidenceFile, ...] = ()


class HandedOverReport(Value):
    """移交举报: a report, and who has made it, whom the platform asks and tells. It is in no other file. None: he stays
    anonymous."""

    number: Line
    submitted_at: AwareDatetime
    rehearsal: bool
    report: dict[str, Any]
    informant: Informant | None
    evidence: tuple[EvidenceFile, ...] = ()


class PlatformReceipt(Value):
    """平台收件: `reference` is the number of the platform for our `number`, `received_at` when it came in there."""

    number: Line
    reference: Line
    received_at: AwareDatetime

    @field_validator("received_at")
    @classmethod
    def _falls_on_a_day(cls, at: AwareDatetime) -> AwareDatetime:
        legal_day(at)
        return at


class OutcomeReport(Value):
    """办理结果: of whom and of what the platform knows by its own number (O121 37)."""

    reference: Line
    outcome: Result
    on: date


class InformantReply(Value):
    """告知举报人 (O121 34, 36): what the platform passes on to whoever has made a report, whom it knows. `reply` is the
    kind of our paper, `paper` its number; `turn_to` who has the power, `result` what came of it, by the `rule` that
    wants it told."""

    reference: Line
    reply: Line
    paper: Line
    on: date
    reason: str | None = None
    turn_to: str | None = None
    result: str | None = None
    rule: str | None = None
    articles: tuple[str, ...]


class Left(NamedTuple):
    """Something that the platform has left for us: what it is called, and its bytes, or why they cannot be had."""

    name: str
    content: bytes | Refused


class Unreached(Exception):
    """The platform cannot be reached now; the text says why, and names nobody."""


class NationalPlatform(Protocol):
    """`embedded`: a stand-in, for rehearsals alone."""

    @property
    def embedded(self) -> bool: ...

    def hand_over(self, submitted: HandedOver | HandedOverReport) -> None:
        """Twice under one number is once. Raises Unreached."""

    def report(self, outcome: OutcomeReport) -> None:
        """Twice is once. Raises Unreached."""

    def reply(self, reply: InformantReply) -> None:
        """Twice is once. Raises Unreached."""

    def left(self) -> Iterator[Left]:
        """What waits to be read, whether it can be or not."""

    def receipt(self, content: bytes) -> PlatformReceipt:
        """What was left says. Refused `platform_answer_unreadable`."""

    def put_away(self, name: str, *, refused: bool = False) -> None:
        """It was read, or refused for good."""
