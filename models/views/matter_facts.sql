-- One row per matter, one column per field of MatterFacts.
-- `newest` holds how the newest step of each kind and track stands: its result, or `open` with the phase beside it.
-- A re-check is that of the last order before it: after a second order it is none again; so is a re-assessment after
-- another notice or interview; so is what follows an ignored order, and what ended for want of a party. An order after a
-- sample whose ground fell (revoked) is none; one of the correction track that was withdrawn is revoked, and what rested
-- on it is none, and it is none of the orders that are counted. The maker that the goods name has a notice of the result
-- of his own; what he says counts from its service. Whether a higher level is known to have sampled the goods (PQL 15(2)) is
-- said as of the day on which the matter last moved; of goods that are not registered nothing is on record.
create view matter_facts as
select
    m.matter_id,
    case when m.bureau_id is not null then 'bureau' when m.complaint_id is not null then 'complaint'
         when m.clue_id is not null then 'clue' else 'enterprise' end as subject,
    exists (
        select from clue as c where c.clue_id = m.clue_id and c.source = 'report' and m.transferred_from is null
    ) as reported,
    coalesce(
        (
            select a.content ->> 'successor' is null
            from act as a
            where a.matter_id = m.matter_id and a.kind = 'succession'
            order by a.sequence desc limit 1
        ),
        false
    ) as party_over,
    coalesce(s.verification, 'none') as verification,
    found.label_violation,
    found.finable_marking,
    found.punishable_breach,
    coalesce(s.orders, 0) as orders,
    coalesce(s."order", 'none') as "order",
    case when s."order" = 'revoked' then 'none' else coalesce(s.recheck, 'none') end as recheck,
    coalesce(s.withdrawal, 'none') as withdrawal,
    coalesce(s.sampling_proposal, 'none') as sampling_proposal,
    sampled.above as sampled_above,
    case when s."order" = 'revoked' then 'none' else coalesce(s.urging, 'none') end as urging,
    case when s."order" = 'revoked' then 'none' else coalesce(s.court_application, 'none') end as court_application,
    case when s."order" = 'revoked' then 'none' else coalesce(s.court_ruling, 'none') end as court_ruling,
    found.sample_failed,
    coalesce(s.result_notice, 'none') as result_notice,
    coalesce(s.objection, 'none') as objection,
    coalesce(copy.maker_notice, 'none') as maker_notice,
    coalesce(s.maker_objection, 'none') as maker_objection,
    coalesce(s.denial, case when s.denied then 'stated' end, 'none') as denial,
    coalesce(s.retest, 'none') as retest,
    coalesce(s.sample_order, 'none') as sample_order,
    coalesce(s.sample_recheck, 'none') as sample_recheck,
    coalesce(s.report_up, 'none') as report_up,
    coalesce(s.announcement, 'none') as announcement,
    coalesce(s.announced_recheck, 'none') as announced_recheck,
    coalesce(s.filing, 'none') as filing,
    coalesce(s.penalty_case, 'none') as penalty_case,
    coalesce(s.transfer, 'none') as transfer,
    coalesce(s.referral, 'none') as referral,
    coalesce(s.reminder_letter, 'none') as reminder_letter,
    coalesce(s.interview, 'none') as interview,
    found.lag,
    coalesce(s.bureau_reminder, 'none') as bureau_reminder,
    coalesce(s.supervision, 'none') as supervision,
    coalesce(s.review, case when s.review_requested then 'requested' end, 'none') as review,
    coalesce(s.bureau_interview, 'none') as bureau_interview,
    coalesce(s.reassessment, 'none') as reassessment,
    coalesce(s.lifting, 'none') as lifting,
    coalesce(s.acceptance, 'none') as acceptance,
    coalesce(s.mediation, 'none') as mediation,
    coalesce(s.termination, 'none') as termination,
    case when said.disputes > coalesce(s.disputes, 0) then 'stated' else coalesce(s.power_dispute, 'none') end
        as power_dispute,
    coalesce(s.closing, 'none') as closing
