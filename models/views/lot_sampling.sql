-- The supervisory samplings of the product of each lot, as each office sees them. `barred_until` is the last day on which that
-- office does not sample the lot again; null is unknown. PQL 15(2) names no time for which a product is not sampled again:
-- without one of its own only the same lot is barred, and of another lot of the product nothing is said.
create view lot_sampling as
select
    l.lot_id,
    k.seen_by,
    k.check_id,
    k.seen_on,
    k.rehearsal,
    case
        when not k.above then '-infinity'
        when k.above then case when k.lot_id = l.lot_id then 'infinity' else k.seen_on + doubled.value end
    end::date as barred_until
from lot as l
join lot as other on other.product_id = l.product_id
join sampling_seen as k on k.lot_id = other.lot_id
left join parameter as doubled on doubled.parameter_id = 'higher_sampling_days';
