-- What people did with what the rules had found or proposed: a row per act, of the verification of a clue a row per
-- finding. A finding suggests that its clue be confirmed; a step of filing, transfer or referral, that it come to it.
create view departure as
select
    a.act_id, a.sequence, a.matter_id, m.office_id, m.rehearsal, a.step, f.rule,
    case when (a.content ->> 'confirmed')::boolean then 'confirmed' else 'dismissed' end as deed,
    a.actor, a.received_at as at, a.content ->> 'statement' as reason
from act as a
join matter as m on m.matter_id = a.matter_id
join step as s on s.matter_id = a.matter_id and s.number = a.step and s.kind = 'verification'
join finding as f on f.matter_id = coalesce(m.findings_of, m.matter_id) and f.kind in ('violation', 'clue')
where a.kind = 'verification'
union all
select
    a.act_id, a.sequence, a.matter_id, m.office_id, m.rehearsal, a.step, s.rule,
    case when (s.kind, a.content ->> 'proposes')
        in (('filing', 'filed'), ('transfer', 'transferred'), ('referral', 'referred'))
        then 'confirmed' else 'departed' end,
    a.actor, a.received_at, a.content ->> 'statement'
from act as a
join matter as m on m.matter_id = a.matter_id
join step as s on s.matter_id = a.matter_id and s.number = a.step and s.kind in ('filing', 'transfer', 'referral')
where a.kind = 'draft'
union all
select
    a.act_id, a.sequence, a.matter_id, m.office_id, m.rehearsal, a.step, s.rule, 'sent_back',
    a.actor, a.received_at, a.content ->> 'remarks'
from act as a
join matter as m on m.matter_id = a.matter_id
join step as s on s.matter_id = a.matter_id and s.number = a.step
where a.kind in ('review', 'approval') and not (a.content ->> 'agreed')::boolean
union all
select
    a.act_id, a.sequence, a.matter_id, m.office_id, m.rehearsal, a.step, s.rule, 'chosen',
    a.actor, a.received_at, a.content ->> 'reason'
from act as a
join matter as m on m.matter_id = a.matter_id
join step as s
    on s.matter_id = a.matter_id and s.kind = a.content ->> 'begins' and s.chosen_by = a.actor
    and s.begun_at = a.received_at
where a.kind = 'choice';
