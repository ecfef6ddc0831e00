-- One row per circulation check, one column per field of CirculationFacts; null is unknown. All as of the check:
-- `moment` is when it was made, or the whole of its day where only that is known.
-- What other records must answer is a scalar subquery, or a left join that finds one row at most (an aggregate does),
-- so that a query pays for what it reads. Each is one more thing to set up even for one check: what can be, is shared.
create view circulation_facts as
select
    c.check_id,
    c.regime as check_regime,
    c.party_role,
    c.on_sale,
    c.proof_of_inspection,
    c.sold_bare,
    num_nonnulls(
        c.product_name_marking, c.maker_marking, c.specification_marking, c.grade_marking, c.ingredients_marking,
        c.dates_marking, c.warning_marking
    ) > 0 as label_examined,
    c.product_name_marking,
    c.maker_marking,
    c.specification_marking,
    c.grade_marking,
    c.ingredients_marking,
    c.dates_marking,
    c.warning_marking,
    coalesce(c.marking_verified, 'not_verified') as marking_verified,
    coalesce(c.name_verified, 'not_verified') as name_verified,
    coalesce(c.quality_mark_verified, 'not_verified') as quality_mark_verified,
    coalesce(c.goods_in_check, 'not_looked_into') as goods_in_check,
    c.goods_class,
    lot.use_by is not null as use_by_stated,
    c.seen_on - lot.use_by as days_past_use_by,
    c.sample_outcome is not null
        or c.regime in ('supervisory_sampling', 'enforcement_sampling', 'risk_monitoring', 'recheck') as sample_taken,
    c.sample_outcome,
    case
        when c.laboratory_id is not null then
            l.registered_from is not null
            and l.registered_from <= c.seen_on
            and (l.registered_until is null or c.seen_on <= l.registered_until)
    end as laboratory_registered,
    (
        select bool_or(  -- null where no ability of this laboratory is on record at all
            a.product_kind = product.kind
            and a.able_from <= coalesce(c.report_date, c.seen_on)
            and (a.able_until is null or coalesce(c.report_date, c.seen_on) <= a.able_until)
        )
        from laboratory_ability as a
        where a.laboratory_id = c.laboratory_id
    ) as laboratory_able,
    case
        when c.laboratory_id is not null then exists (
            select from certificate as passed
            where passed.lot_id = c.lot_id and passed.laboratory_id = c.laboratory_id and passed.issued_on <= c.seen_on
        )
    end as tested_by_certifying_institute,
    lot.produced_on - c.report_date as days_produced_after_report,
    -- where the report is of the same day, the comparison with it says the same
    coalesce(lot.produced_on > c.seen_on and c.report_date is distinct from c.seen_on, false) as produced_after_seen,
    case
        when c.certificate_number is null then 'not_asked'
        when r.number is null then 'not_known'
        else 'known'
    end as certificate_register,
    case
        when r.number is null or c.lot_id is null or c.lot_by_certificate then 'not_known'
        when certified_maker.name <> maker.name then 'other_producer'
        when certified_product.name <> product.name then 'other_product'
        when certified_product.model <> product.model then 'other_model'
        when certified_lot.as_stated <> lot.as_stated then 'other_lot'
        else 'the_same'
    end as certified_goods,
    certified_lot.produced_on - r.inspected_on as days_produced_after_inspection,
    r.inspected_on - r.issued_on as days_inspected_after_issue,
    standing.withdrawn_by_producer,
    standing.superseded_by_producer,
    standing.frozen_by_platform,
    standing.stop_sale,
    standing.recalled,
    case
        when num_nulls(c.certificate_number, c.serial) > 0 then false
        when city is not null and c.seen_at is not null then elsewhere.seen_at is not null
    end as seen_in_another_city,
    floor(extract(epoch from c.seen_at - elsewhere.seen_at) / 60)::int as minutes_since_another_city,
    case
        when num_nonnulls(c.units_seen, c.serial) = 0 then 0
        when lot.quantity is not null then greatest(
            0,
            c.units_seen - lot.quantity,
            case
                when c.serial is not null then (
                    select count(distinct other.serial)::int - lot.quantity
                    from circulation_check as other
                    where other.lot_id = c.lot_id and other.serial is not null
                      and other.seen_on <= c.seen_on and other.origin = c.origin
                )
            end
        )
    end as units_beyond_lot,
    (
        select count(*) filter (where (  -- no join: whatever the tables hold, it is looked up check by check
            select bool_or((
                select count(*) > 0
                from finding as f
                where f.judgement_id = j.judgement_id and f.kind = 'violation' and f.against = 'party'
            ))
            from judgement as j
            where j.check_id = other.check_id
        ))::int
        from circulation_check as other
        where other.party_id = c.party_id and other.origin = c.origin
          and other.seen_on between c.seen_on - counting.value and c.seen_on - 1
        having c.party_id is not null and counting.value is not null
    ) as earlier_findings,
    counting.value as days_counted,
    num_nonnulls(c.plan, c.clue) > 0 as plan_or_clue,
    c.inspection_notice is not null as notice_shown,
    c.inspection_code is not null as code_scanned,
    c.note like '%假冒%' as note_names_counterfeit,
    -- a source of ours that says nothing of it is silent; of a published one, null says that it has no such flag
    coalesce(c.counterfeit_flag, case when c.origin <> 'published' then 'not_stated' end) as counterfeit_flag,
    case
        when c.content_key is not null then (
            select count(*)::int
            from circulation_check as other
            where other.content_key = c.content_key and other.origin = c.origin
        )
    end as records_of_same_content
