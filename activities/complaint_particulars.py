"""What a complaint states (投诉内容), for the officers who handle it: it stands in no chain and no message."""

from collections.abc import Iterator

from sqlmodel import Session

from activities import complaining
from domain.base import Text
from domain.complaint import Complaint
from domain.representation import Complainant
from domain.wording import yuan
from models.matter import MatterRow


def of_matter(session: Session, row: MatterRow) -> tuple[Text, ...]:
    """In lines; none where the matter is about no complaint."""
    return tuple(_told(complaining.of_matter(session, row))) if row.complaint_id else ()


def _told(taken: Complaint) -> Iterator[Text]:
    for one in taken.complainants.people:
        yield from _person(one)
    if taken.complainants.representatives:
        names = taken.complainants.representatives
        yield Text(zh=f"代表人：{'、'.join(names)}", en=f"representatives: {', '.join(names)}")
    trader = taken.respondent
    code = f"，{trader.credit_code}" if trader.credit_code else ""
    yield Text(
        zh=f"被投诉人：{trader.name}，{trader.address}{code}",
        en=f"respondent: {trader.name}, {trader.address}{code.replace('，', ', ')}",
    )
    lot = Text(zh=f"，批次{taken.lot}", en=f", lot {taken.lot}") if taken.lot else Text(zh="", en="")
    paper = (
        Text(zh=f"，合格证{taken.certificate}", en=f", certificate {taken.certificate}")
        if taken.certificate
        else Text(zh="", en="")
    )
    yield Text(
        zh=f"商品：{taken.goods}，{yuan(taken.price_fen)}元，{taken.traded_on}购买，{taken.known_on}得知{lot.zh}{paper.zh}",
        en=f"goods: {taken.goods}, {yuan(taken.price_fen)} yuan, bought on {taken.traded_on}, "
        f"known of on {taken.known_on}{lot.en}{paper.en}",
    )
    yield Text(zh=f"请求：{taken.request}", en=f"asks: {taken.request}")
    yield Text(zh=f"事实：{taken.facts}", en=f"facts: {taken.facts}")


def _person(one: Complainant) -> Iterator[Text]:
    reached = f"{one.phone}，{one.address}"
    yield Text(zh=f"投诉人：{one.name}，{reached}", en=f"complainant: {one.name}, {reached.replace('，', ', ', 1)}")
    if one.agent:
        paper = one.agent.authority.document if one.agent.authority else "—"
        yield Text(zh=f"委托代理人：{one.agent.name}（{paper}）", en=f"agent: {one.agent.name} ({paper})")
