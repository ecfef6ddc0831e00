"""States of a certificate (合格证状态) after its issue: the producer's declaration, which no authority revokes."""

from domain.facts import Labelled


class CertificateState(Labelled):
    """状态. Several can hold at once; each is begun, and may be ended, by whoever has the say in it."""

    WITHDRAWN = "withdrawn", "生产者撤回", "withdrawn by the producer"
    SUPERSEDED = "superseded", "生产者换发", "superseded by the producer"
    FROZEN = "frozen", "平台冻结", "frozen by the platform"
    STOP_SALE = "stop_sale", "责令停止销售", "under a stop-sale order"
    RECALLED = "recalled", "召回", "recalled"


class StateActor(Labelled):
    """Who begins or ends a state."""

    PRODUCER = "producer", "生产者", "the producer"
    PLATFORM = "platform", "平台", "the platform"
    AUTHORITY = "authority", "市场监督管理部门", "the authority"


class RegisterAnswer(Labelled):
    """登记查询结果. What the register does not know is not thereby forged, nor are the goods without proof."""

    NOT_ASKED = "not_asked", "未载明合格证编号", "no number stated"
    NOT_KNOWN = "not_known", "登记中没有该编号", "number not in the register"
    KNOWN = "known", "已登记", "registered"


class CertifiedGoods(Labelled):
    """合格证所载货物: the goods for which the register has the certificate, beside those that were seen."""

    NOT_KNOWN = "not_known", "没有可供比对的登记", "no registration to compare"
    THE_SAME = "the_same", "一致", "the same"
    OTHER_PRODUCER = "other_producer", "生产者不同", "another producer"
    OTHER_PRODUCT = "other_product", "产品不同", "another product"
    OTHER_MODEL = "other_model", "型号不同", "another model"
    OTHER_LOT = "other_lot", "批次不同", "another lot"


class StopSale(Labelled):
    """责令停止销售: whom the served order names, and whether it follows a failed supervisory sample (O18)."""

    NONE = "none", "没有", "none"
    SAMPLED_PARTY = "sampled_party", "监督抽查后责令本当事人", "addressed to this party after supervisory sampling"
    THIS_PARTY = "this_party", "依其他规定责令本当事人", "addressed to this party on another basis"
    ANOTHER_PARTY = "another_party", "责令其他当事人", "addressed to another party"
