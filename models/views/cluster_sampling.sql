-- The supervisory samplings that each look at a cluster knows of: of the product of its lot, or at the trader and of what
-- he makes. `above` is whether the region of the office that sampled holds that of the office that looks; null is unknown.
create view cluster_sampling as
select
    c.cluster_id,
    k.check_id,
    k.office_id,
    k.seen_on,
    k.lot_id = c.lot_id as same_lot,
    case when by.office_id is not null then by.region <> own.region and above.region is not null end as above,
    k.sample_outcome
from complaint_cluster as c
join office as own on own.office_id = c.office_id
cross join lateral (
    select s.check_id, s.origin, s.office_id, s.seen_on, s.lot_id, s.sample_outcome
    from lot as l
    join lot as other on other.product_id = l.product_id
    join circulation_check as s on s.lot_id = other.lot_id and s.regime = 'supervisory_sampling'
    where l.lot_id = c.lot_id
    union
    select s.check_id, s.origin, s.office_id, s.seen_on, s.lot_id, s.sample_outcome
    from circulation_check as s
    where s.party_id = c.enterprise_id and s.regime = 'supervisory_sampling'
    union
    select s.check_id, s.origin, s.office_id, s.seen_on, s.lot_id, s.sample_outcome
    from product as p
    join lot as l on l.product_id = p.product_id
    join circulation_check as s on s.lot_id = l.lot_id and s.regime = 'supervisory_sampling'
    where p.enterprise_id = c.enterprise_id
) as k
left join office as by on by.office_id = k.office_id
left join region_under as above on above.region = by.region and above.code = own.region
where (k.origin = 'rehearsal') = c.rehearsal and k.seen_on <= (c.at at time zone 'Asia/Shanghai')::date;
