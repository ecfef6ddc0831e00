"""先行赔付: a consumer of a member is paid first by the scheme, which recovers from who is liable.

The operator's two persons decide; the money moves only with the bank. The claim that led here, and the authority's
mediation of it, go on by themselves: payment ends the mediation only if the consumer says so (投诉举报处理办法 23).
"""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, TypeAdapter

from domain.base import Value
from domain.errors import Refused
from domain.facts import Labelled
from domain.scheme import BankAccount, Fen, Line, Name, OperatorRole, SomeFen, Words
from domain.scheme_paper import Letter

PayeeName = Annotated[Line, StringConstraints(max_length=140)]


class Conduct(Labelled):
    """经营者态度. Refusal without reason, delay that the law calls deliberate and disappearance open the scheme."""

    REFUSES_WITHOUT_REASON = "refuses_without_reason", "无理拒绝", "refuses without reason"
    DELAYS = "delays", "拖延", "delays"
    DISAPPEARED = "disappeared", "失联或者撤场", "has disappeared"
    REFUSES_WITH_REASON = "refuses_with_reason", "说明理由拒绝", "refuses with a reason"
    NEGOTIATES = "negotiates", "正在协商", "negotiates"


class CompensationPhase(Labelled):
    ASSESSING = "assessing", "待核定", "awaiting the assessment"
    DECIDING = "deciding", "待决定", "awaiting the decision"
    PAYING = "paying", "支付中", "being paid"
    UNCLEAR = "unclear", "入账金额不符", "paid with another amount"
    ASSIGNING = "assigning", "待签收款及权利转让书", "awaiting receipt and assignment"
    RECOVERING = "recovering", "追偿中", "being recovered"
    CLOSED = "closed", "已办结", "closed"


class CompensationEnding(Labelled):
    DECLINED = "declined", "不予先行赔付", "not paid"
    WITHDRAWN = "withdrawn", "撤回", "withdrawn"
    FROM_DEPOSIT = "from_deposit", "以保证金赔付", "paid out of the liable party's own deposit"
    RECOVERED = "recovered", "全部追回", "recovered"
    WRITTEN_OFF = "written_off", "核销", "written off in whole or in part"


class Channel(Labelled):
    """How a letter of the scheme reached the debtor, as the agreement allows."""

    HANDED_OVER = "handed_over", "当面递交", "handed over"
    POST = "post", "邮寄", "post"
    ELECTRONIC = "electronic", "电子方式", "electronic"


class _Act(Value):
    """`act_id` is the natural key: the same act sent twice is one act. `actor` is a person of the operator."""

    act_id: Line
    compensation_id: Name
    actor: Line
    received_at: datetime


class Application(_Act):
    """先行赔付申请 that comes of a claim. `punitive_fen`, asked beyond the loss, is never the scheme's to pay."""

    kind: Literal["application"] = "application"
    claim_id: Line
    scheme_id: Name
    liable_id: Line
    consumer: PayeeName
    traded_on: date
    demanded_on: date
    refund_fen: Fen
    damage_fen: Fen
    punitive_fen: Fen = 0
    statement: Words


class Assessment(_Act):
    """核定 by the handler: what he has found of each condition (None: not known), and what is to be paid to whom."""

    kind: Literal["assessment"] = "assessment"
    conduct: Conduct
    consumer_at_fault: bool | None
    facts_clear: bool | None
    evidence_sufficient: bool | None
    basis_clear: bool | None
    refund_fen: Fen
    damage_fen: Fen
    payee_name: PayeeName
    payee_account: BankAccount
    payee_bank: PayeeName
    statement: Words


class Decision(_Act):
    """决定 by the approver, who is never the handler. Where it agrees the money is reserved with it.

    `assessment` is the act that was before him, and no later one. The consumer is told the `reason`.
    """

    kind: Literal["decision"] = "decision"
    assessment: Line
    agreed: bool
    reason: Words


class Withdrawal(_Act):
    kind: Literal["withdrawal"] = "withdrawal"
    statement: Words


class NonExecution(_Act):
    """银行书面确认未执行: an order that stays unanswered is undone only by the bank's own word."""

    kind: Literal["non_execution"] = "non_execution"
    order_id: Line
    statement: Words


