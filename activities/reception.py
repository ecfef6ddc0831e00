"""Reception (收件): an act is checked and recorded in one transaction, before anything hears of it."""

from sqlmodel import Session

from activities import recusing, staffing, succeeding
from activities.effects import take_effect
from activities.law import Law
from activities.matter import begin_step, proposals
from activities.powers import refuse_without_power
from activities.receipt import refuse_future, refuse_unless_same, refuse_without_zone
from activities.reporting import refuse_informant_named
from domain.acts import Act, Choice
from domain.audit import content_sha256
from domain.calendar import legal_day
from domain.errors import Refused
from domain.people_acts import RecusalDecision, RecusalRequest, Succession
from domain.procedure import after
from models import audit, matter
from models.matter import ActRow, MatterRow
from models.session import Database


class Reception:
    def __init__(self, database: Database, law: Law) -> None:
        self.database, self.law = database, law

    def receive(self, act: Act) -> list[Act]:
        """Record an act once. Raises Refused where it cannot be taken now, by this actor, or at these moments.

        Returns what the workflow of the matter has not heard of yet, in order.
        """
        content = act.model_dump(mode="json")
        with self.database.transaction() as session:
            row = matter.lock(session, act.matter_id)
            if known := session.get(ActRow, act.act_id):
                refuse_unless_same(act.act_id, known.content, content)
                return matter.undelivered(session, act.matter_id)
            _refuse_closed(row, act)
            _refuse_moments(row, act)
            refuse_informant_named(session, row, content)
            session.add(
                ActRow(
                    act_id=act.act_id,
                    matter_id=act.matter_id,
                    step=act.step,
                    kind=act.kind,
                    actor=act.actor,
                    received_at=act.received_at,
                    content=content,
                )
            )
            audit.append(
                session,
                audit.of_matter(act.matter_id),
                at=act.received_at,
                actor=act.actor,
                event=act.kind,
                act=act.act_id,
                step=act.step,
                sha256=content_sha256(content),
            )
            if isinstance(act, Choice):
                self._choose(session, row, act)
            elif isinstance(act, RecusalRequest):
                recusing.ask(session, row, act)
            elif isinstance(act, RecusalDecision):
                recusing.decide(session, self.law, row, act)
            elif isinstance(act, Succession):
                succeeding.find(session, self.law, row, act)
            else:
                step = matter.step(session, act.matter_id, act.step)
                phase = after(step.value(), step.phase, act)
                refuse_without_power(session, self.law, row, step, act)
                step.phase = phase
                take_effect(session, self.law, row, step, act)
            session.flush()
            staffing.tell_where_nobody_is(session, self.law, row, act.received_at)
            return matter.undelivered(session, act.matter_id)

    def _choose(self, session: Session, row: MatterRow, act: Choice) -> None:
        """A person begins a step that the rules allow and do not demand."""
        lawful = proposals(session, self.law, act.matter_id, legal_day(act.received_at))
        chosen = next(
            (
                one
                for one in lawful
                if one.kind is act.begins and act.track in (None, one.track) and not one.mandatory
            ),
            None,
        )
        if chosen is None:
            raise Refused(
                "step_not_lawful",
                zh=f"目前不能选择“{act.begins.zh}”：没有规则允许，或者规则禁止。",
                en=f"{act.begins.en.capitalize()} cannot be chosen now: no rule allows it, or one forbids it.",
                field="begins",
                value=act.begins.value,
            )
        refuse_without_power(session, self.law, row, None, act)
        begin_step(session, self.law, row, chosen, act.received_at, act.actor, act.reason)


def _refuse_closed(row: MatterRow, act: Act) -> None:
    if row.ended_at is not None:
        raise Refused(
            "matter_closed",
            zh=f"事项“{act.matter_id}”已经办结，不再接受新的材料。",
            en=f"Matter {act.matter_id} is closed and takes nothing more.",
            field="matter_id",
            value=act.matter_id,
        )


def _refuse_moments(row: MatterRow, act: Act) -> None:
    refuse_without_zone(act.sent_at)
    refuse_without_zone(act.received_at)
    if act.sent_at > act.received_at:
        raise Refused(
            "sent_after_received",
            zh="交邮时间不能晚于收到时间。",
            en="A paper cannot have been sent after it was received.",
            field="sent_at",
            value=act.sent_at.isoformat(),
        )
    refuse_future(act.received_at, rehearsal=row.rehearsal)
    if act.received_at < row.began_at:
        raise Refused(
            "before_the_matter",
            zh="收到时间不能早于事项开始的时间。",
            en="An act cannot have been received before its matter began.",
            field="received_at",
            value=act.received_at.isoformat(),
        )
