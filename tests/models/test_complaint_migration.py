"""Complaints on record before agents had typed papers (revision 0029)."""

import json

from sqlmodel import Session

from domain.representation import Agent, Authority
from models.complaint import ComplaintRow
from servers import Servers
from tests.complaining import a_complaint
from tests.migrating import brought_up_to_date

OFFICE = (
    "insert into office (office_id, name, short_name, region, government, court)"
    " values ('one', '示例部门', '示', '430700', '示例政府', '示例法院')"
)
REGION = "insert into region (code, name, parent) values ('100000', '全国', null), ('430700', '示例市', '100000')"
TRADER = "insert into enterprise (enterprise_id, name, rehearsal, verified) values ('shop', '示例商店', true, false)"


def filed(number: int, agent: str | None, paper: str | None) -> str:
    content = a_complaint(number).model_dump(mode="json")
    content["complainant"] |= {"agent": agent, "agent_authority": paper}
    told = json.dumps(content, ensure_ascii=False).replace(":", r"\:")
    return (
        "insert into complaint (complaint_id, office_id, respondent_id, channel, received_at, complainant, goods,"
        " traded_on, known_on, price_fen, content, rehearsal) values"
        f" ('{number}', 'one', 'shop', 'window', '2026-05-06 09\\:00+08', '示例投诉人', '示例商品', '2026-04-20',"
        f" '2026-04-22', 1, '{told}', true)"
    )


def test_an_agent_on_record_keeps_his_name_and_the_paper_that_was_handed_in(servers: Servers) -> None:
    filling = REGION, OFFICE, TRADER, filed(1, "示例受托人", "示例授权委托书"), filed(2, None, None)
    with brought_up_to_date(servers, "0027", *filling) as connection, Session(connection) as session:
        agents = [session.get_one(ComplaintRow, one).value().complainant.agent for one in ("1", "2")]
    assert agents == [Agent(name="示例受托人", authority=Authority(document="示例授权委托书", original=True)), None]
