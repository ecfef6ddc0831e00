"""Guidance (行政指导) to an enterprise: letters, interviews, what was undertaken in them. Nothing follows from it."""

from datetime import datetime

from sqlmodel import Session

from activities import issuing, outcomes
from activities.law import Law
from domain.calendar import legal_day, span
from domain.errors import Refused
from domain.guidance_acts import FollowUp, InterviewDraft, InterviewRecord, LetterDraft
from domain.results import Result
from domain.wording import worded
from models import commitment, document
from models.matter import MatterRow, StepRow
from rules.parameters import values

LETTER, NOTICE, RECORD = "reminder_letter", "interview_notice", "interview_record"
DAYS_AHEAD = "interview_notice_days"  # an office sets it, or nobody


def send_letter(session: Session, law: Law, row: MatterRow, step: StepRow, draft: LetterDraft) -> None:
    contents = {
        "purpose": draft.purpose,
        "reason": draft.reason,
        "suggestions": list(draft.suggestions),
        "basis": law.articles(step.basis),
        "voluntary": issuing.cited(law, LETTER, "voluntary"),
        "contact": draft.contact,
    }
    at = draft.received_at
    issuing.issue(session, row, step, LETTER, contents, at, addressee=row.party_id, act_id=draft.act_id)


def invite(session: Session, law: Law, row: MatterRow, step: StepRow, draft: InterviewDraft) -> None:
    """Refused `interview_in_the_past`, and `interview_too_soon` where the office has set how long ahead it invites."""
    _refuse_too_soon(session, law, draft)
    contents = {
        "purpose": draft.purpose,
        "reason": draft.reason,
        "topics": list(draft.topics),
        "held_at": worded(draft.held_at).zh,
        "place": draft.place,
        "invited": draft.invited,
        "officers": issuing.officers(session, (draft.actor, draft.second_officer)),
        "basis": law.articles(step.basis),
        "voluntary": issuing.cited(law, NOTICE, "voluntary"),
        "contact": draft.contact,
    }
    at = draft.received_at
    issuing.issue(session, row, step, NOTICE, contents, at, addressee=row.party_id, act_id=draft.act_id)


def record(session: Session, law: Law, row: MatterRow, step: StepRow, act: InterviewRecord) -> None:
    """Refused `held_outside_the_step`, `commitment_before_the_interview`."""
    _refuse_impossible_days(step, act)
    notice = document.newest_for(session, step, row.party_id)
    contents = {
        "notice": notice.number if notice else None,
        "held_at": worded(act.held_at).zh,
        "place": act.place,
        "officers": issuing.officers(session, (act.actor, act.second_officer)),
        "attended": [one.model_dump() for one in act.attended],
        "voluntary": issuing.cited(law, RECORD, "voluntary"),
        "said": act.said,
        "replied": act.replied,
        "commitments": [one.model_dump() for one in act.commitments],
        "signed_by_party": act.signed_for_party,
        "signed_by_office": act.signed_for_office,
    }
    issuing.issue(session, row, step, RECORD, contents, act.received_at, act_id=act.act_id)
    commitment.enter(session, row.matter_id, step.number, act.commitments)
    outcomes.end(step, act, Result.HELD, act.held_at)


def follow_up(session: Session, act: FollowUp) -> None:
    """Refused `unknown_commitment`, `commitment_settled`."""
    found = commitment.followed(session, act)
    if found is None or found.is_settled:
        raise Refused(
            "unknown_commitment" if found is None else "commitment_settled",
            zh=f"第{act.step}步没有第{act.commitment}项承诺。" if found is None else "这项承诺的履行情况已经登记。",
            en=f"Step {act.step} has no commitment {act.commitment}."
            if found is None
            else "What became of this commitment is on record.",
            field="commitment",
            value=act.commitment,
        )
    found.kept, found.followed_at = act.kept, act.received_at


def _refuse_too_soon(session: Session, law: Law, draft: InterviewDraft) -> None:
    if draft.held_at <= draft.received_at:
        zh, en = "约谈时间应当在通知之后。", "An interview is held after its notice."
        raise _wrong_day("interview_in_the_past", zh, en, draft.held_at)
    ahead = values()[DAYS_AHEAD] or 0
    between = span(legal_day(draft.received_at), legal_day(draft.held_at))[1:-1]
    worked = [day for day in between if law.published(session).calendar.is_workday(day)]
    if len(worked) < ahead:
        raise _wrong_day(
            "interview_too_soon",
            f"约谈通知应当至少提前{ahead}个工作日。",
            f"An interview is notified at least {ahead} working days ahead.",
            draft.held_at,
        )


def _refuse_impossible_days(step: StepRow, act: InterviewRecord) -> None:
    if act.held_at > act.received_at or act.held_at < step.begun_at:
        raise _wrong_day(
            "held_outside_the_step",
            "约谈时间应当在本步骤开始之后、登记之前。",
            "An interview is held after its step began and before it is recorded.",
            act.held_at,
        )
    for one in act.commitments:
        if one.by < legal_day(act.held_at):
            raise Refused(
                "commitment_before_the_interview",
                zh=f"承诺“{one.what}”的日期早于约谈日期。",
                en=f"This commitment is dated before the interview: {one.what}.",
                field="commitments",
                value=one.by,
            )


def _wrong_day(code: str, zh: str, en: str, at: datetime) -> Refused:
    return Refused(code, zh=zh, en=en, field="held_at", value=at.isoformat())