class Settlement(_Act):
    """The bank has paid less than was ordered: the rest is ordered (`pay`) or goes back to its sources."""

    kind: Literal["settlement"] = "settlement"
    pay: bool
    reason: Words


class Assignment(_Act):
    """收款及权利转让书, signed by the consumer. `ends_mediation`: he agrees that the mediation ends with it."""

    kind: Literal["assignment"] = "assignment"
    signed_on: date
    document: Line
    ends_mediation: bool


class LetterIssue(_Act):
    """发函: a letter to the liable party is made, by what is owed now. It counts once it has reached him."""

    kind: Literal["letter_issue"] = "letter_issue"
    letter: Letter


class _Letter(_Act):
    """A letter of the scheme, once it has reached whom it is for: the debtor, but for a `Delivery`."""

    received_on: date
    channel: Channel
    proof: Line


class DebtorNotice(_Letter):
    """债权转让通知: from here on the debtor owes the scheme."""

    kind: Literal["debtor_notice"] = "debtor_notice"


class Demand(_Letter):
    """追偿函. The period is the agreement's, from receipt."""

    kind: Literal["demand"] = "demand"


class Delivery(_Letter):
    """送交消费者: a paper that was made for the consumer has reached him, whatever has become of the payment."""

    kind: Literal["delivery"] = "delivery"
    paper: Line


class SetOff(_Act):
    """抵扣 against what the deposit has come to hold again."""

    kind: Literal["set_off"] = "set_off"
    fen: SomeFen
    reason: Words


class TopUpDemand(_Letter):
    """补足通知书: membership is suspended until the deposit is what was agreed."""

    kind: Literal["top_up_demand"] = "top_up_demand"


class SmallClaim(_Act):
    """小额诉讼: filed with the court out of the file of this payment."""

    kind: Literal["small_claim"] = "small_claim"
    court: Line
    filed_on: date
    reference: Line


class CompensationClosing(_Act):
    """办结. What is not recovered is written off, with a reason."""

    kind: Literal["closing"] = "closing"
    write_off: Words | None = None


CompensationAct = Annotated[
    Application | Assessment | Decision | Withdrawal | NonExecution | Settlement | Assignment | LetterIssue
    | DebtorNotice | Demand | Delivery | SetOff | TopUpDemand | SmallClaim | CompensationClosing,
    Field(discriminator="kind"),
]  # fmt: skip
COMPENSATION_ACT: TypeAdapter[CompensationAct] = TypeAdapter(CompensationAct)
_P = CompensationPhase
TAKEN = {
    _P.ASSESSING: {"assessment", "withdrawal"},
    _P.DECIDING: {"assessment", "decision", "withdrawal"},
    _P.PAYING: {"non_execution"},
    _P.UNCLEAR: {"settlement"},
    _P.ASSIGNING: {"assignment", "closing", "letter_issue", "top_up_demand"},  # a top-up is owed by the agreement alone
    _P.RECOVERING: {
        "letter_issue", "debtor_notice", "demand", "set_off", "top_up_demand", "small_claim", "closing",
    },
    _P.CLOSED: set[str](),
}
_BY_APPROVER = {"decision", "non_execution", "settlement", "set_off", "closing"}


def role_of(act: CompensationAct) -> OperatorRole:
    return OperatorRole.APPROVER if act.kind in _BY_APPROVER else OperatorRole.HANDLER


def refuse_not_awaited(phase: CompensationPhase, act: CompensationAct) -> None:
    """Refused `compensation_closed`, `compensation_act_not_awaited`."""
    if act.kind in TAKEN[phase] or isinstance(act, Delivery):
        return
    closed, name = phase is CompensationPhase.CLOSED, act.compensation_id
    raise Refused(
        "compensation_closed" if closed else "compensation_act_not_awaited",
        zh=f"先行赔付“{name}”{'已经办结，不再接受材料' if closed else f'目前{phase.zh}，不接受此项操作'}。",
        en=f"Payment {name} is {phase.en}{' and takes nothing more' if closed else '; this act is not taken now'}.",
        field="kind",
        value=act.kind,
    )
