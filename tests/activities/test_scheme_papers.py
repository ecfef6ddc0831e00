"""Papers of a scheme come about with what makes them, state what is on record, and are vouched for."""

from datetime import date

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from activities import compensation_story
from activities.auditing import verify
from domain.compensation import CompensationAct
from domain.scheme_paper import Recipient
from models.session import Database
from servers import Addresses
from tests.papers import read
from tests.paying import APPROVER, BANK, DAY, HANDLER, PAYEE, Pay, Paying

WHOLE = "250.00元（大写：人民币贰佰伍拾元整）"
PART = "100.00元（大写：人民币壹佰元整）"


def kinds(one: Paying) -> list[str]:
    return [paper.kind for paper in one.papers()]


def delivery(one: Paying, paper: str, on: date | None = None) -> CompensationAct:
    day = on or one.now.date()
    return one.made("delivery", HANDLER, paper=paper, received_on=day, channel="post", proof="示例回执")


def test_that_a_paper_has_reached_the_consumer_is_recorded_once_and_shown(paying: Pay) -> None:
    one = paying(deposit=15_000)
    one.paid()
    advice = one.papers()[0].paper_id
    one.later(DAY)
    assert one.refused(delivery(one, "没有")).code == "unknown_paper"
    for impossible in (one.now.date() - 2 * DAY, one.now.date() + DAY):
        assert one.refused(delivery(one, advice, impossible)).code == "received_on_impossible"
    one.receive(delivery(one, advice))
    assert one.refused(delivery(one, advice)).code == "delivered_already"
    one.receive(one.assignment())
    notice = one.papers()[-1].paper_id
    assert one.refused(delivery(one, notice)).code == "not_for_the_consumer"
    with one.database.transaction() as session:
        told = compensation_story.story(session, one.first)
    assert [paper.arrived_on for paper in told.papers] == [one.now.date(), None, None]
    assert any(event.what.zh == "函件送交消费者" and advice in event.words.zh for event in told.events)
    one.sound()


def test_a_refusal_reaches_the_consumer_when_the_payment_is_closed(paying: Pay) -> None:
    one = paying()
    one.receive(one.application(), one.assessment(), one.decision(agreed=False))
    one.later(DAY)
    one.receive(delivery(one, one.papers()[0].paper_id))
    assert one.refused(one.made("closing", APPROVER)).code == "compensation_closed"


def test_the_banks_booking_makes_the_advice_and_what_the_consumer_signs(paying: Pay) -> None:
    one = paying(deposit=15_000)
    one.decided()
    assert kinds(one) == []  # an order is no payment
    one.send()
    one.exchange()
    advice, assignment = one.papers()
    assert (advice.paper_id, assignment.paper_id) == (f"{one.first}/1", f"{one.first}/2")
    assert advice.event_id.startswith(f"booking/{one.name}/out/")
    assert {paper.recipient for paper in (advice, assignment)} == {Recipient.CONSUMER}
    told = read(advice)
    assert f"本次付款{WHOLE}" in told
    assert "退款200.00元，赔偿损失50.00元" in told
    assert f"账号后四位{PAYEE[-4:]}" in told
    assert PAYEE not in told
    assert "示例理由" in told
    assert f"其中由本单位垫付的{PART.partition('（')[0]}" in told
    signed = read(assignment)
    assert f"收到受让人先行赔付的款项{WHOLE}" in signed
    assert f"上述款项中，{PART}由受让人垫付" in signed
    assert "150.00元（大写：人民币壹佰伍拾元整）出自债务人自己交存的保证金" in signed
    assert f"债务人（经营者）示例店{'one'}" in signed
    one.sound()


def test_a_payment_that_is_booked_in_two_parts_is_advised_twice_and_signed_for_once(paying: Pay) -> None:
    one = paying(deposit=0)
    one.paid(payee_account="00005")  # a fen less
    (short,) = one.papers()
    assert "少0.01元" in read(short)
    one.receive(one.made("settlement", APPROVER, pay=True, reason="补付"))
    order = one.order()
    one.bank.book(BANK, order.fen, "DBIT", "R-2", one.now.isoformat(), (order.order_id,), "M-2")
    one.desk.collect()
    assert kinds(one) == ["payment_advice", "payment_advice", "claim_assignment"]
    _, rest, assignment = one.papers()
    assert "本次付款0.01元（大写：人民币壹分）" in read(rest)
    assert "累计付款250.00元" in read(rest)
    assert WHOLE in read(assignment)
    one.sound()


