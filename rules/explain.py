"""Explanation (说理): a judgement as sentences made of titles, values and articles, written by nobody."""

from collections.abc import Iterable, Iterator
from enum import Enum
from typing import Any

from domain.base import Text
from domain.facts import FactModel, title_of, type_of
from domain.wording import listed
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


def stated(model: type[FactModel], names: Iterable[str], facts: dict[str, Any]) -> Text:
    """Some of the facts of a judgement with their titles, in the order of their names."""
    return listed((title_of(model.model_fields[one]), _value(model, one, facts[one])) for one in sorted(names))


def _found(rule: Rule, model: type[FactModel], facts: dict[str, Any]) -> Text:
    read = stated(model, rule.condition.facts, facts)
    cited = [statute(one).cited for one in rule.basis]
    law = "、".join(one.zh for one in cited)
    return Text(
        zh=f"{rule.kind.zh}：{rule.title.zh}。事实：{read.zh}。依据：{law}。",
        en=f"{rule.kind.value.capitalize()}: {rule.title.en}. Facts: {read.en}. "
        f"Basis: {'; '.join(one.en for one in cited)}.",
    )


def _not_evaluated(rule: Rule, model: type[FactModel], wanting: tuple[str, ...]) -> Text:
    titles = [title_of(model.model_fields[fact]) for fact in wanting]
    return Text(
        zh=f"未能判断：{rule.title.zh}。缺少的事实：{'、'.join(one.zh for one in titles)}。",
        en=f"Not evaluated: {rule.title.en}. Wanting: {', '.join(one.en for one in titles)}.",
    )


def _value(model: type[FactModel], fact: str, value: Any) -> Any:
    kind = type_of(model, fact)
    return kind(value) if value is not None and issubclass(kind, Enum) else value
