"""Population scan (普查): every check of the register against the rules at once, by the same `when` compiled to SQL."""

from collections.abc import Collection

from sqlmodel import Session

from domain.judgement import Kind
from models import judgement
from models.circulation import Origin
from rules import sql
from rules.engine import RuleSet


def scan(session: Session, rules: RuleSet, origin: Origin, kinds: Collection[Kind] | None = None) -> dict[str, int]:
    """How many checks of an origin each rule finds: rule id to count, rules that find nothing left out."""
    wanted = [rule for rule in rules.rules if kinds is None or rule.kind in kinds]
    counts = {rule.id: judgement.count_where(session, origin, *sql.where(rule)) for rule in wanted}
    return {rule: count for rule, count in counts.items() if count}
