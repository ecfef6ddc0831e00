"""The money of a scheme: twice is once, two at once share it, nobody changes it, a rehearsal has no bank."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from temporalio.testing import ActivityEnvironment

from activities.compensation import CompensationActivities
from domain.accounts import AccountKind, of_scheme
from domain.compensation import CompensationAct, CompensationPhase
from domain.errors import Refused
from models import message
from models.session import Database
from servers import Addresses
from sources.exchange import BankFolder
from tests.paying import APPROVER, DAY, HOUR, OTHER, Pay, Paying

P = CompensationPhase


def test_a_deposit_just_too_small_with_an_empty_pool_pays_nothing(paying: Pay) -> None:
    one = paying(deposit=24_999, pool=0)
    one.receive(one.application(), one.assessment())
    refusal = one.refused(one.decision())
    assert (refusal.code, "0.01" in refusal.zh) == ("sources_insufficient", True)
    one.pay_in(of_scheme(one.name, AccountKind.POOL), 1)
    one.receive(one.decision())
    assert one.phase() is P.PAYING


def test_the_same_act_twice_is_one_and_another_under_its_id_is_refused(paying: Pay) -> None:
    one = paying()
    acts = (one.application(), one.assessment(), one.decision())
    for act in acts:
        one.receive(act, act)
    before = one.balances()
    one.receive(*acts)
    assert one.balances() == before
    with pytest.raises(Refused, match="act_id_taken"):
        one.receive(acts[2].model_copy(update={"reason": "另一理由"}))
    one.sound()


def test_two_that_decide_at_once_decide_once(paying: Pay) -> None:
    one = paying()
    one.receive(one.application(), one.assessment())
    acts = [one.decision(actor=APPROVER), one.decision(actor=OTHER)]
    assert sorted(_at_once(one, acts)) == ["", "compensation_act_not_awaited"]
    one.sound()


def test_of_ten_payments_at_once_a_deposit_bears_what_it_can_and_never_goes_below_zero(paying: Pay) -> None:
    one = paying(deposit=100_000, pool=0)
    names = [f"{one.name}-赔{number}" for number in range(10)]
    for name in names:
        one.receive(one.application(name), one.assessment(name))
    codes = _at_once(one, [one.decision(name) for name in names])
    assert sorted(codes) == [""] * 4 + ["sources_insufficient"] * 6
    assert f"deposit/{one.member}" not in one.balances()
    one.sound()


def _at_once(one: Paying, acts: list[CompensationAct]) -> list[str]:
    def attempt(act: CompensationAct) -> str:
        try:
            one.receive(act)
        except Refused as refused:
            return refused.code
        return ""

    with ThreadPoolExecutor(len(acts)) as threads:
        return list(threads.map(attempt, acts))


@pytest.mark.parametrize("change", [
    "update entry set fen = fen + 1", "delete from entry", "truncate entry", "update posting set kind = 'payment'",
    "update account set balance_fen = 0", "delete from account",
    "insert into account (account_id, scheme_id, kind, reference, balance_fen) values ('x', 'x', 'pool', 'x', -5)",
])  # fmt: skip
def test_nobody_changes_what_is_posted_or_what_an_account_holds(paying: Pay, addresses: Addresses, change: str) -> None:
    one = paying()
    with pytest.raises(DBAPIError, match="permission denied"), one.database.transaction() as session:
        session.execute(text(change))
    owner = Database(addresses.owner_url)
    if "entry" in change or "posting" in change:
        with pytest.raises(DBAPIError, match="stays as it is"), owner.transaction() as session:
            session.execute(text(change))
    owner.close()
    one.sound()


def test_an_edit_behind_the_programs_back_is_found_by_the_check_of_the_books(paying: Pay, addresses: Addresses) -> None:
    one = paying(deposit=15_000)
    one.paid()
    owner = Database(addresses.owner_url)
    with owner.transaction() as session:
        session.execute(text("alter table entry disable trigger for_good"))
        session.execute(text("update entry set fen = fen - 1 where posting_id like 'booking/%/out/%'"))
    owner.close()
    told = [problem.en for problem in one.books().problems]
    assert sum(said.startswith("a balance is not the sum") for said in told) >= 2
    assert any(said.startswith("a booking of the bank") for said in told)
    assert any(said.startswith("No chain vouches") for said in told)


def test_a_pool_below_what_the_scheme_keeps_gives_an_alarm(paying: Pay) -> None:
    one = paying(deposit=0, pool=100_000)
    with one.database.transaction() as session:
        session.execute(text("update scheme set reserve_fen = 80000"))
    one.decided()
    with one.database.transaction() as session:
        told = [row.text["zh"] for row in message.newest(session, one.name, 9)]
    assert told == ["资金池余额750.00元，低于约定的800.00元。"]
    assert any("below 800.00" in waiting.en for waiting in one.books().waiting)


@pytest.mark.parametrize("folder", [None, BankFolder(Path("/nowhere"))], ids=["no bank", "a real bank"])
def test_a_rehearsal_never_orders_anything_of_a_real_bank(paying: Pay, folder: BankFolder | None) -> None:
    one = paying()
    one.decided()
    activities = CompensationActivities(one.database, folder)
    for _ in range(2):
        standing = ActivityEnvironment().run(activities.what_is_due, one.first, one.now)
        assert (standing.order_id, standing.look_at) == (None, one.now + HOUR)
    with pytest.raises(Refused, match="no_bank"):
        ActivityEnvironment().run(activities.send_order, one.order().order_id, one.now)
    with one.database.transaction() as session:
        assert len(message.newest(session, one.name, 9)) == 1


def test_an_order_waits_while_the_folder_of_the_bank_is_gone_and_is_sent_once_it_is_back(
    paying: Pay, tmp_path: Path
) -> None:
    one = paying()
    one.decided()
    with one.database.transaction() as session:
        session.execute(text("update scheme set rehearsal = false"))
    share = tmp_path / "share"
    activities = CompensationActivities(one.database, BankFolder(share))
    for _ in range(2):
        standing = ActivityEnvironment().run(activities.what_is_due, one.first, one.now)
        assert (standing.order_id, standing.look_at) == (None, one.now + HOUR)
        share.mkdir(exist_ok=True)  # one that is not mounted leaves an empty folder
    with pytest.raises(FileNotFoundError):
        ActivityEnvironment().run(activities.send_order, one.order().order_id, one.now)
    assert list(share.iterdir()) == []
    with one.database.transaction() as session:
        assert [row.text["zh"][:8] for row in message.newest(session, one.name, 9)] == ["银行目录不存在或"]
    (share / "out").mkdir()
    standing = ActivityEnvironment().run(activities.what_is_due, one.first, one.now)
    ActivityEnvironment().run(activities.send_order, standing.order_id or "", one.now)
    assert len(list((share / "out").iterdir())) == 1


def test_an_activity_carried_out_twice_changes_nothing_more(paying: Pay) -> None:
    one = paying()
    one.decided()
    activities = CompensationActivities(one.database, one.desk.folder)

    def look() -> Any:
        return ActivityEnvironment().run(activities.what_is_due, one.first, one.now)

    assert look() == look()
    assert look().order_id == one.order().order_id
    ActivityEnvironment().run(activities.send_order, one.order().order_id, one.now)
    first = [file.read_bytes() for file in one.desk.folder.waiting("out")]
    ActivityEnvironment().run(activities.send_order, one.order().order_id, one.now)
    assert [file.read_bytes() for file in one.desk.folder.waiting("out")] == first
    assert one.exchange().read == 2
    assert look() == look()
    one.later(4 * DAY)
    assert look().look_at is None
    one.sound()
