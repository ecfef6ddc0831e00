"""Extension of an order's period (延期改正): requests taken in time, alarmed while unanswered, answered in writing."""

from datetime import datetime
from typing import Any

from sqlmodel import Session

from activities import clock, issuing, order_to_correct
from activities.law import Law
from domain.acts import Extension, ExtensionRefusal, ExtensionRequest
from domain.base import Text
from domain.calendar import legal_day
from domain.errors import Refused
from domain.extension import unanswered
from domain.steps import StepKind
from domain.timeliness import postmark
from models import audit, matter, message
from models.matter import MatterRow, StepRow
from notices import render

KIND = "extension_answer"


def ask(session: Session, row: MatterRow, step: StepRow, act: ExtensionRequest) -> None:
    """Take a request of the party; its postmark counts (PR 80). The office is told at once.

    Refused `extension_asked_too_late`, `extension_asked_already`.
    """
    if step.due_at is not None and postmark(act) >= step.due_at:
        raise Refused(
            "extension_asked_too_late",
            zh="改正期限已经届满，延期申请应当在届满前提出。",
            en="The period to correct is over: an extension is asked for before its end.",
            field="received_at",
            value=act.received_at.isoformat(),
        )
    before = [one.kind for one in matter.acts(session, step.matter_id, step.number) if one.act_id != act.act_id]
    if unanswered(before):
        raise Refused(
            "extension_asked_already",
            zh="前一次延期申请尚未答复。",
            en="An extension has been asked for already, and is not answered yet.",
            field="kind",
            value=act.kind,
        )
    about, at = f"asked {act.act_id}", act.received_at
    message.tell(session, row.office_id, step.matter_id, step.number, about, at, _asked(step))


def answer(session: Session, law: Law, row: MatterRow, step: StepRow, act: Extension | ExtensionRefusal) -> None:
    """Print what the head has decided, for the party. Refused `no_extension_asked` where there is nothing to refuse,
    and as `activities.issuing.issue` refuses."""
    acts = [one for one in matter.acts(session, step.matter_id, step.number) if one.act_id != act.act_id]
    request = _request(session, step) if unanswered(one.kind for one in acts) else None
    if request is None and isinstance(act, ExtensionRefusal):
        raise Refused(
            "no_extension_asked",
            zh="没有尚待答复的延期申请。",
            en="There is no request for an extension that waits for an answer.",
            field="kind",
            value=act.kind,
        )
    contents = _contents(session, law, step, act) | (_asked_for(request) if request else {})
    issuing.issue(session, row, step, KIND, contents, act.received_at, addressee=row.party_id, act_id=act.act_id)


def alarm(session: Session, step: StepRow, about: str, now: datetime) -> None:
    """Tell the office, once for each `about`, that a request is not answered while its period runs out."""
    if step.kind is not StepKind.ORDER_TO_CORRECT:
        return
    if not unanswered(one.kind for one in matter.acts(session, step.matter_id, step.number)):
        return
    office_id = matter.known(session, step.matter_id).office_id
    if message.tell(session, office_id, step.matter_id, step.number, f"unanswered {about}", now, _asked(step)):
        chain = audit.of_matter(step.matter_id)
        audit.append(session, chain, at=now, actor=audit.CLOCK, event="extension_unanswered", step=step.number)


def _request(session: Session, step: StepRow) -> ExtensionRequest:
    return matter.last_act(session, step.matter_id, step.number, ExtensionRequest)


def _contents(session: Session, law: Law, step: StepRow, act: Extension | ExtensionRefusal) -> dict[str, Any]:
    order = order_to_correct.paper(session, step)
    assert order is not None, "an extension is answered once the order is served"
    due = clock.due_of_step(step)
    granted = isinstance(act, Extension)
    return {
        "order_number": order.number,
        "granted_days": act.count if isinstance(act, Extension) else None,
        "due": due.on if due else None,
        "due_explanation": due.explanation.zh if due and granted else None,
        "reason": act.reason,
        "basis": law.articles(due.basis if due else step.basis),
    }


def _asked_for(request: ExtensionRequest) -> dict[str, Any]:
    asked_on = legal_day(postmark(request))
    because = render.readable(request.reason)
    return {"requested_on": asked_on, "requested_days": request.count, "requested_because": because}


def _asked(step: StepRow) -> Text:
    due = clock.due_of_step(step)
    zh, en = (f"，改正期限于{due.on}24时届满", f"; its period ends on {due.on} at 24:00") if due else ("", "")
    return Text(
        zh=f"事项“{step.matter_id}”第{step.number}步“{step.kind.zh}”有延期申请尚待答复{zh}。",
        en=f"An extension asked for in step {step.number} ({step.kind.en}) of matter {step.matter_id} waits for its "
        f"answer{en}.",
    )
