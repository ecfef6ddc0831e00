"""Telling (告知) of an application: its producer, the laboratory, the platform; once for each thing. No official act:
what is not issued is a message of the service contract, and says how to object under it."""

from datetime import datetime

from sqlmodel import Session

from domain.base import Text
from domain.calendar import legal_day
from domain.certificate_act import Freeze, Recall, StopSale, Unfreeze
from models import message
from models.issuance import LotApplicationRow

PLATFORM = "platform"  # the inbox that all operators of the platform share


def tell(session: Session, row: LotApplicationRow, recipient: str, about: str, at: datetime, text: Text) -> bool:
    """False where it has been told before."""
    return message.tell_of_application(session, recipient, row.application_id, about, at, text)


def not_issued(row: LotApplicationRow, why: Text) -> Text:
    return Text(
        zh=f"申请“{row.application_id}”未予开具合格证。原因：{why.zh}。本告知依平台服务条款作出，不是行政决定；"
        "如有异议，可以依平台服务条款在平台提出并说明理由，平台将附理由答复。",
        en=f"No certificate is issued on application {row.application_id}. Reason: {why.en}. This is a message under "
        "the service terms of the platform and no official decision; you can object under them, and will be answered "
        "with reasons.",
    )


def issued(row: LotApplicationRow, number: str) -> Text:
    return Text(
        zh=f"申请“{row.application_id}”的合格证“{number}”已登记。合格证是生产者自己的声明。",
        en=f"Certificate {number} on application {row.application_id} is registered. It is the producer's declaration.",
    )


def ordered(row: LotApplicationRow) -> Text:
    return Text(
        zh=f"申请“{row.application_id}”委托你机构进行出厂检验，请受理并承诺完成日期，或者说明理由退回。",
        en=f"An inspection is ordered for application {row.application_id}: accept with a day, or say why not.",
    )


def accepted(row: LotApplicationRow, due_at: datetime) -> Text:
    """`due_at` is exclusive: the day before it is the last."""
    on = legal_day(due_at - due_at.resolution)
    return Text(
        zh=f"检验机构已受理申请“{row.application_id}”的委托，承诺于{on}前（含当日）完成检验。",
        en=f"The institute has accepted the order for application {row.application_id} and will inspect by {on}.",
    )


def declined(row: LotApplicationRow, reason: str) -> Text:
    return Text(
        zh=f"检验机构没有受理申请“{row.application_id}”的委托：{reason}。请另行选定检验机构。",
        en=f"The laboratory has declined the order for application {row.application_id}: {reason}. Choose another.",
    )


def objected(row: LotApplicationRow) -> Text:
    return Text(
        zh=f"申请“{row.application_id}”的申请人提出异议，请附理由答复。",
        en=f"The producer objects to the outcome of application {row.application_id}: answer with reasons.",
    )


def answered(row: LotApplicationRow, reason: str) -> Text:
    outcome_zh = "维持原结果" if row.refused_at else "由另一机构重新检验"
    outcome_en = "the outcome is upheld" if row.refused_at else "another institute inspects again"
    return Text(
        zh=f"对申请“{row.application_id}”异议的答复：{outcome_zh}。理由：{reason}",
        en=f"The objection on application {row.application_id} is answered: {outcome_en}. Reasons: {reason}",
    )


def state_changed(row: LotApplicationRow, act: Freeze | Unfreeze | StopSale | Recall) -> Text:
    match act:
        case Freeze():
            zh, en = f"平台冻结其数据（{act.cause.zh}）：{act.reason}", f"is frozen ({act.cause.en}): {act.reason}"
        case Unfreeze():
            zh, en = f"平台解除冻结：{act.reason}", f"is no longer frozen: {act.reason}"
        case StopSale():
            zh, en = "责令停止销售", "comes under a stop-sale order"
            zh, en = ("责令停止销售已解除", "is no longer under the stop-sale order") if act.ends else (zh, en)
        case Recall():
            zh, en = ("召回已结束", "is no longer under recall") if act.ends else ("责令召回", "is under recall")
    of = row.application_id
    return Text(zh=f"申请“{of}”的合格证：{zh}。", en=f"The certificate of application {of} {en}.")


def due_soon(row: LotApplicationRow, due_at: datetime) -> Text:
    """`due_at` is exclusive: the day before it is the last."""
    on = legal_day(due_at - due_at.resolution)
    return Text(
        zh=f"申请“{row.application_id}”的出厂检验，承诺的完成日期是{on}。",
        en=f"The inspection of application {row.application_id} was undertaken by {on}.",
    )


def overdue(row: LotApplicationRow, due_at: datetime) -> Text:
    on = legal_day(due_at - due_at.resolution)
    return Text(
        zh=f"申请“{row.application_id}”的出厂检验已超过检验机构承诺的完成日期{on}。",
        en=f"The inspection of application {row.application_id} is past {on}, by which the institute undertook it.",
    )
