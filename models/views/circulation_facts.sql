-- One row per circulation check, one column per field of CirculationFacts; null is unknown.
create view circulation_facts as
select
    c.check_id,
    c.regime as check_regime,
    c.proof_of_inspection,
    c.sold_bare,
    c.sample_outcome,
    case
        when c.laboratory_id is not null then
            l.registered_from is not null
            and l.registered_from <= c.seen_on
            and (l.registered_until is null or c.seen_on <= l.registered_until)
    end as laboratory_registered,
    lot.produced_on - c.report_date as days_produced_after_report,
    c.note like '%假冒%' as note_names_counterfeit,
    c.counterfeit_flag,
    case
        when c.content_key is not null then (
            select count(*)::int
            from circulation_check as other
            where other.content_key = c.content_key and other.origin = c.origin
        )
    end as records_of_same_content
from circulation_check as c
join lot on lot.lot_id = c.lot_id
left join laboratory as l on l.laboratory_id = c.laboratory_id;
