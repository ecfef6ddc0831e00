"""送达回证: printed for the file when a service is complete (PR 78, 82); the signed or filmed proof lies beside it."""

from datetime import datetime
from typing import Any

from sqlmodel import Session

from activities import issuing
from activities.law import Law
from activities.matter_deeds import title_of
from domain.acts import Attempt, Service
from domain.calendar import legal_day
from domain.service import Manner
from domain.wording import chinese_day
from models import address, service_attempt
from models.document import DocumentRow
from models.matter import MatterRow, StepRow
from models.named import named
from notices import catalog, render

KIND = "service_receipt"
_REMARKED = ("through", "confirmation", "postal_number", "difficulty", "recording", "proof")


def print_receipt(
    session: Session,
    law: Law,
    row: MatterRow,
    step: StepRow,
    paper: DocumentRow,
    act: Service,
    served_at: datetime,
    *,
    again: datetime | None = None,
) -> None:
    """`served_at` is the moment in law; `again` is when it was counted again, which a receipt of its own states. What
    needs no ladder has none. Refused as `activities.issuing` refuses."""
    if act.manner is Manner.INFORMAL:
        return
    contents = {
        "documents": [{"title": catalog.kind(paper.kind).title.zh, "number": paper.number}],
        "addressee": render.readable(named(session, paper.addressee or ""), lines=False),
        "place": act.place,
        "manner": f"{act.manner.zh}（{'、'.join(law.articles(law.manner(act.manner).basis))}）",
        "served_on": legal_day(served_at),
        "received_by": act.signed_by,
        "relation": act.relation,
        "refusal": act.refusal,
        "witness": act.witness,
        "officers": issuing.officers(session, (act.actor, act.second_officer)),
        "remarks": "\n".join(_remarks(session, paper, act, served_at)) or None,
    }
    at = again or act.received_at
    issuing.issue(session, row, step, KIND, contents, at, act_id=act.act_id, again=again is not None)


def refuse_unprintable(session: Session, row: MatterRow, act: Attempt) -> None:
    """What an attempt states is printed on the receipt of a later announcement. Refused as `activities.issuing`."""
    contents = {
        "documents": [{"title": KIND}],
        "addressee": KIND,
        "officers": issuing.officers(session, (act.actor, act.second_officer)),
        "remarks": act.proof,
    }
    issuing.refuse_unprintable(session, row, KIND, contents, act.received_at)


def _remarks(session: Session, paper: DocumentRow, act: Service, served_at: datetime) -> list[str]:
    told: dict[str, Any] = {name: getattr(act, name) for name in _REMARKED}
    if act.confirmation is not None:
        confirmed = address.confirmation(session, act.confirmation)
        told["confirmation"] = f"{confirmed.kind.zh}{confirmed.address}（{chinese_day(confirmed.signed_on)}签署）"
    lines = [f"{title_of(name).zh}：{value}" for name, value in told.items() if value]
    if act.manner is Manner.ANNOUNCEMENT:
        published, served = chinese_day(legal_day(act.served_at)), chinese_day(legal_day(served_at))
        lines.append(f"公告于{published}发布，至{served}视为送达。此前的送达经过：")
        lines += [
            f"{chinese_day(legal_day(one.tried_at))}，{one.manner.zh}，{one.failure.zh}（{one.proof}）"
            for one in service_attempt.of_document(session, paper.document_id)
        ]
    return lines
