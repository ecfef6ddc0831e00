"""The file of a payment (先行赔付案卷): who decided what on which facts, what the bank did, what is owed. A small claim
(小额诉讼) is filed with it, and a screen shows it."""

from typing import Any

from sqlmodel import Session

from domain.accounts import yuan
from domain.base import Value
from models import accounts, audit, bank, compensation, judgement, scheme_paper
from models.scheme import AgreementRow


class Story(Value):
    """JSON values. `owed` is in yuan; `accounts` are balances in fen, debits positive; `judgements` hold the facts that
    each decision read, what stood in the way, and what could not be evaluated; `papers` are without their PDFs."""

    payment: dict[str, Any]
    agreement: dict[str, Any]
    owed: str
    acts: tuple[dict[str, Any], ...]
    judgements: tuple[dict[str, Any], ...]
    orders: tuple[dict[str, Any], ...]
    papers: tuple[dict[str, Any], ...]
    accounts: dict[str, int]
    timeline: tuple[dict[str, Any], ...]


def story(session: Session, compensation_id: str) -> Story:
    """Refused `unknown_compensation`."""
    row = compensation.held(session, compensation_id)
    acts, chain = compensation.acts(session, compensation_id), audit.of_compensation(compensation_id)
    decided = [act.act_id for act in acts if act.kind == "decision"]
    return Story(
        payment=row.model_dump(mode="json"),
        agreement=session.get_one(AgreementRow, row.agreement_id).model_dump(mode="json"),
        owed=yuan(compensation.owed(session, row)),
        acts=tuple(act.content for act in acts),
        judgements=tuple(_judged(session, one) for one in decided),
        orders=tuple(one.model_dump(mode="json") for one in bank.orders(session, compensation_id)),
        papers=tuple(
            one.model_dump(mode="json", exclude={"pdf"}) for one in scheme_paper.papers(session, compensation_id)
        ),
        accounts=accounts.of_payment(session, compensation_id),
        timeline=tuple(one.model_dump(mode="json") for one in audit.entries(session, chain)),
    )


def _judged(session: Session, act_id: str) -> dict[str, Any]:
    one = judgement.stored(session, act_id)
    found = judgement.findings(session, one.judgement_id)
    kept = one.model_dump(mode="json", include={"judged_on", "fingerprint", "facts", "not_evaluated"})
    return kept | {"findings": [row.model_dump(mode="json", include={"rule", "title", "basis"}) for row in found]}
