"""What a bank may do: refuse, be silent, answer twice, late, of another order, another amount. Nobody is paid twice."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from domain.accounts import AccountKind, of_scheme
from domain.compensation import CompensationPhase
from domain.errors import Refused
from domain.payment import OrderStatus
from servers.bank import Behaviour
from sources.exchange import BankFolder
from tests.paying import APPROVER, BANK, DAY, HANDLER, Pay

P = CompensationPhase


def behaving(how: Behaviour) -> str:
    """The account of a payee whose orders the embedded bank treats so."""
    return f"000000{how}"


def test_a_refused_order_frees_the_money_and_is_assessed_anew(paying: Pay) -> None:
    one = paying()
    before = one.balances()
    one.paid(payee_account=behaving(Behaviour.REFUSES))
    assert one.phase() is P.ASSESSING
    assert (one.order().status, one.order().reason) == (OrderStatus.REJECTED, "AC04")
    assert one.balances() == before
    one.receive(one.assessment(), one.decision())
    one.send()
    one.exchange()
    assert one.phase() is P.ASSIGNING
    assert one.order().ordinal == 2
    assert one.balances()["bank"] == before["bank"] - 25_000
    one.sound()


def test_a_silent_bank_is_sent_the_same_order_again_and_only_its_own_word_undoes_it(paying: Pay) -> None:
    one = paying()
    one.decided(payee_account=behaving(Behaviour.IS_SILENT))
    for _ in range(2):
        one.send()
        one.exchange()
    assert one.phase() is P.PAYING
    order = one.order()
    assert order.sendings == 2
    assert one.refused(one.assessment()).code == "compensation_act_not_awaited"
    strange = one.made("non_execution", APPROVER, order_id="HZ0", statement="书面确认")
    assert one.refused(strange).code == "not_the_open_order"
    one.receive(one.made("non_execution", APPROVER, order_id=order.order_id, statement="银行书面确认未执行"))
    assert one.phase() is P.ASSESSING
    one.bank.book(BANK, order.fen, "DBIT", "B-late", one.now.isoformat(), (order.order_id,), "late")
    one.desk.collect()  # it was executed all the same: the money is looked for, and the consumer is not paid again
    assert one.balances()["unknown_out"] == 25_000
    assert "unknown_debit" in one.questions()
    one.receive(one.assessment())
    assert one.refused(one.decision()).code == "bank_has_paid"
    one.receive(one.decision(agreed=False))
    one.sound()


def test_a_late_bank_that_is_sent_the_order_twice_pays_once(paying: Pay) -> None:
    one = paying()
    one.decided(payee_account=behaving(Behaviour.PAYS_LATE))
    one.send()
    one.exchange()
    assert one.phase() is P.PAYING
    one.send()
    one.exchange()
    assert one.phase() is P.ASSIGNING
    one.send()  # an order that is no longer open is left alone
    assert one.exchange().read == 0
    assert one.balances()["bank"] == 130_000 - 25_000
    one.sound()


def test_a_booking_that_is_notified_twice_counts_once(paying: Pay) -> None:
    one = paying()
    one.paid(payee_account=behaving(Behaviour.PAYS_AND_SAYS_SO_TWICE))
    assert one.balances()["bank"] == 130_000 - 25_000
    assert one.questions() == []
    one.sound()


def test_less_than_ordered_is_looked_at_and_the_rest_is_paid(paying: Pay) -> None:
    one = paying()
    one.paid(payee_account=behaving(Behaviour.PAYS_LESS))
    assert one.phase() is P.UNCLEAR
    assert one.questions() == ["another_amount"]
    one.receive(one.made("settlement", APPROVER, pay=True, reason="补付差额"))
    assert (one.order().fen, one.phase()) == (1, P.PAYING)
    one.bank.book(BANK, 1, "DBIT", "B-rest", one.now.isoformat(), (one.order().order_id,), "rest")
    one.desk.collect()
    assert one.phase() is P.ASSIGNING
    assert one.balances()["bank"] == 130_000 - 25_000
    one.sound()


def test_less_than_ordered_may_also_be_left_so_and_the_rest_goes_back(paying: Pay) -> None:
    one = paying(deposit=15_000)
    one.paid(payee_account=behaving(Behaviour.PAYS_LESS))
    one.receive(one.made("settlement", APPROVER, pay=False, reason="消费者同意"))
    assert one.phase() is P.ASSIGNING
    assert one.balances()["pool"] == -100_000 + 9_999
    one.sound()


def test_more_than_ordered_is_not_the_consumers_but_looked_for(paying: Pay) -> None:
    one = paying()
    one.paid(payee_account=behaving(Behaviour.PAYS_MORE))
    assert one.phase() is P.ASSIGNING
    assert one.balances()["unknown_out"] == 1
    assert one.questions() == ["another_amount"]
    one.sound()


def test_a_bank_that_refuses_and_pays_all_the_same_pays_nobody_twice(paying: Pay) -> None:
    one = paying()
    one.paid(payee_account=behaving(Behaviour.REFUSES_AND_PAYS))
    assert one.balances()["bank"] == 130_000 - 25_000
    assert one.phase() in (P.ASSESSING, P.ASSIGNING)  # whichever word came first
    assert set(one.questions()) <= {"unknown_debit", "refused_after_booking"}
    assert one.questions()
    if one.phase() is P.ASSESSING:
        one.receive(one.assessment())
        assert one.refused(one.decision()).code == "bank_has_paid"
    one.sound()


def test_an_answer_of_an_unknown_order_is_asked_about_and_changes_nothing(paying: Pay) -> None:
    one = paying()
    one.paid(payee_account=behaving(Behaviour.SPEAKS_OF_ANOTHER))
    assert one.phase() is P.PAYING
    assert one.questions() == ["unknown_order"]
    one.bank.book(BANK, 25_000, "DBIT", "B-strange", one.now.isoformat(), ("HZ-STRANGE",), "strange")
    one.bank.book("6222999", 25_000, "DBIT", "B-other", one.now.isoformat(), ("HZ-STRANGE",), "other")
    one.desk.collect()
    assert one.phase() is P.PAYING
    assert one.balances()["unknown_out"] == 25_000
    assert sorted(one.questions()) == ["unknown_bank_account", "unknown_debit", "unknown_order"]
    one.sound()


def test_an_unknown_status_is_asked_about(paying: Pay) -> None:
    one = paying()
    one.decided()
    one.bank.status(one.order().order_id, "XXXX", one.now.isoformat())
    one.desk.collect()
    assert one.questions() == ["unknown_status"]
    assert one.order().status is OrderStatus.ORDERED


def test_the_same_words_under_another_reference_or_id_are_told_apart(paying: Pay) -> None:
    one = paying()
    one.paid()
    order = one.order()
    booked: dict[str, Any] = {"made_at": one.now.isoformat(), "texts": (order.order_id,)}
    one.bank.book(BANK, 25_000, "DBIT", f"B-{order.order_id}", message="again", **booked)  # in another message
    one.bank.book(BANK, 24_000, "DBIT", f"B-{order.order_id}", message="changed", **booked)
    one.desk.collect()
    assert one.balances()["bank"] == 130_000 - 25_000
    assert one.questions() == ["booking_changed"]
    another_day = booked | {"made_at": (one.now + DAY).isoformat()}
    one.bank.book(BANK, 25_000, "DBIT", f"B-{order.order_id}", message="used again", **another_day)
    one.desk.collect()
    assert one.balances()["bank"] == 130_000 - 25_000
    assert one.questions() == ["booking_changed"] * 2
    one.bank.book(BANK, 25_000, "DBIT", "B-second", message="second", **booked)
    one.desk.collect()
    assert one.balances()["unknown_out"] == 25_000  # the bank has paid twice: it is not the consumer's to keep
    one.bank.book(BANK, 1, "CRDT", "C-1", one.now.isoformat(), ("",), "second")  # a used message id with other words
    one.desk.collect()
    assert one.balances()["unknown_in"] == -1
    asked = ["bank_message_changed", "booking_changed", "booking_changed", "unknown_credit", "unknown_debit"]
    assert sorted(one.questions()) == asked
    one.sound()


def test_money_without_a_reference_waits_until_a_person_finds_whose_it_is(paying: Pay) -> None:
    one = paying(deposit=0, pool=0)
    one.bank.pay_in(BANK, 700, "没有附言", one.now)
    one.desk.collect()
    assert one.balances() == {"bank": 700, "unknown_in": -700}
    pool = of_scheme(one.name, AccountKind.POOL).account_id
    given: dict[str, Any] = {"account_id": pool, "fen": 700, "reason": "来电核实"}
    for wrong, code in (({"fen": 701}, "account_below_zero"), ({"account_id": "没有"}, "unknown_account"),
                        ({"account_id": f"{one.name}/bank"}, "account_takes_nothing")):  # fmt: skip
        with pytest.raises(Refused, match=code):
            one.schemes.receive(one.of_scheme("attribution", APPROVER, **given | wrong))
    with pytest.raises(Refused, match="not_of_the_operator"):
        one.schemes.receive(one.of_scheme("attribution", HANDLER, **given))
    one.schemes.receive(one.of_scheme("attribution", APPROVER, **given))
    assert one.balances() == {"bank": 700, "pool": -700}
    one.sound()


def test_money_for_an_account_that_takes_none_waits_too_and_holds_nothing_up(paying: Pay) -> None:
    one = paying(deposit=0, pool=0)
    for kind in (AccountKind.BANK, AccountKind.UNKNOWN_IN, AccountKind.UNKNOWN_OUT):
        collected = one.pay_in(of_scheme(one.name, kind), 100)
        assert (collected.read, collected.refused) == (1, 0)
    assert one.balances() == {"bank": 300, "unknown_in": -300}
    assert one.questions() == ["unknown_credit"] * 3
    one.sound()


def test_rubbish_in_the_folder_is_put_aside_with_a_question_and_holds_nothing_up(paying: Pay, tmp_path: Path) -> None:
    one = paying()
    one.decided()
    one.send()
    BankFolder(tmp_path / "bank").put("0-rubbish", b"MZ\x90", "in")
    (tmp_path / "bank" / "in" / "0-unusable.xml").symlink_to("/proc/self/mem")  # opened, and no byte of it read
    collected = one.exchange()
    assert (collected.read, collected.refused) == (2, 2)
    assert one.phase() is P.ASSIGNING
    assert sorted(one.questions()) == ["bank_message_unreadable", "file_unusable"]


def test_two_that_collect_at_once_and_again_leave_one_booking(paying: Pay, tmp_path: Path) -> None:
    one = paying()
    one.decided()
    one.send()
    one.bank.answer()
    waiting = {file.name: file.read_bytes() for file in one.desk.folder.waiting()}
    with ThreadPoolExecutor(4) as threads:
        for future in [threads.submit(one.desk.collect) for _ in range(4)]:
            future.result()
    for name, content in waiting.items():
        one.desk.folder.put(name.removesuffix(".xml"), content, "in")
    one.desk.collect()
    assert one.balances()["bank"] == 130_000 - 25_000
    assert one.questions() == []
    one.sound()
