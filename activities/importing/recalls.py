"""Rows of published recall notices (召回公告): what the source says of real firms, and no more."""

from sqlmodel import Session

from domain.imports import Outcome, Question
from domain.recall_notice import NOTHING, RecallNotice
from models import recall_notice
from models.enterprise import enter_enterprise
from models.imports import ImportRow
from models.recall_notice import RecallNoticeRow


def enter(session: Session, run: ImportRow, row: RecallNotice) -> Outcome:
    producer = None
    if row.producer not in NOTHING:
        producer = enter_enterprise(session, row.producer, rehearsal=False)
    notice_id = recall_notice.notice_id(row.source_id)
    new = recall_notice.enter(
        session,
        RecallNoticeRow(
            notice_id=notice_id,
            producer_id=producer,
            quantity=row.quantity,
            days=list(row.days),
            **row.model_dump(),
        ),
    )
    return Outcome(new, tuple(one._replace(subject=notice_id) for one in _asked(row)) if new else ())


def _asked(row: RecallNotice) -> list[Question]:
    asked = []
    if row.producer in NOTHING:
        asked.append(Question("producer_not_stated", "没有写明生产者。", "No producer is stated.", "producer"))
    if row.product == row.title:
        zh, en = "产品一栏写的是公告标题。", "Under the product stands the title of the notice."
        asked.append(Question("product_is_title", zh, en, "product", row.product[:80]))
    if row.quantity is None:
        stated = row.quantity_stated.strip() not in NOTHING
        zh = "召回数量无法确定。" if stated else "没有写明召回数量。"
        en = "The quantity cannot be read with certainty." if stated else "No quantity is stated."
        asked.append(Question("quantity_unreadable" if stated else "quantity_not_stated", zh, en, "quantity_stated"))
        asked[-1] = asked[-1]._replace(value=row.quantity_stated or None)
    for word in row.unreadable_days:
        asked.append(Question("day_unreadable", "这不是一个日期。", "This is no day.", "lots", word))
    return asked
