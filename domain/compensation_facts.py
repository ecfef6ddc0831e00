"""先行赔付条件: what the rules read of a payment that is to be decided."""

from domain.compensation import Conduct
from domain.facts import FactModel, fact


class CompensationFacts(FactModel):
    conduct: Conduct | None = fact("经营者态度", "Conduct of the trader")
    delay_over: bool | None = fact(
        "自消费者提出要求之日起的期限已过", "The period from the consumer's demand is over"
    )
    consumer_at_fault: bool | None = fact("消费者有过错", "The consumer is at fault")
    facts_clear: bool | None = fact("事实清楚", "The facts are clear")
    evidence_sufficient: bool | None = fact("证据充分", "The evidence is sufficient")
    basis_clear: bool | None = fact("索赔依据明确", "The basis of the claim is clear")
    anything_to_pay: bool | None = fact("有应付金额", "There is something to pay")
    in_scope: bool | None = fact("属于协议约定的赔付范围", "Within the scope of the agreement")
    within_claim_cap: bool | None = fact("不超过单笔赔付上限", "Within the cap on one claim")
    within_year_cap: bool | None = fact("不超过年度赔付上限", "Within the cap of the year")
    within_what_was_asked: bool | None = fact("不超过消费者的请求", "No more than the consumer asked")
