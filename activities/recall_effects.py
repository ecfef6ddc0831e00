"""What acts in a recall (召回) must hold against the register, and what they change in it."""

from collections import Counter
from datetime import datetime
from typing import Any

from sqlalchemy import text
from sqlmodel import Session

from activities.law import Law
from activities.recall_powers import refuse_other_producer, refuse_without_order
from activities.receipt import refuse_future
from domain.certificate_state import CertificateState, StateActor
from domain.errors import Refused
from domain.recall import (
    RECOVERED,
    Beginning,
    Behind,
    Closing,
    Figure,
    Measure,
    Plan,
    RecallAct,
    RecallPhase,
    SellerReport,
    circulating,
    effectiveness,
    total,
)
from models import audit, document, enterprise, office, recall
from models.certificate import CertificateStateRow
from models.enterprise import LotRow, ProductRow
from models.recall import RecallLotRow, RecallRow


def begin(session: Session, law: Law, act: Beginning, lots: dict[str, LotRow]) -> RecallRow:
    """Enter a recall, and its state on the certificates of what it covers. Refused `unknown_product`, `unknown_lot`,
    `lot_of_another_product`, `lot_named_twice`, `serials_out_of_order`, `more_serials_than_units`, `lot_under_recall`,
    and without power."""
    product = session.get(ProductRow, act.product_id)
    if product is None:
        raise _no("unknown_product", "没有这一产品。", "There is no such product.", "product_id", act.product_id)
    maker = enterprise.enterprise(session, product.enterprise_id)
    _refuse_covers(session, act, lots)
    office.office(session, act.office_id)
    refuse_future(act.received_at, rehearsal=maker.rehearsal)
    from_at = act.received_at
    if act.document_id is None:
        refuse_other_producer(maker.enterprise_id, act)
    else:
        refuse_without_order(session, law, maker.enterprise_id, act, act.document_id)
        from_at = document.served(session, act.document_id)[1].served_at  # an order counts from its service
    row = RecallRow(
        recall_id=act.recall_id,
        product_id=act.product_id,
        producer_id=maker.enterprise_id,
        office_id=act.office_id,
        rehearsal=maker.rehearsal,
        by=StateActor.AUTHORITY if act.document_id else StateActor.PRODUCER,
        basis=list(law.approval("recall" if act.document_id else "producer_recall").basis),
        document_id=act.document_id,
        phase=RecallPhase.PLANNING,
        begun_at=act.received_at,
    )
    session.add(row)
    session.flush()
    session.add_all(RecallLotRow(recall_id=act.recall_id, **one.model_dump()) for one in act.covers)
    session.flush()
    audit.begin(session, audit.of_recall(act.recall_id))
    _enter(session, row, list(lots), from_at, row.by, row.document_id, ends=False)
    return row


def _refuse_covers(session: Session, act: Beginning, lots: dict[str, LotRow]) -> None:
    for lot_id, times in Counter(one.lot_id for one in act.covers).items():
        if lot_id not in lots:
            raise _no("unknown_lot", "没有这一批次。", "There is no such lot.", "covers", lot_id)
        if lots[lot_id].product_id != act.product_id:
            zh, en = "这一批次不属于该产品。", "The lot is of another product."
            raise _no("lot_of_another_product", zh, en, "covers", lot_id)
        if times > 1:
            raise _no("lot_named_twice", "同一批次只能列一次。", "A lot is named once.", "covers", lot_id)
    for one in act.covers:
        first, last = one.serial_from, one.serial_until
        if (first is None) is not (last is None) or (first is not None and last is not None and first > last):
            zh, en = "序列号范围应当写明首尾，且首号不大于末号。", "A range of serials has a first and a last in order."
            raise _no("serials_out_of_order", zh, en, "covers", one.lot_id)
        made = lots[one.lot_id].quantity
        if first is not None and last is not None and made is not None and last - first >= made:
            zh, en = f"序列号多于该批次的{made}件。", f"There are more serials than the {made} units of the lot."
            raise _no("more_serials_than_units", zh, en, "covers", one.lot_id)
    if found := recall.open_recall_of(session, list(lots)):
        # One unit would count in two recalls, and the end of one would end the state that the other entered.
        zh, en = f"这一批次正由召回“{found[1]}”召回，请在其中办理。", f"Recall {found[1]} covers this lot: go on in it."
        raise _no("lot_under_recall", zh, en, "covers", found[0])


