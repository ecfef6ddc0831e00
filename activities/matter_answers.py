"""The answer pack of a matter (答复举证材料): each objection of `rules/objections.yaml`, answered from the record."""

from datetime import date

from sqlmodel import Session

from activities import answers_facts, answers_powers, answers_procedure, answers_system
from activities.answering_pack import Gathered
from activities.law import Law
from activities.matter_evidence import MatterEvidence
from activities.matter_record import MatterRecord
from domain.answer_pack import Answered, AnswerPack, ReplyPeriod
from domain.base import Text
from domain.due import due
from rules import statutes
from rules.objections import objections

REPLIES = ("reconsideration_answer", "reconsideration_answer_simple", "court_answer")
WORKINGS = {
    "power": answers_powers.power,
    "automation": answers_powers.automation,
    "facts": answers_facts.facts,
    "later_facts": answers_facts.later_facts,
    "hearing": answers_procedure.hearing,
    "roles": answers_powers.roles,
    "lateness": answers_procedure.lateness,
    "service": answers_procedure.service,
    "version": answers_procedure.version,
    "discretion": answers_powers.discretion,
    "guidance": answers_procedure.guidance,
    "inspection": answers_facts.inspection,
    "reputation": answers_system.reputation,
    "laboratory": answers_facts.laboratory,
    "informant": answers_system.informant,
    "system": answers_system.system,
}


def answers(session: Session, law: Law, matter_id: str, received: date | None = None) -> AnswerPack:
    """`received` is the day on which the copy of the application or of the complaint came in: then the last days of
    the office's own answer are told. Refused `unknown_matter`, and as `domain.due.due`."""
    record = MatterRecord(session, law, matter_id)
    evidence = MatterEvidence(record)
    told = []
    for name, objection in objections().items():
        pack = Gathered(record, evidence)
        WORKINGS[name](pack)
        cited = statutes.cited_as_read(objection.basis)
        told.append(
            Answered(
                objection=name, title=objection.title, cited=cited, holds=tuple(pack.holds), lacks=tuple(pack.lacks)
            )
        )
    return AnswerPack(
        matter_id=record.row.matter_id,
        rehearsal=record.row.rehearsal,
        office=record.office.name,
        about=record.party,
        as_of=record.day,
        periods=tuple(_period(session, law, name, received, record.day) for name in REPLIES),
        answers=tuple(told),
    )


def _period(session: Session, law: Law, name: str, received: date | None, day: date) -> ReplyPeriod:
    period = law.period(name, received or day)
    ends = due(period, received, law.published(session).calendar) if received else None
    return ReplyPeriod(
        term=period.term,
        length=Text(zh=f"{period.count}{period.unit.zh}", en=f"{period.count} {period.unit.en}"),
        runs_from=Text(zh=period.runs_from.zh, en=period.runs_from.en),
        cited=period.cited,
        due_on=ends.on if ends else None,
        explanation=ends.explanation if ends else None,
    )
