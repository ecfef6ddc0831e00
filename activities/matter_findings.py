"""What a matter was opened on (发现): its findings, with the articles and the facts that they read."""

from collections.abc import Collection, Iterator
from contextlib import suppress

from sqlmodel import Session

from activities.law import Law
from domain.audit import Entry
from domain.base import Text
from domain.errors import Refused
from domain.facts import title_of
from models import judgement
from models.judgement import FindingRow, JudgementRow
from models.matter import MatterRow
from rules import catalog
from rules.explain import stated
from rules.schema import Rule

NOT_EVALUATED = Text(zh="未能判断的规则所缺的事实", en="facts wanting for rules that could not be evaluated")


def told(
    session: Session, law: Law, row: MatterRow, opening: Entry
) -> Iterator[tuple[Text, tuple[str, ...], Text]]:
    """Title, basis and facts of each finding; last, which facts were wanting: not evaluated is never a pass.

    Where the law files have changed since, all facts that were known are told: which a rule read, they say no more.
    """
    stored = judgement.stored(session, opening.detail["judgement"])
    model = catalog.fact_model(stored.family)
    for one, read in read_by(session, law, row, stored):
        title = Text(zh=f"{one.kind.zh}：{one.title['zh']}", en=f"{one.kind.value}: {one.title['en']}")
        yield title, tuple(one.basis), stated(model, read, stored.facts)
    wanting = sorted({fact for one in stored.not_evaluated for fact in one["wanting"]} & model.model_fields.keys())
    if wanting:
        titles = [title_of(model.model_fields[one]) for one in wanting]
        yield NOT_EVALUATED, (), Text(zh="、".join(one.zh for one in titles), en=", ".join(one.en for one in titles))


def read_by(
    session: Session, law: Law, row: MatterRow, stored: JudgementRow
) -> Iterator[tuple[FindingRow, Collection[str]]]:
    """Each finding of the matter with the names of the facts that its rule read; all known ones, where the law files
    have changed since."""
    model, rules = catalog.fact_model(stored.family), _rules(law, stored)
    known = {name for name, value in stored.facts.items() if value is not None and name in model.model_fields}
    for one in judgement.findings_of_matter(session, row.matter_id):
        yield one, rules[one.rule].condition.facts if one.rule in rules else known


def _rules(law: Law, stored: JudgementRow) -> dict[str, Rule]:
    """Those by which it was judged, by id; none where the law files are others now."""
    with suppress(Refused):
        found = law.rule_set(stored.family, stored.judged_on)
        if found.fingerprint == stored.fingerprint:
            return {rule.id: rule for rule in found.rules}
    return {}
