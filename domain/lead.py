"""Leads (待核线索): what checks of sellers, scans and complaints of consumers show, and no office has taken up."""

from datetime import date

from domain.base import Text, Value
from domain.circulation import CheckRegime
from domain.judgement import Kind


class Lead(Value):
    """Nobody has verified it, nobody is accused by it. An officer who looks into it names `check_id`, or `cluster_id`,
    as his clue. `about` is what complaints are about."""

    check_id: str | None = None
    cluster_id: str | None = None
    regime: CheckRegime | None = None
    about: str | None = None
    seen_on: date
    region: str | None
    certificate_number: str | None = None
    serial: str | None = None
    lot_id: str | None
    rule: str
    kind: Kind
    title: Text
    basis: tuple[str, ...]

    @property
    def clue(self) -> str:
        return self.check_id or self.cluster_id or ""
