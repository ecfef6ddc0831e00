"""Who decides what only the head of the whole office decides (移送规定 5: 正职负责人或者主持工作的负责人)."""

from datetime import timedelta
from typing import Any

from activities import matter_queue
from activities.staffing import enter_absence
from demo import cast
from domain.calendar import legal_day
from domain.circulation import PartyRole
from domain.marking import Provenance
from domain.office import Absence, Role
from domain.procedure import Phase
from domain.results import Result
from domain.steps import StepKind
from models import office
from servers import Addresses
from tests.registering import HANDLER, HEAD, PRINCIPAL, SECOND, Registered, registered

REFERRAL = StepKind.REFERRAL
AGREED: dict[str, Any] = {"agreed": True, "remarks": "同意"}
REPORTED: dict[str, Any] = {
    "proposes": Result.REFERRED, "statement": "涉嫌犯罪", "second_officer": SECOND,
    "to_office": "示例市公安局", "materials": ("调查报告", "检验报告"),
}  # fmt: skip


def test_a_referral_is_decided_by_the_head_of_the_whole_office_or_whoever_is_in_charge(addresses: Addresses) -> None:
    forged: dict[str, Any] = {"party_role": PartyRole.SELLER, "name_verified": Provenance.FORGED}
    forged["verified_by"] = HANDLER
    with registered(addresses, **forged) as found:
        found.confirm()
        number = found.choose(REFERRAL).number
        found.act("draft", number, HANDLER, **REPORTED)
        assert persons(found) == ["示例辛"]
        assert found.refused("approval", number, HEAD, **AGREED).code == "not_a_principal"
        first = legal_day(found.now) + timedelta(days=1)
        away = Absence(officer_id=PRINCIPAL, first=first, last=first, deputy=HEAD)
        with found.session() as session:
            enter_absence(session, found.law, away, found.now)
        assert found.refused("approval", number, HEAD, **AGREED).code == "not_a_principal"  # not away yet
        found.wait(1)
        assert persons(found) == ["示例丁（代示例辛）"]
        with found.session() as session:  # his deputy, but no head
            office.register_office(session, cast.OFFICE, (cast.HEAD.model_copy(update={"roles": (Role.REVIEWER,)}),))
        assert found.refused("approval", number, HEAD, **AGREED).code == "not_a_principal"
        with found.session() as session:
            office.register_office(session, cast.OFFICE, (cast.HEAD,))
        found.act("approval", number, HEAD, **AGREED)
        assert found.step(REFERRAL).phase is Phase.SERVING


def persons(found: Registered) -> list[str]:
    with found.session() as session:
        rows = matter_queue.queue(session, found.law, found.now, on=legal_day(found.now))
    return [who.zh for one in rows if one.kind is REFERRAL for who in one.persons]
