"""Withdrawal of an order to correct (撤销责令改正): by the office, or as another body has decided; what follows."""

from datetime import datetime
from typing import Any

from sqlmodel import Session

from activities import correction, issuing, order_to_correct, outcomes
from activities.law import Law
from domain.acts import Approval, Draft
from domain.errors import Refused
from domain.results import Result
from domain.steps import StepKind
from domain.withdrawal import Revoker
from models import document, matter
from models.document import DocumentRow
from models.matter import MatterRow, StepRow
from notices import catalog

KIND = "order_withdrawal"
RESTS_ON_IT = {StepKind.ORDER_TO_CORRECT, StepKind.RECHECK, StepKind.URGING, StepKind.COURT_APPLICATION,
               StepKind.COURT_RULING}  # fmt: skip


def propose(session: Session, law: Law, row: MatterRow, step: StepRow, draft: Draft) -> None:
    """Refused `draft_incomplete`, `nothing_to_withdraw`, and as `activities.issuing.refuse_unprintable` refuses."""
    if draft.proposes is not Result.WITHDRAWN:
        return
    outcomes.refuse_without(draft, "revoked_by", "应当写明由谁撤销", "Name who withdraws the order")
    if draft.revoked_by is not Revoker.OFFICE:
        outcomes.refuse_without(draft, "document", "应当写明撤销的决定或者裁判文书", "Name the decision that undoes it")
    paper = _paper(session, step)
    if paper is None:
        raise Refused(
            "nothing_to_withdraw",
            zh="责令改正通知书尚未制作，没有可以撤销的。",
            en="No order has been issued yet, so there is nothing to withdraw.",
            field="proposes",
            value=draft.proposes.value,
        )
    issuing.refuse_unprintable(session, row, KIND, _contents(law, paper, draft), draft.received_at)


def carry_out(session: Session, law: Law, row: MatterRow, step: StepRow, act: Approval) -> None:
    """The order falls, and with it what rests on it. A party that had it is told in writing, where the office decides:
    a decision of another body has reached it from there. Refused as `activities.issuing.issue` refuses."""
    draft = matter.last_act(session, step.matter_id, step.number, Draft)
    order, paper = correction.order_before(session, step), _paper(session, step)
    if draft.proposes is not Result.WITHDRAWN or order is None or paper is None:
        return
    known = document.is_served(session, paper.document_id)
    outcomes.revoke(session, step, act, RESTS_ON_IT, since=order.number)
    if draft.revoked_by is Revoker.OFFICE and known:
        _issue(session, law, row, step, paper, draft, act.received_at, act.act_id)


def _issue(
    session: Session, law: Law, row: MatterRow, step: StepRow, paper: DocumentRow, draft: Draft, at: datetime, by: str
) -> None:
    contents = _contents(law, paper, draft)
    issuing.issue(session, row, step, KIND, contents, at, addressee=row.party_id, act_id=by)


def _paper(session: Session, step: StepRow) -> DocumentRow | None:
    """The paper of the order that is to be withdrawn."""
    order = correction.order_before(session, step)
    return order_to_correct.paper(session, order) if order else None


def _contents(law: Law, paper: DocumentRow, draft: Draft) -> dict[str, Any]:
    own = catalog.kind(KIND).basis  # those of the step are also on what other bodies revoke
    return {
        "order_number": paper.number,
        "order_issued_on": paper.issued_on,
        "reason": draft.statement,
        "basis": law.articles(own),
    }
