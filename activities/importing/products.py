"""Rows of products (产品): category, model, GTIN and executing standards."""

from sqlmodel import Session

from domain.imports import Outcome, Question
from domain.product import ProductEntry
from models import product
from models.enterprise import ProductRow, enter_enterprise, enter_product, natural
from models.imports import ImportRow


def enter(session: Session, run: ImportRow, row: ProductEntry) -> Outcome:
    """Refused `bad_gtin`, `bad_credit_code`."""
    gtin = product.checked_gtin(row.gtin) if row.gtin else None
    maker = enter_enterprise(session, row.producer, credit_code=row.producer_code, rehearsal=False)
    known = session.get(ProductRow, natural("product", maker, row.name, row.model))
    product_id = enter_product(session, maker, name=row.name, kind=row.kind, model=row.model, brand=row.brand)
    entered = session.get_one(ProductRow, product_id)
    asked = []
    new = known is None
    for field, value in (("kind", row.kind), ("brand", row.brand), ("gtin", gtin)):
        recorded = getattr(entered, field)
        if value and not recorded:
            setattr(entered, field, value)
            new = True
        elif value and recorded != value:
            zh, en = f"登记的是“{recorded}”，没有更改。", f"On record is {recorded}: it was kept."
            asked.append(Question(f"{field}_differs", zh, en, field, value, product_id))
    session.flush()
    if gtin and (others := [one for one in product.of_gtin(session, gtin) if one.product_id != product_id]):
        zh = f"同一商品条码已用于“{others[0].name}”。"
        en = f"The same GTIN is on record for {others[0].name}."
        asked.append(Question("gtin_of_another_product", zh, en, "gtin", gtin, product_id))
    new |= product.add_standards(session, product_id, row.standards, row.standards_from)
    return Outcome(new, tuple(asked))
