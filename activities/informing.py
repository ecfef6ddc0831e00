"""The informant of a report (举报人信息), read by an officer with the right: each time is on the chain (O121 37)."""

from datetime import datetime

from sqlmodel import Session

from activities import recusing
from activities.law import Law
from activities.persons import refuse_left, refuse_member_of_another, refuse_role
from activities.receipt import moment_in_matter
from domain.errors import Refused
from domain.report import Informant, told_apart
from models import audit, clue, matter, office
from models.clue import ClueRow

READ = "informant_read"  # as the function `read_informant` of the database wants it
RIGHT = "informant"


def read_informant(
    session: Session, law: Law, matter_id: str, officer: str, reason: str, at: datetime | None = None
) -> Informant:
    """Who has reported. That the officer has read it, and why, is written first, and stays without the identity.

    Refused `unknown_matter`, `unknown_officer`, `officer_of_another_region`, `officer_left`, `not_a_handler`,
    `officer_recused`, `informant_unknown`, `informant_named`, and as `moment_in_matter` refuses.
    """
    row = matter.lock(session, matter_id)
    actor, role = office.officer(session, officer), law.approval(RIGHT).reports
    assert role is not None
    refuse_member_of_another(actor, row.office_id)
    refuse_role(actor, role)
    chain = audit.of_matter(matter_id)
    entries = audit.entries(session, chain)
    moment = moment_in_matter(at, began_at=row.began_at, last_at=entries[-1].at, rehearsal=row.rehearsal)
    refuse_left(actor, moment)
    recusing.refuse_recused_officer(session, row, officer, "officer")
    report = session.get(ClueRow, row.clue_id or "")
    if report is None or not report.named:
        code, zh, en = "informant_unknown", "没有登记举报人信息。", "No informant is on record."
        raise Refused(code, zh=zh, en=en, field="matter_id", value=matter_id)
    if clue.says_who(session, report.clue_id, reason):
        raise told_apart()
    audit.append(
        session, chain, at=moment, actor=actor.officer_id, event=READ, reason={"zh": reason, "en": reason}
    )
    found = clue.read_informant(session, matter_id, len(entries) + 1)
    assert found is not None
    return found
