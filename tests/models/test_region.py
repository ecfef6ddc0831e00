"""The tree of regions, and what became of former codes."""

from collections.abc import Iterator
from datetime import date

import pytest
from sqlalchemy import text
from sqlmodel import Session

from domain.errors import Refused
from domain.region import Region
from models import region
from models.session import Database
from servers import Addresses


@pytest.fixture
def session(addresses: Addresses) -> Iterator[Session]:
    database = Database(addresses.database_url)
    with database.transaction() as opened:
        yield opened
    database.close()


def codes(regions: tuple[Region, ...]) -> list[str]:
    return [one.code for one in regions]


@pytest.mark.parametrize(
    ("former", "now"),
    [("430122", "望城区"), ("430124", "宁乡市"), ("430221", "渌口区"), ("430521", "邵东市"), ("431121", "祁阳市")],
)
def test_a_county_that_became_a_city_or_a_district_is_found_under_its_new_code(
    session: Session, former: str, now: str
) -> None:
    assert [one.name for one in region.today_of(session, former)] == [now]


def test_a_divided_district_became_several(session: Session) -> None:
    assert codes(region.today_of(session, "430411")) == ["430405", "430406", "430407", "430408"]
    assert codes(region.today_of(session, "430402", date(2001, 4, 3))) == ["430405"]


def test_a_region_that_never_changed_is_what_it_was(session: Session) -> None:
    assert codes(region.today_of(session, "430702", date(1999, 1, 1))) == ["430702"]


def test_a_new_code_begins_on_the_day_of_its_approval_and_the_old_one_ends_the_day_before(session: Session) -> None:
    last, first = date(2011, 5, 19), date(2011, 5, 20)
    assert region.region(session, "430122", last).name == "望城县"
    assert region.region(session, "430112", first).name == "望城区"
    for code, day in (("430122", first), ("430112", last)):
        with pytest.raises(Refused) as refused:
            region.region(session, code, day)
        assert (refused.value.code, refused.value.value) == ("region_not_on_day", code)


def test_a_renamed_district_keeps_its_code_and_bears_the_name_of_the_day(session: Session) -> None:
    assert region.region(session, "431102", date(2005, 6, 14)).name == "芝山区"
    assert region.region(session, "431102", date(2005, 6, 15)).name == "零陵区"
    assert [one.name for one in region.today_of(session, "431102", date(2004, 1, 1))] == ["零陵区"]


def test_a_county_lies_in_its_city_its_province_and_the_country(session: Session) -> None:
    assert codes(region.ancestors(session, "430726", date(2025, 1, 1))) == ["430726", "430700", "430000", "100000"]
    assert codes(region.ancestors(session, "430124", date(2016, 1, 1)))[1] == "430100"


def test_the_children_of_a_city_are_those_of_the_day(session: Session) -> None:
    before, after = (codes(region.children(session, "430100", day)) for day in (date(2017, 4, 8), date(2017, 4, 9)))
    assert set(before) ^ set(after) == {"430124", "430182"}
    assert len(codes(region.children(session, "430000", date(2025, 1, 1)))) == 14
    assert region.children(session, "430726", date(2025, 1, 1)) == ()


@pytest.mark.parametrize("code", ["430799", "43070", "", "430771"])  # the last is a zone that has no code (西洞庭)
def test_a_code_that_no_region_has_is_refused(session: Session, code: str) -> None:
    for ask in (region.today_of, region.ancestors):
        with pytest.raises(Refused) as refused:
            ask(session, code)
        assert (refused.value.code, refused.value.field) == ("unknown_region", "region")


def test_every_former_code_leads_to_regions_of_today_and_each_change_joins_the_days_of_both(session: Session) -> None:
    former = session.execute(text("select code from region where valid_until is not null")).scalars().all()
    assert len(former) == 9
    for code in former:
        assert region.today_of(session, code)
    broken = text(
        'select count(*) from region_change as c join region as o on o.code = c.old_code'
        ' join region as n on n.code = c.new_code where o.code <> n.code'
        ' and (o.valid_until + 1, n.valid_from) is distinct from (c."on", c."on")'
    )
    assert session.execute(broken).scalar_one() == 0


def test_hunan_has_its_122_counties_and_no_zone_of_the_statistics_bureau(session: Session) -> None:
    counties = text("select count(*) from region where code like '43%' and code not like '%00' and valid_until is null")
    assert session.execute(counties).scalar_one() == 122


def test_what_belongs_to_a_region_includes_its_former_codes_but_no_divided_one(session: Session) -> None:
    under = text("select code from region_under where region = :code order by 1")
    assert session.execute(under, {"code": "430112"}).scalars().all() == ["430112", "430122"]
    assert session.execute(under, {"code": "430408"}).scalars().all() == ["430408"]
    assert "430411" in session.execute(under, {"code": "430400"}).scalars().all()
