"""Service (送达) of the papers of a matter: of the one that its step waits for, and of those that go out beside it."""

from datetime import datetime
from typing import Any

from sqlmodel import Session

from activities import (
    announced_service,
    clock,
    complaining,
    outcomes,
    result_notice,
    service_manners,
    service_papers,
    service_receipt,
)
from activities.law import Law
from activities.succeeding import refuse_ended
from domain.acts import Attempt, Draft, OrderDraft, Service
from domain.base import Text
from domain.calendar import legal_day
from domain.errors import Refused
from domain.period import StartEvent
from domain.procedure import Phase
from domain.results import Result
from domain.service import Manner
from domain.steps import StepKind
from models import audit, document, matter
from models.document import DocumentRow, ServiceRow
from models.matter import MatterRow, StepRow
from models.service_attempt import ServiceAttemptRow

BEFORE = Text(zh="文书在公告期满前已经送达，重新计算", en="served before the announcement took effect, counted again")
ENDS_IN = {StepKind.REMINDER_LETTER: Result.SENT, StepKind.BUREAU_REMINDER: Result.SENT}  # any other in: served


def serve(session: Session, law: Law, row: MatterRow, step: StepRow, act: Service) -> None:
    """Record the service, and print its receipt for the file. The paper that the step waits for begins its period,
    unless that runs from the order itself (O18 46), or ends the step; a paper beside it changes nothing else.

    An announcement is service at the end of its period (PR 82(5)), which is known when it is published: what runs from
    it runs from a day that lies ahead. If the paper reaches its addressee before, that counts, and is counted again.
    Refused `addressee_ended`, and as `activities.service_papers` and `activities.service_manners` refuse.
    """
    paper = service_papers.to_be_served(session, row, step, act)
    refuse_ended(session, paper.addressee, legal_day(act.served_at))
    service_papers.refuse_moment(session, paper, act.served_at, act.received_at, "served_at")
    service_manners.refuse_unlawful(session, law, row, paper, act)
    announced = document.services(session, paper.document_id)
    served_at = _moment_in_law(session, law, act)
    session.add(
        ServiceRow(
            document_id=paper.document_id,
            method=act.manner,
            served_at=served_at,
            signed_by=act.signed_by,
            proof=act.proof,
            act_id=act.act_id,
        )
    )
    session.flush()
    service_manners.keep_in_account(session, paper, act)
    if announced:
        given: dict[str, Any] = {"at": act.received_at, "actor": act.actor, "why": BEFORE, "about": act.act_id}
        announced_service.follow(session, law, act, announced[0].served_at, act.served_at, **given)
    elif act.document is None:
        _take_effect(session, law, step, act, paper, served_at)
    result_notice.begin_anew(session, law, row, paper, act, served_at)
    service_receipt.print_receipt(session, law, row, step, paper, act, served_at)


def fail(session: Session, row: MatterRow, step: StepRow, act: Attempt) -> None:
    """未能送达: an attempt of which something must be known later, for no rung may be left out. Refused as above."""
    paper = service_papers.to_be_served(session, row, step, act)
    service_papers.refuse_moment(session, paper, act.tried_at, act.received_at, "tried_at")
    service_receipt.refuse_unprintable(session, row, act)
    session.add(
        ServiceAttemptRow(
            attempt_id=act.act_id,
            document_id=paper.document_id,
            manner=act.manner,
            failure=act.failure,
            tried_at=act.tried_at,
            proof=act.proof,
        )
    )


def _moment_in_law(session: Session, law: Law, act: Service) -> datetime:
    """Of an announcement the end of its period, which the chain keeps with its reasons."""
    if act.manner is not Manner.ANNOUNCEMENT:
        return act.served_at
    due = announced_service.moment(session, law, act)
    announced_service.note(session, act, due, act.received_at, audit.CLOCK)
    return due.at


def _take_effect(
    session: Session, law: Law, step: StepRow, act: Service, paper: DocumentRow, served_at: datetime
) -> None:
    step.happened_at = served_at
    if step.phase is Phase.DONE:
        ends_in = complaining.result_once_served(session, step) or ENDS_IN.get(step.kind, Result.SERVED)
        outcomes.end(step, act, ends_in, served_at)
    elif step.period and law.period(step.period, served_at).runs_from is StartEvent.SERVICE:
        set_by_officer = law.period(step.period, served_at).officer_set is not None
        drafted: type[Draft | OrderDraft] = Draft if step.kind is StepKind.SUPERVISION_NOTICE else OrderDraft
        draft = matter.last_act(session, step.matter_id, step.number, drafted) if set_by_officer else None
        count = draft.period_days if draft else None
        clock.begin(
            session,
            law,
            step,
            served_at,
            at=act.received_at,
            actor=act.actor,
            count=count,
            document=paper.sha256,
        )


def refuse_unserved(session: Session, row: MatterRow, at: datetime) -> None:
    """A matter is not closed while a paper that somebody is owed has not reached him."""
    for paper in document.unserved(session, row.matter_id, at):
        step, name = matter.step(session, row.matter_id, paper.step), paper.number or paper.document_id
        raise Refused(
            "document_not_served",
            zh=f"第{step.number}步“{step.kind.zh}”的文书“{name}”尚未送达，不能办结。",
            en=f"Document {name} of step {step.number} ({step.kind.en}) is not served yet.",
            field="document",
            value=paper.document_id,
        )
