-- The complaints of each look at a cluster: those that the offices of its region had by that moment. A person is all that
-- hangs together by a name or a telephone number, so that neither makes more people of one (O121 17(1)(4)).
create view cluster_complaint as
select c.cluster_id, m.*, decided.accepted, decided.ground, coalesce(mediated.settled, false) as settled
from complaint_cluster as c
join office as own on own.office_id = c.office_id
cross join lateral (
    with recursive of_subject as materialized (
        select
            o.complaint_id,
            (o.received_at at time zone 'Asia/Shanghai')::date as received_on,
            o.office_id,
            o.respondent_id,
            o.goods,
            o.lot,
            'n' || regexp_replace(o.complainant, '\s', '', 'g') as name,
            't' || regexp_replace(
                regexp_replace(o.content #>> '{complainant,phone}', '\D', '', 'g'), '^(00)?86(?=1\d{10}$)', ''
            ) as telephone
        from complaint as o
        where o.rehearsal = c.rehearsal
            and o.received_at <= c.at
            and o.office_id in (
                select f.office_id from office as f join region_under as u on u.code = f.region
                where u.region = own.region
            )
            and o.complaint_id in (
                select s.complaint_id from complaint as s where s.respondent_id = c.enterprise_id
                union all
                select s.complaint_id from complaint as s join certificate as k on k.number = s.certificate
                where k.lot_id = c.lot_id
                union all
                select s.complaint_id from complaint as s where s.lot = c.lot and s.goods = c.goods
                union all
                select s.complaint_id
                from product as p
                join lot as l on l.product_id = p.product_id
                join certificate as k on k.lot_id = l.lot_id
                join complaint as s on s.certificate = k.number
                where p.enterprise_id = c.enterprise_id
            )
    ),
    link (one, other) as materialized (
        select telephone, name from of_subject
        union
        select name, telephone from of_subject
    ),
    reached (origin, node) as (
        select distinct telephone, telephone from of_subject
        union
        select r.origin, link.other from reached as r join link on link.one = r.node
    ),
    person (telephone, person) as (
        select origin, min(node) from reached where node like 't%' group by origin
    )
    select of_subject.*, (dense_rank() over (order by person.person))::int as person
    from of_subject
    join person using (telephone)
) as m
left join lateral (
    select (a.content ->> 'accepted')::bool as accepted, a.content ->> 'ground' as ground
    from act as a
    where a.matter_id = m.complaint_id and a.kind = 'acceptance_decision' and a.received_at <= c.at
    order by a.sequence desc
    limit 1
) as decided on true
left join lateral (
    select true as settled from step as s
    where s.matter_id = m.complaint_id and s.result = 'settled' and s.ended_at <= c.at
    limit 1
) as mediated on true;
