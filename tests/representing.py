"""People who complain for others, for tests of complaints: an agent with his paper, and complainants together."""

from datetime import date
from typing import Any

FIRST, SECOND, THIRD = "示例投诉人", "示例投诉人乙", "示例投诉人丙"
AGENT = "示例受托人"
PAPER: dict[str, Any] = {
    "document": "示例授权委托书",
    "original": True,
    "matters": "电热水壶消费争议的投诉",
    "powers": ["complain", "mediate"],
    "first": date(2026, 5, 1),
    "until": date(2026, 5, 31),
    "signed_by": FIRST,
}


def person(name: str, agent: dict[str, Any] | None = None) -> dict[str, Any]:
    return {"name": name, "phone": "00000000000", "address": "示例市示例路1号", "agent": agent}


def by_agent(**paper: Any) -> dict[str, Any]:
    return {"complainant": person(FIRST, {"name": AGENT, "identity_proof": "身份证复印件", "authority": PAPER | paper})}


def joint(*representatives: str, **content: Any) -> dict[str, Any]:
    given = {"others": [person(SECOND), person(THIRD)], "agreement": "共同投诉同意书"}
    chosen = {"representatives": representatives, "election": "代表人推选书"} if representatives else {}
    return {"joint": given | chosen | content}
