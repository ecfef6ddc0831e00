"""Leads (待核线索): what sellers' and consumers' looks at goods have shown, and no office has taken up yet."""

from datetime import date

from domain.base import Text, Value
from domain.circulation import CheckRegime
from domain.judgement import Kind


class Lead(Value):
    """Nobody has verified it, nobody is accused by it. An officer who looks into it names `check_id` as his clue."""

    check_id: str
    regime: CheckRegime
    seen_on: date
    region: str | None
    certificate_number: str | None
    serial: str | None
    lot_id: str | None
    rule: str
    kind: Kind
    title: Text
    basis: tuple[str, ...]
