"""参考测算: which sums the law gives a consumer, for the parties' own talks. It decides nothing and binds nobody.

The authority mediates and awards no sum. What is beyond the loss is between consumer and trader: no scheme pays it.
"""

from collections.abc import Iterable

from domain.base import Text, Value
from domain.facts import FactModel, Labelled, fact, title_of
from domain.scheme import Fen, Loss
from domain.wording import listed, yuan

MONEY = {"price", "property_loss", "personal_loss", "return_costs"}
NOTICE = Text(
    zh="本测算仅供协商、调解时参考，不是行政机关的决定，不确定任何一方的责任。",
    en="A reference for talks and mediation: no decision of an authority, and it settles nobody's liability.",
)
NEVER_BY_SCHEME = Text(
    zh="惩罚性赔偿由消费者向经营者主张，先行赔付不予支付。",
    en="A punitive sum is claimed from the trader; a scheme of compensation first never pays it.",
)


class SumKind(Labelled):
    """`PUNITIVE` is what comes on top of the loss; the others restore it."""

    REFUND = "refund", "退款", "refund"
    LOSS = "loss", "赔偿损失", "losses"
    PUNITIVE = "punitive", "惩罚性赔偿", "punitive damages"

    @property
    def of_scheme(self) -> Loss | None:
        """As what a scheme may pay it; None: never."""
        return {SumKind.REFUND: Loss.REFUND, SumKind.LOSS: Loss.DAMAGE}.get(self)


class Standing(Labelled):
    """测算结果."""

    GIVEN = "given", "可以主张", "may be claimed"
    UNKNOWN = "unknown", "尚不能测算", "not known yet"
    NOT_GIVEN = "not_given", "不适用", "does not apply"


class ReferenceFacts(FactModel):
    """What is said of one purchase. Nobody has decided any of it: a sum stands or falls with what it was told."""

    price: Fen | None = fact("商品价款", "price of the goods", unit="fen")
    property_loss: Fen | None = fact("财产损失", "loss of property", unit="fen")
    personal_loss: Fen | None = fact("人身损害的损失", "losses by personal injury", unit="fen")
    return_costs: Fen | None = fact("运输等必要费用", "necessary costs of carriage and the like", unit="fen")
    nonconforming_by_authority: bool | None = fact(
        "依法经有关行政部门认定为不合格", "found nonconforming by an authority"
    )
    return_asked: bool | None = fact("消费者要求退货", "the consumer asks to return the goods")
    substandard: bool | None = fact("不符合质量要求", "not of the quality required")
    return_agreed: bool | None = fact("国家规定或者当事人约定可以退货", "return by state rules or by agreement")
    within_seven_days: bool | None = fact("自收到商品之日起七日内", "within seven days of receipt of the goods")
    distance_sale: bool | None = fact("网络、电视、电话、邮购等方式销售", "sold by internet, telephone or post")
    return_excluded: bool | None = fact("属于不适用无理由退货的商品", "goods without return at will")
    intact: bool | None = fact("退货的商品完好", "the goods returned are intact")
    loss_by_goods: bool | None = fact("损失由该商品造成", "the loss was caused by the goods")
    fraud: bool | None = fact("经营者有欺诈行为", "fraud of the trader")
    increase_asked: bool | None = fact("消费者要求增加赔偿", "the consumer asks for the increase")
    other_law: bool | None = fact("增加赔偿法律另有规定", "another law governs the increase")
    defect_known: bool | None = fact("经营者明知存在缺陷仍然提供", "the trader knew of the defect and supplied it")
    death_or_serious_harm: bool | None = fact("造成死亡或者健康严重损害", "death or serious harm to health")


class LegalSum(Value):
    """What the law lays down: `least` to `most` times the fact `of`, no less than `floor` fen, where all facts of
    `only_where` are given and none of `never_where`."""

    id: str
    kind: SumKind
    title: Text
    basis: tuple[str, ...]
    cited: Text
    of: str
    least: int = 1
    most: int = 1
    floor: int = 0
    only_where: tuple[str, ...]
    never_where: tuple[str, ...] = ()


