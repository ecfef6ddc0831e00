"""Applications from before a certificate had phases stand where their issue or refusal had brought them."""

from alembic import command
from alembic.config import Config
from sqlalchemy import text

from models.migrate import HERE
from models.session import engine_for
from servers import Servers
from worker import bring_up_to_date

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
    name = "filled_before_certificates_had_phases"
    owner_url = servers.create_database(name).owner_url
    engine = engine_for(owner_url)
    with engine.begin() as connection:
        config = Config()
        config.set_main_option("script_location", str(HERE / "migrations"))
        config.attributes["connection"] = connection
        command.upgrade(config, "0007")
        for statement in BEFORE:
            connection.execute(text(statement))
    bring_up_to_date(owner_url)
    with engine.connect() as connection:
        query = text("select application_id, phase, version from lot_application order by 1")
        assert [tuple(row) for row in connection.execute(query)] == [
            ("issued", "in_circulation", 1), ("refused", "not_issued", 1), ("waiting", "ordering", 1),
        ]  # fmt: skip
    engine.dispose()
    servers.drop_database(name)
