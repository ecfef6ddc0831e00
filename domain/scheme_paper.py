"""运营者函件: the papers of a scheme's operator, whom each is for, and which of them a person asks for."""

from domain.facts import Labelled


class Recipient(Labelled):
    CONSUMER = "consumer", "消费者", "the consumer"
    LIABLE = "liable", "责任方", "the liable party"
    FILE = "file", "存档", "nobody: for the file"


class Letter(Labelled):
    """Letters to the liable party, by their kinds in `notices/catalog`."""

    DEBTOR_NOTICE = "debtor_notice", "债权转让通知", "notice of assignment"
    RECOURSE_DEMAND = "recourse_demand", "追偿函", "recourse demand"
    TOP_UP_DEMAND = "top_up_demand", "补足通知书", "top-up demand"


RECEIPT_OF = {  # the act by which its arrival is recorded
    "debtor_notice": Letter.DEBTOR_NOTICE,
    "demand": Letter.RECOURSE_DEMAND,
    "top_up_demand": Letter.TOP_UP_DEMAND,
}
