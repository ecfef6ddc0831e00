"""Which office handles a report (令121号 29, 31): proposed from the places on record, beside what the report states."""

from datetime import timedelta
from typing import Any

import pytest

from activities.matter_story import story
from activities.reporting import open_report
from demo import cast
from domain.errors import Refused
from domain.steps import StepKind
from domain.story import MatterStory
from models import office
from servers import Addresses
from tests.activities.test_complaint_place import CHANGSHA, CITY, DINGCHENG, WULING
from tests.registering import HANDLER
from tests.reporting import WHO, Reported, a_report, reported
from tests.submitting import Open

MINE, FIRST, NOT_MINE = "本部门具有处理权限", "先行收到", "本部门不具备处理权限"
ONLINE = {"operates_in": DINGCHENG, "platform_domiciled_in": CHANGSHA}


def at(sells: str, places: dict[str, str]) -> dict[str, Any]:
    trader = {"name": "示例商店", "address": "示例市示例路2号"}
    return {"reported": trader | {"whereabouts": {"sells": sells} | places}}


def told(report: Reported, matter_id: str) -> MatterStory:
    with report.session() as session:
        return story(session, report.law, matter_id, report.now)


def test_articles_29_and_31_name_the_places_and_any_office_there_or_above_has_the_power(addresses: Addresses) -> None:
    here = {"conducted_in": WULING, "domiciled_in": DINGCHENG}
    cases = [
        ("premises", here, WULING, MINE),
        ("premises", here, CITY, MINE),
        ("premises", here, DINGCHENG, NOT_MINE),
        ("platform", here, DINGCHENG, MINE),
        ("own_site", here, WULING, NOT_MINE),
        ("on_platform", ONLINE, DINGCHENG, MINE),
        ("on_platform", ONLINE, CHANGSHA, FIRST),
        ("on_platform", ONLINE, WULING, NOT_MINE),
        ("premises", {}, WULING, None),
    ]
    with reported(addresses, a_report(817)) as (report,):
        for number, (sells, places, county, says) in enumerate(cases):
            place = f"示例部门{county}"
            with report.session() as session:
                of = cast.NEIGHBOUR.model_copy(update={"office_id": place, "region": county})
                office.register_office(session, of, ())
                given = {"report_id": f"case-817-{number}", "office_id": place} | at(sells, places)
                opened = open_report(session, a_report(817, **given)).matter_id
            lines = "\n".join(one.zh for one in told(report, opened).signs)
            assert [one for one in (MINE, FIRST, NOT_MINE) if one in lines] == ([says] if says else []), (sells, county)
            assert ("第三十四条" in lines) is (says == NOT_MINE)
            assert ("第四十一条" in lines) is (county == CITY)
        with report.session() as session, pytest.raises(Refused, match="not_a_county"):
            open_report(session, a_report(818, **at("premises", {"conducted_in": CITY})))


def test_officers_read_what_a_report_states_and_whether_there_is_an_informant(addresses: Addresses) -> None:
    of = at("premises", {"conducted_in": WULING})
    with reported(addresses, a_report(818, goods="示例牌台灯", **of), a_report(819, informant=None)) as (named, nobody):
        said = [one.zh for one in told(named, named.matter_id).report]
        assert said[0] == "举报人：已留姓名，单独保存（hezheng report informant）"
        assert said[2:] == [
            "发生地：示例市示例路2号",
            "商品：示例牌台灯",
            "事实：货架上的示例牌台灯没有检验合格证明，标注的厂名查无此厂。",
        ]
        assert not [one for one in WHO.values() if any(one in line for line in said)]
        assert told(nobody, nobody.matter_id).report[0].zh == "举报人：匿名"
        assert told(nobody, nobody.matter_id).signs == ()
        number = named.step(StepKind.VERIFICATION).number
        since: dict[str, Any] = {"offices": (cast.NEIGHBOUR.office_id,), "since": named.now - timedelta(minutes=1)}
        named.act("dispute_statement", number, HANDLER, statement="有争议。", **since)
        dispute = named.step(StepKind.POWER_DISPUTE).number
        named.act("dispute_settlement", dispute, HANDLER, proof="协商纪要", statement="由本部门处理。")
        assert MINE not in "".join(one.zh for one in told(named, named.matter_id).signs), "it is settled"


def test_a_place_that_is_no_county_is_told_at_the_door(open_door: Open) -> None:
    door = open_door(819)
    with pytest.raises(Refused, match="not_a_county"):
        door.submit_report(**at("premises", {"conducted_in": CITY}))
    trader = at("premises", {"operates_in": CITY})["reported"]
    assert door.refused(respondent=trader).code == "not_a_county"
