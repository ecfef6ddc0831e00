"""规则校验: what a rule file names must exist, and what it asks must be possible. Each refusal names file and line."""

from collections.abc import Collection, Iterator, Sequence
from enum import Enum
from typing import Any

from domain.base import Text
from domain.errors import Refused
from domain.facts import FactModel, type_of
from domain.judgement import Against, Kind
from domain.statute import ReadStatus, StatuteKind
from rules.deadlines import deadlines
from rules.schema import Finds, Rule, Takes
from rules.situations import Situations
from rules.source import Document
from rules.statutes import statute
from rules.when import OPERATORS, Condition

_ORDERED = {"over", "at_least", "under", "at_most"}
_LARGEST = 2**53  # an int beyond it is not the same number to every reader
Where = tuple[str | int, ...]


def problems(
    rule: Rule, source: Document, family: str, fact_model: type[FactModel], documents: Collection[str] | None = None
) -> Iterator[Refused]:
    """Everything for which a rule could not be read as it was meant; `documents` None: not asked.

    Codes: wrong_rule_id, wrong_version, wrong_kind, unknown_statute, basis_is_no_law, basis_is_a_law,
    basis_not_in_force, unknown_period, unknown_document, never_in_force, one_sided_examples, and those of
    `problems_of_when`.
    """
    name, _, version = source.path.stem.partition("@")
    if rule.id != f"{family}.{name}":
        zh, en = "规则编号应与文件名一致", "The id must be as the file is named"
        yield source.refuse(
            "wrong_rule_id", f"{zh}：“{family}.{name}”。", f"{en}: “{family}.{name}”.", "id", value=rule.id
        )
    if version and version != rule.in_force.first.isoformat():
        zh = f"文件名写明自{version}起施行，与施行日期不一致。"
        en = f"The file is named as the version from {version}, and that is not its first day."
        yield source.refuse("wrong_version", zh, en, "in_force", "from", value=rule.in_force.first)
    if (rule.kind is Kind.STEP) == isinstance(rule.then, Finds):
        en = "A rule of kind step takes or forbids a step; every other kind has a finding."
        yield source.refuse("wrong_kind", "step 类规则应写步骤，其他类别应写发现。", en, "then", value=rule.kind.value)
    if rule.in_force.last is not None and rule.in_force.last < rule.in_force.first:
        zh, en = "终止日期早于施行日期。", "It would end before it begins."
        yield source.refuse("never_in_force", zh, en, "in_force", "until", value=rule.in_force.last)
    for index, article in enumerate(rule.basis):
        yield from _problems_of_article(rule, article, source, "basis", index)
    if isinstance(rule.then, Takes):
        if rule.then.period is not None and rule.then.period not in deadlines().ids:
            zh, en = f"期限目录中没有“{rule.then.period}”。", f"There is no period “{rule.then.period}”."
            yield source.refuse("unknown_period", zh, en, "then", "period", value=rule.then.period)
        if documents is not None and rule.then.document is not None and rule.then.document not in documents:
            zh, en = f"文书目录中没有“{rule.then.document}”。", f"There is no document “{rule.then.document}”."
            yield source.refuse("unknown_document", zh, en, "then", "document", value=rule.then.document)
    if not {True, False} <= {example.finds for example in rule.examples}:
        zh, en = "示例应当既有成立的，也有不成立的。", "Examples show the rule where it holds and where it does not."
        yield source.refuse("one_sided_examples", zh, en, "examples")
    yield from problems_of_when(rule.when, rule.any, source, fact_model)


def _problems_of_article(rule: Rule, article: str, source: Document, *where: str | int) -> Iterator[Refused]:
    try:
        found = statute(article)
    except Refused as refused:
        yield source.refuse(refused.code, refused.zh, refused.en, *where, value=article)
        return
    internal = isinstance(rule.then, Finds) and rule.then.against is not Against.PARTY
    binds = found.kind.binds or (internal and found.kind is StatuteKind.POLICY)  # it binds authorities, no party
    if rule.kind in (Kind.VIOLATION, Kind.CLUE, Kind.STEP, Kind.GROUND) and not binds:
        zh, en = f"“{article}”不是法律规范，不能作为依据。", f"“{article}” is no law, and no act can rest on it."
        yield source.refuse("basis_is_no_law", zh, en, *where, value=article)
    if rule.kind in (Kind.PLATFORM, Kind.DATA) and found.kind.binds:
        zh, en = (
            f"“{article}”是法律规范，此类发现不得引用。",
            f"“{article}” is law: a finding of this kind breaches none.",
        )
        yield source.refuse("basis_is_a_law", zh, en, *where, value=article)
    if found.until is not None and (rule.in_force.last is None or rule.in_force.last > found.until):
        zh = f"“{article}”施行至{found.until}止，规则不得更晚。"
        en = f"“{article}” was law until {found.until}: no later rule."
        yield source.refuse("basis_not_in_force", zh, en, *where, value=article)
    if found.status is ReadStatus.MEMORY or (found.in_force or rule.in_force.first) > rule.in_force.first:
        zh = f"“{article}”自{found.in_force}起施行（{found.status.zh}），规则不得更早施行或者以未核对的法条为依据。"
        en = f"“{article}” is in force from {found.in_force} ({found.status.en}): no earlier rule, nor one unread."
        yield source.refuse("basis_not_in_force", zh, en, *where, value=article)


