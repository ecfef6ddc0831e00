"""Clusters (聚集投诉): complaints about one lot, or about one trader, as an office knows them at a moment."""

from datetime import date, datetime

from domain.base import Text, Value
from domain.circulation import SampleOutcome
from domain.facts import FactModel, Labelled, fact
from domain.judgement import Told


class ClusterSubject(Labelled):
    """聚集对象: what the complaints are about."""

    LOT = "lot", "同一批次产品", "one lot of goods"
    ENTERPRISE = "enterprise", "同一经营者", "one trader, who sold the goods or made them"


class ClusterFacts(FactModel):
    """聚集投诉事实: one row of the view `cluster_facts`. People are told apart by name and telephone: whoever shares
    either with another is counted with him."""

    subject: ClusterSubject | None = fact("聚集对象", "what the complaints are about")
    complaints: int | None = fact("投诉件数", "complaints on record", unit="complaints")
    people: int | None = fact("投诉人数", "people who complained", unit="people")
    people_in_window: int | None = fact("统计期内投诉人数", "people who complained in the window", unit="people")
    names_of_one_telephone: int | None = fact(
        "使用同一电话的姓名数", "names given with one telephone number", unit="names"
    )
    complaints_of_one_person: int | None = fact(
        "同一人对同一被投诉人的投诉件数", "complaints of one person about one respondent", unit="complaints"
    )
    accepted: int | None = fact("已受理件数", "complaints accepted", unit="complaints")
    settled: int | None = fact("达成调解协议件数", "complaints settled", unit="complaints")
    sampled_above: bool | None = fact(
        "上级已监督抽查且不得重复抽查", "sampled by a higher level, and not to be sampled again"
    )
    failed_samples: int | None = fact("监督抽查不合格次数", "supervisory samples that failed", unit="samples")


class Complained(Value):
    """One complaint of a cluster. `person` numbers the complainants of this cluster: who they are stands in the matter
    of the complaint alone (O121 37). `ground` is the article on which acceptance was refused."""

    complaint_id: str
    received_on: date
    office: str
    respondent: str
    goods: str
    lot: str | None
    person: int
    accepted: bool | None
    ground: str | None
    settled: bool


class Sampled(Value):
    """A supervisory sampling of the product or, of a trader, or of what he makes. `above`: by an office of a higher
    level; None: nobody knows whose it was. `same_lot` None: the cluster is about no lot."""

    check_id: str
    office: str | None
    on: date
    same_lot: bool | None
    above: bool | None
    outcome: SampleOutcome | None


class Permission(Labelled):
    """能否建议抽查."""

    OPEN = "open", "可以建议", "may be proposed"
    BARRED = "barred", "不得建议", "barred"
    UNCLEAR = "unclear", "尚不能判断", "cannot be said yet"


class SamplingProposal(Value):
    """监督抽查建议: what an office may take up, or why not, each line with its article. A person decides."""

    permission: Permission
    says: tuple[Text, ...]


class Cluster(Value):
    """One look at a subject by an office, as of `at`. `about` names the lot or the trader; `taken_up` are the checks
    that name this look, or another of the same subject, as their clue."""

    cluster_id: str
    subject: ClusterSubject
    about: str
    office: str
    at: datetime
    rehearsal: bool
    facts: ClusterFacts
    clues: tuple[Told, ...]
    not_evaluated: tuple[Told, ...]
    signs: tuple[Text, ...]
    proposal: SamplingProposal | None
    complaints: tuple[Complained, ...]
    samplings: tuple[Sampled, ...]
    taken_up: tuple[str, ...]
