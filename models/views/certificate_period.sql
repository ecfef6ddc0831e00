-- One row per state of a certificate, from the moment it began to the one that ended it (exclusive; null: it lasts).
create view certificate_period as
select
    s.certificate_number,
    s.state,
    s.addressee_id,
    s.basis,
    s.from_at,
    (
        select min(e.from_at)
        from certificate_state as e
        where e.certificate_number = s.certificate_number and e.state = s.state and e.ends and e.from_at > s.from_at
          and e.addressee_id is not distinct from s.addressee_id
    ) as until_at
from certificate_state as s
where not s.ends;
