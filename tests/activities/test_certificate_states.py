"""What becomes of a certificate, or of an application without one: objected to, withdrawn, superseded, frozen."""

from datetime import date, timedelta

from domain.certificate import LifePhase
from domain.inspection_plan import Sampling
from tests.certifying import (
    FORMER,
    INSTITUTE,
    LOSSES,
    OPERATOR,
    OTHER,
    Make,
    refusal,
)

DAY = timedelta(days=1)


def test_a_failed_lot_gets_no_certificate_the_reason_and_an_answer_to_its_objection(make: Make) -> None:
    one = make()
    one.receive(one.application())
    assert one.receive(one.failing())
    assert (one.row.phase, one.row.refused_because) == (LifePhase.NOT_ISSUED, f"出厂检验不合格：{LOSSES.name}")
    one.now += DAY
    assert one.receive(one.made("objection", one.maker, reason="样品受潮。"))
    assert refusal(one, one.made("objection_answer", FORMER, reason="不成立。")).code == "not_a_platform_operator"
    assert one.receive(one.made("objection_answer", OPERATOR, reason="样品保存无异常。"))
    assert one.row.phase is LifePhase.REFUSED
    assert refusal(one, one.made("objection", one.maker, reason="再次。")).code == "certificate_act_not_awaited"
    assert one.told() == [(one.maker, "not_issued"), ("platform", "objected"), (one.maker, "answered")]


def test_another_inspection_is_made_by_another_laboratory_and_may_pass(make: Make) -> None:
    one = make()
    one.receive(one.application(route="institute", laboratory_id=INSTITUTE))
    one.receive(one.made("acceptance", INSTITUTE, due_on=date(2025, 3, 10)))
    one.receive(one.failing(actor=INSTITUTE))
    one.receive(one.made("objection", one.maker, reason="样品受潮。"))
    again = {"reason": "重新检验。", "inspected_again_by": INSTITUTE}
    assert refusal(one, one.made("objection_answer", OPERATOR, **again)).code == "same_laboratory_again"
    one.receive(one.made("objection_answer", OPERATOR, **again | {"inspected_again_by": OTHER}))
    assert (one.row.phase, one.row.refused_because) == (LifePhase.ACCEPTING, None)
    one.receive(one.made("acceptance", OTHER, due_on=date(2025, 3, 10)))
    yesterday = {"inspected_on": date(2025, 3, 2), "sampling": Sampling(size=1, taken_on=date(2025, 3, 2))}
    assert refusal(one, one.inspection(actor=OTHER, **yesterday)).code == "inspected_before_the_last"
    one.receive(one.inspection(actor=OTHER))
    assert one.row.phase is LifePhase.IN_CIRCULATION


def test_what_was_never_inspected_is_not_inspected_again(make: Make) -> None:
    one = make()
    one.receive(one.application(scope="food"))
    one.receive(one.made("objection", one.maker, reason="不是食品。"))
    again = {"reason": "重新检验。", "inspected_again_by": OTHER}
    assert refusal(one, one.made("objection_answer", OPERATOR, **again)).code == "nothing_to_inspect_again"


def test_a_lot_that_was_applied_for_anew_meanwhile_is_not_inspected_again(make: Make) -> None:
    one, two = make("one"), make("two")
    one.receive(one.application())
    one.receive(one.failing())
    one.receive(one.made("objection", one.maker, reason="样品受潮。"))
    two.receive(two.application(lot_number="批one"))
    again = {"reason": "重新检验。", "inspected_again_by": OTHER}
    assert refusal(one, one.made("objection_answer", OPERATOR, **again)).code == "lot_already_applied_for"


def test_only_the_producer_withdraws_and_what_is_withdrawn_stays_so(make: Make) -> None:
    one = make()
    one.issued()
    for other in (OPERATOR, "officer-01", INSTITUTE):
        assert refusal(one, one.made("withdrawal", other, reason="撤回。")).code == "not_the_producer"
    assert not one.receive(one.made("withdrawal", one.maker, reason="标签有误。"))
    assert one.states() == [("withdrawn", False, "producer", ["platform/terms"])]
    assert refusal(one, one.made("withdrawal", one.maker, reason="撤回。")).code == "certificate_act_not_awaited"


def test_a_new_certificate_takes_the_place_of_the_old_one_when_it_is_issued(make: Make) -> None:
    one, two = make("one"), make("two")
    number = one.issued()
    same = {"lot_number": "批one", "serial_prefix": "one"}
    assert refusal(two, two.application(**same)).code == "lot_already_applied_for"
    two.receive(two.application(**same, supersedes=number))
    assert (one.row.phase, one.states()) == (LifePhase.IN_CIRCULATION, [])
    two.receive(two.inspection())
    assert one.row.phase is LifePhase.SUPERSEDED
    assert one.states() == [("superseded", False, "producer", ["platform/terms"])]
    three = make("three", firm="示例另一灯厂")
    assert refusal(three, three.application(supersedes=number)).code == "not_to_be_superseded"


def test_the_platform_freezes_for_a_lost_key_and_wakes_nobody_and_for_a_dispute_until_it_has_ended(make: Make) -> None:
    one = make()
    one.issued()
    not_his = one.made("freeze", one.maker, cause="key_lost", reason="密钥丢失。")
    assert refusal(one, not_his).code == "not_a_platform_operator"
    assert not one.receive(one.made("freeze", OPERATOR, cause="key_lost", reason="密钥丢失。"))
    twice = one.made("freeze", OPERATOR, cause="dispute", reason="争议。")
    assert refusal(one, twice).code == "state_lasts_already"
    one.now += DAY
    assert not one.receive(one.made("unfreeze", OPERATOR, reason="已换密钥。"))
    assert refusal(one, one.made("unfreeze", OPERATOR, reason="再次。")).code == "state_does_not_last"
    one.now += DAY
    assert one.receive(one.made("freeze", OPERATOR, cause="dispute", reason="消费者质疑。"))
    phases = [one.row.phase]
    one.now += DAY
    assert one.receive(one.made("unfreeze", OPERATOR, reason="核实无误。"))
    assert [*phases, one.row.phase] == [LifePhase.DISPUTED, LifePhase.IN_CIRCULATION]
    assert [(state, ends) for state, ends, _, _ in one.states()] == [("frozen", False), ("frozen", True)] * 2
