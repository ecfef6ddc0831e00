"""Reception of acts about certificates (合格证收件): checked and recorded in one transaction, before anything hears."""

from sqlmodel import Session

from activities.certificate_application import take_in
from activities.certificate_effects import take_effect
from activities.certificate_inspection import refuse_reported_otherwise
from activities.certificate_powers import refuse_without_power, whose
from activities.law import Law
from activities.receipt import refuse_future, refuse_unless_same, refuse_without_zone
from domain.audit import content_sha256
from domain.certificate import after
from domain.certificate_act import Application, CertificateAct, Inspection
from domain.errors import Refused
from models import audit, certificate_act, issuance
from models.certificate_act import CertificateActRow
from models.issuance import LotApplicationRow
from models.session import Database


class CertificateReception:
    def __init__(self, database: Database, law: Law) -> None:
        self.database, self.law = database, law

    def receive(self, act: CertificateAct) -> bool:
        """Record an act once. Raises Refused where it cannot be taken now, by this actor, or at this moment.

        Returns whether a workflow has yet to hear of what is on record.
        """
        content = act.model_dump(mode="json")
        refuse_without_zone(act.received_at)
        with self.database.transaction() as session:
            row = certificate_act.hold(session, act.application_id)
            if known := session.get(CertificateActRow, act.act_id):
                refuse_unless_same(act.act_id, known.content, content)
                return certificate_act.is_untold(session, act.application_id)
            if isinstance(act, Application):
                row = self._open(session, row, act)
                owed = row.phase_is_pending
            else:
                row = row or issuance.application(session, act.application_id)
                owed = self._go_on(session, row, act)
            _record(session, row, act, content, told=not owed)
            return owed

    def _open(self, session: Session, row: LotApplicationRow | None, act: Application) -> LotApplicationRow:
        if row is not None:
            raise Refused(
                "application_id_taken",
                zh=f"编号为“{act.application_id}”的申请已经登记。",
                en=f"An application {act.application_id} is on record already.",
                field="application_id",
                value=act.application_id,
            )
        return take_in(session, self.law, act)

    def _go_on(self, session: Session, row: LotApplicationRow, act: CertificateAct) -> bool:
        """Whether a workflow waits for this, or has to from now on: quiet states are one transaction and wake none."""
        if act.seen is not None and act.seen != row.version:
            raise certificate_act.stale(row.application_id, act.seen)
        if act.received_at < row.applied_at:
            raise Refused(
                "before_the_application",
                zh="收到时间不能早于申请时间。",
                en="An act cannot have been received before the application.",
                field="received_at",
                value=act.received_at.isoformat(),
            )
        refuse_future(act.received_at, rehearsal=issuance.producer(session, row).rehearsal)
        refuse_without_power(session, self.law, row, act)
        if isinstance(act, Inspection):
            refuse_reported_otherwise(session, row, act)
        waited = row.phase_is_pending
        take_effect(session, self.law, row, act, after(row.phase, act))
        return waited or row.phase_is_pending


def _record(
    session: Session, row: LotApplicationRow, act: CertificateAct, content: dict[str, object], *, told: bool
) -> None:
    session.add(
        CertificateActRow(
            act_id=act.act_id,
            application_id=act.application_id,
            version=row.version,
            kind=act.kind,
            actor=act.actor,
            received_at=act.received_at,
            content=content,
            delivered=told,
        )
    )
    session.flush()
    audit.append(
        session,
        audit.of_application(act.application_id),
        at=act.received_at,
        actor=act.actor,
        event=act.kind,
        act=act.act_id,
        by=whose(row, act).value,
        version=row.version,
        phase=row.phase.value,
        sha256=content_sha256(content),
    )
