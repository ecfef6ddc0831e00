"""Acts (操作): what people do about the steps of a matter."""

from typing import Annotated, Literal

from pydantic import AwareDatetime, Field, TypeAdapter

from domain.act import BaseAct
from domain.act import Channel as Channel
from domain.case_facts import CaseFacts
from domain.clock_act import Extension as Extension
from domain.clock_act import Resumption as Resumption
from domain.clock_act import Suspension as Suspension
from domain.complaint_acts import ComplainantsAct, ComplaintAct
from domain.correction import Demands, Done, Found
from domain.enforcement import Defence as Defence
from domain.extension import ExtensionRefusal as ExtensionRefusal
from domain.extension import ExtensionRequest as ExtensionRequest
from domain.guidance_acts import FollowUp, InterviewDraft, InterviewRecord, LetterDraft
from domain.handling_power import PowerAct
from domain.interview import Appointment, Hearing, Talk
from domain.people_acts import PeopleAct, RecusalDecision, RecusalRequest, Succession
from domain.report_acts import ClueFound, ReportAct
from domain.results import Result
from domain.sample_acts import Denial, MeasuredItem, ResultDraft, RetestReport
from domain.service_act import Attempt as Attempt
from domain.service_act import Dispatch as Dispatch
from domain.service_act import Service as Service
from domain.steps import StepKind, Track
from domain.withdrawal import Revoker


class Verification(BaseAct):
    """核查结果, by two officers (PR 18, 22)."""

    kind: Literal["verification"] = "verification"
    confirmed: bool
    statement: str = Field(min_length=1)
    second_officer: str


class OrderDraft(BaseAct):
    """责令改正通知书的拟稿: the officer's own words and, where the period is his to set, its days and reason."""

    kind: Literal["order_draft"] = "order_draft"
    facts: str = Field(min_length=1)
    demands: Demands
    period_days: int | None = None
    period_reason: str | None = None
    second_officer: str


class ClosingDraft(BaseAct):
    """办结审批表的拟稿."""

    kind: Literal["closing_draft"] = "closing_draft"
    statement: str = Field(min_length=1)


class Draft(BaseAct):
    """拟办意见: the result that the handlers propose for a step that a head decides.

    `ground` is the article that it rests on where the law names grounds (`pr/20`), `education` how the party was
    educated where no penalty follows (APL 33). `to_office` is the office that a paper goes to: its id, or its name
    where it is not in the register; `materials` travel with it. `period_days` with its reason is what the office sets
    where the law leaves the period to it. `plan` is the one that a sampling is proposed to, `manner` how an order is
    to be performed, `remedies` how it was verified that the party has used none, `revoked_by` who undoes an order, and
    `document` the decision by which another body does.
    """

    kind: Literal["draft"] = "draft"
    proposes: Result
    statement: str = Field(min_length=1)
    second_officer: str | None = None
    ground: str | None = None
    education: str | None = None
    to_office: str | None = None
    materials: tuple[str, ...] = Field(default=(), title="移送材料", description="what travels with the paper")
    period_days: int | None = None
    period_reason: str | None = None
    plan: str | None = None
    manner: str | None = None
    remedies: str | None = None
    revoked_by: Revoker | None = None
    document: str | None = None


class Outcome(BaseAct):
    """办理结果 of a step that officers carry out by themselves.

    `happened_at` is the moment in law (of service, of an announcement), by default the receipt of the report; `proof`
    names the paper that shows it; `assessment` is the new look at a region on which a re-assessment rests.
    `grave`: a penalty in one of the cases of PR 50(1), which the heads decide together by their `minutes` (PR 60).
    `examined` tells how a statement and defence was examined.
    `to_office` is whom a superior designates.
    """

    kind: Literal["outcome"] = "outcome"
    result: Result
    statement: str = Field(min_length=1)
    happened_at: AwareDatetime | None = None
    second_officer: str | None = None
    proof: str | None = None
    to_office: str | None = None
    assessment: str | None = None
    grave: bool | None = None
    minutes: str | None = None
    examined: str | None = None


