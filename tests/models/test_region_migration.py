"""A register that was filled before regions had a history keeps what it knew."""

from alembic import command
from alembic.config import Config
from sqlalchemy import text

from models.migrate import HERE
from models.session import engine_for
from servers import Servers
from worker import bring_up_to_date


def test_an_enterprise_in_a_zone_that_has_no_code_is_of_the_city_around_it(servers: Servers) -> None:
    name = "filled_before_regions_had_a_history"
    owner_url = servers.create_database(name).owner_url
    engine = engine_for(owner_url)
    with engine.begin() as connection:
        config = Config()
        config.set_main_option("script_location", str(HERE / "migrations"))
        config.attributes["connection"] = connection
        command.upgrade(config, "0002")
        for statement in (
            "insert into region (code, name, parent) values ('100000', '全国', null), ('430000', '湖南省', '100000'),"
            " ('430100', '长沙市', '430000'), ('430700', '常德市', '430000'), ('430112', '望城区', '430100'),"
            " ('430771', '常德市西洞庭管理区', '430700')",
            "insert into enterprise values ('one', '示例企业', null, false, true, '430771'),"
            " ('two', '示例企业二', null, false, true, '430112')",
        ):
            connection.execute(text(statement))
    bring_up_to_date(owner_url)
    with engine.connect() as connection:
        places = connection.execute(text("select enterprise_id, region from enterprise order by 1")).all()
        assert [tuple(place) for place in places] == [("one", "430700"), ("two", "430112")]
        known = text("select code, valid_from::text from region where code in ('430112', '430771')")
        assert [tuple(row) for row in connection.execute(known)] == [("430112", "2011-05-20")]
    engine.dispose()
    servers.drop_database(name)
