"""Applications from before a certificate had phases stand where their issue or refusal had brought them."""

from sqlalchemy import text

from servers import Servers
from tests.migrating import brought_up_to_date

BEFORE = (
    "insert into enterprise (enterprise_id, name, verified, rehearsal) values ('one', '示例企业', false, true)",
    "insert into product (product_id, enterprise_id, name, kind, model, brand)"
    " values ('one', 'one', '示例产品', '示例', '甲', '')",
    "insert into lot (lot_id, product_id, as_stated) values ('a', 'one', 'a'), ('b', 'one', 'b'), ('c', 'one', 'c')",
    "insert into laboratory (laboratory_id, name) values ('lab', '示例检验所')",
    "insert into lot_application (application_id, lot_id, applied_at, serial_prefix, contents, issued_at, refused_at,"
    " refused_because) values ('issued', 'a', now(), '', '{}', now(), null, null),"
    " ('refused', 'b', now(), '', '{}', null, now(), '检验不合格'),"
    " ('waiting', 'c', now(), '', '{}', null, null, null)",
)


def test_an_application_stands_where_its_issue_or_refusal_had_brought_it(servers: Servers) -> None:
    with brought_up_to_date(servers, "0007", *BEFORE) as connection:
        query = text("select application_id, phase, version from lot_application order by 1")
        assert [tuple(row) for row in connection.execute(query)] == [
            ("issued", "in_circulation", 1), ("refused", "not_issued", 1), ("waiting", "ordering", 1),
        ]  # fmt: skip
