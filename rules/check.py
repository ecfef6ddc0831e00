"""规则校验: what a rule file names must exist: facts, operands, articles. Each refusal names its file and line."""

from enum import Enum
from typing import Any, get_args

from domain.base import Text
from domain.errors import Refused
from domain.facts import FactModel
from domain.judgement import Against, Kind
from domain.statute import ReadStatus, StatuteKind
from rules.deadlines import deadlines
from rules.schema import Finds, Rule, Takes
from rules.source import Document
from rules.statutes import statute
from rules.when import OPERATORS

_ORDERED = {"over", "at_least", "under", "at_most"}
_LARGEST = 2**53  # an int beyond it is not the same number to every reader
Where = tuple[str | int, ...]


def check_rule(rule: Rule, source: Document, family: str, fact_model: type[FactModel]) -> None:
    """Refuse a rule that could not be read as it was meant.

    Raises Refused: wrong_rule_id, wrong_kind, unknown_statute, basis_is_no_law, basis_is_a_law,
    basis_not_in_force, unknown_period, empty_when, unknown_fact, unknown_operator, wrong_operand, never_in_force.
    """
    expected = f"{family}.{source.path.stem}"
    if rule.id != expected:
        en = f"The id must be “{expected}”, as the file is named."
        raise source.refuse("wrong_rule_id", f"规则编号应与文件名一致：“{expected}”。", en, "id", value=rule.id)
    if (rule.kind is Kind.STEP) == isinstance(rule.then, Finds):
        en = "A rule of kind step takes or forbids a step; every other kind has a finding."
        raise source.refuse("wrong_kind", "step 类规则应写步骤，其他类别应写发现。", en, "then", value=rule.kind.value)
    if rule.in_force.last is not None and rule.in_force.last < rule.in_force.first:
        zh, en = "终止日期早于施行日期。", "It would end before it begins."
        raise source.refuse("never_in_force", zh, en, "in_force", "until", value=rule.in_force.last)
    for index, article in enumerate(rule.basis):
        _check_article(rule, article, source, "basis", index)
    if isinstance(rule.then, Takes) and rule.then.period is not None and rule.then.period not in deadlines().ids:
        zh, en = f"期限目录中没有“{rule.then.period}”。", f"There is no period “{rule.then.period}”."
        raise source.refuse("unknown_period", zh, en, "then", "period", value=rule.then.period)
    _check_when(rule, source, fact_model)


def _check_article(rule: Rule, article: str, source: Document, *where: str | int) -> None:
    try:
        found = statute(article)
    except Refused as refused:
        raise source.refuse(refused.code, refused.zh, refused.en, *where, value=article) from None
    internal = isinstance(rule.then, Finds) and rule.then.against is not Against.PARTY
    binds = found.kind.binds or (internal and found.kind is StatuteKind.POLICY)  # it binds authorities, no party
    if rule.kind in (Kind.VIOLATION, Kind.CLUE, Kind.STEP) and not binds:
        zh, en = f"“{article}”不是法律规范，不能作为依据。", f"“{article}” is no law, and no act can rest on it."
        raise source.refuse("basis_is_no_law", zh, en, *where, value=article)
    if rule.kind in (Kind.PLATFORM, Kind.DATA) and found.kind.binds:
        zh, en = (
            f"“{article}”是法律规范，此类发现不得引用。",
            f"“{article}” is law: a finding of this kind breaches none.",
        )
        raise source.refuse("basis_is_a_law", zh, en, *where, value=article)
    if found.status is ReadStatus.MEMORY or (found.in_force or rule.in_force.first) > rule.in_force.first:
        zh = f"“{article}”自{found.in_force}起施行（{found.status.zh}），规则不得更早施行或者以未核对的法条为依据。"
        en = f"“{article}” is in force from {found.in_force} ({found.status.en}): no earlier rule, nor one unread."
        raise source.refuse("basis_not_in_force", zh, en, *where, value=article)


def _check_when(rule: Rule, source: Document, fact_model: type[FactModel]) -> None:
    maps: list[tuple[Where, dict[str, Any]]] = [(("any", index), tests) for index, tests in enumerate(rule.any)]
    if rule.when or not maps:
        maps.append((("when",), rule.when))
    for where, when in maps:
        if not when:
            zh, en = "条件是空的，规则将对一切成立。", "There is no test here: the rule would hold of everything."
            raise source.refuse("empty_when", zh, en, *where)
        for fact, asked in when.items():
            if fact not in fact_model.model_fields:
                zh, en = f"没有名为“{fact}”的事实。", f"There is no fact “{fact}”."
                raise source.refuse("unknown_fact", zh, en, *where, fact, value=fact)
            _check_tests(source, _type_of(fact_model, fact), asked, *where, fact)


def _check_tests(source: Document, kind: type, asked: Any, *where: str | int) -> None:
    tests = asked if isinstance(asked, dict) else {"equals": asked}
    if not tests:
        raise source.refuse("empty_when", "此处没有写条件。", "There is no test here.", *where)
    for name, operand in tests.items():
        place = (*where, name) if isinstance(asked, dict) else where
        known = name in OPERATORS and (name != "equals" or not isinstance(asked, dict))
        if not known or (name in _ORDERED and kind is not int):
            zh, en = f"此处不能使用“{name}”。", f"“{name}” cannot be asked of this fact."
            raise source.refuse("unknown_operator", zh, en, *place, value=name)
        many = operand if name == "in" and isinstance(operand, list) else [operand]
        if (name == "in") != isinstance(operand, list) or not many or not all(_fits(one, kind) for one in many):
            zh = f"“{operand}”不是此项事实可取的值（应为{_described(kind).zh}）。"
            en = f"“{operand}” is no value of this fact, which is {_described(kind).en}."
            raise source.refuse("wrong_operand", zh, en, *place, value=operand)


def _type_of(fact_model: type[FactModel], fact: str) -> type:
    annotation = fact_model.model_fields[fact].annotation
    (kind,) = [part for part in get_args(annotation) or (annotation,) if part is not type(None)]
    return kind  # type: ignore[no-any-return]


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