from matter as m
cross join lateral (
    select
        coalesce(bool_or(f.kind = 'violation' and 'marking' = any (f.leads_to)), false) as label_violation,
        coalesce(bool_or(f.kind = 'violation' and 'serious_marking' = any (f.leads_to)), false)
            as finable_marking,
        coalesce(bool_or(f.kind = 'violation' and m.bureau_id is null and 'penalty' = any (f.leads_to)), false)
            as punishable_breach,
        coalesce(bool_or(f.finding = 'supervisory_sample_failed'), false) as sample_failed,
        case
            when m.bureau_id is null then 'none'
            when bool_or(f.kind = 'violation') then 'breach'
            when bool_or(f.kind = 'clue') then 'sign'
            else 'none'
        end as lag
    from finding as f
    where f.matter_id = coalesce(m.findings_of, m.matter_id)
) as found
cross join lateral (
    select case when count(*) > 0 then case when bool_and(exists (
        select from service as v where v.document_id = d.document_id
    )) then 'served' else 'open' end end as maker_notice
    from document as d
    where d.matter_id = m.matter_id and d.kind = 'result_notice' and d.addressee <> m.party_id
      and not exists (
          select from document as newer
          where newer.matter_id = d.matter_id and newer.step = d.step and newer.context ->> 'replaces' = d.number
      )
) as copy
cross join lateral (
    select
        max(state) filter (where kind = 'verification') as verification,
        (max(orders) filter (where kind = 'order_to_correct' and track = 'correction'))::int as orders,
        max(answered) filter (where kind = 'order_to_correct' and track = 'correction') as "order",
        max(state) filter (where kind = 'recheck' and track = 'correction' and number > order_number) as recheck,
        max(case when phase = 'done' then 'none' else 'open' end) filter (where kind = 'order_withdrawal') as withdrawal,
        max(progress) filter (where kind = 'sampling_proposal') as sampling_proposal,
        max(case when phase = 'done' then result when phase = 'awaiting' then 'awaited' when phase = 'lapsed' then 'lapsed'
                 else 'in_preparation' end)
            filter (where kind = 'urging' and number > order_number) as urging,
        max(state) filter (where kind = 'court_application' and number > order_number) as court_application,
        max(state) filter (where kind = 'court_ruling' and number > order_number) as court_ruling,
        max(state) filter (where kind = 'result_notice') as result_notice,
        max(objected) filter (where kind = 'objection') as objection,
        max(objected) filter (where kind = 'maker_objection') as maker_objection,
        max(state) filter (where kind = 'denial') as denial,
        bool_or(exists (
            select from act as a
            where a.matter_id = newest.matter_id and a.step = newest.number and a.kind = 'denial'
        )) filter (where kind = 'maker_objection') as denied,
        max(state) filter (where kind = 'retest') as retest,
        max(answered) filter (where kind = 'order_to_correct' and track = 'after_care') as sample_order,
        max(nullif(state, 'revoked')) filter (where kind = 'recheck' and track = 'after_care') as sample_recheck,
        max(state) filter (where kind = 'report_up') as report_up,
        max(state) filter (where kind = 'announcement') as announcement,
        max(state) filter (where kind = 'announced_recheck') as announced_recheck,
        max(state) filter (where kind = 'filing') as filing,
        max(progress) filter (where kind = 'penalty_case') as penalty_case,
        max(state) filter (where kind = 'transfer') as transfer,
        max(case when result = 'police_filed' then 'referred'
                 when result in ('police_refused', 'suggested') then 'not_referred' else state end)
            filter (where kind = 'referral') as referral,
        max(progress) filter (where kind = 'reminder_letter') as reminder_letter,
        max(progress) filter (where kind = 'interview') as interview,
        max(progress) filter (where kind = 'bureau_reminder') as bureau_reminder,
        max(case when result = 'revoked' then 'revoked'
                 when result in ('in_time', 'posted_in_time', 'late') then 'answered'
                 when result = 'unanswered' or phase = 'lapsed' then 'lapsed'
                 when phase = 'awaiting' then 'awaited' else 'in_preparation' end)
            filter (where kind = 'supervision_notice') as supervision,
        bool_or(exists (
            select from act as a
            where a.matter_id = newest.matter_id and a.step = newest.number and a.kind = 'review_request'
        )) filter (where kind = 'supervision_notice') as review_requested,
        max(state) filter (where kind = 'review' and number > notice_number) as review,
        max(progress) filter (where kind = 'bureau_interview') as bureau_interview,
        max(state) filter (where kind = 'reassessment' and number > coalesce(steered, 0)) as reassessment,
        max(state) filter (where kind = 'lifting') as lifting,
        max(state) filter (where kind = 'acceptance') as acceptance,
        max(case when phase <> 'done' and lapsed_at is not null then 'lapsed' else state end)
            filter (where kind = 'mediation') as mediation,
        max(progress) filter (where kind = 'termination') as termination,
        max(progress) filter (where kind = 'power_dispute') as power_dispute,
        max(orders) filter (where kind = 'power_dispute') as disputes,
        max(state) filter (where kind in ('closing', 'archiving')) as closing,
        max(moved_at) as moved_at
    from (
        select distinct on (s.kind, s.track)
            s.matter_id, s.kind, s.track, s.number, s.phase, s.result, s.lapsed_at,
            count(*) filter (where s.result is null or s.result not in ('revoked', 'party_ended'))
                over (partition by s.kind, s.track) as orders,
            max(s.number) filter (where s.kind = 'order_to_correct' and s.track = 'correction') over () as order_number,
            max(s.number) filter (where s.kind = 'supervision_notice') over () as notice_number,
            max(s.number) filter (where s.kind in ('supervision_notice', 'bureau_interview')) over () as steered,
            max(coalesce(s.ended_at, s.begun_at)) over () as moved_at,
            case when s.phase = 'done' then nullif(s.result, 'party_ended') else 'open' end as state,
            case when s.phase = 'done' then 'over' else 'open' end as progress,
            case when s.phase = 'awaiting' then 'awaited' when s.result = 'party_ended' then null
                 when s.result = 'objected' then 'objected' else 'lapsed' end as objected,
            case when s.result = 'party_ended' then null
                 when s.result = 'revoked' then case when s.track = 'correction' then 'revoked' end
                 when s.phase = 'awaiting' then 'awaited'
                 when s.phase = 'lapsed' or s.result = 'unanswered' then 'lapsed'
                 when s.phase = 'done' then s.result
                 else 'in_preparation' end as answered
        from step as s
        where s.matter_id = m.matter_id
        order by s.kind, s.track, s.number desc
    ) as newest
) as s
cross join lateral (
    select count(*) as disputes from act as a where a.matter_id = m.matter_id and a.kind = 'dispute_statement'
) as said
left join lateral (
    select coalesce(c.lot_id, named.lot_id) as lot_id
    from circulation_check as c
    left join certificate as named on named.number = c.certificate_number
    where c.check_id = m.check_id
) as goods on true
cross join lateral (
    select case
        when bool_or((coalesce(s.moved_at, m.began_at) at time zone 'Asia/Shanghai')::date <= barred_until) then true
        when bool_or(barred_until is null) then null
        else false
    end as above
    from lot_sampling as k
    where k.lot_id = goods.lot_id and k.seen_by = m.office_id and k.rehearsal = m.rehearsal
) as sampled;
