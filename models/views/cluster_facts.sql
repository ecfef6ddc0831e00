-- One row per look at a cluster, one column per field of ClusterFacts; null is unknown. People are counted over a window
-- that an installation sets. PQL 15 names no time for which a product is not sampled again: without one of its own only the same
-- lot is barred, and of another lot of the product nothing is said.
create view cluster_facts as
select
    c.cluster_id,
    case when c.enterprise_id is null then 'lot' else 'enterprise' end as subject,
    n.complaints,
    n.people,
    case when days.value is not null then n.people_in_window end as people_in_window,
    n.names_of_one_telephone,
    n.complaints_of_one_person,
    n.accepted,
    n.settled,
    case
        when c.lot_id is null then null
        when s.same_lot or s.within then true
        when s.unknown then null
        else false
    end as sampled_above,
    case when c.lot_id is not null or c.enterprise_id is not null then s.failed end as failed_samples
from complaint_cluster as c
cross join lateral (select (c.at at time zone 'Asia/Shanghai')::date as "on") as looked
left join parameter as days on days.parameter_id = 'cluster_window'
left join parameter as doubled on doubled.parameter_id = 'higher_sampling_days'
cross join lateral (
    with known as materialized (select * from cluster_complaint as m where m.cluster_id = c.cluster_id),
    of_telephone (names) as (select count(distinct name) from known group by telephone),
    of_person (complaints) as (select count(*) from known group by person, respondent_id)
    select
        count(*)::int as complaints,
        count(distinct person)::int as people,
        (count(distinct person) filter (where received_on > looked."on" - days.value))::int as people_in_window,
        coalesce((select max(names) from of_telephone), 0)::int as names_of_one_telephone,
        coalesce((select max(complaints) from of_person), 0)::int as complaints_of_one_person,
        (count(*) filter (where accepted))::int as accepted,
        (count(*) filter (where settled))::int as settled
    from known
) as n
cross join lateral (
    select
        coalesce(bool_or(above and same_lot), false) as same_lot,
        coalesce(bool_or(above and looked."on" - seen_on <= doubled.value), false) as within,
        coalesce(bool_or(above is null or (above and doubled.value is null)), false) as unknown,
        (count(*) filter (where sample_outcome = 'nonconforming'))::int as failed
    from cluster_sampling as k
    where k.cluster_id = c.cluster_id
) as s;
