"""A register that was filled before regions had a history keeps what it knew."""

from sqlalchemy import text

from servers import Servers
from tests.migrating import brought_up_to_date

BEFORE = (
    "insert into region (code, name, parent) values ('100000', '全国', null), ('430000', '湖南省', '100000'),"
    " ('430100', '长沙市', '430000'), ('430700', '常德市', '430000'), ('430112', '望城区', '430100'),"
    " ('430771', '常德市西洞庭管理区', '430700')",
    "insert into enterprise values ('one', '示例企业', null, false, true, '430771'),"
    " ('two', '示例企业二', null, false, true, '430112')",
)


def test_an_enterprise_in_a_zone_that_has_no_code_is_of_the_city_around_it(servers: Servers) -> None:
    with brought_up_to_date(servers, "0002", *BEFORE) as connection:
        places = connection.execute(text("select enterprise_id, region from enterprise order by 1")).all()
        assert [tuple(place) for place in places] == [("one", "430700"), ("two", "430112")]
        known = text("select code, valid_from::text from region where code in ('430112', '430771')")
        assert [tuple(row) for row in connection.execute(known)] == [("430112", "2011-05-20")]
