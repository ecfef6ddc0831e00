"""Proposal of a supervisory sampling (监督抽查建议) of a lot that consumers complain of."""

from collections.abc import Iterator, Sequence

from domain.base import Text
from domain.cluster import ClusterFacts, Permission, Sampled, SamplingProposal
from domain.steps import StepKind
from domain.wording import chinese_day
from rules import statutes
from rules.engine import RuleSet
from rules.proposals import proposals
from rules.schema import Forbids, Rule, Takes


def of(rules: RuleSet, facts: ClusterFacts, about: str, samplings: Sequence[Sampled]) -> SamplingProposal | None:
    """None where no rule proposes one: of a trader's goods there is no lot to sample."""
    hits = rules.hits(facts)
    taken = next((rule for rule in hits.rules if isinstance(rule.then, Takes)), None)
    if taken is None:
        return None
    above = tuple(_sampled(one) for one in samplings if one.above)
    if any(one.kind is StepKind.SAMPLING_PROPOSAL for one in proposals(rules, facts)):
        return SamplingProposal(permission=Permission.OPEN, says=(_people(taken, facts, about), PLANS))
    bars = [rule for rule in hits.rules if isinstance(rule.then, Forbids)]
    if bars:
        return SamplingProposal(permission=Permission.BARRED, says=(*map(_cited, bars), *above))
    waits = (rule for rule, _ in hits.not_evaluated if isinstance(rule.then, Forbids))
    says = (_people(taken, facts, about), *map(_cited, waits), *_unclear(samplings), *above, PLANS)
    return SamplingProposal(permission=Permission.UNCLEAR, says=says)


PLANS = Text(
    zh="以上只是本登记簿所知：建议之前应当核对上级已经公布和正在实施的监督抽查。",
    en="So far as the register here knows: look up first what higher levels have sampled and are sampling.",
)


def _people(rule: Rule, facts: ClusterFacts, about: str) -> Text:
    by = statutes.cited_as_read(rule.basis)
    return Text(
        zh=f"{facts.people}人就“{about}”提出{facts.complaints}件投诉。{rule.title.zh}（{by.zh}）。",
        en=f"{facts.people} people have complained of “{about}” {facts.complaints} times. {rule.title.en} ({by.en}).",
    )


def _cited(rule: Rule) -> Text:
    by = statutes.cited_as_read(rule.basis)
    return Text(zh=f"{rule.title.zh}（{by.zh}）。", en=f"{rule.title.en} ({by.en}).")


def _unclear(samplings: Sequence[Sampled]) -> Iterator[Text]:
    if any(one.above is None for one in samplings):
        zh, en = "有的监督抽查没有登记实施的部门。", "Of some samplings the register does not know whose they were."
        yield Text(zh=zh, en=en)
    if any(one.above for one in samplings):
        yield Text(
            zh="上级抽查的是同一产品的其他批次；法律没有规定多长时间内不得重复，也没有设定天数，由部门认定。",
            en="A higher level has sampled other lots of it. No time is laid down or set: the office decides.",
        )
    if not samplings:
        zh, en = "批次没有登记，不能查知上级是否抽查过。", "The lot is not registered: nobody can tell who sampled it."
        yield Text(zh=zh, en=en)


def _sampled(one: Sampled) -> Text:
    which = Text(zh="同一批次", en="this lot") if one.same_lot else Text(zh="同一产品其他批次", en="another lot of it")
    return Text(
        zh=f"{one.office}于{chinese_day(one.on)}监督抽查了{which.zh}（检查{one.check_id}）。",
        en=f"{one.office} sampled {which.en} on {one.on} (check {one.check_id}).",
    )
