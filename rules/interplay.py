"""规则之间: what no rule shows by itself: versions that do not follow one another, and rules that contradict."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import combinations, groupby, pairwise
from typing import NamedTuple

from domain.errors import Refused
from rules.schema import Finds, Forbids, Leaves, Rule, Takes
from rules.situations import Box, Situations, told
from rules.source import Document


class Stated(NamedTuple):
    """A rule with the file in which it stands and the situations in which it holds."""

    rule: Rule
    source: Document
    boxes: Sequence[Box]


def problems_of_versions(rules: Sequence[tuple[Rule, Document]]) -> Iterator[Refused]:
    """Versions of one id lead to the same, and each begins on the day after the last of the one before.

    Codes: version_of_another, versions_overlap, versions_gap.
    """
    ordered = sorted(rules, key=lambda one: (one[0].id, one[0].in_force.first))
    for _, versions in groupby(ordered, key=lambda one: one[0].id):
        for (before, _), (rule, source) in pairwise(versions):
            if _leads_to(before) != _leads_to(rule):
                zh, en = (
                    "同一规则的各个版本应当得出同一发现或者步骤。",
                    "Versions of a rule find the same or take the same step.",
                )
                yield source.refuse("version_of_another", zh, en, "then", value=_leads_to(rule))
            eve = date.fromordinal(rule.in_force.first.toordinal() - 1)
            last = before.in_force.last
            if last == eve:
                continue
            code = "versions_overlap" if last is None or last > eve else "versions_gap"
            zh = f"前一版本应当至{eve}止（现在{f'至{last}止' if last else '没有终止日期'}）。"
            en = f"The version before this must end on {eve} ({f'it ends on {last}' if last else 'it has no end'})."
            yield source.refuse(code, zh, en, "in_force", "from", value=rule.in_force.first)


def problems_of_contradiction(rules: Sequence[Stated], situations: Situations) -> Iterator[Refused]:
    """Rules that cannot both be followed on a common day in a possible situation, and steps that never come.

    Codes: never_possible, never_taken, contradicting_rules.
    """
    possible = []
    for one in rules:
        if situations.outside(one.boxes, ()) is None:
            zh, en = "本规则族声明这些情形不会出现。", "The family declares that such situations do not occur."
            yield one.source.refuse("never_possible", zh, en, "when")
        else:
            possible.append(one)
    never = set[str]()
    for one in possible:
        if (day := _never_taken(one, possible, situations)) is not None:
            never.add(one.rule.version)
            zh, en = (
                f"自{day}起，凡本规则成立之处，该步骤均被禁止。",
                f"From {day} on this step is forbidden wherever the rule holds.",
            )
            yield one.source.refuse("never_taken", zh, en, "then", "step", value=one.rule.id)
    for one, other in combinations(possible, 2):
        if one.rule.in_force.meets(other.rule.in_force) and not never & {one.rule.version, other.rule.version}:
            yield from _contradiction(one, other, situations)


def _contradiction(one: Stated, other: Stated, situations: Situations) -> Iterator[Refused]:
    reason = _cannot_both(one.rule, other.rule)
    if reason is None or (where := situations.common(one.boxes, other.boxes)) is None:
        return
    zh, en = reason
    yield other.source.refuse(
        "contradicting_rules",
        f"与“{one.rule.id}”矛盾：{zh}，例如 {told(where)}。",
        f"This contradicts “{one.rule.id}”: {en}, as where {told(where)}.",
        "then",
        value=one.rule.id,
    )


def _cannot_both(one: Rule, other: Rule) -> tuple[str, str] | None:
    match one.then, other.then:
        case (Takes(mandatory=True, yields=False) as taken, Forbids() as bar) if bar.meets(taken.step, taken.track):
            step = taken.step
            return f"彼处应当{step.zh}，此处禁止", f"there {step.value} is mandatory and here it is forbidden"
        case (Forbids() as bar, Takes(mandatory=True, yields=False) as taken) if bar.meets(taken.step, taken.track):
            step = taken.step
            return f"彼处禁止{step.zh}，此处应当", f"there {step.value} is forbidden and here it is mandatory"
        case (Takes(mandatory=True) as first, Takes(mandatory=True) as second) if (first.step, first.track) == (
            second.step,
            second.track,
        ) and (first.period, first.document) != (second.period, second.document):
            return "同一步骤的期限或者文书不同", "the same mandatory step has another period or document"
        case (Finds() as first, Finds() as second) if first.finding == second.finding and (
            (one.kind, set(one.basis), first.against) != (other.kind, set(other.basis), second.against)
        ):
            return "同一发现的类别、依据或者指向不同", "the same finding has another kind, basis or party"
    return None


def _never_taken(one: Stated, rules: Sequence[Stated], situations: Situations) -> date | None:
    """The first day on which the step of a rule is forbidden wherever it holds."""
    if not isinstance(one.rule.then, Takes):
        return None
    step, track = one.rule.then.step, one.rule.then.track
    bars = [bar for bar in rules if isinstance(bar.rule.then, Forbids | Leaves) and bar.rule.then.meets(step, track)]
    for day in sorted({one.rule.in_force.first, *(bar.rule.in_force.first for bar in bars)}):
        barred = [box for bar in bars if bar.rule.in_force.on(day) for box in bar.boxes]
        if one.rule.in_force.on(day) and barred and situations.outside(one.boxes, barred) is None:
            return day
    return None


def _leads_to(rule: Rule) -> str:
    named: Mapping[str, object] = rule.then.model_dump(mode="json")
    return next(f"{name} {named[name]}" for name in ("finding", "step", "forbid", "leaves") if name in named)
