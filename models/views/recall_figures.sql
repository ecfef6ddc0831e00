-- What the figures of a recall count: one row per thing, with the row of the register that shows it.
-- `units` is null where it is unknown: a seller was seen with the goods and no check of his own counts them, or a check
-- counts a lot of which only a range of serials is recalled. Checks made after the closing are not seen.
create view recall_figures as
with seen as not materialized (
    select
        l.recall_id, l.lot_id, c.party_id as seller_id, c.check_id, c.regime = 'goods_in_check' as goods_in,
        case when l.serial_from is null or c.serial is not null then c.units_seen end as units
    from recall as r
    join recall_lot as l on l.recall_id = r.recall_id
    join circulation_check as c on c.lot_id = l.lot_id and c.origin <> 'published'
        and (r.closed_at is null or c.seen_on <= (r.closed_at at time zone 'Asia/Shanghai')::date)
    join enterprise as e on e.enterprise_id = c.party_id and e.rehearsal = r.rehearsal
        and e.enterprise_id <> r.producer_id
    where case
        when l.serial_from is null or c.serial is null then true
        when starts_with(c.serial, l.serial_prefix)
            and substr(c.serial, length(l.serial_prefix) + 1) ~ '^[0-9]{1,18}$'
        then substr(c.serial, length(l.serial_prefix) + 1)::bigint between l.serial_from and l.serial_until
        else false
    end
),
had as not materialized (
    select recall_id, lot_id, seller_id, min(check_id) as source, bool_or(goods_in) as goods_in
    from seen group by 1, 2, 3
),
known as not materialized (select recall_id, seller_id, min(source) as source from had group by 1, 2),
reported as not materialized (
    select distinct on (a.recall_id, a.actor, a.content ->> 'lot_id')
        a.recall_id, a.content ->> 'lot_id' as lot_id, a.actor as seller_id, a.act_id, a.content
    from recall_act as a
    where a.kind = 'seller_report'
    order by a.recall_id, a.actor, a.content ->> 'lot_id', a.sequence desc
)
select recall_id, 'sellers_known' as figure, null as lot_id, seller_id, 1 as units, source from known
union all
select recall_id, 'sellers_notified', null, recipient, 1, min(message_id)
from message where recall_id is not null and about = 'notification' group by recall_id, recipient
union all
select recall_id, 'sellers_reached', null, actor, 1, min(act_id)
from recall_act where kind in ('receipt', 'seller_report') group by recall_id, actor
union all
-- As many lots had as lots reported stopped: each is there once on either side, and nobody reports of what he never had.
select recall_id, 'sellers_stopped', null, seller_id, 1, min(source)
from (
    select recall_id, seller_id, source, 1 as lots from had
    union all
    select recall_id, seller_id, null, -1 from reported where (content ->> 'sale_stopped')::boolean
) as each_lot
group by recall_id, seller_id
having sum(lots) = 0
union all
select l.recall_id, 'units_covered', l.lot_id, null,
    case when l.serial_from is null then lot.quantity else l.serial_until - l.serial_from + 1 end, l.lot_id
from recall_lot as l join lot on lot.lot_id = l.lot_id
union all
select recall_id, 'units_unshipped', lot_id, null, unshipped, lot_id from recall_lot where unshipped is not null
union all
select recall_id, 'units_received', lot_id, seller_id, units, check_id from seen where goods_in
union all
select recall_id, 'units_received', lot_id, seller_id, null, source from had where not goods_in
union all
select s.recall_id, f.figure, s.lot_id, s.seller_id, (s.content ->> f.field)::int, s.act_id
from reported as s
cross join (values
    ('units_on_hand', 'on_hand'), ('units_sold', 'sold'), ('units_returned', 'returned'),
    ('units_disposed', 'disposed'), ('consumer_returns', 'consumer_returns')
) as f (figure, field);
