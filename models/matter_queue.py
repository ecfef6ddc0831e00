"""The work queue (待办队列): each open step of each matter, with what is awaited and until when."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import text
from sqlmodel import Session

# Of an announcement the bureau is to act to which the matter was reported up; of an answer under supervision, the
# bureau below; of an objection to a result that reached the maker, the maker. Everything else is awaited of the office
# that handles the matter, or of the enterprise. After its period an objection is awaited no more. An interview shows
# its day; a commitment made in one is followed up on its own. A paper beside the one that its step waits for waits for
# its own service, unless another replaces it; within the period of its step, where all are to be told in that (O121 15,
# 23). One that bears no seal cannot be served before its sealed copy is there.
_QUEUE = text("""
    with waiting as (
        select s.matter_id, s.number as step, s.track, s.kind, s.phase, null as commitment,
               coalesce(s.due ->> 'on', invited.on) as due_on, s.due_at, s.lapsed_at,
               coalesce((s.due ->> 'provisional')::boolean, false) as provisional,
               s.period_from is not null and s.due is null as stands_still,
               made.kind as paper, made.number as paper_number, made.document_id as document, null as issuer,
               case when s.phase = 'serving' then (
                   select count(*) from service_attempt as a join document as d using (document_id)
                   where d.matter_id = s.matter_id and d.step = s.number
               ) else 0 end as attempts
        from step as s
        left join lateral (
            select ((a.content ->> 'held_at')::timestamptz at time zone 'Asia/Shanghai')::date::text as on
            from act as a
            where s.kind = 'interview' and a.matter_id = s.matter_id and a.step = s.number
              and a.kind = 'interview_draft'
            order by a.sequence desc limit 1
        ) as invited on true
        left join lateral (
            select d.kind, coalesce(d.number, '') as number, d.document_id
            from document as d join matter as m on m.matter_id = d.matter_id
            where s.phase = 'serving' and d.matter_id = s.matter_id and d.step = s.number
              and d.addressee = coalesce(m.complaint_id, m.party_id, m.bureau_id)
            order by d.issued_at desc, d.ordinal desc, d.document_id desc limit 1
        ) as made on true
        where s.phase <> 'done' and (s.kind, s.phase) not in (('objection', 'lapsed'), ('maker_objection', 'lapsed'))
        union all
        select s.matter_id, s.number, s.track, s.kind, 'serving', null,
               case when all_told then s.due ->> 'on' end, case when all_told then s.due_at end, null, false, false,
               d.kind, coalesce(d.number, ''), d.document_id, d.office_id,
               (select count(*) from service_attempt as a where a.document_id = d.document_id)
        from document as d
        join step as s on s.matter_id = d.matter_id and s.number = d.step
        join matter as m on m.matter_id = d.matter_id
        cross join lateral (
            select d.kind in ('complaint_acceptance', 'complaint_refusal', 'mediation_termination') as all_told
        ) as within
        where d.addressee is not null and m.ended_at is null and s.result is distinct from 'revoked'
          and not (s.phase = 'serving' and d.addressee = coalesce(m.complaint_id, m.party_id, m.bureau_id))
          and not exists (select from service as v where v.document_id = d.document_id)
          and not exists (
              select from document as n
              where n.matter_id = d.matter_id and n.step = d.step and n.context ->> 'replaces' = d.number
          )
        union all
        select c.matter_id, c.step, 'guidance', 'interview', null, c.what,
               c.by::text, (c.by + 1)::timestamp at time zone 'Asia/Shanghai', null, false, false,
               null, null, null, null, 0
        from commitment as c
        where c.kept is null or c.kept = 'not_known'
    )
    select m.matter_id, m.rehearsal, m.ending, coalesce(e.name, below.name) as about, o.name as office,
           s.step, s.track, s.kind, s.phase, s.commitment, s.due_on,
           coalesce(s.provisional, false) as provisional, coalesce(s.stands_still, false) as stands_still,
           coalesce(s.lapsed_at is not null or (s.due_at <= :now and not m.rehearsal), false) as overdue,
           acting.name as acting, acting.office_id as acting_id,
           case when m.rehearsal then own.at else cast(:now as timestamptz) end as as_of,
           m.ended_at is null and coalesce(
               e.dissolved_on <= (cast(:now as timestamptz) at time zone 'Asia/Shanghai')::date, false
           ) and not exists (
               select from act as f
               where f.matter_id = m.matter_id and f.kind = 'succession' and f.content ->> 'successor' is null
           ) as party_ended,
           s.paper, s.paper_number, s.document,
           exists (
               select from document as d
               where d.document_id = s.document and d.seal is null
                 and not exists (select from sealed_copy as c where c.document_id = d.document_id)
           ) as unsealed,
           coalesce(s.attempts, 0) as attempts,
           coalesce(asked.kind = 'extension_request', false) as asked,
           coalesce(maker.name, e.name, below.name) as owing, s.issuer is not null as beside,
           exists (select from clue as c where c.clue_id = m.clue_id and c.source = 'report') as of_report
    from matter as m
    join office as o on o.office_id = m.office_id
    left join enterprise as e on e.enterprise_id = m.party_id
    left join office as below on below.office_id = m.bureau_id
    left join waiting as s on s.matter_id = m.matter_id and m.ended_at is null
    left join lateral (
        select a.content ->> 'to_office' as upper
        from act as a join step as up on up.matter_id = a.matter_id and up.number = a.step
        where s.kind = 'announcement' and a.matter_id = m.matter_id and a.kind = 'draft'
          and up.kind = 'report_up' and up.result is not null
        order by a.sequence desc limit 1
    ) as reported on true
    left join lateral (
        select a.at from audit as a where a.chain = 'matter/' || m.matter_id order by a.sequence desc limit 1
    ) as own on m.rehearsal
    left join lateral (
        select a.kind from act as a
        where a.matter_id = m.matter_id and a.step = s.step
          and a.kind in ('extension_request', 'extension', 'extension_refusal')
        order by a.sequence desc limit 1
    ) as asked on s.kind = 'order_to_correct'
    left join lateral (
        select named.name
        from document as d join enterprise as named on named.enterprise_id = d.addressee
        where s.kind = 'maker_objection' and d.matter_id = m.matter_id and d.kind = 'result_notice'
          and d.addressee <> m.party_id
        limit 1
    ) as maker on true
    left join lateral (
        select a.content ->> 'to_office' as upper
        from act as a
        where s.kind = 'transfer' and a.matter_id = m.matter_id and a.step = s.step and a.kind = 'draft'
        order by a.sequence desc limit 1
    ) as submitted on true
    join office as acting on acting.office_id = case
        when s.issuer is not null then s.issuer
        when s.kind = 'transfer' and s.phase in ('awaiting', 'lapsed') then coalesce(submitted.upper, m.office_id)
        when s.kind = 'referral' then m.office_id
        when s.kind = 'announcement' then coalesce(reported.upper, m.office_id)
        when s.phase in ('awaiting', 'lapsed') then coalesce(m.bureau_id, m.office_id)
        else m.office_id end
    where (cast(:matter as text) is null or m.matter_id = :matter)
      and (cast(:office as text) is null or :office in (m.office_id, acting.office_id))
      and (not :open_only or m.ended_at is null)
      and (not :complaints or m.complaint_id is not null)
      and (cast(:before as date) is null or s.due_on::date < :before)
    order by m.ended_at is not null, m.rehearsal, overdue desc, s.due_at nulls last, m.began_at, m.matter_id, s.step
    limit :most
""")


def queue(
    session: Session,
    now: datetime,
    *,
    matter_id: str | None = None,
    office_id: str | None = None,
    open_only: bool = False,
    complaints: bool = False,
    due_before: date | None = None,
    most: int | None = None,
) -> list[dict[str, Any]]:
    """A row per open step, per paper that waits for its service and per commitment, and one for a matter without any:
    overdue ones first, rehearsals and closed ones last.

    `office_id` handles the matter, or owes the step. `complaints`: those alone. `due_before`: the last day is earlier.
    A rehearsal is overdue by its own time, so only where its lapse is on record; `as_of` is that of the last thing that
    happened in it.
    """
    given = {"now": now, "matter": matter_id, "office": office_id, "before": due_before, "complaints": complaints}
    rows = session.execute(_QUEUE, given | {"open_only": open_only, "most": most}).mappings()
    return [dict(row) for row in rows]
