-- Every supervisory sampling, as each office sees it. `above` is whether the region of the office that sampled holds that of
-- the office that looks; null is unknown. Regions are gone through only where another one has sampled,
-- and then once (offset 0).
create view sampling_seen as
select
    own.office_id as seen_by,
    s.check_id,
    s.office_id,
    s.seen_on,
    s.lot_id,
    s.origin = 'rehearsal' as rehearsal,
    level.above,
    s.sample_outcome
from office as own
join circulation_check as s on s.regime = 'supervisory_sampling'
left join office as by on by.office_id = s.office_id
cross join lateral (
    select case
        when by.office_id is null then null
        when by.region = own.region then false
        else exists (select from region_under as u where u.region = by.region and u.code = own.region)
    end as above
    offset 0
) as level;
