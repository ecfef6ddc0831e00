"""Announcements that take effect later (公告期内的送达): services whose moment in law still lies ahead."""

from datetime import datetime

from sqlalchemy import text
from sqlmodel import Session, col, select

from domain.service import Manner
from models.document import DocumentRow, ServiceRow

# A rehearsal has a time of its own: that of the last thing that happened in it.
_AHEAD = text("""
    select distinct d.matter_id, case when m.rehearsal then own.at else cast(:now as timestamptz) end as as_of
    from service as v
    join document as d using (document_id)
    join matter as m using (matter_id)
    join lateral (
        select a.at from audit as a where a.chain = 'matter/' || m.matter_id order by a.sequence desc limit 1
    ) as own on true
    where v.method = 'announcement' and m.ended_at is null
      and v.served_at > case when m.rehearsal then own.at else :now end
    order by d.matter_id
""")


def matters_ahead(session: Session, now: datetime) -> list[tuple[str, datetime]]:
    """The open matters in which an announcement has not taken effect yet, each with its own time."""
    return [(row.matter_id, row.as_of) for row in session.execute(_AHEAD, {"now": now})]


def ahead(session: Session, matter_id: str, at: datetime) -> list[tuple[DocumentRow, ServiceRow]]:
    """The announced papers of a matter that are not served before `at`, by their announcement or otherwise."""
    query = select(DocumentRow, ServiceRow).join(ServiceRow).where(DocumentRow.matter_id == matter_id)
    query = query.order_by(col(ServiceRow.served_at), col(ServiceRow.document_id))
    first: dict[str, tuple[DocumentRow, ServiceRow]] = {}
    for paper, service in session.exec(query):
        first.setdefault(paper.document_id, (paper, service))
    return [one for one in first.values() if one[1].method is Manner.ANNOUNCEMENT and one[1].served_at > at]
