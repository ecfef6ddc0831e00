"""A matter (事项): findings on one party and one set of facts, the steps that the law wants, what people did."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from domain.base import Value
from domain.clock import Rung
from domain.facts import Labelled
from domain.matter_facts import StepKind, Track
from domain.period import Suspension as Cause


class Step(Value):
    """One step of a matter, as the rules or a person chose it. `number` counts from 1 within the matter.

    `period` is the id of the period that runs in it, where one does.
    """

    matter_id: str
    number: int
    track: Track
    kind: StepKind
    period: str | None = None


class Result(Labelled):
    """How a step ended."""

    CONFIRMED = "confirmed", "属实", "confirmed"
    NOT_CONFIRMED = "not_confirmed", "不属实", "not confirmed"
    IN_TIME = "in_time", "按期报告", "answered in time"
    POSTED_IN_TIME = "posted_in_time", "按期交邮", "posted in time"
    LATE = "late", "逾期报告", "answered late"
    UNANSWERED = "unanswered", "未报告", "never answered"
    PASSED = "passed", "复查合格", "re-check passed"
    FAILED = "failed", "复查不合格", "re-check failed"
    CLOSED = "closed", "已办结", "closed"


class Channel(Labelled):
    """How a paper came in (收件方式). Only post has a time on the way that does not count (PR 80)."""

    IN_PERSON = "in_person", "当面提交", "in person"
    PORTAL = "portal", "平台提交", "portal"
    POST = "post", "邮寄", "post"


class _Act(Value):
    """What a person did about one step. `sent_at` is the postmark where it came by post, else the receipt itself.

    `act_id` is the natural key: the same act sent twice is one act. `actor` is an officer's or an enterprise's id.
    """

    act_id: str
    matter_id: str
    step: int
    actor: str
    sent_at: datetime
    received_at: datetime
    channel: Channel = Channel.PORTAL


class Verification(_Act):
    """核查结果, by two officers (PR 18, 22)."""

    kind: Literal["verification"] = "verification"
    confirmed: bool
    statement: str = Field(min_length=1)
    second_officer: str


class OrderDraft(_Act):
    """责令改正通知书的拟稿: the officer's own words, and the period that he sets with his reason."""

    kind: Literal["order_draft"] = "order_draft"
    facts: str = Field(min_length=1)
    demands: str = Field(min_length=1)
    period_days: int
    period_reason: str = Field(min_length=1)
    second_officer: str


class ClosingDraft(_Act):
    """办结审批表的拟稿."""

    kind: Literal["closing_draft"] = "closing_draft"
    statement: str = Field(min_length=1)


class Review(_Act):
    """审核. Not agreed sends the paper back to its drafter, with the reason."""

    kind: Literal["review"] = "review"
    agreed: bool
    remarks: str = Field(min_length=1)


class Approval(_Act):
    """批准. Not approved sends the paper back to its drafter, with the reason."""

    kind: Literal["approval"] = "approval"
    agreed: bool
    remarks: str = Field(min_length=1)


class Service(_Act):
    """直接送达 (PR 82(1)): who signed the receipt and when; the signed receipt is its proof."""

    kind: Literal["service"] = "service"
    served_at: datetime
    signed_by: str = Field(min_length=1)
    proof: str = Field(min_length=1)


class Answer(_Act):
    """改正情况报告 of the party."""

    kind: Literal["answer"] = "answer"
    statement: str = Field(min_length=1)


class Recheck(_Act):
    """复查, by two officers."""

    kind: Literal["recheck"] = "recheck"
    passed: bool
    statement: str = Field(min_length=1)
    second_officer: str


class Choice(_Act):
    """选择下一步: a person begins one of the lawful steps that nothing demands. `step` is 0: the matter itself."""

    kind: Literal["choice"] = "choice"
    begins: StepKind
    reason: str = Field(min_length=1)


class Extension(_Act):
    """延长期限, of the period that runs in the step, by `count` of its units.

    `minutes` names the record of the collective discussion, where only that extends (PR 64).
    """

    kind: Literal["extension"] = "extension"
    count: int
    reason: str = Field(min_length=1)
    minutes: str | None = None


class Suspension(_Act):
    """期间停止计算, from `since` on. `document` proves it: the order of the test, the decision to stay."""

    kind: Literal["suspension"] = "suspension"
    cause: Cause
    since: datetime
    document: str = Field(min_length=1)


class Resumption(_Act):
    """期间恢复计算: what suspended the period ended at `until`; `document` proves it."""

    kind: Literal["resumption"] = "resumption"
    until: datetime
    document: str = Field(min_length=1)


ClockAct = Extension | Suspension | Resumption  # of the period that runs in a step, whatever the step awaits
Act = Annotated[
    Verification
    | OrderDraft
    | ClosingDraft
    | Review
    | Approval
    | Service
    | Answer
    | Recheck
    | Choice
    | Extension
    | Suspension
    | Resumption,
    Field(discriminator="kind"),
]
ACT: TypeAdapter[Act] = TypeAdapter(Act)


class MatterOpened(Value):
    """Start of a matter. `began_at` is the receipt of the clue, in law time."""

    matter_id: str
    began_at: datetime


class SoFar(Value):
    """What the workflow knows when it asks for the next steps. `now` is law time."""

    matter_id: str
    known: int
    now: datetime


class Next(Value):
    """The steps to carry out now (those above `known`), and the ending of the matter once it is closed."""

    steps: tuple[Step, ...]
    ending: str | None


class Timer(Value):
    """The period that runs for a step. `due_at` is exclusive; None while the period is suspended, or where none runs.

    `rungs` are the reminders that have not been given yet, the earliest first.
    """

    due_at: datetime | None
    rungs: tuple[Rung, ...] = ()
