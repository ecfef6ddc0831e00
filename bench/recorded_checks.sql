-- What the invented checks of bench/recorded_checks.py refer to. The numbers are those of its constants.
insert into office (office_id, name, short_name, region, government, court)
select 'office-' || n, '示例局' || n, '示例', '430700', '示例政府', '示例法院' from generate_series(0, 9) as n;

insert into enterprise (enterprise_id, name, verified, rehearsal)
select 'party-' || n, '示例企业' || n, false, true from generate_series(0, 1999) as n;

insert into product (product_id, enterprise_id, name, kind, model, brand)
select 'product-' || n, 'party-' || n % 2000, '示例产品' || n, '示例类', '示例型' || n, '示例牌'
from generate_series(0, 4999) as n;

insert into lot (lot_id, product_id, as_stated, produced_on, use_by, quantity)
select 'lot-' || n, 'product-' || n, '示例批次' || n, date '2024-01-01' + n % 300, date '2024-06-01' + n % 900, 500
from generate_series(0, 4999) as n;

insert into laboratory (laboratory_id, name, registered_from)
select 'laboratory-' || n, '示例检验所' || n, date '2024-01-01' + n * 30 from generate_series(0, 19) as n;

insert into certificate (number, lot_id, issued_on, inspected_on)
select 'certificate-' || n, 'lot-' || n, date '2024-01-02' + n % 300, date '2024-01-01' + n % 300
from generate_series(0, 4999) as n;
