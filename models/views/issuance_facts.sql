-- One row per application for certificates, one column per field of IssuanceFacts; null is unknown.
-- The inspection is the last on or before the day of the issue; where there is none such, or no issue, the last of all.
-- `inspection_failed`: what was measured decides; values that pass against a stated failure leave it unknown.
-- Serial numbers are unique within a product and a prefix; an application that was refused holds none, nor one whose
-- certificate the producer has withdrawn, nor the one that this is to take the place of.
create view issuance_facts as
select
    a.application_id,
    a.scope,
    a.issued_at is not null as issued,
    i.inspection_id is not null as inspected,
    i.stated_outcome,
    i.measured_values_conform,
    case
        when i.measured_values_conform and i.stated_outcome = 'nonconforming' then null
        else coalesce(not i.measured_values_conform, i.stated_outcome = 'nonconforming')
    end as inspection_failed,
    i.failed_item_protects,
    case when i.inspection_id is not null then coalesce(trim(i.inspector_code), '') <> '' end as inspector_code_stated,
    case
        when i.laboratory_id is not null then
            l.registered_from is not null
            and l.registered_from <= i.inspected_on
            and (l.registered_until is null or i.inspected_on <= l.registered_until)
    end as laboratory_registered,
    i.laboratory_able,
    lot.produced_on - i.inspected_on as days_produced_after_inspection,
    i.inspected_on - (a.issued_at at time zone 'Asia/Shanghai')::date as days_inspected_after_issue,
    lot.produced_on - (a.applied_at at time zone 'Asia/Shanghai')::date as days_produced_after_application,
    a.quantity,
    a.serial_until - a.serial_from + 1 - a.quantity as serials_beyond_quantity,
    case
        when num_nulls(a.serial_from, a.serial_until) = 0 then (
            select count(*)::int
            from lot as same
            join lot_application as other on other.lot_id = same.lot_id
            where same.product_id = lot.product_id
                and other.application_id <> a.application_id
                and other.refused_at is null
                and other.phase not in ('withdrawn', 'superseded')
                and other.application_id is distinct from a.supersedes
                and other.serial_prefix = a.serial_prefix
                and other.serial_from <= a.serial_until
                and a.serial_from <= other.serial_until
        )
    end as applications_with_same_serials,
    num_nulls(c.product_name, c.model, c.specification, c.maker, c.address)::int as product_contents_missing,
    c.standard_number is null as standard_number_missing,
    num_nulls(coalesce(c.items_and_results, c.conclusion), c.inspected_on, c.inspector)::int
        as inspection_contents_missing,
    num_nulls(c.lot_number, c.lot_size, c.left_factory_on)::int as lot_contents_missing
from lot_application as a
join lot on lot.lot_id = a.lot_id
cross join lateral (
    select
        nullif(trim(a.contents ->> 'product_name'), '') as product_name,
        nullif(trim(a.contents ->> 'model'), '') as model,
        nullif(trim(a.contents ->> 'specification'), '') as specification,
        nullif(trim(a.contents ->> 'maker'), '') as maker,
        nullif(trim(a.contents ->> 'address'), '') as address,
        nullif(trim(a.contents ->> 'standard_number'), '') as standard_number,
        nullif(trim(a.contents ->> 'items_and_results'), '') as items_and_results,
        nullif(trim(a.contents ->> 'conclusion'), '') as conclusion,
        nullif(trim(a.contents ->> 'lot_number'), '') as lot_number,
        nullif(trim(a.contents ->> 'lot_size'), '') as lot_size,
        nullif(trim(a.contents ->> 'inspected_on'), '') as inspected_on,
        nullif(trim(a.contents ->> 'left_factory_on'), '') as left_factory_on,
        nullif(trim(a.contents ->> 'inspector'), '') as inspector
) as c
left join lateral (
    select * from factory_inspection as f
    where f.application_id = a.application_id
    order by
        (f.inspected_on <= (a.issued_at at time zone 'Asia/Shanghai')::date) is true desc,
        f.inspected_on desc,
        f.reported_at desc nulls last,
        f.inspection_id desc
    limit 1
) as i on true
left join laboratory as l on l.laboratory_id = i.laboratory_id;
