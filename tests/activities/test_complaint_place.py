"""Which county office handles a complaint (令121号 13, 14): proposed from the places on record, and never decided."""

from datetime import timedelta
from typing import Any

import pytest

from activities import acceptance
from activities.complaining import open_complaint
from activities.complaint_signs import of_matter
from demo import cast
from domain.complaint_acts import AcceptanceDecision
from domain.errors import Refused
from domain.steps import StepKind
from models import matter, office
from servers import Addresses
from tests.complaining import RECEIVED, Complained, a_complaint, complained_of
from tests.rehearsing import HANDLER

WULING, DINGCHENG, CHANGSHA, CITY = "430702", "430703", "430102", cast.REGION
MINE, BELOW, NOT_MINE = "本部门具有处理权限", "是本部门的下级", "本部门不具有处理权限"
TWO = {"operates_in": WULING, "domiciled_in": DINGCHENG}
ONLINE = {"operates_in": DINGCHENG, "published_in": WULING, "platform_domiciled_in": CHANGSHA}


def at(sells: str, places: dict[str, str]) -> dict[str, Any]:
    trader = {"name": "示例商店", "address": "示例市示例路2号"}
    return {"respondent": trader | {"whereabouts": {"sells": sells} | places}}


def another(complaint: Complained, name: str, county: str = CITY, **content: Any) -> str:
    """What is proposed of a complaint that the office of a county has received."""
    place = f"示例部门{county}"
    with complaint.session() as session:
        office.register_office(session, cast.NEIGHBOUR.model_copy(update={"office_id": place, "region": county}), ())
        given = {"complaint_id": name, "office_id": place, "channel": "window", "reference": None} | content
        row = open_complaint(session, a_complaint(683, **given))
        proposal = acceptance.proposed(session, complaint.law, row)
        assert proposal is not None
        grounds = [f"理由：{one.cited.zh}" for one in proposal.grounds]
        return "\n".join([*grounds, *(one.zh for one in of_matter(session, complaint.law, row))])


def test_article_13_names_the_county_by_how_the_respondent_sells(addresses: Addresses) -> None:
    cases = [
        ("premises", TWO, WULING, MINE),
        ("premises", TWO, DINGCHENG, MINE),
        ("premises", TWO, CHANGSHA, NOT_MINE),
        ("premises", TWO, CITY, BELOW),
        ("platform", TWO, WULING, NOT_MINE),
        ("own_site", TWO, WULING, NOT_MINE),
        ("own_site", TWO, DINGCHENG, MINE),
        ("on_platform", ONLINE, WULING, MINE),
        ("on_platform", ONLINE, CHANGSHA, MINE),
        ("on_platform", ONLINE, DINGCHENG, NOT_MINE),
        ("on_platform_unreachable", ONLINE, WULING, NOT_MINE),
        ("on_platform_unreachable", ONLINE, CHANGSHA, MINE),
    ]
    with complained_of(addresses, 683) as complaint:
        for number, (sells, places, county, says) in enumerate(cases):
            told = another(complaint, f"case-{number}", county, goods=f"示例商品{number}", **at(sells, places))
            assert [one for one in (MINE, BELOW, NOT_MINE) if one in told] == [says], (sells, county)
            ground = "理由：《市场监督管理投诉举报处理办法》第十六条第一款第（一）项"
            assert (ground in told) is (says == NOT_MINE)
            assert ("第四十一条" in told) is (says != MINE)
            assert "第十三条" in told


def test_while_a_place_is_not_on_record_no_ground_is_proposed(addresses: Addresses) -> None:
    with complained_of(addresses, 684) as complaint:
        told = another(complaint, "case", CHANGSHA, **at("premises", {"operates_in": WULING}))
        assert "尚未登记：住所地" in told
        assert NOT_MINE not in told
        assert "第十三条" not in another(complaint, "nothing known", CHANGSHA)


def test_who_received_the_same_dispute_first_is_told(addresses: Addresses) -> None:
    with complained_of(addresses, 683) as complaint:
        later = {"received_at": RECEIVED + timedelta(days=1)}
        assert "第十四条" in another(complaint, "again", WULING, **later)
        assert "第十四条" not in another(complaint, "other goods", WULING, goods="示例牌电饭锅", **later)


def test_the_officer_decides_against_the_places_on_record_once_he_has_found_them_otherwise(
    addresses: Addresses,
) -> None:
    elsewhere = at("premises", {"operates_in": CHANGSHA, "domiciled_in": CHANGSHA})
    with complained_of(addresses, 685, **elsewhere) as complaint:
        step = complaint.step(StepKind.ACCEPTANCE).number
        refusal = complaint.refused("acceptance_decision", step, HANDLER, accepted=True, statement="受理。")
        assert refusal.code == "ground_holds"
        complaint.examine(has_power=True)
        number = complaint.accept().number
        with complaint.session() as session:
            told = matter.last_act(session, complaint.matter_id, number - 1, AcceptanceDecision)
        assert (told.accepted, told.actor) == (True, HANDLER)
        assert complaint.step(StepKind.MEDIATION)


@pytest.mark.parametrize(("code", "refused"), [(CITY, "not_a_county"), ("999999", "unknown_region")])
def test_a_place_is_a_county(addresses: Addresses, code: str, refused: str) -> None:
    with pytest.raises(Refused, match=refused), complained_of(addresses, 686, **at("platform", {"domiciled_in": code})):
        pass
