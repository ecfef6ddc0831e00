"""Reception of acts in a payment (先行赔付收件): checked and recorded in one transaction."""

from sqlmodel import Session

from activities.compensation_effects import take_effect
from activities.compensation_opening import opened
from activities.law import Law
from activities.receipt import refuse_future, refuse_unless_same, refuse_without_zone
from domain.audit import content_sha256
from domain.compensation import Application, CompensationAct, CompensationClosing, Decision, refuse_not_awaited, role_of
from domain.errors import Refused
from models import audit, compensation, scheme
from models.compensation import CompensationActRow, CompensationRow
from models.session import Database
from notices import render


class CompensationReception:
    def __init__(self, database: Database, law: Law) -> None:
        self.database, self.law = database, law

    def receive(self, act: CompensationAct) -> None:
        """Record an act once. Raises Refused where it cannot be taken now, by this actor, or on what is on record."""
        content = act.model_dump(mode="json")
        refuse_without_zone(act.received_at)
        if isinstance(act, Decision | CompensationClosing):  # what a paper will state
            render.refuse_unprintable_words(act.model_dump(include={"reason", "write_off"}))
        with self.database.transaction() as session:
            if isinstance(act, Application):
                scheme.held(session, act.scheme_id)  # of two applications at once one sees the other
            row = compensation.hold(session, act.compensation_id)
            if known := session.get(CompensationActRow, act.act_id):
                return refuse_unless_same(act.act_id, known.content, content)
            if isinstance(act, Application):
                scheme.person(session, act.scheme_id, act.actor, role_of(act))
                row = opened(session, self.law, act, row)
            else:
                row = row or compensation.held(session, act.compensation_id)
                _refuse(session, row, act)
                row.version += 1
            common = act.model_dump(include={"act_id", "compensation_id", "kind", "actor", "received_at"})
            session.add(CompensationActRow(content=content, **common))
            session.flush()
            if not isinstance(act, Application):
                take_effect(session, self.law, row, act)
            audit.append(
                session, audit.of_compensation(row.compensation_id), at=act.received_at, actor=act.actor,
                event=act.kind, act=act.act_id, phase=row.phase.value, sha256=content_sha256(content),
            )  # fmt: skip


def _refuse(session: Session, row: CompensationRow, act: CompensationAct) -> None:
    """Refused as `scheme.person` and `refuse_not_awaited` refuse, and `before_the_application`."""
    refuse_future(act.received_at, rehearsal=row.rehearsal)
    scheme.person(session, row.scheme_id, act.actor, role_of(act))
    if act.received_at < row.applied_at:
        zh, en = "收到时间应当在申请之后。", "An act is received after the application."
        raise Refused("before_the_application", zh=zh, en=en, field="received_at", value=act.received_at.isoformat())
    refuse_not_awaited(row.phase, act)