class ReferenceAmount(Value):
    """One sum, both ends in fen within it; None where it is not given or not known. `hinges_on` names the facts that
    are wanting, or those by which it does not apply; `trace` says how it was reckoned."""

    sum: LegalSum
    standing: Standing
    least: int | None
    most: int | None
    hinges_on: tuple[str, ...]
    trace: Text


def reckoned(facts: ReferenceFacts, sums: Iterable[LegalSum]) -> tuple[ReferenceAmount, ...]:
    """Each sum by itself. One fact that rules a sum out does so whatever else is unknown; unknown is never zero."""
    return tuple(_reckoned(facts, one) for one in sums)


def for_scheme(amounts: Iterable[ReferenceAmount]) -> dict[Loss, int | None]:
    """What of it a scheme may be asked for, in fen: the price once, on however many grounds, and the losses together.

    None: not known. What is punitive is none of it.
    """
    found = list(amounts)
    refunds = [one for one in found if one.sum.kind.of_scheme is Loss.REFUND]
    losses = [one for one in found if one.sum.kind.of_scheme is Loss.DAMAGE]
    given = [one.most for one in refunds if one.most is not None]
    open_ = any(one.standing is Standing.UNKNOWN for one in refunds)
    return {
        Loss.REFUND: max(given) if given else None if open_ else 0,
        Loss.DAMAGE: None
        if any(one.standing is Standing.UNKNOWN for one in losses)
        else sum(one.most or 0 for one in losses),
    }


def _reckoned(facts: ReferenceFacts, one: LegalSum) -> ReferenceAmount:
    said = {name: getattr(facts, name) for name in (*one.only_where, *one.never_where)}
    against = [n for n in one.only_where if said[n] is False] + [n for n in one.never_where if said[n] is True]
    wanting = [name for name in (*said, one.of) if getattr(facts, name) is None]
    if against:
        return _without(one, Standing.NOT_GIVEN, against, listed((_title(name), said[name]) for name in against))
    if wanting:
        return _without(one, Standing.UNKNOWN, wanting, _titles(wanting))
    base: int = getattr(facts, one.of)
    least, most = max(base * one.least, one.floor), max(base * one.most, one.floor)
    return ReferenceAmount(
        sum=one, standing=Standing.GIVEN, least=least, most=most, hinges_on=(), trace=_trace(one, base, most)
    )


def _without(one: LegalSum, standing: Standing, names: list[str], words: Text) -> ReferenceAmount:
    trace = Text(
        zh=f"{one.title.zh}（{one.cited.zh}）：{standing.zh}（{words.zh}）",
        en=f"{one.title.en} ({one.cited.en}): {standing.en} ({words.en})",
    )
    return ReferenceAmount(
        sum=one, standing=standing, least=None, most=None, hinges_on=tuple(names), trace=trace
    )


def _trace(one: LegalSum, base: int, most: int) -> Text:
    of = _title(one.of)
    zh, en = f"{of.zh}{yuan(base)}元", f"{of.en} {yuan(base)} yuan"
    if one.most != 1:
        zh, en = f"{zh}×{one.most}＝{yuan(base * one.most)}元", f"{en} × {one.most} = {yuan(base * one.most)} yuan"
    if one.least != one.most:
        zh, en = f"{zh}以下", f"up to {en}"
    if base * one.most < one.floor:
        zh, en = f"{zh}，不足{yuan(one.floor)}元，为{yuan(most)}元", f"{en}, raised to {yuan(most)} yuan"
    if one.kind is SumKind.PUNITIVE:
        zh, en = f"{zh}；{NEVER_BY_SCHEME.zh.rstrip('。')}", f"{en}; {NEVER_BY_SCHEME.en.rstrip('.')}"
    return Text(zh=f"{one.title.zh}（{one.cited.zh}）：{zh}", en=f"{one.title.en} ({one.cited.en}): {en}")


def _titles(names: Iterable[str]) -> Text:
    titles = [_title(name) for name in names]
    return Text(
        zh=f"缺少：{'、'.join(one.zh for one in titles)}", en=f"wanting: {', '.join(one.en for one in titles)}"
    )


def _title(name: str) -> Text:
    return title_of(ReferenceFacts.model_fields[name])
