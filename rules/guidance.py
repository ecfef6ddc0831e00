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
    outcomes = {name for name, field in fact_model.model_fields.items() if is_guidance(field)}
    elsewhere = {r.then.step for r, _ in rules if isinstance(r.then, Takes) and r.then.track.value not in TRACKS}
    within = {r.then.step for r, _ in rules if isinstance(r.then, Takes)} - elsewhere
    for rule, source in rules:
        read = sorted(rule.condition.facts & outcomes)
        taken = isinstance(rule.then, Takes) and rule.then.track.value in TRACKS
        forbidden = isinstance(rule.then, Forbids) and rule.then.forbid in within
        if read and not taken and not forbidden:
            zh = f"“{'、'.join(read)}”是行政指导的结果，指导出于自愿，读取它的规则只能采取指导程序的步骤。"
            en = f"“{', '.join(read)}” tells what came of guidance, which is voluntary: it leads to guidance only."
            yield source.refuse("adverse_on_guidance", zh, en, "then", value=read[0])
