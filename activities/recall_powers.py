"""Who may do what in a recall (召回): its producer, a seller that had the goods, an officer by his document or role."""

from sqlmodel import Session

from activities.law import Law
from activities.persons import refuse_left, refuse_role
from domain.errors import Refused
from domain.recall import Beginning, Behind, Closing, Figure, RecallAct, Receipt, SellerReport
from models import document, matter, office
from models.recall import RecallRow
from notices import catalog

ORDERS = {"order", "coercive", "penalty"}  # natures of documents that order something


def refuse_other_producer(producer_id: str, act: RecallAct) -> None:
    if act.actor != producer_id:
        zh, en = "只有召回产品的生产者可以办理此项。", "Only the producer of the recalled goods can do this."
        raise Refused("not_the_producer", zh=zh, en=en, field="actor", value=act.actor)


def refuse_without_order(session: Session, law: Law, producer_id: str, act: Beginning, document_id: str) -> None:
    """消费者权益保护法 33: an order binds its addressee by its served document. Refused as said by each code."""
    officer = office.officer(session, act.actor)
    refuse_left(officer, act.received_at)
    if role := law.approval("recall").reports:
        refuse_role(officer, role)
    paper, served = document.served(session, document_id)
    refusals = {
        "officer_of_another_region": (officer.office_id != act.office_id, "actor", act.actor,
            "登记人员不是责令召回部门的人员。", "The officer does not belong to the office that orders."),
        "document_of_another_office": (paper.office_id != act.office_id, "document_id", document_id,
            "这份文书不是该部门制作的。", "The document is not of that office."),
        "document_orders_nothing": (catalog.kind(paper.kind).nature not in ORDERS, "document_id", document_id,
            "这份文书没有责令任何事项。", "The document orders nothing."),
        "document_of_another_party": (
            matter.lock(session, paper.matter_id).party_id != producer_id, "document_id", document_id,
            "这份文书没有送达该产品的生产者。", "The document is not addressed to the producer of the goods."),
        "served_after_recorded": (served.served_at > act.received_at, "document_id", document_id,
            "送达时间应当在登记之前。", "A document is served before what it orders is recorded."),
    }  # fmt: skip
    for code, (wrong, field, value, zh, en) in refusals.items():
        if wrong:
            raise Refused(code, zh=zh, en=en, field=field, value=value)


def refuse_without_power(
    session: Session, law: Law, row: RecallRow, act: RecallAct, things: tuple[Behind, ...]
) -> None:
    """Refused `not_the_producer`, `not_a_seller_of_it`, `unknown_officer`, `not_a_head_of_department`,
    `officer_of_another_region`, `only_the_authority_closes`."""
    match act:
        case Receipt():
            _refuse_other_seller(act, {one.seller_id for one in things if one.figure is Figure.SELLERS_KNOWN})
        case SellerReport():
            had = {one.seller_id for one in things
                   if one.figure is Figure.UNITS_RECEIVED and one.lot_id == act.lot_id}  # fmt: skip
            _refuse_other_seller(act, had)
        case Closing() if act.actor != row.producer_id:
            officer = office.officer(session, act.actor)
            refuse_left(officer, act.received_at)
            if role := law.approval("recall_closing").reports:
                refuse_role(officer, role)
            if officer.office_id != row.office_id:
                zh, en = "不是本次召回的主管部门人员。", "This officer's office does not supervise the recall."
                raise Refused("officer_of_another_region", zh=zh, en=en, field="actor", value=act.actor)
        case Closing() if row.document_id is not None:
            zh, en = "责令的召回由责令的部门结束。", "A recall that was ordered is ended by the office that ordered it."
            raise Refused("only_the_authority_closes", zh=zh, en=en, field="actor", value=act.actor)
        case _:
            refuse_other_producer(row.producer_id, act)


def _refuse_other_seller(act: Receipt | SellerReport, had: set[str | None]) -> None:
    if act.actor not in had:
        zh, en = "登记中没有该销售者购进或者销售过这一批次的记录。", "Nothing on record shows the lot with this seller."
        raise Refused("not_a_seller_of_it", zh=zh, en=en, field="actor", value=act.actor)
