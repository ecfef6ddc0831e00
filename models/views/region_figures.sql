-- What the figures of an assessment count: one row per thing, as of 24:00 in Shanghai of the assessment's day.
-- What happened later is not seen, but the register keeps only the present of some facts: an enterprise has no day of
-- its entry and counts until the day of its end, and a period that was extended later counts as extended. Nothing is materialized,
-- so that asking for one assessment does not count all.
create view region_figures as
with assessed as not materialized (
    select a.*, (a."on" + 1)::timestamp at time zone 'Asia/Shanghai' as ends from region_assessment as a
),
enterprises as not materialized (
    select a.assessment_id, a.ends, e.enterprise_id
    from assessed as a
    join region_under as u on u.region = a.region
    join enterprise as e
        on e.region = u.code and e.rehearsal = a.rehearsal and (e.dissolved_on is null or a."on" < e.dissolved_on)
),
-- A matter is of the bureau that handles it, wherever its party is.
matters as not materialized (
    select
        a.assessment_id, a.ends, a.rechecks_due_for_orders_until, m.matter_id, m.began_at, m.ended_at
    from assessed as a
    join region_under as u on u.region = a.region
    join office as o on o.region = u.code
    join matter as m on m.office_id = o.office_id and m.rehearsal = a.rehearsal and m.began_at < a.ends
),
-- A period that stands still has no end and is not over; testing time and extensions are in the step's own end.
clues as not materialized (
    select
        m.assessment_id,
        m.matter_id,
        s.number,
        s.due_at < m.ends as over,
        s.ended_at < m.ends as ended,
        s.ended_at >= s.due_at as ended_late
    from matters as m
    join lateral (
        select * from step as v where v.matter_id = m.matter_id and v.kind = 'verification'
        order by v.number desc limit 1
    ) as s on true
)
select assessment_id, 'enterprises' as figure, enterprise_id as subject, null::int as step from enterprises
union all
select e.assessment_id, 'enterprises_with_certificates', e.enterprise_id, null
from enterprises as e
where exists (
    select from product as p
    join lot on lot.product_id = p.product_id
    join lot_application as l on l.lot_id = lot.lot_id
    where p.enterprise_id = e.enterprise_id and l.issued_at < e.ends
)
union all
select a.assessment_id, 'checks_in_window', c.check_id, null
from assessed as a
join parameter as days on days.parameter_id = 'region_window' and days.value is not null
join region_under as u on u.region = a.region
join office as o on o.region = u.code
join circulation_check as c on c.office_id = o.office_id
where c.origin = case when a.rehearsal then 'rehearsal' else 'own' end
    and c.seen_on <= a."on"
    and c.seen_on > a."on" - days.value
union all
select assessment_id, 'matters_begun', matter_id, null from matters
union all
select assessment_id, 'matters_ended', matter_id, null from matters where ended_at < ends
union all
select assessment_id, 'verifications_overdue', matter_id, number from clues where over and ended is not true
union all
select assessment_id, 'verifications_late', matter_id, number from clues
where over and (ended is not true or ended_late)
union all
select m.assessment_id, 'orders_overdue', m.matter_id, s.number
from matters as m
join step as s on s.matter_id = m.matter_id and s.kind = 'order_to_correct'
where s.due_at < m.ends and (s.ended_at is null or s.ended_at >= m.ends)
union all
-- O18 47: from the day of the order, and only after a failed supervisory sample.
select m.assessment_id, 'rechecks_overdue', m.matter_id, s.number
from matters as m
join step as s on s.matter_id = m.matter_id and s.kind = 'order_to_correct' and s.track = 'after_care'
join document as d on d.matter_id = s.matter_id and d.step = s.number
where d.issued_on <= m.rechecks_due_for_orders_until
    and not exists (
        select from step as r
        where r.matter_id = s.matter_id and r.kind = 'recheck' and r.track = s.track
            and r.number > s.number and r.ended_at < m.ends
    );
