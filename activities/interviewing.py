"""Interviews (约谈): when one may be held, and what is recorded of it."""

from datetime import datetime

from sqlmodel import Session

from activities import outcomes, supervision_papers
from activities.persons import refuse_left
from domain.errors import Refused
from domain.interview import Appointment, Talk
from domain.results import Result
from models import office
from models.matter import MatterRow, StepRow


def refuse_past(act: Appointment) -> None:
    """Refused `appointment_in_the_past`."""
    if act.held_at <= act.received_at:
        raise Refused(
            "appointment_in_the_past",
            zh="约谈时间应当在拟稿之后。",
            en="An interview is planned for later than now.",
            field="held_at",
            value=act.held_at.isoformat(),
        )


def hold(session: Session, row: MatterRow, step: StepRow, act: Talk) -> None:
    """The interview was held, after its notice and before its record, and another officer of the office wrote it down.
    Refused `held_outside_the_step`, `recorder_alone`, `unknown_officer`, `officer_left`."""
    told: datetime | None = step.happened_at  # the service of the notice
    if told is None or not told <= act.held_at <= act.received_at:
        raise Refused(
            "held_outside_the_step",
            zh="约谈应当在通知送达之后、登记之前进行。",
            en="An interview is held after its notice was served, and before it is recorded.",
            field="held_at",
            value=act.held_at.isoformat(),
        )
    recorder = office.officer(session, act.recorder)
    if recorder.office_id != row.office_id or act.recorder == act.actor:
        raise Refused(
            "recorder_alone",
            zh="约谈应当由本部门另一名人员记录。",
            en="Another officer of this office records the interview.",
            field="recorder",
            value=act.recorder,
        )
    refuse_left(recorder, act.received_at)
    outcomes.end(step, act, Result.HELD, act.held_at)
    supervision_papers.record_talk(session, row, step, act)
