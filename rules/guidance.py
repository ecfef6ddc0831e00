"""行政指导: it is voluntary, so what came of it may lead to nothing but more guidance."""

from collections.abc import Iterator, Sequence

from domain.errors import Refused
from domain.facts import FactModel, is_guidance
from rules.schema import Forbids, Rule, Takes
from rules.source import Document

TRACKS = frozenset({"guidance"})  # of whose steps a rule may read what came of guidance


def problems(rules: Sequence[tuple[Rule, Document]], fact_model: type[FactModel]) -> Iterator[Refused]:
    """Rules on outcomes of guidance that take or forbid any other step, or find something: `adverse_on_guidance`.

    No answer, a no-show or a missed commitment neither triggers an act of authority nor blocks one.
    """
    sources = {rule.id: source for rule, source in rules}
    for rule_id, read in adverse([rule for rule, _ in rules], fact_model).items():
        zh = f"“{'、'.join(read)}”是行政指导的结果，指导出于自愿，读取它的规则只能采取指导程序的步骤。"
        en = f"“{', '.join(read)}” tells what came of guidance, which is voluntary: it leads to guidance only."
        yield sources[rule_id].refuse("adverse_on_guidance", zh, en, "then", value=read[0])


def adverse(rules: Sequence[Rule], fact_model: type[FactModel]) -> dict[str, list[str]]:
    """The outcomes of guidance that each rule reads for any other step, or for a finding, by the rule's id."""
    outcomes = {name for name, field in fact_model.model_fields.items() if is_guidance(field)}
    elsewhere = {r.then.step for r in rules if isinstance(r.then, Takes) and r.then.track.value not in TRACKS}
    within = {r.then.step for r in rules if isinstance(r.then, Takes)} - elsewhere
    found = {}
    for rule in rules:
        read = sorted(rule.condition.facts & outcomes)
        taken = isinstance(rule.then, Takes) and rule.then.track.value in TRACKS
        forbidden = isinstance(rule.then, Forbids) and rule.then.forbid in within
        if read and not taken and not forbidden:
            found[rule.id] = read
    return found
