"""Circulation (流通): what was seen of goods on the market."""

from domain.certificate_state import CertifiedGoods, RegisterAnswer, StopSale
from domain.facts import FactModel, Labelled, fact
from domain.marking import GoodsInCheck, Marking, Provenance, Verification


class CheckRegime(Labelled):
    """查验方式: under which power of an authority goods were looked at, or who else looked."""

    SUPERVISORY_SAMPLING = "supervisory_sampling", "监督抽查", "supervisory sampling"
    ENFORCEMENT_SAMPLING = "enforcement_sampling", "执法抽样", "sampling for evidence"
    DAILY_INSPECTION = "daily_inspection", "日常检查", "daily inspection"
    RISK_MONITORING = "risk_monitoring", "风险监测", "risk monitoring"
    RECHECK = "recheck", "复查", "re-check"
    GOODS_IN_CHECK = "goods_in_check", "销售者进货查验", "a seller's goods-in check"
    CONSUMER_SCAN = "consumer_scan", "消费者扫码", "a consumer's scan"


PEOPLE = frozenset({CheckRegime.GOODS_IN_CHECK, CheckRegime.CONSUMER_SCAN})  # who look, and are no authority


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


class PartyRole(Labelled):
    """当事人身份: PQL has one chapter for producers and one for sellers."""

    PRODUCER = "producer", "生产者", "producer"
    SELLER = "seller", "销售者", "seller"


class GoodsClass(Labelled):
    """产品类别, as far as DB43/T 2203-2021 leaves some out."""

    GENERAL = "general", "一般产品", "general goods"
    FOOD = "food", "食品", "food"
    DRUG = "drug", "药品", "drugs"
    MEDICAL_DEVICE = "medical_device", "医疗器械", "medical devices"
    SPECIAL_EQUIPMENT = "special_equipment", "特种设备", "special equipment"


class Stated(Labelled):
    """What a source says of a thing, its silence included."""

    YES = "yes", "是", "yes"
    NO = "no", "否", "no"
    NOT_STATED = "not_stated", "未载明", "not stated"


class CirculationFacts(FactModel):
    """流通事实: everything that a circulation rule may look at, as of the moment of the check.

    What the register shows is known even where no certificate was stated: then it shows nothing. What nobody looked
    at is unknown only where somebody looked at its like: an unexamined label is one fact, not seven unknown ones.
    """

    check_regime: CheckRegime | None = fact("检查方式", "regime of the check")
    party_role: PartyRole | None = fact("当事人身份", "role of the party")
    on_sale: bool | None = fact("正在销售", "on sale")
    proof_of_inspection: ProofOfInspection | None = fact("检验合格证明", "proof of passed inspection")
    sold_bare: bool | None = fact("属于可以不附加标识的裸装产品", "bare goods that need no marking")
    label_examined: bool | None = fact("已逐项查看标识", "marking examined item by item")
    product_name_marking: Marking | None = fact("中文产品名称标注", "Chinese product name")
    maker_marking: Marking | None = fact("中文厂名和厂址标注", "maker's name and address in Chinese")
    specification_marking: Marking | None = fact("规格标注", "specification")
    grade_marking: Marking | None = fact("等级标注", "grade")
    ingredients_marking: Marking | None = fact("主要成份标注", "main ingredients")
    dates_marking: Marking | None = fact("生产日期和安全使用期或者失效日期标注", "date of production and use-by date")
    warning_marking: Marking | None = fact("警示标志或者中文警示说明", "warning mark or Chinese warning")
    marking_verified: Verification | None = fact("标识真实性核实", "verification of the marking")
    name_verified: Provenance | None = fact("产地、厂名、厂址核实", "verification of origin, maker's name and address")
    quality_mark_verified: Provenance | None = fact("质量标志核实", "verification of the quality mark")
    goods_in_check: GoodsInCheck | None = fact("销售者进货查验情况", "the seller's goods-in check")
    goods_class: GoodsClass | None = fact("产品类别", "class of goods")
    use_by_stated: bool | None = fact("登记有失效日期", "use-by date on record")
    days_past_use_by: int | None = fact("超过失效日期的天数", "days past the use-by date", unit="days")
    sample_taken: bool | None = fact("抽取了样品", "a sample was taken")
    sample_outcome: SampleOutcome | None = fact("抽样检验结论", "outcome of the sample")
    laboratory_registered: bool | None = fact("实验室已在平台登记", "laboratory registered on the platform")
    laboratory_able: bool | None = fact("实验室当日具备该类产品检验能力", "laboratory able to test such goods that day")
    tested_by_certifying_institute: bool | None = fact(
        "检验机构即出厂检验该批次的机构", "tested by the institute that passed the lot at the factory"
    )
    days_produced_after_report: int | None = fact(
        "生产日期晚于报告日期的天数", "days by which production follows the report", unit="days"
    )
    produced_after_seen: bool | None = fact("登记的生产日期晚于查验日期", "recorded production follows the check")
    certificate_register: RegisterAnswer | None = fact("合格证编号登记查询", "the certificate number in the register")
    certified_goods: CertifiedGoods | None = fact("合格证登记的货物与实物比对", "certified goods beside those seen")
    days_produced_after_inspection: int | None = fact(
        "生产日期晚于出厂检验日期的天数", "days by which production follows the factory inspection", unit="days"
    )
    days_inspected_after_issue: int | None = fact(
        "出厂检验日期晚于签发日期的天数", "days by which the factory inspection follows the issue", unit="days"
    )
    withdrawn_by_producer: bool | None = fact("登记显示生产者已撤回合格证", "shown as withdrawn by the producer")
    superseded_by_producer: bool | None = fact("登记显示生产者已换发合格证", "shown as superseded by the producer")
    frozen_by_platform: bool | None = fact("登记显示平台已冻结合格证数据", "shown as frozen by the platform")
    stop_sale: StopSale | None = fact("已送达的责令停止销售", "stop-sale order served")
    recalled: bool | None = fact("登记显示产品已召回", "shown as recalled")
    seen_in_another_city: bool | None = fact("同一序列号此前在其他市州出现", "serial seen in another city before")
    minutes_since_another_city: int | None = fact(
        "距在其他市州出现的分钟数", "minutes since it was seen in another city", unit="minutes"
    )
    units_beyond_lot: int | None = fact("查见数量超出批量的件数", "units seen beyond those of the lot", unit="units")
    earlier_findings: int | None = fact(
        "统计期内该当事人此前被发现违法的查验次数", "earlier checks with a breach by this party", unit="checks"
    )
    days_counted: int | None = fact("重复发现的统计天数", "days over which they were counted", unit="days")
    plan_or_clue: bool | None = fact("检查有计划或者线索", "inspection has its plan or clue")
    notice_shown: bool | None = fact("检查出示了检查通知书", "inspection has its notice")
    code_scanned: bool | None = fact("检查扫了行政检查码", "inspection has its code")
    note_names_counterfeit: bool | None = fact("备注称假冒", "the note speaks of a counterfeit")
    counterfeit_flag: Stated | None = fact("疑似假冒标记", "flag of a suspected counterfeit")
    records_of_same_content: int | None = fact("内容相同的记录数", "records of the same content", unit="records")
