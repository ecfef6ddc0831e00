"""Reception of acts in a recall (召回收件): checked and recorded in one transaction, before anything hears of them."""

from sqlmodel import Session

from activities.law import Law
from activities.recall_effects import begin, refuse_unfounded, take_effect
from activities.recall_powers import refuse_without_power
from activities.receipt import refuse_future, refuse_unless_same, refuse_without_zone
from domain.audit import content_sha256
from domain.errors import Refused
from domain.recall import Beginning, Closing, RecallAct, after, effectiveness
from models import audit, recall
from models.recall import RecallActRow, RecallRow
from models.session import Database


class RecallReception:
    def __init__(self, database: Database, law: Law) -> None:
        self.database, self.law = database, law

    def receive(self, act: RecallAct) -> None:
        """Record an act once. Raises Refused where it cannot be taken now, by this actor, or on what is on record."""
        content = act.model_dump(mode="json")
        refuse_without_zone(act.received_at)
        with self.database.transaction() as session:
            if isinstance(act, Beginning):
                lots = recall.lock_lots(session, [one.lot_id for one in act.covers])
            row = recall.hold(session, act.recall_id)
            if known := session.get(RecallActRow, act.act_id):
                return refuse_unless_same(act.act_id, known.content, content)
            if not isinstance(act, Beginning):
                row = row or recall.held(session, act.recall_id)
                self._go_on(session, row, act)
            elif row is None:
                row = begin(session, self.law, act, lots)
            else:
                zh, en = f"编号为“{act.recall_id}”的召回已经登记。", f"A recall {act.recall_id} is on record already."
                raise Refused("recall_id_taken", zh=zh, en=en, field="recall_id", value=act.recall_id)
            _record(session, row, act, content)

    def _go_on(self, session: Session, row: RecallRow, act: RecallAct) -> None:
        refuse_future(act.received_at, rehearsal=row.rehearsal)
        if act.received_at < row.begun_at or (isinstance(act, Closing) and act.received_at == row.begun_at):
            zh, en = "收到时间应当在召回开始之后。", "An act in a recall is received after it began."
            raise Refused("before_the_recall", zh=zh, en=en, field="received_at", value=act.received_at.isoformat())
        phase = after(row.phase, act)
        things = recall.counted(session, row.recall_id, act.actor)
        refuse_without_power(session, self.law, row, act, things)
        refuse_unfounded(session, row, act, things)
        row.phase, row.version = phase, row.version + 1
        take_effect(session, row, act)


def _record(session: Session, row: RecallRow, act: RecallAct, content: dict[str, object]) -> None:
    """The entry vouches for the act and for where the recall stood then."""
    common = act.model_dump(include={"act_id", "recall_id", "kind", "actor", "received_at"})
    session.add(RecallActRow(content=content, **common))
    session.flush()
    reached = None
    if row.yardstick and row.per_mille:
        reached = effectiveness(recall.counted(session, row.recall_id, act.actor), row.yardstick)
        if row.reached_at is None and reached is not None and reached >= row.per_mille:
            row.reached_at = act.received_at
    audit.append(
        session, audit.of_recall(row.recall_id), at=act.received_at, actor=act.actor, event=act.kind, act=act.act_id,
        phase=row.phase.value, effectiveness=reached, sha256=content_sha256(content),
    )  # fmt: skip