def refuse_unfounded(session: Session, row: RecallRow, act: RecallAct, things: tuple[Behind, ...]) -> None:
    """Refused `more_than_received`, `more_than_sold`, `more_than_circulates`, `more_than_the_lot`, `lot_not_covered`,
    `figure_unknown`, `figure_not_reached`, `not_made_good`. What is unknown bounds nothing, and closes nothing."""
    match act:
        case Plan():
            for lot in act.unshipped:
                _refuse_lot(session, row, lot.lot_id)
                most, received = (total(things, one, lot_id=lot.lot_id)
                                  for one in (Figure.UNITS_COVERED, Figure.UNITS_RECEIVED))  # fmt: skip
                if most is not None and lot.units > most - (received or 0):
                    zh, en = "未出厂的数量超过该批次尚未销出的数量。", "The lot and its sales leave fewer units."
                    raise _no("more_than_the_lot", zh, en, "unshipped", lot.units)
        case SellerReport():
            _refuse_too_many(act, things)
        case Closing():
            _refuse_unreached(row, act, effectiveness(things, row.yardstick) if row.yardstick else None)
            measures = recall.acts(session, row.recall_id, "plan")[-1].content["measures"]
            for lot_id in act.made_good:
                _refuse_lot(session, row, lot_id)
                recovered, whole = total(things, *RECOVERED, lot_id=lot_id), circulating(things, lot_id)
                if Measure.REPAIR not in measures or recovered is None or whole is None or recovered < whole:
                    part, of = _told(recovered, "未知"), _told(whole, "未知")
                    zh = f"计划没有修理措施，或者流通的{of}件中仅处置{part}件，不能恢复销售。"
                    en = f"Nothing is repaired, or only {_told(recovered)} of {_told(whole)} units are dealt with."
                    raise _no("not_made_good", zh, en, "made_good", lot_id)


def _refuse_lot(session: Session, row: RecallRow, lot_id: str) -> None:
    if lot_id not in recall.covered(session, row.recall_id):
        raise _no("lot_not_covered", "本次召回不包括这一批次。", "The recall does not cover the lot.", "lot", lot_id)


def _refuse_too_many(act: SellerReport, things: tuple[Behind, ...]) -> None:
    own = [one for one in things if one.seller_id == act.actor]
    received = total(own, Figure.UNITS_RECEIVED, lot_id=act.lot_id)
    stated = act.on_hand + act.sold + act.returned + act.disposed
    if received is not None and stated > received:
        zh, en = f"合计{stated}件，超过进货的{received}件。", f"{stated} units are more than the {received} received."
        raise _no("more_than_received", zh, en, "returned", stated)
    if act.consumer_returns > act.sold:
        zh, en = "消费者退回的数量超过售出的数量。", "Consumers return no more units than were sold to them."
        raise _no("more_than_sold", zh, en, "consumer_returns", act.consumer_returns)
    others = [one for one in things if one.seller_id != act.actor]
    recovered = total(others, *RECOVERED, lot_id=act.lot_id)
    whole = circulating(things, act.lot_id)
    new = act.returned + act.disposed + act.consumer_returns
    if whole is not None and recovered is not None and recovered + new > whole:
        zh = f"各销售者合计退回和处置{recovered + new}件，超过流通的{whole}件。"
        en = f"All sellers together would have dealt with {recovered + new} units of {whole} in circulation."
        raise _no("more_than_circulates", zh, en, "returned", new)


def _refuse_unreached(row: RecallRow, act: Closing, reached: int | None) -> None:
    decided = act.actor != row.producer_id and act.reason is not None and act.document is not None
    if decided or (reached is not None and reached >= (row.per_mille or 0)):
        return
    if reached is None:
        zh = f"承诺{row.per_mille}‰，目前的成效因缺少数据无法计算，不能结束。"
        en = f"{row.per_mille}‰ are undertaken; what is reached is unknown, for inputs are wanting."
        raise _no("figure_unknown", zh, en, "kind", act.kind)
    zh, en = f"承诺{row.per_mille}‰，目前{reached}‰，不能结束。", f"Undertaken: {row.per_mille}‰, reached: {reached}‰."
    raise _no("figure_not_reached", zh, en, "kind", reached)


def take_effect(session: Session, row: RecallRow, act: RecallAct) -> None:
    match act:
        case Plan():
            row.yardstick, row.per_mille = act.yardstick, act.per_mille
            lots = recall.covered(session, row.recall_id)
            for one in act.unshipped:
                lots[one.lot_id].unshipped = one.units
        case Closing():
            row.closed_at = act.received_at
            by = StateActor.PRODUCER if act.actor == row.producer_id else StateActor.AUTHORITY
            _enter(session, row, list(act.made_good), act.received_at, by, act.document, ends=True)


def _enter(
    session: Session, row: RecallRow, lots: list[str], at: datetime, by: StateActor, paper: str | None, *, ends: bool
) -> None:
    """The state `recalled` on every certificate of the lots: begun where it does not last, or ended where it lasts by
    this recall. What an authority has ordered otherwise, only it ends."""
    query = text("""
        select number from certificate as c where lot_id = any(:lots) and :ends = exists (
            select from certificate_period as p
            join certificate_state as s using (certificate_number, state, from_at)
            where certificate_number = c.number and state = 'recalled' and until_at is null and not s.ends
                and (not :ends or (s.by = :by and s.document is not distinct from cast(:document as text)))
        ) order by 1
    """)
    given = {"lots": lots, "ends": ends, "by": row.by.value, "document": row.document_id}
    for number in session.execute(query, given).scalars().all():
        session.add(
            CertificateStateRow(
                certificate_number=number, state=CertificateState.RECALLED, ends=ends, from_at=at, by=by,
                basis=row.basis, document=paper,
            )
        )  # fmt: skip
    session.flush()


def _told(units: int | None, unknown: str = "unknown") -> str:
    return unknown if units is None else str(units)


def _no(code: str, zh: str, en: str, field: str, value: Any) -> Refused:
    return Refused(code, zh=zh, en=en, field=field, value=value)
