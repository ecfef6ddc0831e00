"""Leads (待核线索): findings of sellers' and consumers' checks, and of clusters of complaints, that nobody took up."""

from typing import Any

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
      and c.regime in ('goods_in_check', 'consumer_scan') and c.origin = :origin
      and (cast(:region as text) is null or c.region like :region || '%')
      and not exists (select from circulation_check as taken where taken.clue = c.check_id)
    order by c.seen_on desc, c.check_id, f.rule
    limit :most
""")
# The newest look at a subject tells of all before it. An inspection that named one of them took up what came in until
# its day: a complaint after it is a lead again.
_CLUSTERS = text("""
    with newest as (
        select distinct on (office_id, lot_id, goods, lot, enterprise_id) *,
               (at at time zone 'Asia/Shanghai')::date as seen_on
        from complaint_cluster
        where rehearsal = :rehearsal
        order by office_id, lot_id, goods, lot, enterprise_id, at desc, cluster_id
    )
    select c.cluster_id, c.seen_on, o.region, c.lot_id, f.rule, f.kind, f.title, f.basis,
           coalesce(e.name, c.goods || ' ' || c.lot, p.name || ' ' || l.as_stated) as about
    from newest as c
    join judgement as j using (cluster_id)
    join finding as f using (judgement_id)
    join office as o using (office_id)
    left join enterprise as e using (enterprise_id)
    left join lot as l on l.lot_id = c.lot_id
    left join product as p using (product_id)
    where f.kind = 'clue'
      and (cast(:region as text) is null or o.region like :region || '%')
      and not exists (
          select from complaint_cluster as before
          join circulation_check as taken on taken.clue = before.cluster_id
          where (before.lot_id, before.goods, before.lot, before.enterprise_id)
                is not distinct from (c.lot_id, c.goods, c.lot, c.enterprise_id)
            and (taken.seen_on >= c.seen_on or before.cluster_id = c.cluster_id)
      )
    order by c.seen_on desc, c.cluster_id, f.rule
    limit :most
""")


def leads(
    session: Session, *, region: str | None = None, most: int = 50, rehearsal: bool = False
) -> tuple[Lead, ...]:
    """The newest, of a region with all below it. One is taken up by an inspection that names it as its clue."""
    within = None if region is None else region.removesuffix("00").removesuffix("00")
    given: dict[str, Any] = {"region": within, "most": most}
    given |= {"origin": "rehearsal" if rehearsal else "own", "rehearsal": rehearsal}
    rows = [*session.execute(_WAITING, given).mappings(), *session.execute(_CLUSTERS, given).mappings()]
    found = [Lead.model_validate(dict(row), strict=False) for row in rows]
    return tuple(sorted(found, key=lambda one: one.seen_on, reverse=True)[:most])
