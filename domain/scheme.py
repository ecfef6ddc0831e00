"""先行赔付 scheme: a voluntary fund of its operator (market, association, insurer, escrow bank), joined by agreement.

The authority holds no deposit, decides no payment and orders no top-up (优化营商环境条例 25): operator and
authority share neither persons nor rights. What no agreement sets is None, and then nothing is measured by it.
"""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, TypeAdapter

from domain.base import Value
from domain.facts import Labelled

Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000, pattern=r"^[^\x00]*$")]
Line = Annotated[Words, StringConstraints(max_length=200, pattern=r"^[^\x00-\x1f]*$")]
Name = Annotated[Line, StringConstraints(max_length=60, pattern=r"^[^\x00-\x1f/]*$")]  # part of an account's id
Fen = Annotated[int, Field(ge=0, lt=10**13)]  # the schemas of ISO 20022 as banks use them end there
SomeFen = Annotated[int, Field(gt=0, lt=10**13)]
BankAccount = Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z]{1,34}$")]


class OperatorKind(Labelled):
    MARKET = "market", "市场开办者", "market"
    ASSOCIATION = "association", "行业协会", "association"
    INSURER = "insurer", "保险机构", "insurer"
    BANK = "bank", "存管银行", "escrow bank"


class OperatorRole(Labelled):
    """One proposes, another decides: the decision of the operator is one of two persons."""

    HANDLER = "handler", "经办人员", "handler"
    APPROVER = "approver", "审批人员", "approver"


class Source(Labelled):
    """赔付资金来源, in the order in which they are drawn on."""

    DEPOSIT = "deposit", "责任方保证金", "the liable party's deposit"
    POOL = "pool", "资金池", "pool"
    GUARANTEE = "guarantee", "担保金", "what the guarantor has paid in"


class Loss(Labelled):
    """赔付范围. Punitive sums are none of it: they are between consumer and trader."""

    REFUND = "refund", "退款", "refund of the price"
    DAMAGE = "damage", "损失", "damage"


class Membership(Labelled):
    ACTIVE = "active", "正常", "active"
    SUSPENDED = "suspended", "暂停", "suspended until the deposit is topped up"


class Person(Value):
    """运营者人员. Not an officer of an authority."""

    person_id: Line
    name: Line
    roles: tuple[OperatorRole, ...] = Field(min_length=1)


class _Act(Value):
    """`act_id` is the natural key: the same act sent twice is one act."""

    act_id: Line
    scheme_id: Name
    actor: Line
    received_at: datetime


class Founding(_Act):
    """设立: the rules of a scheme. `reserve_fen` is the pool below which an alarm is given, `answer_minutes` how long
    the bank may take before an order is sent again, `sendings` how often it is sent before a person is asked;
    `contact` is where papers say that the operator can be asked."""

    kind: Literal["founding"] = "founding"
    name: Line
    operator_name: Line
    operator_kind: OperatorKind
    people: tuple[Person, ...] = Field(min_length=2)
    bank_account: BankAccount
    contact: Line | None = None
    reserve_fen: Fen | None = None
    answer_minutes: int = Field(ge=1, le=100_000)
    sendings: int = Field(ge=1, le=100)
    rehearsal: bool = False


class Joining(_Act):
    """加入协议 of a member: the caps, periods and scope that it has agreed to. Days are calendar days.

    `claim_cap_fen` is the most that is paid on one claim, `year_cap_fen` in one calendar year of payments;
    `dispute_route` is how disputes are settled, in the words of the agreement.
    """

    kind: Literal["joining"] = "joining"
    agreement_id: Line
    enterprise_id: Line
    joined_on: date
    left_on: date | None = None
    guarantor_id: Line | None = None
    scope: tuple[Loss, ...] = Field(min_length=1)
    deposit_fen: Fen = 0
    claim_cap_fen: Fen | None = None
    year_cap_fen: Fen | None = None
    pay_within_days: int | None = Field(default=None, ge=0, le=3660)
    repay_within_days: int = Field(ge=1, le=3660)
    top_up_within_days: int = Field(ge=1, le=3660)
    dispute_route: Words | None = None


class Attribution(_Act):
    """查明来款: money that came without a reference that we know belongs to this account."""

    kind: Literal["attribution"] = "attribution"
    account_id: Line
    fen: SomeFen
    reason: Words


SchemeAct = Annotated[Founding | Joining | Attribution, Field(discriminator="kind")]
SCHEME_ACT: TypeAdapter[SchemeAct] = TypeAdapter(SchemeAct)
