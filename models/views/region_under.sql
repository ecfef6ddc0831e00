-- Every region with every code that belongs to it: itself, what lies under it, and former codes that became it whole.
-- A former region that was divided belongs to what it lay in, and to none of its parts.
create view region_under as
with recursive under (region, code) as (
    select code::text, code::text from region
    union
    select u.region, coalesce(child.code, former.old_code)::text
    from under as u
    cross join (values (true), (false)) as way (down)
    left join region as child on way.down and child.parent = u.code
    left join region_change as former
        on not way.down
        and former.new_code = u.code
        and former.old_code <> former.new_code
        and not exists (
            select from region_change as other
            where other.old_code = former.old_code and other.new_code <> former.new_code
        )
    where coalesce(child.code, former.old_code) is not null
)
select region, code from under;
