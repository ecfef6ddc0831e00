"""Acceptance of a complaint (投诉受理): what the grounds of refusal ask, what the rules propose (O121 16; O20 15)."""

from collections.abc import Iterator

from domain.base import Text, Value
from domain.facts import FactModel, Labelled, fact
from domain.judgement import Told


class AcceptanceFacts(FactModel):
    """投诉受理事实. What the register shows is known by itself; the rest is what an officer has found, and open as long
    as nobody has. What he has found counts before what the register shows."""

    within_remit: bool | None = fact(
        "属于市场监督管理部门职责", "It is the business of market regulation", default=None
    )
    has_power: bool | None = fact("本行政机关具有处理权限", "This office has the power to handle it", default=None)
    taken_up: bool | None = fact(
        "同一争议已被法院、仲裁机构、行政机关或者消费者组织受理或者处理过",
        "The same dispute was taken up by a court, an arbitration, an authority or a consumer organisation",
        default=None,
    )
    for_consumption: bool | None = fact(
        "为生活消费需要购买、使用商品或者接受服务", "Bought or used for daily life", default=None
    )
    dispute_shown: bool | None = fact(
        "能够证明与被投诉人之间存在消费者权益争议", "A consumer's dispute with the respondent is shown", default=None
    )
    too_late: bool | None = fact(
        "知道或者应当知道权益受侵害之日起超过三年，且法律没有另行规定",
        "The time since the complainant knew or should have known is over, and no law says otherwise",
        default=None,
    )
    material_given: bool | None = fact(
        "提供了投诉应当提供的材料", "What a complaint must contain was given", default=None
    )
    material_false: bool | None = fact("提供虚假材料", "What was given is false", default=None)
    another_name: bool | None = fact("冒用他人名义", "Another person's name is used", default=None)
    verification_refused: bool | None = fact(
        "拒不配合核验真实身份信息", "The complainant refuses to have his identity verified", default=None
    )
    barred_by_law: bool | None = fact(
        "法律、法规、规章规定不予受理的其他情形", "Another law, regulation or rule bars acceptance", default=None
    )


class Advice(Labelled):
    """受理建议."""

    ACCEPT = "accept", "建议受理", "acceptance is proposed"
    REFUSE = "refuse", "建议不予受理", "refusal is proposed"
    EXAMINE = "examine", "登记簿没有显示不予受理的理由，有待查明", "no ground of refusal is on record: to be found out"
    END = "end", "受理后发现不予受理的情形，建议终止调解", "found after acceptance: that the mediation ends is proposed"


class AcceptanceProposal(Value):
    """受理建议, for the officer who decides: the `grounds` that hold, and those that are `open` with what they want."""

    advice: Advice
    cited: Text
    grounds: tuple[Told, ...]
    open: tuple[Told, ...]

    def lines(self) -> Iterator[Text]:
        """The advice, the grounds for it, and what is to be found out."""
        yield Text(zh=f"{self.advice.zh}（{self.cited.zh}）", en=f"{self.advice.en} ({self.cited.en})")
        for one in self.grounds:
            yield Text(zh=f"理由：{one.title.zh}（{one.cited.zh}）", en=f"ground: {one.title.en} ({one.cited.en})")
        for one in self.open:
            if one.wanting:
                zh, en = f"有待查明是否：{one.wanting.zh}", f"to be found out whether: {one.wanting.en}"
                yield Text(zh=f"{zh}（{one.cited.zh}）", en=f"{en} ({one.cited.en})")
