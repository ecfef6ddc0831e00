"""A matter (事项): opened by a judgement, its next steps chosen by the rules."""

from datetime import date, datetime

from sqlmodel import Session
from temporalio import activity

from activities import clock, forms
from activities.law import Law, law_day
from domain.calendar import legal_day
from domain.judgement import Proposal
from domain.matter import Next, SoFar
from domain.matter_facts import MatterFacts
from domain.procedure import FIRST, Phase
from domain.steps import StepKind
from models import audit, matter
from models.matter import MatterRow, StepRow
from models.session import Database


class MatterActivities:
    def __init__(self, database: Database, law: Law) -> None:
        self.database, self.law = database, law

    @activity.defn(no_thread_cancel_exception=True)
    def choose_steps(self, so_far: SoFar) -> Next:
        """Begin every step that the rules demand now, and tell which steps the workflow does not know yet."""
        with self.database.transaction() as session:
            row = matter.lock(session, so_far.matter_id)
            if row.ended_at is None:
                for wanted in proposals(session, self.law, so_far.matter_id, legal_day(so_far.now)):
                    if wanted.mandatory:
                        begin_step(session, self.law, row, wanted, so_far.now, audit.RULES)
            steps = matter.steps(session, so_far.matter_id)
            return Next(
                steps=tuple(one.value() for one in steps if one.number > so_far.known),
                ending=row.ending,
                over=tuple(one.number for one in steps if one.phase is Phase.DONE),
            )


def proposals(session: Session, law: Law, matter_id: str, on: date) -> tuple[Proposal, ...]:
    """Every lawful next step of a matter on a day, under the rules of procedure that apply to it then."""
    facts = MatterFacts.model_validate(matter.facts(session, matter_id), strict=False)
    return law.proposals(facts, law_day(matter.known(session, matter_id), on))


def begin_step(
    session: Session, law: Law, opened: MatterRow, proposal: Proposal, at: datetime, actor: str, reason: str = ""
) -> StepRow:
    """Begin a step, by its rule or by the person who chose it; its period runs if what starts it has happened."""
    number = len(matter.steps(session, opened.matter_id)) + 1
    row = StepRow(
        matter_id=opened.matter_id,
        number=number,
        track=proposal.track,
        kind=proposal.kind,
        phase=FIRST[proposal.kind],
        rule=proposal.rule,
        basis=list(proposal.basis),
        chosen_by=None if actor == audit.RULES else actor,
        begun_at=at,
        period=proposal.period,
    )
    session.add(row)
    session.flush()
    detail = {"step": number, "kind": proposal.kind.value, "rule": proposal.rule, "reason": reason}
    audit.append(session, audit.of_matter(opened.matter_id), at=at, actor=actor, event="step_begun", **detail)
    clock.begin_with_step(session, law, opened, row)
    if row.kind is StepKind.VERIFICATION:
        forms.register_source(session, law, opened, row)
    return row
