"""Evidence of goods-in checks (进货查验证明): what a seller can show of his duty, also for paper certificates."""

from collections.abc import Iterator

from sqlmodel import Session

from domain.base import Text
from domain.goods_in import Evidence, Looked
from models import enterprise
from models.goods_in import looked_at
from rules.statutes import statute

BASIS = ("pql/33", "pql/55")  # the duty, and what its record can be good for


def evidence(session: Session, seller_id: str, *, product: str | None = None, lot: str | None = None) -> Evidence:
    """The record of a seller's goods-in checks, and what it lacks. Refused `unknown_enterprise`."""
    seller = enterprise.enterprise(session, seller_id)
    looked = looked_at(session, seller_id, product=product, lot=lot)
    return Evidence(
        seller_id=seller_id,
        seller=seller.name,
        looked=looked,
        basis=tuple(statute(one).cited for one in BASIS),
        wanting=tuple(_wanting(looked)),
    )


def _wanting(looked: tuple[Looked, ...]) -> Iterator[Text]:
    """It shows what it shows: whether that excuses anything, people decide."""
    if not looked:
        yield Text(zh="没有符合条件的进货查验记录。", en="There is no record of such a goods-in check.")
    if sources := [one.check_id for one in looked if one.supplier is None]:
        yield Text(
            zh=f"{len(sources)}次查验没有记载进货来源。",
            en=f"{len(sources)} of the checks do not say from whom the goods came.",
        )
    if proofs := [one.check_id for one in looked if one.proof_of_inspection is None]:
        yield Text(
            zh=f"{len(proofs)}次查验没有记载查验了何种产品合格证明。",
            en=f"{len(proofs)} of the checks do not say which proof of inspection was looked at.",
        )
