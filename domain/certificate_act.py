"""Acts (操作) about an application for certificates and about the certificate: who did what, in his own words."""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, TypeAdapter

from domain.base import Value
from domain.circulation import SampleOutcome
from domain.facts import Labelled
from domain.inspection_plan import Line, Measurement, PlannedItem, Sampling, Sign
from domain.issuance import ProductScope

Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000, pattern=r"^[^\x00]*$")]


class InspectionRoute(Labelled):
    """检验方式: by the producer's own laboratory, or one-stop (一站式) by an inspection institute."""

    OWN_LABORATORY = "own_laboratory", "企业自有实验室检验", "the producer's own laboratory"
    INSTITUTE = "institute", "一站式委托检验机构", "an inspection institute"


class FreezeCause(Labelled):
    """冻结原因, under the service contract."""

    KEY_LOST = "key_lost", "密钥丢失", "the key is lost"
    DISPUTE = "dispute", "存在争议", "a dispute"


class Party(Labelled):
    """Who acts."""

    PRODUCER = "producer", "生产者", "the producer"
    LABORATORY = "laboratory", "检验机构", "the laboratory"
    PLATFORM = "platform", "平台", "the platform"
    AUTHORITY = "authority", "市场监督管理部门", "the authority"


class _Act(Value):
    """`act_id` is the natural key: the same act sent twice is one act. `actor` is the id of an enterprise, a
    laboratory, an operator of the platform, or an officer. `seen`: the version on the actor's screen, where he
    wants to be refused if it is no longer the newest."""

    act_id: Line
    application_id: Line
    actor: Line
    received_at: datetime
    seen: int | None = None


class Application(_Act):
    """出证申请 for one lot. Serial numbers run from `serial_from` to `serial_until`, both included.

    The plan (检验方案) names what the executed standard wants inspected; None among the contents is not stated.
    `supersedes` is the number of the certificate that this one is to take the place of.
    """

    kind: Literal["application"] = "application"
    product_id: Line
    lot_number: Line
    produced_on: date
    use_by: date | None = None
    quantity: int
    serial_prefix: Sign = ""
    serial_from: int
    serial_until: int
    scope: ProductScope
    specification: Line | None = None
    address: Line | None = None
    standard_number: Line | None = None
    left_factory_on: date | None = None
    plan: tuple[PlannedItem, ...] = Field(min_length=1)
    route: InspectionRoute
    laboratory_id: Line
    supersedes: Line | None = None


class Order(_Act):
    """委托检验: another laboratory, after one has declined."""

    kind: Literal["order"] = "order"
    route: InspectionRoute
    laboratory_id: Line


class Acceptance(_Act):
    """受理: the institute takes the order and undertakes a last day. Without one, the parameter of the installation
    counts. `remind_days_before`: so many days before the last day, 0 on that day itself."""

    kind: Literal["acceptance"] = "acceptance"
    due_on: date | None = None
    remind_days_before: tuple[Annotated[int, Field(ge=0, le=366)], ...] = (0,)


class Declining(_Act):
    """不予受理或者退回委托, by the laboratory."""

    kind: Literal["declining"] = "declining"
    reason: Words


class Inspection(_Act):
    """出厂检验报告: the measured values, the verdict as stated, and who inspected (检验员代号)."""

    kind: Literal["inspection"] = "inspection"
    inspection_id: Line
    inspected_on: date
    sampling: Sampling
    measurements: tuple[Measurement, ...]
    stated_outcome: SampleOutcome
    inspector_code: Line | None = None


class Objection(_Act):
    """异议 of the producer against a certificate not issued, under the service contract."""

    kind: Literal["objection"] = "objection"
    reason: Words


class ObjectionAnswer(_Act):
    """异议答复, with reasons. `inspected_again_by` is the institute of another inspection; None upholds the outcome."""

    kind: Literal["objection_answer"] = "objection_answer"
    reason: Words
    inspected_again_by: Line | None = None


class Withdrawal(_Act):
    """撤回, of the application or of the certificate. It admits nothing."""

    kind: Literal["withdrawal"] = "withdrawal"
    reason: Words


class Freeze(_Act):
    """冻结 of the data of a certificate. A dispute waits until the platform has ended it."""

    kind: Literal["freeze"] = "freeze"
    cause: FreezeCause
    reason: Words


class Unfreeze(_Act):
    """解除冻结."""

    kind: Literal["unfreeze"] = "unfreeze"
    reason: Words


class StopSale(_Act):
    """责令停止销售 by a served document, whose addressee it binds from its service; `ends` lifts what it ordered.

    `basis` holds ids of the articles that the document rests on.
    """

    kind: Literal["stop_sale"] = "stop_sale"
    document_id: Line
    basis: tuple[Line, ...] = Field(min_length=1)
    ends: bool = False


class Recall(_Act):
    """责令召回 by a served document; `ends` when the authority has found it carried out."""

    kind: Literal["recall"] = "recall"
    document_id: Line
    basis: tuple[Line, ...] = Field(min_length=1)
    ends: bool = False


CertificateAct = Annotated[
    Application
    | Order
    | Acceptance
    | Declining
    | Inspection
    | Objection
    | ObjectionAnswer
    | Withdrawal
    | Freeze
    | Unfreeze
    | StopSale
    | Recall,
    Field(discriminator="kind"),
]
CERTIFICATE_ACT: TypeAdapter[CertificateAct] = TypeAdapter(CertificateAct)
