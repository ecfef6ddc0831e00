-- One row per matter, one column per field of MatterFacts.
-- `recheck` is that of the last order: after a second order it is none again.
create view matter_facts as
select
    m.matter_id,
    case
        when verification.number is null then 'none'
        when verification.phase <> 'done' then 'open'
        else verification.result
    end as verification,
    exists (
        select from finding as f
        where f.matter_id = m.matter_id and f.kind = 'violation' and 'pql/54' = any (f.basis)
    ) as label_violation,
    (
        select count(*)::int from step as s where s.matter_id = m.matter_id and s.kind = 'order_to_correct'
    ) as orders,
    case
        when last_order.number is null then 'none'
        when last_order.phase in ('awaiting') then 'awaited'
        when last_order.phase = 'lapsed' or last_order.result = 'unanswered' then 'lapsed'
        when last_order.phase = 'done' then last_order.result
        else 'in_preparation'
    end as "order",
    case
        when recheck.number is null then 'none'
        when recheck.phase <> 'done' then 'open'
        else recheck.result
    end as recheck,
    case
        when closing.number is null then 'none'
        when closing.phase <> 'done' then 'open'
        else 'closed'
    end as closing
from matter as m
left join lateral (
    select * from step as s where s.matter_id = m.matter_id and s.kind = 'verification'
    order by s.number desc limit 1
) as verification on true
left join lateral (
    select * from step as s where s.matter_id = m.matter_id and s.kind = 'order_to_correct'
    order by s.number desc limit 1
) as last_order on true
left join lateral (
    select * from step as s
    where s.matter_id = m.matter_id and s.kind = 'recheck' and s.number > last_order.number
    order by s.number desc limit 1
) as recheck on true
left join lateral (
    select * from step as s where s.matter_id = m.matter_id and s.kind = 'closing'
    order by s.number desc limit 1
) as closing on true;
