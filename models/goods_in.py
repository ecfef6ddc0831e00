"""The goods-in checks of a seller (进货查验记录), as they were recorded and judged."""

from typing import Any

from sqlalchemy import text
from sqlmodel import Session

from domain.goods_in import Looked

_LOOKED = text("""
    select c.check_id, c.seen_on, c.seen_at, c.region, supplier.name as supplier, maker.name as producer,
           product.name as product, product.model, lot.as_stated as lot,
           coalesce(c.units_seen, case when c.serial is not null then 1 end) as units,
           c.proof_of_inspection, c.certificate_number, c.serial,
           judged.facts ->> 'certificate_register' as register_said,
           coalesce(judged.found, '[]'::jsonb) as found, judged.judgement_id, c.note
    from circulation_check as c
    left join lot using (lot_id)
    left join product using (product_id)
    left join enterprise as maker using (enterprise_id)
    left join enterprise as supplier on supplier.enterprise_id = c.supplier_id
    left join lateral (
        select j.judgement_id, j.facts, (
            select jsonb_agg(f.title order by f.rule) from finding as f where f.judgement_id = j.judgement_id
        ) as found
        from judgement as j
        where j.check_id = c.check_id
        order by j.judged_on, j.judgement_id
        limit 1
    ) as judged on true
    where c.party_id = :seller and c.regime = 'goods_in_check'
      and (cast(:lot as text) is null or c.lot_id = :lot or lot.as_stated = :lot)
      and (cast(:product as text) is null or product.product_id = :product or product.name = :product)
    order by c.seen_on, c.seen_at, c.check_id
""")


def looked_at(session: Session, seller_id: str, *, product: str | None, lot: str | None) -> tuple[Looked, ...]:
    """What a seller has checked, the earliest first; of a product or a lot (by id or name) where one is given."""
    asked: dict[str, Any] = {"seller": seller_id, "product": product, "lot": lot}
    rows = session.execute(_LOOKED, asked).mappings()
    return tuple(Looked.model_validate(dict(row), strict=False) for row in rows)