@pytest.mark.parametrize("way", ["left", "refused", "not carried out"])
def test_what_stays_unpaid_of_a_decision_is_not_assigned(paying: Pay, way: str) -> None:
    one = paying(deposit=0)
    one.paid(payee_account="00005")
    one.receive(one.made("settlement", APPROVER, pay=way != "left", reason="示例"))
    order = one.order().order_id
    if way == "refused":
        one.bank.status(order, "RJCT", one.now.isoformat(), "AC04")
        one.desk.collect()
    elif way == "not carried out":
        one.receive(one.made("non_execution", APPROVER, order_id=order, statement="书面确认"))
    assert kinds(one) == ["payment_advice", "claim_assignment"]
    assert "收到受让人先行赔付的款项249.99元（大写：人民币贰佰肆拾玖元玖角玖分）" in read(one.papers()[-1])
    one.sound()


def test_what_a_bank_pays_beyond_is_told_apart_from_the_payment(paying: Pay) -> None:
    one = paying()
    one.paid(payee_account="00006")
    advice, assignment = map(read, one.papers())
    assert f"本次付款{WHOLE}" in advice
    assert "多0.01元。多付的部分不属于赔付" in advice
    assert WHOLE in assignment


def test_who_is_not_paid_learns_why_and_where_to_turn(paying: Pay) -> None:
    """消法 39."""
    one = paying()
    one.receive(one.application(), one.assessment(facts_clear=False, evidence_sufficient=None))
    one.receive(one.decision(agreed=False))
    (paper,) = one.papers()
    assert (paper.kind, paper.recipient) == ("payment_refusal", Recipient.CONSUMER)
    told = read(paper)
    obstacles = "审核发现：1.事实不清楚2.不能判断是否“证据不充分”"
    for words in ("示例理由", obstacles, "第三十九条", "不影响市场监督管理部门对你的投诉的处理"):
        assert words in told
    one.sound()


def test_what_the_agreement_says_of_disputes_and_where_to_ask_stands_on_the_papers(paying: Pay) -> None:
    one = paying(deposit=0, dispute_route="先申诉；\n再向示例法院起诉。")
    with one.database.transaction() as session:
        session.execute(text("update scheme set contact = '示例电话0000'"))
    one.paid()
    told = read(one.papers()[0])
    assert "加入协议约定的争议解决方式：先申诉；再向示例法院起诉。" in told
    assert "联系方式：示例电话0000。" in told


def test_an_act_twice_and_a_booking_twice_leave_one_paper_each(paying: Pay) -> None:
    one = paying(deposit=15_000)
    one.paid()
    assignment = one.assignment()
    one.receive(assignment, assignment)
    for message in one.desk.folder.waiting("read"):
        one.desk.folder.put(message.name.removesuffix(".xml"), message.read_bytes(), "in")
    one.desk.collect()
    assert kinds(one) == ["payment_advice", "claim_assignment", "debtor_notice"]
    one.sound()


def test_a_name_that_no_font_has_holds_up_no_money(paying: Pay) -> None:
    one = paying(deposit=0)
    one.receive(one.application(consumer="示例\U0001f600"), one.assessment(payee_name="示例\U0001f600"), one.decision())
    one.send()
    one.exchange()
    assert one.questions() == []
    assert "示例〔U+1F600〕：" in read(one.papers()[0])
    one.sound()


def test_what_the_operator_writes_is_refused_as_he_writes_it_where_no_paper_could_state_it(paying: Pay) -> None:
    one = paying(deposit=0)
    one.receive(one.application(), one.assessment())
    smiling = one.decision().model_copy(update={"reason": "好\U0001f600"})
    assert one.refused(smiling).code == "missing_glyph"
    one.receive(one.decision())
    one.send()
    one.exchange()
    assert one.refused(one.made("closing", APPROVER, write_off="\u202e核销")).code == "deceptive_character"


def test_a_paper_stays_as_it_was_made_and_a_changed_one_is_found(paying: Pay, addresses: Addresses) -> None:
    one = paying()
    one.paid()
    for change in ("update scheme_paper set sha256 = ''", "delete from scheme_paper"):
        with pytest.raises(DBAPIError, match="permission denied"), one.database.transaction() as session:
            session.execute(text(change))
    owner = Database(addresses.owner_url)
    with owner.transaction() as session:
        session.execute(text("update scheme_paper set pdf = pdf || 'x' where ordinal = 1"))
        session.execute(text("delete from scheme_paper where ordinal = 2"))
        found = {broken.what.zh for broken in verify(session).breaks}
    owner.close()
    assert found == {f"文书“{one.first}/1”与登记时不同。", f"文书“{one.first}/2”不见了。"}
