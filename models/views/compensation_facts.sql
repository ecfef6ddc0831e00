-- The facts of a payment that is to be decided, as its assessment left them. What is not assessed is unknown, and a cap
-- that no agreement sets holds nothing back. The year is that of the decision; what is reserved counts as paid.
create view compensation_facts as
select
    of.compensation_id,
    of.conduct,
    of.assessed_at >= of.delay_until as delay_over,
    of.consumer_at_fault,
    of.facts_clear,
    of.evidence_sufficient,
    of.basis_clear,
    of.refund_fen + of.damage_fen > 0 as anything_to_pay,
    (of.refund_fen = 0 or 'refund' = any (agreement.scope)) and (of.damage_fen = 0 or 'damage' = any (agreement.scope))
        as in_scope,
    agreement.claim_cap_fen is null or of.refund_fen + of.damage_fen <= agreement.claim_cap_fen as within_claim_cap,
    agreement.year_cap_fen is null or of.refund_fen + of.damage_fen + paid.fen <= agreement.year_cap_fen
        as within_year_cap,
    of.refund_fen <= of.asked_refund_fen and of.damage_fen <= of.asked_damage_fen as within_what_was_asked
from compensation as of
join agreement using (agreement_id)
cross join lateral (
    select coalesce(sum(other.refund_fen + other.damage_fen), 0) as fen
    from compensation as other
    where other.agreement_id = of.agreement_id and other.compensation_id <> of.compensation_id
        and (other.paid_at is not null or other.phase in ('paying', 'unclear'))
        and date_trunc('year', other.decided_at, 'Asia/Shanghai')
            = date_trunc('year', coalesce(of.decided_at, of.assessed_at), 'Asia/Shanghai')
) as paid;