def problems_of_when(
    when: dict[str, Any],
    alternatives: Sequence[dict[str, Any]],
    source: Document,
    fact_model: type[FactModel],
    *root: str | int,
) -> Iterator[Refused]:
    """Codes: empty_when, unknown_fact, unknown_operator, wrong_operand, never_holds, dead_alternative.

    `root` is where in the document `when` and `any` stand.
    """  # fmt: skip
    maps: list[tuple[Where, dict[str, Any]]] = [(("any", index), tests) for index, tests in enumerate(alternatives)]
    if when or not maps:
        maps.append((("when",), when))
    wrong = [problem for where, tests in maps for problem in _problems_of_map(source, fact_model, tests, *root, *where)]
    yield from wrong or _problems_of_reach(when, alternatives, source, fact_model, *root)


def _problems_of_map(
    source: Document, fact_model: type[FactModel], when: dict[str, Any], *where: str | int
) -> Iterator[Refused]:
    if not when:
        zh, en = "条件是空的，规则将对一切成立。", "There is no test here: the rule would hold of everything."
        yield source.refuse("empty_when", zh, en, *where)
    for fact, asked in when.items():
        if fact in fact_model.model_fields:
            yield from _problems_of_tests(source, type_of(fact_model, fact), asked, *where, fact)
        else:
            zh, en = f"没有名为“{fact}”的事实。", f"There is no fact “{fact}”."
            yield source.refuse("unknown_fact", zh, en, *where, fact, value=fact)


def _problems_of_tests(source: Document, kind: type, asked: Any, *where: str | int) -> Iterator[Refused]:
    tests = asked if isinstance(asked, dict) else {"equals": asked}
    if not tests:
        yield source.refuse("empty_when", "此处没有写条件。", "There is no test here.", *where)
    for name, operand in tests.items():
        place = (*where, name) if isinstance(asked, dict) else where
        known = name in OPERATORS and (name != "equals" or not isinstance(asked, dict))
        if not known or (name in _ORDERED and kind is not int):
            zh, en = f"此处不能使用“{name}”。", f"“{name}” cannot be asked of this fact."
            yield source.refuse("unknown_operator", zh, en, *place, value=name)
            continue
        many = operand if name == "in" and isinstance(operand, list) else [operand]
        if (name == "in") != isinstance(operand, list) or not many or not all(_fits(one, kind) for one in many):
            zh = f"“{operand}”不是此项事实可取的值（应为{_described(kind).zh}）。"
            en = f"“{operand}” is no value of this fact, which is {_described(kind).en}."
            yield source.refuse("wrong_operand", zh, en, *place, value=operand)


def _problems_of_reach(
    when: dict[str, Any], alternatives: Sequence[dict[str, Any]], source: Document, fact_model: type[FactModel],
    *root: str | int,
) -> Iterator[Refused]:  # fmt: skip
    every = Condition.of(when)
    if not Situations(fact_model, [every]).boxes(every):
        zh, en = "这些条件不可能同时成立，规则永远不会成立。", "These tests cannot all hold: the rule would never hold."
        yield source.refuse("never_holds", zh, en, *root, "when")
        return
    for index, alternative in enumerate(alternatives):
        both = Condition.of(when, [alternative])
        if not Situations(fact_model, [both]).boxes(both):
            zh, en = (
                "这一选项的条件不可能成立。",
                "The tests of this alternative cannot hold, or not beside those of `when`.",
            )
            yield source.refuse("dead_alternative", zh, en, *root, "any", index)


def _fits(operand: Any, kind: type) -> bool:
    if issubclass(kind, Enum):
        return isinstance(operand, str) and operand in [member.value for member in kind]
    if kind is bool:
        return isinstance(operand, bool)
    return isinstance(operand, int) and not isinstance(operand, bool) and abs(operand) <= _LARGEST


def _described(kind: type) -> Text:
    if issubclass(kind, Enum):
        members = ", ".join(str(member.value) for member in kind)
        return Text(zh=f"其中之一：{members}", en=f"one of: {members}")
    return Text(zh="true 或 false", en="true or false") if kind is bool else Text(zh="整数", en="a whole number")
