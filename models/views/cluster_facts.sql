-- One row per look at a cluster, one column per field of ClusterFacts; null is unknown. People are counted over a window
-- that an installation sets.
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
    case when c.lot_id is not null then s.above end as sampled_above,
    case when c.lot_id is not null or c.enterprise_id is not null then f.failed end as failed_samples
from complaint_cluster as c
cross join lateral (select (c.at at time zone 'Asia/Shanghai')::date as "on") as looked
left join parameter as days on days.parameter_id = 'cluster_window'
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
    select case when bool_or(looked."on" <= barred_until) then true when bool_or(barred_until is null) then null else false end
        as above
    from lot_sampling as k
    where k.lot_id = c.lot_id and k.seen_by = c.office_id and k.rehearsal = c.rehearsal and k.seen_on <= looked."on"
) as s
cross join lateral (
    select (count(*) filter (where sample_outcome = 'nonconforming'))::int as failed
    from cluster_sampling as k
    where k.cluster_id = c.cluster_id
) as f;
