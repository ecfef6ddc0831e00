"""Where a lot is (批次去向): read from the checks of it, over the index of the lot."""

from datetime import date
from typing import Any

from sqlalchemy import text
from sqlmodel import Session

from domain.errors import Refused
from domain.whereabouts import Sighting, Whereabouts, unsold
from models.circulation import Origin

_SEEN = """
    from circulation_check as c
    where c.lot_id = :lot and c.seen_on <= :on and c.origin = :origin
"""
_SIGHTINGS = text(f"""
    select c.party_id as seller_id, seller.name as seller, c.region, region.name as place,
           first_seen, last_seen, checks, received, counted, counted_on, scanned
    from (
        select c.party_id, c.region,
               min(c.seen_on) as first_seen, max(c.seen_on) as last_seen, count(*)::int as checks,
               sum(coalesce(c.units_seen, case when c.serial is not null then 1 end))
                   filter (where c.regime = 'goods_in_check')::int as received,
               (array_agg(c.units_seen order by c.seen_on desc, c.seen_at desc nulls last, c.check_id)
                   filter (where c.regime not in ('goods_in_check', 'consumer_scan') and c.units_seen is not null))[1]
                   as counted,
               max(c.seen_on)
                   filter (where c.regime not in ('goods_in_check', 'consumer_scan') and c.units_seen is not null)
                   as counted_on,
               (count(distinct c.serial) filter (where c.regime = 'consumer_scan'))::int as scanned
        {_SEEN}
        group by c.party_id, c.region
    ) as c
    left join enterprise as seller on seller.enterprise_id = c.party_id
    left join region on region.code = c.region
    order by last_seen desc, c.party_id, c.region
""")
_SCANNED = text(f"select count(distinct c.serial) {_SEEN} and c.regime = 'consumer_scan'")
_LOT = text("""
    select lot.lot_id, maker.name as maker, product.name as product, product.model, lot.as_stated, lot.quantity
    from lot join product using (product_id) join enterprise as maker using (enterprise_id)
    where lot.lot_id = coalesce(:lot, (select lot_id from certificate where number = :number))
""")


def whereabouts(
    session: Session, on: date, *, lot: str | None = None, number: str | None = None, origin: Origin = Origin.OWN
) -> Whereabouts:
    """Where the lot, or that of a certificate, was seen until a day, and how much of it may be unsold.

    Refused `unknown_lot`.
    """
    found = session.execute(_LOT, {"lot": lot, "number": number}).mappings().one_or_none()
    if found is None:
        raise Refused(
            "unknown_lot",
            zh="登记中没有这个批次，或者没有这个编号的合格证。",
            en="The register has no such lot, or no certificate of this number.",
            field="lot" if number is None else "certificate",
            value=lot or number,
        )
    asked: dict[str, Any] = {"lot": found["lot_id"], "on": on, "origin": origin.value}
    sightings = tuple(Sighting.model_validate(dict(row)) for row in session.execute(_SIGHTINGS, asked).mappings())
    scanned = session.execute(_SCANNED, asked).scalar_one()
    received = [one.received for one in sightings if one.received is not None]
    return Whereabouts(
        lot_id=found["lot_id"],
        goods=f"{found['maker']} {found['product']} {found['model']} {found['as_stated']}",
        on=on,
        sightings=sightings,
        unsold=unsold(found["quantity"], sum(received) if received else None, scanned),
    )
