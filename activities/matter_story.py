"""The story of a matter (事项经过): why it was opened, what was done and why, and what may be done now.

It is told from the audit chain, entry by entry, with the rows that each entry is about.
"""

from datetime import UTC, datetime

from sqlmodel import Session

from activities import (
    acceptance,
    case_file,
    clue_links,
    complaint_particulars,
    complaint_signs,
    matter_party,
    matter_queue,
    report_particulars,
)
from activities.law import MATTER, Law, law_day
from activities.matter import proposals
from activities.matter_events import Telling
from domain.calendar import legal_day
from domain.ending import told
from domain.story import MatterStory, Possible
from models import matter, office, standing
from rules import statutes


def story(session: Session, law: Law, matter_id: str, now: datetime) -> MatterStory:
    """Refused `unknown_matter`."""
    row = matter.known(session, matter_id)
    telling = Telling(session, law, row)
    as_of = telling.last_at if row.rehearsal else now.astimezone(UTC)
    is_open = row.ended_at is None
    return MatterStory(
        matter_id=row.matter_id,
        rehearsal=row.rehearsal,
        about=standing.as_of(session, row.party_id, legal_day(as_of)).name
        if row.party_id
        else office.office(session, row.bureau_id or "").name,
        office=office.office(session, row.office_id).name,
        began_at=row.began_at,
        as_of=as_of,
        ended_at=row.ended_at,
        ending=told(row.ending) if row.ending else None,
        events=tuple(matter_party.told(session, row, telling.events(), row.ended_at or as_of)),
        awaited=matter_queue.of_matter(session, law, now, matter_id) if is_open else (),
        possible=_possible(session, law, matter_id, as_of) if is_open else (),
        case=case_file.of_matter(session, law, row, as_of),
        proposal=acceptance.proposed(session, law, row),
        signs=complaint_signs.of_matter(session, law, row),
        linked=tuple(clue_links.of_matter(session, row)),
        complaint=complaint_particulars.of_matter(session, row),
        report=report_particulars.of_matter(session, row),
    )


def _possible(session: Session, law: Law, matter_id: str, at: datetime) -> tuple[Possible, ...]:
    day = legal_day(at)
    titles = {rule.id: rule.title for rule in law.rule_set(MATTER, law_day(matter.known(session, matter_id), at)).rules}
    return tuple(
        Possible(proposal=one, title=titles[one.rule], cited=statutes.cited_as_read(one.basis))
        for one in proposals(session, law, matter_id, day)
    )
