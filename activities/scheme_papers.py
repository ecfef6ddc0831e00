"""Papers of a scheme (运营者函件): printed and stored in the transaction of what makes them, and vouched for."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlmodel import Session

from activities.issuing import party
from domain.accounts import Event
from domain.calendar import legal_day
from domain.compensation import Delivery
from domain.errors import Refused
from domain.scheme_paper import Recipient
from models import audit, compensation, document, scheme_paper
from models.compensation import CompensationRow
from models.scheme import AgreementRow, SchemeRow
from models.scheme_paper import SchemePaperRow
from notices import catalog, render
from notices.catalog import NoticeField
from rules import statutes


def issue(
    session: Session, row: CompensationRow, kind_id: str, contents: dict[str, Any], recipient: Recipient, event: Event
) -> SchemePaperRow:
    """Make a paper of a payment; `contents` are the fields of its kind that scheme and agreement do not tell already.

    Nothing that somebody wrote can keep it from being printed (`notices.render.readable`): what a bank has done is
    on record whatever its payee is called.
    """
    kind, day = catalog.kind(kind_id), legal_day(event.at)
    ordinal = scheme_paper.count(session, row.compensation_id) + 1
    paper_id = f"{row.compensation_id}/{ordinal}"
    scheme, agreement = session.get_one(SchemeRow, row.scheme_id), session.get_one(AgreementRow, row.agreement_id)
    known = {
        "operator": scheme.operator_name,
        "scheme": scheme.name,
        "number": paper_id,
        "rehearsal": row.rehearsal,
        "issued_on": day,
        "party": party(session, row.liable_id, day),
        "agreement": {"number": agreement.agreement_id, "joined_on": agreement.joined_on},
        "dispute_route": agreement.dispute_route,
        "contact": scheme.contact,
        "compensation": row.compensation_id,
        "claim": row.claim_id,
        "consumer": row.consumer,
    }
    cited = {name: [statutes.statute(one).cited.zh for one in of.cites] for name, of in kind.fields.items() if of.cites}
    told = {name: value for name, value in known.items() if name in kind.fields}
    context = _legible(kind.fields, told | cited | contents)
    printed = render.render(kind_id, context)
    paper = SchemePaperRow(
        paper_id=paper_id,
        compensation_id=row.compensation_id,
        ordinal=ordinal,
        kind=kind_id,
        event_id=event.posting_id,
        recipient=recipient,
        issued_on=day,
        issued_at=event.at,
        context=document.as_json(context),
        pdf=printed.pdf,
        sha256=printed.sha256,
    )
    session.add(paper)
    session.flush()
    chain, detail = audit.of_compensation(row.compensation_id), {"kind": kind_id, "sha256": printed.sha256}
    audit.append(session, chain, at=event.at, actor=audit.PROGRAM, event="issued", document=paper_id, **detail)
    return paper


def refuse_undelivered(session: Session, row: CompensationRow, act: Delivery) -> None:
    """A paper of this payment for the consumer reaches him once, and no earlier than it was made. Refused
    `unknown_paper`, `not_for_the_consumer`, `delivered_already`, `received_on_impossible`."""
    paper = scheme_paper.paper(session, act.paper)
    if (paper.compensation_id, paper.recipient) != (row.compensation_id, Recipient.CONSUMER):
        zh, en = "这不是本笔赔付送交消费者的函件。", "This is no paper of this payment for the consumer."
        raise Refused("not_for_the_consumer", zh=zh, en=en, field="paper", value=act.paper)
    acts = compensation.acts(session, row.compensation_id, act.kind)  # this one is entered already
    if sum(one.content["paper"] == act.paper for one in acts) > 1:
        zh, en = "该函件的送交已经登记。", "That it has reached him is on record."
        raise Refused("delivered_already", zh=zh, en=en, field="paper", value=act.paper)
    refuse_day(paper, act.received_on, act.received_at)


def refuse_day(paper: SchemePaperRow, on: date, recorded_at: datetime) -> None:
    """Refused `received_on_impossible`."""
    if not paper.issued_on <= on <= legal_day(recorded_at):
        zh, en = "收到日期应当在制作之后、登记之前。", "It arrives after it was made and before that is recorded."
        raise Refused("received_on_impossible", zh=zh, en=en, field="received_on", value=on.isoformat())


def _legible(fields: Mapping[str, NoticeField], given: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _shown(fields[name], value) for name, value in given.items()}


def _shown(field: NoticeField, value: Any) -> Any:
    match value:
        case str():
            return render.readable(value, lines=field.type == "text")
        case dict():
            return _legible(field.fields, value)
        case list():
            return [_legible(field.fields, one) if field.fields else render.readable(one) for one in value]
        case _:
            return value
