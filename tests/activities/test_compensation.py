"""Payments of a scheme at the register's door: what is taken, what is refused, and where the money stands after it."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from demo import cast
from domain.accounts import AccountKind, of_scheme
from domain.calendar import legal_day
from domain.compensation import CompensationAct, CompensationEnding, CompensationPhase
from domain.payment import OrderStatus
from domain.scheme import Membership
from domain.scheme_paper import Letter
from models import judgement
from models.scheme import AgreementRow
from tests.paying import APPROVER, DAY, HANDLER, HOUR, OTHER, Pay, Paying

P = CompensationPhase


def membership(one: Paying) -> Membership:
    with one.database.transaction() as session:
        return session.get_one(AgreementRow, f"{one.name}/{one.member}").membership


def test_a_consumer_is_paid_out_of_the_deposit_first_and_then_out_of_the_pool(paying: Pay) -> None:
    one = paying(deposit=15_000, pool=100_000)
    one.decided()
    assert one.phase() is P.PAYING
    of = one.first
    assert one.balances() == {"bank": 115_000, "pool": -90_000, f"reserved/{of}/deposit": -15_000,
                              f"reserved/{of}/pool": -10_000}  # fmt: skip
    one.send()
    one.exchange()
    assert one.phase() is P.ASSIGNING
    assert one.balances() == {"bank": 90_000, "pool": -90_000, f"recourse/{of}": 10_000, f"advanced/{of}/pool": -10_000}
    assert one.order().status is OrderStatus.BOOKED
    one.sound()


def test_what_was_advanced_is_demanded_set_off_and_recovered_and_the_deposit_topped_up(paying: Pay) -> None:
    one = paying(deposit=15_000, pool=100_000)
    one.paid()
    one.later(DAY)
    assert one.refused(one.letter("demand")).code == "compensation_act_not_awaited"
    one.receive(one.assignment())
    assert one.refused(one.letter("demand")).code == "debtor_not_notified"
    assert one.refused(one.letter("top_up_demand")).code == "no_letter_under_way"
    one.receive(one.letter("debtor_notice"), one.issue(Letter.RECOURSE_DEMAND), one.issue(Letter.TOP_UP_DEMAND))
    one.receive(one.letter("demand"), one.letter("top_up_demand"))
    assert one.refused(one.letter("demand")).code == "demanded_already"
    assert membership(one) is Membership.SUSPENDED
    deposit = of_scheme(one.name, AccountKind.DEPOSIT, one.member)
    one.pay_in(deposit, 29_999)
    assert membership(one) is Membership.SUSPENDED
    assert one.refused(one.made("set_off", APPROVER, fen=4_000, reason="逾期未还")).code == "period_still_runs"
    one.pay_in(deposit, 4_001)
    assert membership(one) is Membership.ACTIVE
    assert one.refused(one.letter("top_up_demand")).code == "deposit_is_enough"
    one.later(11 * DAY)
    assert one.refused(one.made("set_off", APPROVER, fen=10_001, reason="逾期未还")).code == "more_than_owed"
    one.receive(one.made("set_off", APPROVER, fen=4_000, reason="逾期未还"))
    assert one.refused(one.made("closing", APPROVER)).code == "still_owed"
    one.receive(one.made("small_claim", HANDLER, court="示例法院", filed_on=one.now.date(), reference="示例号"))
    recourse = of_scheme(one.name, AccountKind.RECOURSE).model_copy(update={"compensation_id": one.first})
    one.pay_in(recourse, 6_500)  # 5 yuan more than is owed
    assert one.balances() == {"bank": 130_500, "pool": -100_000, "unknown_in": -500, f"deposit/{one.member}": -30_000}
    assert one.refused(one.made("closing", APPROVER, write_off="多余")).code == "nothing_to_write_off"
    one.receive(one.made("closing", APPROVER))
    assert one.row().ending is CompensationEnding.RECOVERED
    assert one.books().recovery_per_mille == 1000
    assert one.refused(one.made("closing", APPROVER)).code == "compensation_closed"
    one.sound()


def test_what_a_refused_order_gives_back_to_the_deposit_ends_a_suspension_too(paying: Pay) -> None:
    one, two = paying(), "第二笔"
    one.paid()
    one.decided(two, refund_fen=5_000, damage_fen=0, payee_account="00001")  # what is left; the bank will refuse it
    one.receive(one.assignment(), one.issue(Letter.TOP_UP_DEMAND), one.letter("top_up_demand"))
    one.pay_in(of_scheme(one.name, AccountKind.DEPOSIT, one.member), 25_000)
    assert membership(one) is Membership.SUSPENDED
    one.send(two)
    one.exchange()
    assert membership(one) is Membership.ACTIVE
    one.sound()


def test_what_cannot_be_recovered_is_written_off_with_a_reason_and_the_pool_bears_it(paying: Pay) -> None:
    one = paying(deposit=0, pool=10_000, guarantee=50_000)
    one.paid()
    one.later(DAY)
    one.receive(one.assignment(), one.letter("debtor_notice"), one.issue(Letter.RECOURSE_DEMAND), one.letter("demand"))
    recourse = of_scheme(one.name, AccountKind.RECOURSE).model_copy(update={"compensation_id": one.first})
    one.pay_in(recourse, 12_000)  # the pool, drawn on first, is made whole before the guarantor
    assert one.balances()["pool"] == -10_000
    assert one.balances()[f"guarantee/{one.guarantor}"] == -37_000
    assert [(step.payments, step.fen) for step in one.books().ageing] == [(1, 13_000), (0, 0), (0, 0), (0, 0)]
    one.receive(one.made("closing", APPROVER, write_off="经营者注销，无财产可供执行"))
    assert one.row().ending is CompensationEnding.WRITTEN_OFF
    assert one.balances() == {"bank": 47_000, "pool": -10_000, f"guarantee/{one.guarantor}": -37_000}
    assert one.books().recovery_per_mille == 480
    one.sound()


def test_what_the_liable_partys_own_deposit_paid_is_owed_by_nobody(paying: Pay) -> None:
    one = paying(deposit=30_000)
    one.paid()
    one.later(DAY)
    one.receive(one.assignment())
    assert one.refused(one.letter("debtor_notice")).code == "nothing_assigned"
    assert one.refused(one.letter("demand")).code == "nothing_owed"
    one.receive(one.made("closing", APPROVER))
    assert one.row().ending is CompensationEnding.FROM_DEPOSIT
    one.sound()


OBSTACLES: dict[str, dict[str, Any]] = {
    "trader_gives_no_cause": {"conduct": "refuses_with_reason"},
    "consumer_at_fault": {"consumer_at_fault": True},
    "facts_unclear": {"facts_clear": False},
    "evidence_insufficient": {"evidence_sufficient": None},  # not known is no pass
    "basis_unclear": {"basis_clear": False},
    "out_of_scope": {"damage_fen": 5_000},
    "over_claim_cap": {"damage_fen": 0, "refund_fen": 20_001},
    "more_than_was_asked": {"refund_fen": 20_001},
    "nothing_to_pay": {"refund_fen": 0, "damage_fen": 0},
}


def test_no_payment_is_decided_against_a_condition_of_the_agreement(paying: Pay) -> None:
    one = paying(scope=("refund",), claim_cap_fen=20_000)
    for rule, given in OBSTACLES.items():
        one.receive(one.application(rule), one.assessment(rule, **{"damage_fen": 0} | given))
        refusal = one.refused(one.decision(rule))
        assert refusal.code == "conditions_not_met"
        assert f"compensation.{rule}" in str(refusal.value)
        assert one.phase(rule) is P.DECIDING
        declined = one.decision(rule, agreed=False)
        one.receive(declined)
        assert one.row(rule).ending is CompensationEnding.DECLINED
        with one.database.transaction() as session:
            judged = judgement.stored(session, declined.act_id)
            found = {finding.rule for finding in judgement.findings(session, judged.judgement_id)}
        wanting = {missing["rule"] for missing in judged.not_evaluated}
        assert f"compensation.{rule}" in found | wanting
        assert bool(found) is (rule != "evidence_insufficient")


def test_who_decides_has_seen_the_assessment_that_he_decides_on(paying: Pay) -> None:
    one = paying()
    one.receive(one.application(), one.assessment(payee_account="1"))
    seen = one.decision()
    one.receive(one.assessment(payee_account="2"))  # corrected, or slipped in
    assert one.refused(seen).code == "another_assessment"
    one.receive(one.decision())
    assert one.order().payee_account == "2"


def test_the_period_of_a_demand_runs_to_the_end_of_its_last_day(paying: Pay) -> None:
    one = paying(deposit=0)
    one.paid()
    one.receive(one.assignment(), one.letter("debtor_notice"), one.issue(Letter.RECOURSE_DEMAND), one.letter("demand"))
    repay_by = one.row().repay_by
    assert repay_by is not None
    assert legal_day(repay_by) == one.now.date() + 11 * DAY  # the agreement gives ten days, that of receipt not counted
    one.pay_in(of_scheme(one.name, AccountKind.DEPOSIT, one.member), 30_000)
    one.now = repay_by - timedelta(seconds=1)
    assert one.refused(one.made("set_off", APPROVER, fen=1, reason="逾期未还")).code == "period_still_runs"
    one.now = repay_by
    one.receive(one.made("set_off", APPROVER, fen=1, reason="逾期未还"))
    one.sound()


def test_a_delay_opens_the_scheme_only_after_the_last_of_fifteen_days(paying: Pay) -> None:
    """侵害消费者权益行为处罚办法 8: over fifteen days from the demand."""
    one = paying()
    demanded = one.now.date() - 15 * DAY
    one.receive(one.application(demanded_on=demanded), one.assessment(conduct="delays"))
    assert "compensation.delay_not_over" in str(one.refused(one.decision()).value)
    two = f"{one.name}-赔2"
    one.later(DAY)
    one.receive(one.application(two, demanded_on=demanded), one.assessment(two, conduct="delays"), one.decision(two))
    assert one.phase(two) is P.PAYING


def test_the_cap_of_the_year_counts_what_is_paid_and_what_is_being_paid(paying: Pay) -> None:
    one = paying(year_cap_fen=40_000, pool=200_000)
    one.decided()
    two = f"{one.name}-赔2"
    one.receive(one.application(two), one.assessment(two))
    assert "compensation.over_year_cap" in str(one.refused(one.decision(two)).value)
    three = f"{one.name}-赔3"
    one.decided(three, refund_fen=15_000, damage_fen=0)
    assert one.phase(three) is P.PAYING


def test_the_cap_of_a_year_is_that_of_the_decisions_however_early_they_were_assessed(paying: Pay) -> None:
    one = paying(year_cap_fen=40_000, pool=200_000)
    two = f"{one.name}-赔2"
    one.receive(one.application(), one.application(two), one.assessment(), one.assessment(two))
    one.later(date(2026, 1, 5) - one.now.date())
    one.receive(one.decision())
    assert "compensation.over_year_cap" in str(one.refused(one.decision(two)).value)


REFUSED: dict[str, Callable[[Paying], CompensationAct]] = {
    "compensation_id_taken": lambda one: one.application(claim_id="另一投诉"),
    "claim_paid_already": lambda one: one.application("另一", claim_id=f"投诉{one.first}"),
    "unknown_scheme": lambda one: one.application("另一", scheme_id="没有"),
    "unknown_enterprise": lambda one: one.application("另一", liable_id="没有"),
    "not_a_member": lambda one: one.application("另一", liable_id=one.other),
    "demanded_before_trade": lambda one: one.application("另一", demanded_on=one.now.date() - 31 * DAY),
    "demanded_in_the_future": lambda one: one.application("另一", demanded_on=one.now.date() + DAY),
    "nothing_asked": lambda one: one.application("另一", refund_fen=0, damage_fen=0, punitive_fen=60_000),
    "unknown_compensation": lambda one: one.assessment("没有"),
    "not_of_the_operator": lambda one: one.decision(actor=HANDLER),
    "officer_of_an_authority": lambda one: one.decision(actor=cast.HEAD.officer_id),
    "same_person_decides": lambda one: one.decision(),
    "compensation_act_not_awaited": lambda one: one.assignment(),
    "before_the_application": lambda one: (one.later(-HOUR), one.decision(actor=OTHER))[1],
}


def test_a_punitive_sum_is_neither_paid_nor_hidden_in_the_damage(paying: Pay) -> None:
    one = paying()
    told = one.refused(one.application("另一", refund_fen=0, damage_fen=0, punitive_fen=60_000))
    assert "先行赔付不予支付" in told.zh
    one.receive(one.application(punitive_fen=60_000), one.assessment(damage_fen=65_000))
    assert "more_than_was_asked" in str(one.refused(one.decision()).value)
    one.receive(one.assessment(), one.decision())
    assert one.order().fen == 25_000  # the refund and the damage
    one.sound()


def test_what_cannot_be_taken_is_refused_and_nothing_is_recorded(paying: Pay) -> None:
    one = paying()
    one.receive(one.application(), one.assessment(actor=APPROVER))
    for code, act in REFUSED.items():
        assert one.refused(act(one)).code == code
    one.sound()
