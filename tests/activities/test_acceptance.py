"""Grounds of refusal: the rules propose, an officer decides, and not against what is on record (O121 16; O20 15)."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import text

from activities import acceptance
from activities.acceptance import FAMILY, facts
from activities.complaint_handling import REFUSED
from domain.acceptance import AcceptanceFacts, Advice
from domain.steps import StepKind
from models import judgement, matter
from rules.approvals import approval
from rules.catalog import family
from servers import Addresses
from tests.complaining import EVE, RECEIVED, Complained, complained_of, received
from tests.rehearsing import HANDLER

ORDER = "《市场监督管理投诉举报处理办法》"
ONE = {"respondent": {"name": "示例商店762", "address": "示例市示例路2号"}}
LONG_AGO = {"traded_on": date(2023, 4, 1), "known_on": date(2023, 4, 2)}
ALL_WELL = dict(
    within_remit=True, has_power=True, taken_up=False, for_consumption=True, dispute_shown=True, too_late=False,
    material_given=True, material_false=False, another_name=False, verification_refused=False, barred_by_law=False,
)  # fmt: skip


def grounds(complaint: Complained) -> list[str]:
    return [one.cited.zh for one in complaint.proposal().grounds]


def decide(complaint: Complained, ground: str | None = None) -> tuple[str, int, str, dict[str, Any]]:
    step = complaint.step(StepKind.ACCEPTANCE).number
    content = {"accepted": ground is None, "ground": ground, "statement": "见审查记录。"}
    return "acceptance_decision", step, HANDLER, content


def refused(complaint: Complained, ground: str | None = None) -> str:
    kind, step, actor, content = decide(complaint, ground)
    return complaint.refused(kind, step, actor, **content).code


def test_every_ground_of_the_list_has_its_rule_and_every_rule_its_ground() -> None:
    assert sorted(one.basis[0] for one in family(FAMILY).rules) == sorted(approval(REFUSED).basis)
    days = ((date(2026, 4, 15), "order121/16.1.", 7), (date(2026, 4, 14), "order20/15.1.", 6))
    for day, article, count in days:
        rules = family(FAMILY).on(day).rules
        assert sorted(one.basis for one in rules) == [(f"{article}{number}",) for number in range(1, count + 1)]


def test_what_only_an_officer_can_know_is_named_and_proposes_nothing(addresses: Addresses) -> None:
    with complained_of(addresses, 840) as complaint:
        told = complaint.proposal()
        assert (told.advice, told.grounds, told.cited.zh) == (Advice.EXAMINE, (), f"{ORDER}第十五条")
        assert {one.rule for one in told.open} == {
            f"acceptance.{one}" for one in (
                "no_power", "taken_up_before", "no_consumer_dispute", "material_wanting", "identity", "barred_by_law",
            )
        }  # fmt: skip
        (business,) = [one.wanting for one in told.open if one.rule == "acceptance.no_power"]
        assert business is not None
        assert business.zh == "属于市场监督管理部门职责；本行政机关具有处理权限"


def test_once_everything_is_found_acceptance_is_proposed_and_kept_with_the_decision(addresses: Addresses) -> None:
    with complained_of(addresses, 841) as complaint:
        complaint.examine(**ALL_WELL)
        assert complaint.proposal().advice is Advice.ACCEPT
        kind, step, actor, content = decide(complaint)
        complaint.act(kind, step, actor, **content)
        with complaint.session() as session:
            query = text("select judgement_id, facts from judgement where complaint_id = :id")
            ((kept, known),) = session.execute(query, {"id": complaint.matter_id})
            assert known == ALL_WELL
            assert judgement.findings(session, kept) == []
            row = matter.known(session, complaint.matter_id)
            assert acceptance.proposed(session, complaint.law, row) is None  # it is decided


FOUND = {
    "no_power": ({"within_remit": False}, "order121/16.1.1"),
    "taken_up_before": ({"taken_up": True}, "order121/16.1.2"),
    "no_consumer_dispute": ({"for_consumption": False}, "order121/16.1.3"),
    "too_late": ({"too_late": True}, "order121/16.1.4"),
    "material_wanting": ({"material_false": True}, "order121/16.1.5"),
    "identity": ({"another_name": True}, "order121/16.1.6"),
    "barred_by_law": ({"barred_by_law": True}, "order121/16.1.7"),
}


@pytest.mark.parametrize(("number", "name"), list(enumerate(FOUND, 842)))
def test_each_of_the_seven_grounds_is_proposed_once_it_is_found(addresses: Addresses, number: int, name: str) -> None:
    found, article = FOUND[name]
    with complained_of(addresses, number) as complaint:
        complaint.examine(**ALL_WELL | found)
        told = complaint.proposal()
        assert (told.advice, [one.rule for one in told.grounds]) == (Advice.REFUSE, [f"acceptance.{name}"])
        assert refused(complaint) == "ground_holds"
        others = {one for _, one in FOUND.values()} - {article}
        assert {refused(complaint, one) for one in others} == {"ground_not_found"}
        kind, step, actor, content = decide(complaint, article)
        complaint.act(kind, step, actor, **content)


def test_what_was_found_later_counts(addresses: Addresses) -> None:
    with complained_of(addresses, 849) as complaint:
        complaint.examine(another_name=True, within_remit=True)
        complaint.examine(another_name=False)
        with complaint.session() as session:
            known = facts(session, complaint.law, matter.known(session, complaint.matter_id))
        assert known == AcceptanceFacts(too_late=False, material_given=True, another_name=False, within_remit=True)


def test_the_same_dispute_is_a_ground_only_once_it_was_accepted_before(addresses: Addresses) -> None:
    with complained_of(addresses, 762) as first:
        again = Complained(first.database, 763, **ONE, received_at=RECEIVED + timedelta(days=1))
        assert grounds(again) == []
        first.accept()
        assert grounds(again) == [f"{ORDER}第十六条第一款第（二）项"]
        assert refused(again) == "ground_holds"
        again.examine(taken_up=False)  # another purchase on the same day
        again.accept()


def test_after_three_years_it_is_not_accepted_unless_a_law_says_otherwise(addresses: Addresses) -> None:
    with complained_of(addresses, 764, **LONG_AGO) as complaint:
        assert grounds(complaint) == [f"{ORDER}第十六条第一款第（四）项"]
        assert refused(complaint) == "ground_holds"
        complaint.examine(too_late=False)
        complaint.accept()
        earlier = Complained(complaint.database, 765, **received(EVE, **LONG_AGO))
        assert grounds(earlier) == ["《市场监督管理投诉举报处理暂行办法》第十五条第一款第（四）项"]


def test_false_papers_and_another_name_are_no_grounds_of_the_repealed_order(addresses: Addresses) -> None:
    with complained_of(addresses, 850, **received(EVE)) as complaint:
        complaint.examine(**ALL_WELL | {"material_false": True, "another_name": True})
        assert complaint.proposal().advice is Advice.ACCEPT
        assert refused(complaint, "order121/16.1.6") == "no_such_ground"


def test_a_ground_found_during_the_mediation_proposes_its_end(addresses: Addresses) -> None:
    with complained_of(addresses, 851) as complaint:
        step = complaint.accept().number
        with complaint.session() as session:
            assert acceptance.proposed(session, complaint.law, matter.known(session, complaint.matter_id)) is None
        found = {"for_consumption": False}
        complaint.act("acceptance_examination", step, HANDLER, found=found, statement="系为转售购买。")
        told = complaint.proposal()
        assert (told.advice, told.cited.zh) == (Advice.END, f"{ORDER}第二十三条第一款第（六）项")
        assert [one.rule for one in told.grounds] == ["acceptance.no_consumer_dispute"]