class Particulars(BaseAct):
    """案件要素登记: what two officers have found of a case. The newest that says something of a fact says it."""

    kind: Literal["particulars"] = "particulars"
    found: CaseFacts = Field(title="案件要素", description="particulars of the case")
    statement: str = Field(min_length=1)
    proof: str = Field(min_length=1)
    second_officer: str


class Objection(BaseAct):
    """复检申请 of the party upon a test result (PQL 15)."""

    kind: Literal["objection"] = "objection"
    statement: str = Field(min_length=1)


class ReviewRequest(BaseAct):
    """复查申请 of a bureau under supervision (PSE 20)."""

    kind: Literal["review_request"] = "review_request"
    statement: str = Field(min_length=1)


class Notification(BaseAct):
    """通报 (O18 44): the bureau of the maker's place is told of his failed product, from whatever step is open."""

    kind: Literal["notification"] = "notification"
    to_office: str = Field(min_length=1)


class Review(BaseAct):
    """审核. Not agreed sends the paper back to its drafter, with the reason."""

    kind: Literal["review"] = "review"
    agreed: bool
    remarks: str = Field(min_length=1)


class Approval(BaseAct):
    """批准. Not approved sends the paper back to its drafter, with the reason."""

    kind: Literal["approval"] = "approval"
    agreed: bool
    remarks: str = Field(min_length=1)


class Answer(BaseAct):
    """改正情况报告 of the party; `done` tells of each demand."""

    kind: Literal["answer"] = "answer"
    statement: str = Field(min_length=1)
    done: tuple[Done, ...] = ()


class Recheck(BaseAct):
    """复查, by two officers. Of an order with several demands it tells of each; `items` are what was measured, where a
    sample was tested."""

    kind: Literal["recheck"] = "recheck"
    passed: bool
    demands: tuple[Found, ...] = ()
    statement: str = Field(min_length=1)
    second_officer: str
    items: tuple[MeasuredItem, ...] = ()


class Choice(BaseAct):
    """选择下一步: a person begins one of the lawful steps that nothing demands. `step` is 0: the matter itself.

    `track` tells two steps of one kind apart.
    """

    kind: Literal["choice"] = "choice"
    begins: StepKind = Field(title="开始的步骤", description="the step that is begun")
    track: Track | None = Field(default=None, title="所属程序", description="its track, to tell two of one kind apart")
    reason: str = Field(min_length=1)


# from outside: needs no power
PartysAct = Answer | Objection | Denial | ReviewRequest | ExtensionRequest | Defence | ComplainantsAct
ClockAct = Extension | Suspension | Resumption  # of the period that runs in a step, whatever the step awaits
MatterAct = Choice | PeopleAct  # of the matter itself, whatever its steps await
ServiceAct = Service | Attempt | Dispatch  # about one paper of a step, which may be over
Act = Annotated[
    Verification
    | OrderDraft
    | ClosingDraft
    | Draft
    | Hearing
    | Appointment
    | Talk
    | Outcome
    | Particulars
    | Notification
    | Objection
    | ReviewRequest
    | Review
    | Approval
    | Service
    | Attempt
    | Dispatch
    | Answer
    | Defence
    | Recheck
    | Choice
    | ResultDraft
    | RetestReport
    | Denial
    | LetterDraft
    | InterviewDraft
    | InterviewRecord
    | FollowUp
    | Extension
    | ExtensionRequest
    | ExtensionRefusal
    | Suspension
    | Resumption
    | ComplaintAct
    | PowerAct
    | ComplainantsAct
    | ClueFound
    | ReportAct
    | RecusalRequest
    | RecusalDecision
    | Succession,
    Field(discriminator="kind"),
]
ACT: TypeAdapter[Act] = TypeAdapter(Act)
