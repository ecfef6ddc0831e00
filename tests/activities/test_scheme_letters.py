"""Letters of a scheme to who is liable, and the closing: by what is owed on the day, each arriving once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

from domain.accounts import AccountKind, of_scheme
from domain.compensation import CompensationPhase
from domain.scheme import Membership
from domain.scheme_paper import Letter, Recipient
from models import accounts
from models.scheme import AgreementRow
from tests.papers import read
from tests.paying import APPROVER, BANK, DAY, PAYEE, Pay, Paying

PART = "100.00元（大写：人民币壹佰元整）"


def kinds(one: Paying) -> list[str]:
    return [paper.kind for paper in one.papers()]


def recourse(one: Paying, of: str = "") -> str:
    account = of_scheme(one.name, AccountKind.RECOURSE).model_copy(update={"compensation_id": of or one.first})
    return accounts.reference(account.account_id)


def recovering(one: Paying) -> None:
    """Paid, assigned, and the debtor told."""
    one.paid()
    one.later(DAY)
    one.receive(one.assignment(), one.letter("debtor_notice"))


def test_a_top_up_is_demanded_by_the_agreement_though_the_consumer_has_not_signed(paying: Pay) -> None:
    one = paying(deposit=30_000)
    one.paid()
    assert one.refused(one.issue(Letter.DEBTOR_NOTICE)).code == "not_assigned_yet"
    assert one.refused(one.issue(Letter.RECOURSE_DEMAND)).code == "nothing_owed"
    one.receive(one.issue(Letter.TOP_UP_DEMAND), one.letter("top_up_demand"))
    assert one.phase() is CompensationPhase.ASSIGNING
    with one.database.transaction() as session:
        assert session.get_one(AgreementRow, f"{one.name}/{one.member}").membership is Membership.SUSPENDED
    one.receive(one.assignment(), one.made("closing", APPROVER))
    one.sound()


def test_the_signed_assignment_makes_the_notice_to_the_debtor(paying: Pay) -> None:
    one = paying(deposit=15_000)
    one.paid()
    one.later(DAY)
    early = one.letter("debtor_notice").model_copy(update={"received_on": one.now.date() - DAY})
    one.receive(one.assignment())
    notice = one.papers()[-1]
    assert (notice.kind, notice.recipient) == ("debtor_notice", Recipient.LIABLE)
    told = read(notice)
    assert f"转让的金额{PART}" in told
    assert f"账号{BANK}附言{recourse(one)}" in told
    assert PAYEE not in told
    assert one.refused(early).code == "received_on_impossible"
    one.receive(one.letter("debtor_notice"))
    assert one.refused(one.letter("debtor_notice")).code == "no_letter_under_way"
    one.receive(one.issue(Letter.DEBTOR_NOTICE), one.letter("debtor_notice"))  # the first was lost
    one.sound()


def test_what_the_deposit_alone_has_paid_is_received_and_nothing_assigned(paying: Pay) -> None:
    one = paying(deposit=30_000)
    one.paid()
    assert "由受让人垫付" not in read(one.papers()[-1])
    one.later(DAY)
    one.receive(one.assignment())
    assert kinds(one) == ["payment_advice", "claim_assignment"]
    assert one.refused(one.issue(Letter.DEBTOR_NOTICE)).code == "nothing_assigned"
    one.receive(one.made("closing", APPROVER))
    told = read(one.papers()[-1])
    assert "垫付待追偿0.00元" in told
    assert "结果以保证金赔付" in told
    one.sound()


def test_a_demand_states_what_is_owed_on_its_day_and_its_period(paying: Pay) -> None:
    one = paying(deposit=15_000)
    recovering(one)
    account = of_scheme(one.name, AccountKind.RECOURSE).model_copy(update={"compensation_id": one.first})
    one.pay_in(account, 2_550)
    one.receive(one.issue(Letter.RECOURSE_DEMAND))
    told = read(one.papers()[-1])
    assert "本单位垫付100.00元已经偿还25.50元尚欠74.50元（大写：人民币柒拾肆元伍角整）" in told
    assert "自收到本函之日起10日内" in told
    assert f"附言{recourse(one)}" in told
    one.pay_in(account, 7_450)
    assert one.refused(one.issue(Letter.RECOURSE_DEMAND)).code == "nothing_owed"
    assert one.refused(one.letter("demand")).code == "nothing_owed"
    one.sound()


def test_a_top_up_is_asked_for_with_what_is_short_and_the_reference_of_the_deposit(paying: Pay) -> None:
    one = paying(deposit=15_000)
    recovering(one)
    deposit = of_scheme(one.name, AccountKind.DEPOSIT, one.member)
    one.pay_in(deposit, 12_001)
    one.receive(one.issue(Letter.TOP_UP_DEMAND))
    told = read(one.papers()[-1])
    assert "约定的保证金300.00元目前余额120.01元应当补足179.99元（大写：人民币壹佰柒拾玖元玖角玖分）" in told
    assert f"附言{accounts.reference(deposit.account_id)}" in told
    assert "从中支付了150.00元" in told
    one.pay_in(deposit, 17_999)
    assert one.refused(one.issue(Letter.TOP_UP_DEMAND)).code == "deposit_is_enough"


def test_the_closing_tells_what_came_back_how_and_what_is_written_off(paying: Pay) -> None:
    one = paying(deposit=0, pool=100_000)
    recovering(one)
    one.receive(one.issue(Letter.RECOURSE_DEMAND), one.letter("demand"))
    one.pay_in(of_scheme(one.name, AccountKind.RECOURSE).model_copy(update={"compensation_id": one.first}), 12_000)
    one.pay_in(of_scheme(one.name, AccountKind.DEPOSIT, one.member), 30_000)
    one.later(11 * DAY)
    one.receive(one.made("set_off", APPROVER, fen=4_000, reason="逾期未还"))
    one.receive(one.made("closing", APPROVER, write_off="经营者注销，无财产可供执行"))
    closing = one.papers()[-1]
    assert (closing.kind, closing.recipient) == ("recourse_closing", Recipient.FILE)
    told = read(closing)
    assert "资金来源资金池250.00元垫付待追偿250.00元责任方偿还120.00元以保证金抵扣40.00元" in told
    assert "核销90.00元（大写：人民币玖拾元整）结果核销核销的理由经营者注销，无财产可供执行" in told
    assert f"{said(one.now.date() - 11 * DAY)}《追偿函》送达责任方（邮寄）" in told
    assert f"{said(one.now.date())}抵扣保证金40.00元{said(one.now.date())}决定办结审批人示例审批" in told
    one.sound()


def test_letters_that_are_made_at_once_have_numbers_of_their_own(paying: Pay) -> None:
    one = paying(deposit=15_000)
    recovering(one)
    acts = [one.issue(letter) for letter in (Letter.RECOURSE_DEMAND, Letter.TOP_UP_DEMAND, Letter.DEBTOR_NOTICE) * 2]
    with ThreadPoolExecutor(6) as threads:
        list(threads.map(one.receive, acts + acts))
    assert [paper.ordinal for paper in one.papers()] == list(range(1, 10))
    assert len({paper.event_id for paper in one.papers()[3:]}) == len(acts)
    one.sound()


def said(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