from circulation_check as c
cross join lateral (
    select
        coalesce(c.seen_at, c.seen_on::timestamp at time zone 'Asia/Shanghai') as earliest,
        coalesce(c.seen_at, (c.seen_on + 1)::timestamp at time zone 'Asia/Shanghai' - interval '1 microsecond') as latest,
        case when c.region not like '__00%' then left(c.region, 4) end as city
) as moment
left join lot on lot.lot_id = c.lot_id
left join product on product.product_id = lot.product_id
left join laboratory as l on l.laboratory_id = c.laboratory_id
left join enterprise as maker on maker.enterprise_id = product.enterprise_id
left join certificate as r on r.number = c.certificate_number and r.issued_on <= c.seen_on
left join lot as certified_lot on certified_lot.lot_id = r.lot_id
left join product as certified_product on certified_product.product_id = certified_lot.product_id
left join enterprise as certified_maker on certified_maker.enterprise_id = certified_product.enterprise_id
left join parameter as counting on counting.parameter_id = 'repeated_findings_window'
left join lateral (  -- the states that overlap the check: true where one holds throughout, unknown where it may not
    select
        case when bool_or(throughout) filter (where state = 'withdrawn') then true
             when bool_and(state <> 'withdrawn') is not false then false end as withdrawn_by_producer,
        case when bool_or(throughout) filter (where state = 'superseded') then true
             when bool_and(state <> 'superseded') is not false then false end as superseded_by_producer,
        case when bool_or(throughout) filter (where state = 'frozen') then true
             when bool_and(state <> 'frozen') is not false then false end as frozen_by_platform,
        case
            when bool_and(state <> 'stop_sale') is not false then 'none'
            when c.party_id is null or not bool_or(throughout) filter (where state = 'stop_sale') then null
            when bool_or(to_party and after_sampling and throughout) filter (where state = 'stop_sale')
                then 'sampled_party'
            when bool_or(to_party and throughout) filter (where state = 'stop_sale') then 'this_party'
            when bool_or(to_party) filter (where state = 'stop_sale') then null
            else 'another_party'
        end as stop_sale,
        case when bool_or(throughout) filter (where state = 'recalled') then true
             when bool_and(state <> 'recalled') is not false then false end as recalled
    from (
        select
            p.state,
            p.addressee_id = c.party_id as to_party,
            p.basis && array['o18/45', 'o18/49'] as after_sampling,
            p.from_at <= earliest and latest < p.until_at as throughout
        from (
            select state, addressee_id, basis, from_at, coalesce(until_at, 'infinity') as until_at
            from certificate_period
            where certificate_number = c.certificate_number and from_at <= latest
            offset 0  -- or the end of each period is looked up once for every time that it is named
        ) as p
        where earliest < p.until_at
    ) as overlapping
) as standing on true
left join lateral (
    select max(other.seen_at) as seen_at
    from circulation_check as other
    where other.certificate_number = c.certificate_number and other.serial = c.serial
      and other.origin = c.origin and other.seen_at <= c.seen_at
      and left(other.region, 4) <> city and other.region not like '__00%'
) as elsewhere on true;
