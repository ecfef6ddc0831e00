"""A certificate under way (合格证办理中): reminders of the day that an institute undertook, and its passing. Nothing is
decided here."""

from datetime import datetime

from temporalio import activity

from activities.certificate_telling import due_soon, overdue, tell
from domain.certificate import Life
from domain.clock import Rung
from models import audit, certificate_act, issuance
from models.issuance import LotApplicationRow
from models.session import Database


class CertificateActivities:
    def __init__(self, database: Database) -> None:
        self.database = database

    @activity.defn(no_thread_cancel_exception=True)
    def where_it_stands(self, application_id: str) -> Life:
        """What the register says now: whoever begins or revives a run may have been overtaken since he read it."""
        with self.database.transaction() as session:
            return certificate_act.life(issuance.application(session, application_id))

    @activity.defn(no_thread_cancel_exception=True)
    def remind_laboratory(self, life: Life, rung: Rung, now: datetime) -> None:
        """Remind the institute of its day, once; of nothing that has moved on meanwhile."""
        with self.database.transaction() as session:
            row = certificate_act.hold(session, life.application_id)
            if row and _still(row, life) and row.laboratory_id and row.due_at:
                about = f"{rung.name} {life.version}"
                if tell(session, row, row.laboratory_id, about, now, due_soon(row, row.due_at)):
                    chain = audit.of_application(row.application_id)
                    audit.append(session, chain, at=now, actor=audit.CLOCK, event="reminded", rung=rung.name)

    @activity.defn(no_thread_cancel_exception=True)
    def note_overdue(self, life: Life, now: datetime) -> None:
        """Tell institute and producer, once, that the day undertaken has passed. The order stands."""
        with self.database.transaction() as session:
            row = certificate_act.hold(session, life.application_id)
            if row and _still(row, life) and row.due_at and row.due_at <= now and row.laboratory_id:
                recipients = (row.laboratory_id, issuance.producer(session, row).enterprise_id)
                about = f"overdue {life.version}"
                if any([tell(session, row, one, about, now, overdue(row, row.due_at)) for one in recipients]):
                    chain = audit.of_application(row.application_id)
                    due = row.due_at.isoformat()
                    audit.append(session, chain, at=now, actor=audit.CLOCK, event="overdue", due_at=due)


def _still(row: LotApplicationRow, life: Life) -> bool:
    return row.version == life.version
