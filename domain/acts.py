"""Acts (操作): what people do about the steps of a matter."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field, TypeAdapter

from domain.base import Value
from domain.case_facts import CaseFacts
from domain.facts import Labelled
from domain.period import Suspension as Cause
from domain.results import Result
from domain.steps import StepKind, Track


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
    """责令改正通知书的拟稿: the officer's own words and, where the period is his to set, its days and reason."""

    kind: Literal["order_draft"] = "order_draft"
    facts: str = Field(min_length=1)
    demands: str = Field(min_length=1)
    period_days: int | None = None
    period_reason: str | None = None
    second_officer: str


class ClosingDraft(_Act):
    """办结审批表的拟稿."""

    kind: Literal["closing_draft"] = "closing_draft"
    statement: str = Field(min_length=1)


class Draft(_Act):
    """拟办意见: the result that the handlers propose for a step that a head decides.

    `ground` is the article that it rests on where the law names grounds (`pr/20`), `education` how the party was
    educated where no penalty follows (APL 33), `to_office` the office that a paper goes to. `period_days` with its
    reason is what the office sets where the law leaves the period to it.
    """

    kind: Literal["draft"] = "draft"
    proposes: Result
    statement: str = Field(min_length=1)
    second_officer: str | None = None
    ground: str | None = None
    education: str | None = None
    to_office: str | None = None
    period_days: int | None = None
    period_reason: str | None = None


class Outcome(_Act):
    """办理结果 of a step that officers carry out by themselves.

    `happened_at` is the moment in law (of service, of an announcement), by default the receipt of the report; `proof`
    names the paper that shows it; `assessment` is the new look at a region on which a re-assessment rests,
    `to_office` whom a superior designates.
    """

    kind: Literal["outcome"] = "outcome"
    result: Result
    statement: str = Field(min_length=1)
    happened_at: AwareDatetime | None = None
    second_officer: str | None = None
    proof: str | None = None
    to_office: str | None = None
    assessment: str | None = None


class Particulars(_Act):
    """案件要素登记: what two officers have found of a case. The newest that says something of a fact says it."""

    kind: Literal["particulars"] = "particulars"
    found: CaseFacts
    statement: str = Field(min_length=1)
    proof: str = Field(min_length=1)
    second_officer: str


class Notification(_Act):
    """通报 of a failed sample to the bureau of the same level where the producer is (O18 44)."""

    kind: Literal["notification"] = "notification"
    to_office: str
    statement: str = Field(min_length=1)
    proof: str = Field(min_length=1)


class Objection(_Act):
    """复检申请 of the party upon a test result (PQL 15)."""

    kind: Literal["objection"] = "objection"
    statement: str = Field(min_length=1)


class ReviewRequest(_Act):
    """复查申请 of a bureau under supervision (PSE 20)."""

    kind: Literal["review_request"] = "review_request"
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
    """直接送达 (PR 82(1)): who signed the receipt and when; the signed receipt is its proof.

    `document` names a paper that goes out beside the one that the step waits for, which needs no name.
    """

    kind: Literal["service"] = "service"
    served_at: AwareDatetime
    signed_by: str = Field(min_length=1)
    proof: str = Field(min_length=1)
    document: str | None = None


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
    """选择下一步: a person begins one of the lawful steps that nothing demands. `step` is 0: the matter itself.

    `track` tells two steps of one kind apart.
    """

    kind: Literal["choice"] = "choice"
    begins: StepKind
    track: Track | None = None
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
    | Draft
    | Outcome
    | Particulars
    | Notification
    | Objection
    | ReviewRequest
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
