"""The file of a payment (先行赔付案卷): who decided what on which facts, what the bank did, what is owed, which papers
there are. A small claim (小额诉讼) is filed with it, and a screen shows it."""

from datetime import date
from typing import Any

from sqlmodel import Session

from activities.compensation_events import events
from activities.scheme_letters import came_back
from domain.accounts import yuan
from domain.compensation import CompensationEnding
from domain.compensation_story import Listed, Money, Paper, Story
from domain.scheme_paper import RECEIPT_OF
from models import accounts, audit, bank, compensation, enterprise, judgement, scheme_paper
from models.compensation import CompensationRow
from models.scheme import AgreementRow, SchemeRow
from notices import catalog


def story(session: Session, compensation_id: str) -> Story:
    """Refused `unknown_compensation`."""
    row = compensation.compensation(session, compensation_id)
    acts, chain = compensation.acts(session, compensation_id), audit.of_compensation(compensation_id)
    decided = [act.act_id for act in acts if act.kind == "decision"]
    of = session.get_one(SchemeRow, row.scheme_id)
    return Story(
        payment=row.model_dump(mode="json"),
        scheme=of.name,
        operator=of.operator_name,
        liable=enterprise.enterprise(session, row.liable_id).name,
        agreement=session.get_one(AgreementRow, row.agreement_id).model_dump(mode="json"),
        money=money(session, row),
        owed=yuan(compensation.owed(session, row)),
        acts=tuple(act.content for act in acts),
        judgements=tuple(_judged(session, one) for one in decided),
        orders=tuple(one.model_dump(mode="json") for one in bank.orders(session, compensation_id)),
        papers=tuple(_papers(session, compensation_id)),
        accounts=accounts.of_payment(session, compensation_id),
        timeline=tuple(one.model_dump(mode="json") for one in audit.entries(session, chain)),
        events=tuple(events(session, row)),
    )


def listing(session: Session, scheme_id: str | None, most: int, *, open_only: bool) -> list[Listed]:
    """The payments of a scheme, or of all, the newest first."""
    return [_listed(session, row) for row in compensation.newest(session, scheme_id, most, open_only=open_only)]


def _listed(session: Session, row: CompensationRow) -> Listed:
    told = row.model_dump(include=set(Listed.model_fields))
    liable = enterprise.enterprise(session, row.liable_id).name
    papers = scheme_paper.count(session, row.compensation_id)
    return Listed(**told, liable=liable, money=money(session, row), papers=papers)


def money(session: Session, row: CompensationRow) -> Money:
    return Money(
        asked=row.asked_refund_fen + row.asked_damage_fen,
        decided=row.payable_fen if row.decided_at and row.ending is not CompensationEnding.DECLINED else 0,
        paid=accounts.paid_out(session, row.compensation_id),
        owed=compensation.owed(session, row),
        **came_back(session, row),
    )


def _papers(session: Session, compensation_id: str) -> list[Paper]:
    """The first arrival is that of the first letter of its kind, and so on; of one for the consumer, its own."""
    arrived = {
        letter.value: [act.content["received_on"] for act in compensation.acts(session, compensation_id, kind)]
        for kind, letter in RECEIPT_OF.items()
    }
    papers = scheme_paper.papers(session, compensation_id)
    on = {one.paper_id: days.pop(0) for one in papers if (days := arrived.get(one.kind))}
    delivered = compensation.acts(session, compensation_id, "delivery")
    on |= {act.content["paper"]: act.content["received_on"] for act in delivered}
    return [
        Paper(
            paper_id=one.paper_id, kind=one.kind, title=catalog.kind(one.kind).title, recipient=one.recipient,
            issued_on=one.issued_on, sha256=one.sha256,
            arrived_on=date.fromisoformat(on[one.paper_id]) if one.paper_id in on else None,
        )
        for one in papers
    ]  # fmt: skip


def _judged(session: Session, act_id: str) -> dict[str, Any]:
    one = judgement.stored(session, act_id)
    found = judgement.findings(session, one.judgement_id)
    kept = one.model_dump(mode="json", include={"judged_on", "fingerprint", "facts", "not_evaluated"})
    return kept | {"findings": [row.model_dump(mode="json", include={"rule", "title", "basis"}) for row in found]}
