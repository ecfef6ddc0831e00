"""Explanation (说理): a judgement as sentences made of titles, values and articles, written by nobody."""

from collections.abc import Iterator
from typing import Any

from domain.base import Text
from domain.facts import FactModel, Labelled, title_of
from rules.engine import RuleSet
from rules.schema import Rule
from rules.statutes import statute


def explain(rules: RuleSet, model: type[FactModel], facts: dict[str, Any]) -> Iterator[Text]:
    """Why each rule that holds does, and what each rule that could not be evaluated wants.

    `facts` are those of the judgement, verbatim; `rules` must be the set by whose fingerprint it was made.
    """
    hits = rules.hits(model.model_validate(facts, strict=False))
    for rule in hits.rules:
        yield _found(rule, model, facts)
    for rule, wanting in hits.not_evaluated:
        yield _not_evaluated(rule, model, wanting)
    if not hits.rules:
        yield Text(zh="没有规则成立。", en="No rule holds.")


def _found(rule: Rule, model: type[FactModel], facts: dict[str, Any]) -> Text:
    read = [_stated(model, fact, facts[fact]) for fact in sorted(rule.condition.facts)]
    cited = [statute(one).cited for one in rule.basis]
    because, law = "；".join(one.zh for one in read), "、".join(one.zh for one in cited)
    return Text(
        zh=f"{rule.kind.zh}：{rule.title.zh}。事实：{because}。依据：{law}。",
        en=f"{rule.kind.value.capitalize()}: {rule.title.en}. Facts: {'; '.join(one.en for one in read)}. "
        f"Basis: {'; '.join(one.en for one in cited)}.",
    )


def _not_evaluated(rule: Rule, model: type[FactModel], wanting: tuple[str, ...]) -> Text:
    titles = [title_of(model.model_fields[fact]) for fact in wanting]
    return Text(
        zh=f"未能判断：{rule.title.zh}。缺少的事实：{'、'.join(one.zh for one in titles)}。",
        en=f"Not evaluated: {rule.title.en}. Wanting: {', '.join(one.en for one in titles)}.",
    )


def _stated(model: type[FactModel], fact: str, value: Any) -> Text:
    title, shown = title_of(model.model_fields[fact]), _value(model, fact, value)
    return Text(zh=f"{title.zh}：{shown.zh}", en=f"{title.en}: {shown.en}")


def _value(model: type[FactModel], fact: str, value: Any) -> Text:
    typed = getattr(model.model_validate(dict.fromkeys(model.model_fields) | {fact: value}, strict=False), fact)
    match typed:
        case Labelled():
            return Text(zh=typed.zh, en=typed.en)
        case bool():
            return Text(zh="是", en="yes") if typed else Text(zh="否", en="no")
        case None:
            return Text(zh="不明", en="unknown")
        case _:
            return Text(zh=str(typed), en=str(typed))
