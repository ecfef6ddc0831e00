"""Population scan (普查): every check of the register against the rules at once, by the same `when` compiled to SQL."""

from collections.abc import Collection
from datetime import date

from sqlmodel import Session

from activities.judging import FAMILY
from domain.judgement import Kind
from models import judgement
from models.circulation import Origin
from rules import catalog, sql
from rules.engine import RuleSet


def scan(session: Session, rules: RuleSet, origin: Origin, kinds: Collection[Kind] | None = None) -> dict[str, int]:
    """How many checks of an origin each rule finds: rule id to count, rules that find nothing left out."""
    wanted = [rule for rule in rules.rules if kinds is None or rule.kind in kinds]
    counts = {rule.id: judgement.count_where(session, origin, *sql.where(rule)) for rule in wanted}
    return {rule: count for rule, count in counts.items() if count}


def hits_by_version(session: Session, origin: Origin) -> dict[str, int]:
    """How many checks each rule on circulation finds, by its version: those made while it was in force.

    Rules that are off, or that this origin may not be judged by, are left out: they were not asked.
    """
    of = catalog.family(FAMILY)
    asked = [rule for rule in of.rules if rule.version not in of.off and may_be_judged(rule.kind, origin)]
    return {
        rule.version: judgement.count_where(
            session, origin, *sql.where(rule), first=rule.in_force.first, last=rule.in_force.last or date.max
        )
        for rule in asked
    }


def may_be_judged(kind: Kind, origin: Origin) -> bool:
    """Nothing invented is said of a real firm: its published rows are judged for data questions only."""
    return kind is Kind.DATA or origin is not Origin.PUBLISHED
