"""Judgements (研判): what the rules say of one set of facts. A working paper; a person decides."""

from domain.base import Text, Value
from domain.facts import Labelled
from domain.statute import Consequence
from domain.steps import StepKind, Track


class Kind(Labelled):
    """规则类别: what may follow from a rule."""

    VIOLATION = "violation", "违法", "breach of an article; can lead to an act of authority"
    CLUE = "clue", "线索", "can only open a verification"
    PLATFORM = "platform", "平台条件", "condition of the service contract"
    DATA = "data", "数据疑问", "question to whoever entered it"
    STEP = "step", "程序步骤", "lawful or forbidden step of a matter"
    GROUND = "ground", "不予受理理由", "ground on which a complaint is not accepted: an officer decides"


class Against(Labelled):
    """指向: whose conduct a finding is about. Only one about the party can open a matter on it."""

    PARTY = "party", "当事人", "the party whose goods were looked at"
    INSPECTOR = "inspector", "检查机关", "the authority that inspected"
    INSTITUTE = "institute", "检验机构", "the testing institute"


class Finding(Value):
    """发现: one rule that holds. `rule` and `basis` are ids of the rule and of its articles (`pql/27`).

    `leads_to`: what these articles lead to, of a violation.
    """

    rule: str
    kind: Kind
    finding: str
    title: Text
    basis: tuple[str, ...]
    against: Against = Against.PARTY
    leads_to: tuple[Consequence, ...] = ()


class NotEvaluated(Value):
    """未能判断: a rule that wants the facts `wanting` (names of fields). Never a pass."""

    rule: str
    wanting: tuple[str, ...]


class Judged(Value):
    """研判结果, both parts in the order of rule ids."""

    findings: tuple[Finding, ...]
    not_evaluated: tuple[NotEvaluated, ...]


class Told(Value):
    """What a rule finds, as it is told; or a rule that could not be asked, with what it wants."""

    rule: str
    title: Text
    cited: Text
    wanting: Text | None = None


class Proposal(Value):
    """建议步骤: a step that is lawful now; a mandatory one must be taken, any other only if a person chooses it.

    `period` is the id of the period within which it is to be done, `document` the kind of paper that it serves.
    """

    kind: StepKind
    track: Track
    mandatory: bool
    rule: str
    basis: tuple[str, ...]
    period: str | None = None
    document: str | None = None
