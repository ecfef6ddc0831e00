"""Leads (待核线索): findings of sellers' and consumers' checks that no office has taken up."""

from sqlalchemy import text
from sqlmodel import Session

from domain.lead import Lead

_WAITING = text("""
    select c.check_id, c.regime, c.seen_on, c.region, c.certificate_number, c.serial, c.lot_id,
           f.rule, f.kind, f.title, f.basis
    from finding as f
    join judgement as j using (judgement_id)
    join circulation_check as c using (check_id)
    where f.matter_id is null and f.against = 'party' and f.kind in ('violation', 'clue')
      and c.regime in ('goods_in_check', 'consumer_scan') and c.origin = 'own'
      and (cast(:region as text) is null or c.region like :region || '%')
      and not exists (select from circulation_check as taken where taken.clue = c.check_id)
    order by c.seen_on desc, c.check_id, f.rule
    limit :most
""")


def leads(session: Session, *, region: str | None = None, most: int = 50) -> tuple[Lead, ...]:
    """The newest, of a region with all below it. One is taken up by an inspection that names it as its clue."""
    within = None if region is None else region.removesuffix("00").removesuffix("00")
    rows = session.execute(_WAITING, {"region": within, "most": most}).mappings()
    return tuple(Lead.model_validate(dict(row), strict=False) for row in rows)
