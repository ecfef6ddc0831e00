"""Enforcement of an order through the court (申请强制执行): urging, the party heard, the application in its window."""

from datetime import datetime
from typing import Any

from sqlmodel import Session

from activities import correction, issuing, order_to_correct, outcomes
from activities.law import Law
from domain.acts import Approval, Defence, Draft, Outcome
from domain.calendar import legal_day
from domain.errors import Refused
from domain.results import Result
from domain.steps import StepKind
from models import document, matter, office
from models.matter import MatterRow, StepRow
from notices import render

URGING, APPLICATION = "urging_notice", "enforcement_application"
STEPS = {StepKind.URGING, StepKind.COURT_APPLICATION}


def propose(session: Session, law: Law, row: MatterRow, step: StepRow, draft: Draft) -> None:
    """A draft is held against what its paper must state. Refused `draft_incomplete`, `result_not_possible`, and as
    `activities.issuing.refuse_unprintable` refuses."""
    if step.kind is StepKind.URGING:
        if draft.proposes is not Result.SERVED:
            raise outcomes.impossible(step, draft.proposes)
        outcomes.refuse_without(draft, "manner", "催告应当写明履行义务的方式", "State how the order is to be performed")
        issuing.refuse_unprintable(session, row, URGING, _urging(session, law, row, step, draft), draft.received_at)
    if step.kind is StepKind.COURT_APPLICATION:
        zh, en = "应当写明当事人未申请复议、未起诉的核实情况", "State how it was verified that no remedy was used"
        outcomes.refuse_without(draft, "remedies", zh, en)
        contents = _application(session, law, row, step, draft)
        issuing.refuse_unprintable(session, row, APPLICATION, contents, draft.received_at)


def approve(session: Session, law: Law, row: MatterRow, step: StepRow, act: Approval) -> None:
    """Make the approved paper: the urging for the party, the application for the court.

    Refused `remedies_still_open`, `court_enforcement_too_late`, and as `activities.issuing.issue` refuses.
    """
    draft = matter.last_act(session, step.matter_id, step.number, Draft)
    if step.kind is StepKind.URGING:
        contents, kind, addressee = _urging(session, law, row, step, draft), URGING, row.party_id
    else:
        _refuse_outside(step, act.received_at)
        contents, kind, addressee = _application(session, law, row, step, draft), APPLICATION, None
    issuing.issue(session, row, step, kind, contents, act.received_at, addressee=addressee, act_id=act.act_id)


def refuse_report(session: Session, step: StepRow, act: Outcome) -> None:
    """Refused `result_not_possible`, `urging_not_over`, `no_defence`, `defence_not_examined`, `proof_missing`,
    `remedies_still_open`, `court_enforcement_too_late`."""
    if step.kind is StepKind.URGING:
        return _refuse_after_urging(session, step, act)
    if act.result is not Result.DROPPED and not act.proof:
        zh, en = "应当写明法院的收件凭证", "Name the court's receipt"
        raise _refused("proof_missing", zh, en, "proof")
    if act.result is Result.SUBMITTED:
        _refuse_outside(step, act.happened_at or act.received_at)


def defences(session: Session, urging: StepRow) -> list[Defence]:
    found = (row.value() for row in matter.acts(session, urging.matter_id, urging.number))
    return [one for one in found if isinstance(one, Defence)]


def _refuse_after_urging(session: Session, step: StepRow, act: Outcome) -> None:
    """Only after its period an order counts as not performed (行政强制法 54); a defence is examined first (36)."""
    if act.result is Result.SERVED:
        raise outcomes.impossible(step, act.result)
    heard = defences(session, step)
    if act.result is Result.DEFENCE_ACCEPTED and not heard:
        raise _refused("no_defence", "当事人没有提出陈述申辩", "The party has made no defence", "result")
    if act.result is not Result.UNPERFORMED:
        return
    if step.due_at is None or act.received_at < step.due_at:
        raise _refused("urging_not_over", "催告期限尚未届满", "The period of the urging is not over yet", "received_at")
    if heard and not act.examined:
        zh, en = "应当写明对陈述申辩的复核情况", "State how the party's defence was examined"
        raise _refused("defence_not_examined", zh, en, "examined")


def _refuse_outside(step: StepRow, at: datetime) -> None:
    """行政强制法 53: once the party's own remedies are over, and within the period that runs from then."""
    if step.period_from is None or step.due_at is None:
        raise RuntimeError(f"step {step.number} of {step.matter_id} applies to the court without a window")
    if at <= step.period_from:
        day = legal_day(step.period_from)
        zh = f"当事人申请复议、提起诉讼的期限至{day}届满，此前不得申请"
        en = f"Until {day} the party may still seek a remedy"
        raise _refused("remedies_still_open", zh, en, "received_at")
    if at >= step.due_at:
        zh, en = "申请强制执行的期限已经届满", "The period for the application to the court is over"
        raise _refused("court_enforcement_too_late", zh, en, "received_at")


def _common(session: Session, law: Law, step: StepRow) -> dict[str, Any]:
    """The order, and what of it is still open."""
    order = correction.order_before(session, step)
    assert order is not None, "an order is urged and enforced only where there is one"
    assert order.happened_at is not None
    paper = order_to_correct.paper(session, order)
    assert paper is not None
    return {
        "order_number": paper.number,
        "order_served_on": legal_day(order.happened_at),
        "order_basis": law.articles(order.basis),
        "demands": list(correction.left_open(session, order) or ()),
        "basis": law.articles(step.basis),
    }


def _urging(session: Session, law: Law, row: MatterRow, step: StepRow, draft: Draft) -> dict[str, Any]:
    assert step.period is not None
    return _common(session, law, step) | {
        "facts": draft.statement,
        "manner": draft.manner,
        "period": law.length(step.period, draft.received_at),
        "report_to": office.office(session, row.office_id).name,
        "officers": issuing.officers(session, (draft.actor, draft.second_officer)),
    }


def _application(session: Session, law: Law, row: MatterRow, step: StepRow, draft: Draft) -> dict[str, Any]:
    urging = [one for one in matter.steps(session, step.matter_id) if one.kind is StepKind.URGING][-1]
    paper = next(one for one in document.of_step(session, urging) if one.kind == URGING)
    outcome = matter.last_act(session, urging.matter_id, urging.number, Outcome)
    assert step.period_from is not None
    return _common(session, law, step) | {
        "court": office.office(session, row.office_id).court,
        "facts": draft.statement,
        "remedies_over_on": legal_day(step.period_from),
        "remedies": draft.remedies,
        "urging_number": paper.number,
        "urging_served_on": legal_day(document.served(session, paper.document_id)[1].served_at),
        "defences": [render.readable(one.statement) for one in defences(session, urging)],
        "examined": outcome.examined,
    }


def _refused(code: str, zh: str, en: str, field: str) -> Refused:
    return Refused(code, zh=f"{zh}。", en=f"{en}.", field=field)
