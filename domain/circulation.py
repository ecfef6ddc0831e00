"""Circulation (流通): what was seen of goods on the market."""

from domain.facts import FactModel, Labelled, fact


class CheckRegime(Labelled):
    """检查方式: under which power goods were looked at."""

    SUPERVISORY_SAMPLING = "supervisory_sampling", "监督抽查", "supervisory sampling"
    ENFORCEMENT_SAMPLING = "enforcement_sampling", "执法抽样", "sampling for evidence"
    DAILY_INSPECTION = "daily_inspection", "日常检查", "daily inspection"
    RISK_MONITORING = "risk_monitoring", "风险监测", "risk monitoring"


class ProofOfInspection(Labelled):
    """产品质量检验合格证明 in any form that PQL 27(1) accepts."""

    DIGITAL = "digital", "电子合格证", "digital certificate"
    PAPER = "paper", "纸质合格证", "paper certificate"
    LABEL = "label", "合格标签", "label"
    STAMP = "stamp", "合格印章", "stamp"
    NONE = "none_in_any_form", "没有任何形式的检验合格证明", "none in any form"


class SampleOutcome(Labelled):
    """检验结论."""

    CONFORMING = "conforming", "合格", "conforming"
    NONCONFORMING = "nonconforming", "不合格", "nonconforming"


class Stated(Labelled):
    """What a source says of a thing, its silence included."""

    YES = "yes", "是", "yes"
    NO = "no", "否", "no"
    NOT_STATED = "not_stated", "未载明", "not stated"


class CirculationFacts(FactModel):
    """流通事实: everything that a circulation rule may look at."""

    check_regime: CheckRegime | None = fact("检查方式", "regime of the check")
    proof_of_inspection: ProofOfInspection | None = fact("检验合格证明", "proof of passed inspection")
    sold_bare: bool | None = fact("属于可以不附加标识的裸装产品", "bare goods that need no marking")
    sample_outcome: SampleOutcome | None = fact("抽样检验结论", "outcome of the sample")
    laboratory_registered: bool | None = fact("实验室已在平台登记", "laboratory registered on the platform")
    days_produced_after_report: int | None = fact(
        "生产日期晚于报告日期的天数", "days by which production follows the report", unit="days"
    )
    note_names_counterfeit: bool | None = fact("备注称假冒", "the note speaks of a counterfeit")
    counterfeit_flag: Stated | None = fact("疑似假冒标记", "flag of a suspected counterfeit")
    records_of_same_content: int | None = fact("内容相同的记录数", "records of the same content", unit="records")
