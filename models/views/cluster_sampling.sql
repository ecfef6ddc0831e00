-- The supervisory samplings that each look at a cluster knows of: of the product of its lot, or at the trader and of what
-- he makes.
create view cluster_sampling as
select c.cluster_id, k.check_id, k.office_id, k.seen_on, k.lot_id = c.lot_id as same_lot, k.above, k.sample_outcome
from complaint_cluster as c
cross join lateral (
    select s.check_id from lot_sampling as s where s.lot_id = c.lot_id and s.seen_by = c.office_id
    union
    select s.check_id from circulation_check as s
    where s.party_id = c.enterprise_id and s.regime = 'supervisory_sampling'
    union
    select s.check_id
    from product as p
    join lot as l on l.product_id = p.product_id
    join circulation_check as s on s.lot_id = l.lot_id and s.regime = 'supervisory_sampling'
    where p.enterprise_id = c.enterprise_id
) as of_subject
join sampling_seen as k on k.check_id = of_subject.check_id and k.seen_by = c.office_id
where k.rehearsal = c.rehearsal and k.seen_on <= (c.at at time zone 'Asia/Shanghai')::date;
