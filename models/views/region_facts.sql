-- One row per assessment, one column per field of RegionFacts; null is unknown. Each figure counts rows of
-- `region_figures`, so that whoever asks sees the things that make it up.
create view region_facts as
select
    a.assessment_id,
    n.enterprises,
    n.enterprises_with_certificates,
    n.enterprises_with_certificates * 1000 / nullif(n.enterprises, 0) as coverage_per_mille,
    case
        when exists (select from parameter as p where p.parameter_id = 'region_window' and p.value is not null)
            then n.checks_in_window
    end as checks_in_window,
    n.matters_begun,
    n.matters_ended,
    n.verifications_overdue,
    n.verifications_late,
    n.verifications_late * 1000 / nullif(n.matters_begun, 0) as late_per_mille,
    n.orders_overdue,
    case when a.rechecks_due_for_orders_until is not null then n.rechecks_overdue end as rechecks_overdue
from region_assessment as a
cross join lateral (
    select
        (count(*) filter (where figure = 'enterprises'))::int as enterprises,
        (count(*) filter (where figure = 'enterprises_with_certificates'))::int as enterprises_with_certificates,
        (count(*) filter (where figure = 'checks_in_window'))::int as checks_in_window,
        (count(*) filter (where figure = 'matters_begun'))::int as matters_begun,
        (count(*) filter (where figure = 'matters_ended'))::int as matters_ended,
        (count(*) filter (where figure = 'verifications_overdue'))::int as verifications_overdue,
        (count(*) filter (where figure = 'verifications_late'))::int as verifications_late,
        (count(*) filter (where figure = 'orders_overdue'))::int as orders_overdue,
        (count(*) filter (where figure = 'rechecks_overdue'))::int as rechecks_overdue
    from region_figures as f
    where f.assessment_id = a.assessment_id
) as n;
