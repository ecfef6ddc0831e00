"""Sampled goods (被抽样的产品) of a matter, as the register knows them: product, lot, maker and first institute."""

from datetime import date
from typing import NamedTuple

from sqlmodel import Session, col, select

from domain.circulation import PartyRole
from domain.errors import Refused
from models.certificate import CertificateRow
from models.circulation import CirculationCheckRow
from models.enterprise import EnterpriseRow, LotRow, ProductRow
from models.laboratory import LaboratoryRow
from models.matter import MatterRow


class Sampled(NamedTuple):
    """`maker` is the enterprise that the goods name, `items` what the check names as failed."""

    sampled_on: date
    role: PartyRole | None
    outcome: str
    items: tuple[str, ...]
    laboratory_id: str | None
    lot: LotRow
    product: ProductRow
    maker: EnterpriseRow


def sampled(session: Session, row: MatterRow) -> Sampled:
    """The goods of the check with which a matter began. Refused `goods_unknown` where their lot is not on record."""
    check = session.get_one(CirculationCheckRow, row.check_id)
    lot = session.get(LotRow, check.lot_id) if check.lot_id else None
    if lot is None or check.sample_outcome is None:
        raise Refused(
            "goods_unknown",
            zh="这次抽样的产品批次或者检验结论没有登记，不能制作文书。",
            en="The lot of the sample or its outcome is not on record, so no paper can be made of it.",
            field="lot_id",
            value=check.check_id,
        )
    product = session.get_one(ProductRow, lot.product_id)
    return Sampled(
        sampled_on=check.seen_on,
        role=check.party_role,
        outcome=check.sample_outcome.zh,
        items=tuple(check.nonconforming_items),
        laboratory_id=check.laboratory_id,
        lot=lot,
        product=product,
        maker=session.get_one(EnterpriseRow, product.enterprise_id),
    )


def maker_id(session: Session, row: MatterRow) -> str:
    """The maker that the goods name."""
    return sampled(session, row).maker.enterprise_id


def laboratory(session: Session, laboratory_id: str | None) -> LaboratoryRow:
    """Refused `unknown_laboratory`."""
    row = session.get(LaboratoryRow, laboratory_id) if laboratory_id else None
    if row is None:
        raise Refused(
            "unknown_laboratory",
            zh=f"没有编号为“{laboratory_id}”的检验机构。" if laboratory_id else "应当写明检验机构。",
            en=f"There is no laboratory {laboratory_id}." if laboratory_id else "Name the institute that tested.",
            field="laboratory_id",
            value=laboratory_id,
        )
    return row


def passed_by(session: Session, lot_id: str, laboratory_id: str) -> bool:
    """Whether this institute passed the lot at the factory."""
    query = select(CertificateRow).where(CertificateRow.lot_id == lot_id, CertificateRow.laboratory_id == laboratory_id)
    return session.exec(query.order_by(col(CertificateRow.number)).limit(1)).first() is not None
