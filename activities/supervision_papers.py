"""Papers of a supervision (督办文书), from an upper bureau to a lower one, with the figures that they rest on."""

from typing import Any

from sqlmodel import Session

from activities import issuing
from activities.law import Law
from activities.supervising import LAGS
from domain.acts import Act, Approval, Draft, Outcome, ReviewRequest
from domain.calendar import legal_day
from domain.facts import title_of
from domain.interview import Appointment, Talk
from domain.region import RegionFacts
from domain.results import Result
from domain.steps import StepKind
from domain.wording import worded
from models import document, judgement, matter, office, region, region_assessment
from models.document import DocumentRow
from models.matter import MatterRow, StepRow
from models.region_assessment import RegionAssessmentRow
from notices import render

NOTICE = "supervision_notice"


def remind(session: Session, law: Law, row: MatterRow, step: StepRow, draft: Draft) -> DocumentRow:
    """提醒函."""
    contents = _assessed(session, row) | _lags(session, law, row)
    contents |= {"reminder": draft.statement, "contact": office.officer(session, draft.actor).name}
    return _send(session, law, row, step, "bureau_reminder", contents, draft)


def supervise(session: Session, law: Law, row: MatterRow, step: StepRow, act: Approval) -> DocumentRow:
    """执法监督通知书, with the figures of the assessment on which it rests."""
    draft = matter.last_act(session, row.matter_id, step.number, Draft)
    contents = _assessed(session, row) | _lags(session, law, row)
    contents |= {
        "demands": draft.statement,
        "period": f"{draft.period_days}{law.period(step.period or '', act.received_at).unit.zh}",
        "period_reason": draft.period_reason,
        "report_period": law.length("supervision_report", act.received_at),
        "review_period": law.length("supervision_review_request", act.received_at),
    }
    return _send(session, law, row, step, NOTICE, contents, act)


def answer_review(session: Session, law: Law, row: MatterRow, step: StepRow, act: Outcome) -> DocumentRow:
    """执法监督复查决定书, to the bureau that asked for it."""
    request = _newest(session, row, ReviewRequest)
    contents = {
        "notice_number": _notice(session, row).number,
        "requested_on": legal_day(request.received_at),
        "request": render.readable(request.statement),
        "reasons": act.statement,
        "upheld": act.result is Result.UPHELD,
    }
    return _send(session, law, row, step, "supervision_review", contents, act)


def invite(session: Session, law: Law, row: MatterRow, step: StepRow, act: Approval) -> DocumentRow:
    """约谈通知书."""
    planned = matter.last_act(session, row.matter_id, step.number, Appointment)
    contents = {
        "person": planned.person,
        "held_at": worded(planned.held_at).zh,
        "place": planned.place,
        "topic": planned.topic,
        "prepare": planned.prepare,
        "contact": office.officer(session, planned.actor).name,
    }
    return _send(session, law, row, step, "bureau_interview_notice", contents, act)


def record_talk(session: Session, row: MatterRow, step: StepRow, act: Talk) -> DocumentRow:
    """约谈记录, to be signed by both sides, for the file."""
    planned = matter.last_act(session, row.matter_id, step.number, Appointment)
    assert row.bureau_id is not None
    contents = {
        "bureau": office.office(session, row.bureau_id).name,
        "attended": list(act.attended),
        "held_by": [
            f"{office.officer(session, act.actor).name}（主持）",
            f"{office.officer(session, act.recorder).name}（记录）",
        ],
        "held_at": worded(act.held_at).zh,
        "place": act.place,
        "topic": planned.topic,
        "said": act.said,
        "commitments": [one.model_dump() for one in act.commitments],
    }
    return issuing.issue(
        session, row, step, "bureau_interview_record", contents, act.received_at, act_id=act.act_id
    )


def lift(session: Session, law: Law, row: MatterRow, step: StepRow, act: Approval) -> DocumentRow:
    """解除督办通知书, with the figures of the new assessment."""
    draft = matter.last_act(session, row.matter_id, step.number, Draft)
    contents = _assessed(session, row)
    contents |= {"notice_number": _notice(session, row).number, "reasons": draft.statement}
    return _send(session, law, row, step, "supervision_lifting", contents, act)


def _send(
    session: Session, law: Law, row: MatterRow, step: StepRow, kind: str, contents: dict[str, Any], act: Act
) -> DocumentRow:
    assert row.bureau_id is not None
    contents |= {"recipient": office.office(session, row.bureau_id).name, "basis": law.articles(step.basis)}
    return issuing.issue(
        session, row, step, kind, contents, act.received_at, addressee=row.bureau_id, act_id=act.act_id
    )


def _assessment(session: Session, row: MatterRow) -> RegionAssessmentRow:
    """The newest look at the region: that of the last re-assessment, else the one with which the matter began."""
    steps = matter.steps(session, row.matter_id)
    again = [one for one in steps if one.kind is StepKind.REASSESSMENT and one.result]
    newest = matter.last_act(session, row.matter_id, again[-1].number, Outcome).assessment if again else None
    return session.get_one(RegionAssessmentRow, newest or row.assessment_id)


def _assessed(session: Session, row: MatterRow) -> dict[str, Any]:
    """What was counted; what is not known is no figure."""
    looked = _assessment(session, row)
    facts = region_assessment.facts(session, looked.assessment_id)
    known = {name: value for name, value in facts if value is not None}
    titles = {name: title_of(field).zh for name, field in RegionFacts.model_fields.items()}
    return {
        "region": region.region(session, looked.region, looked.on).name,
        "assessed_on": looked.on,
        "figures": [{"title": titles[name], "value": str(value)} for name, value in known.items()],
    }


def _lags(session: Session, law: Law, row: MatterRow) -> dict[str, Any]:
    judged = judgement.stored(session, _assessment(session, row).assessment_id)
    found = [one for one in judgement.findings(session, judged.judgement_id) if one.kind in LAGS]
    return {"lags": [{"title": one.title["zh"], "articles": law.articles(one.basis)} for one in found]}


def _notice(session: Session, row: MatterRow) -> DocumentRow:
    return [one for one in document.of_matter(session, row.matter_id) if one.kind == NOTICE][-1]


def _newest(session: Session, row: MatterRow, kind: type[ReviewRequest]) -> ReviewRequest:
    return [act for one in matter.acts(session, row.matter_id) if isinstance(act := one.value(), kind)][-1]
