"""The work queue (待办队列): each open step of each matter, with what is awaited and until when."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import text
from sqlmodel import Session

# Of an announcement the bureau is to act to which the matter was reported up; of an answer under supervision, the
# bureau below. Everything else is awaited of the office that handles the matter, or of the enterprise. After its period
# an objection is awaited no more.
_QUEUE = text("""
    select m.matter_id, m.rehearsal, m.ending, coalesce(e.name, below.name) as about, o.name as office,
           s.number as step, s.track, s.kind, s.phase, s.due ->> 'on' as due_on,
           coalesce((s.due ->> 'provisional')::boolean, false) as provisional,
           s.period_from is not null and s.due is null as stands_still,
           coalesce(s.lapsed_at is not null or (s.due_at <= :now and not m.rehearsal), false) as overdue,
           acting.name as acting
    from matter as m
    join office as o on o.office_id = m.office_id
    left join enterprise as e on e.enterprise_id = m.party_id
    left join office as below on below.office_id = m.bureau_id
    left join step as s on s.matter_id = m.matter_id and s.phase <> 'done' and m.ended_at is null
        and (s.kind, s.phase) <> ('objection', 'lapsed')
    left join lateral (
        select a.content ->> 'to_office' as upper
        from act as a join step as up on up.matter_id = a.matter_id and up.number = a.step
        where s.kind = 'announcement' and a.matter_id = m.matter_id and a.kind = 'draft'
          and up.kind = 'report_up' and up.result is not null
        order by a.sequence desc limit 1
    ) as reported on true
    left join lateral (
        select a.content ->> 'to_office' as upper
        from act as a
        where s.kind = 'transfer' and a.matter_id = m.matter_id and a.step = s.number and a.kind = 'draft'
        order by a.sequence desc limit 1
    ) as submitted on true
    join office as acting on acting.office_id = case
        when s.kind = 'transfer' and s.phase in ('awaiting', 'lapsed') then coalesce(submitted.upper, m.office_id)
        when s.kind = 'referral' then m.office_id
        when s.kind = 'announcement' then coalesce(reported.upper, m.office_id)
        when s.phase in ('awaiting', 'lapsed') then coalesce(m.bureau_id, m.office_id)
        else m.office_id end
    where (cast(:matter as text) is null or m.matter_id = :matter)
      and (cast(:office as text) is null or :office in (m.office_id, acting.office_id))
      and (not :open_only or m.ended_at is null)
      and (cast(:before as date) is null or (s.due ->> 'on')::date < :before)
    order by m.ended_at is not null, m.rehearsal, overdue desc, s.due_at nulls last, m.began_at, m.matter_id, s.number
    limit :most
""")


def queue(
    session: Session,
    now: datetime,
    *,
    matter_id: str | None = None,
    office_id: str | None = None,
    open_only: bool = False,
    due_before: date | None = None,
    most: int | None = None,
) -> list[dict[str, Any]]:
    """A row per open step, and one for a matter without any: overdue ones first, rehearsals and closed ones last.

    `office_id` handles the matter, or owes the step. `due_before`: the last day is earlier. A rehearsal is overdue by
    its own time, so only where its lapse is on record.
    """
    given = {"now": now, "matter": matter_id, "office": office_id, "before": due_before}
    rows = session.execute(_QUEUE, given | {"open_only": open_only, "most": most}).mappings()
    return [dict(row) for row in rows]
