"""Complaints are filed, payments applied for, decided, ordered, paid, refused and recovered in any order, also at once;
the books always balance."""

from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import Any, ClassVar

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from activities import clusters
from activities.auditing import verify
from activities.complaining import open_complaint
from activities.matter import MatterActivities
from activities.reception import Reception
from demo import cast
from domain.accounts import Account, AccountKind, of_scheme
from domain.acts import ACT
from domain.compensation import CompensationAct, CompensationPhase
from domain.errors import Refused
from domain.matter import SoFar
from domain.payment import OPEN
from domain.scheme_paper import Letter
from models import audit
from models.session import Database
from servers import Addresses
from tests.complaining import RECEIVED, a_complaint
from tests.paying import APPROVER, DAY, HANDLER, OTHER, Paying

FEN = st.integers(1, 40_000)
WHICH = st.integers(0, 2)  # a few payments, so that they meet
FUNDS = st.sampled_from((AccountKind.POOL, AccountKind.DEPOSIT, AccountKind.GUARANTEE))
OFFICER = cast.HANDLER.officer_id
_numbers = count(1)


class Ledger(RuleBasedStateMachine):
    """What the bank has moved is counted beside the books, and what each consumer has got."""

    database: ClassVar[Database]
    folder: ClassVar[Path]

    @initialize()
    def begin(self) -> None:
        number = next(_numbers)
        name = f"machine-{number}"
        self.one = Paying(self.database, self.folder / name, name, deposit=0, pool=0, account=f"6224{number:012}",
                          guarantee=1)  # fmt: skip
        self.cash, self.got, self.references = 1, defaultdict[str, int](int), count(1)
        self.shop = {"name": f"示例店{name}", "address": "示例市"}

    def of(self, which: int) -> str:
        return f"{self.one.name}-赔{which}"

    def attempt(self, *acts: CompensationAct) -> bool:
        """Whatever is refused leaves nothing behind; whatever else is raised is a mistake."""
        with suppress(Refused):
            self.one.receive(*acts)
            return True
        return False

    @rule(which=WHICH, refund=FEN, damage=FEN, agreed=st.booleans())
    def decide(self, which: int, refund: int, damage: int, agreed: bool) -> None:
        of, sums = self.of(which), {"refund_fen": refund, "damage_fen": damage}
        self.attempt(self.one.application(of, **sums))
        self.assess(which, refund, damage)
        self.attempt(self.one.decision(of, agreed))

    @rule(which=WHICH, refund=FEN, damage=FEN)
    def assess(self, which: int, refund: int, damage: int) -> None:
        of, before = self.of(which), dict(self.one.assessed)
        if not self.attempt(self.one.assessment(of, refund_fen=refund, damage_fen=damage)):
            self.one.assessed = before

    @rule(which=WHICH, accepted=st.booleans())
    def complain(self, which: int, accepted: bool) -> None:
        """To the authority, which the scheme does not wait for: before it is applied to, after it, or never."""
        claim, law = f"投诉{self.of(which)}", self.one.reception.law
        filed = a_complaint(0, complaint_id=claim, channel="window", reference=None, respondent=self.shop)
        with self.database.transaction() as session:
            open_complaint(session, filed)
            clusters.look_around(session, law, claim)
        step = MatterActivities(self.database, law).choose_steps(SoFar(matter_id=claim, known=0, now=RECEIVED)).steps[0]
        given = {"kind": "acceptance_decision", "matter_id": claim, "step": step.number, "actor": OFFICER,
                 "sent_at": RECEIVED, "received_at": RECEIVED, "accepted": accepted, "statement": "示例",
                 "ground": None if accepted else "order121/16.1.3", "act_id": f"{claim}/{accepted}"}  # fmt: skip
        with suppress(Refused):
            Reception(self.database, law).receive(ACT.validate_python(given))

    @rule(fen=FEN)
    def all_at_once(self, fen: int) -> None:
        """Three payments and money for two. Two approve everything, one assigns, sets off and closes it, each act
        twice; two workers read what the bank has booked."""
        self.pay_in(AccountKind.POOL, 2 * fen)
        for which in range(3):
            self.attempt(self.one.application(self.of(which), refund_fen=fen, damage_fen=0))
            self.assess(which, fen, 0)
        acts = [
            act
            for of in map(self.of, range(3))
            for act in (
                self.one.decision(of, actor=APPROVER), self.one.decision(of, actor=OTHER), self.one.assignment(of),
                self.one.made("set_off", APPROVER, of, fen=fen, reason="示例"),
                self.one.made("closing", APPROVER, of, write_off=None),
            )
        ]  # fmt: skip
        self.one.bank.pay_in(self.one.account, fen, "示例来款", self.one.later(DAY / 24))
        self.cash += fen
        if (orders := [one for one in self.orders() if one.status in OPEN]) and orders[0].fen <= self.cash - fen:
            order, reference = orders[0], f"M-{next(self.references)}"
            self.one.bank.book(self.one.account, order.fen, "DBIT", reference, self.one.now.isoformat(),
                               (order.order_id,), reference)  # fmt: skip
            self.cash -= order.fen
            self.got[order.compensation_id] += order.fen
        with ThreadPoolExecutor(8) as threads:
            taken = threads.map(self.attempt, (*acts, *acts))
            read = [threads.submit(self.one.desk.collect) for _ in range(2)]
        assert len(list(taken)) == 2 * len(acts)
        assert sum(one.result().read for one in read) >= 1

    @rule(which=WHICH, actor=st.sampled_from((HANDLER, APPROVER, OTHER)))
    def decide_alone(self, which: int, actor: str) -> None:
        self.attempt(self.one.decision(self.of(which), actor=actor))

    @rule(kind=FUNDS, fen=FEN)
    def pay_in(self, kind: AccountKind, fen: int) -> None:
        holder = {AccountKind.DEPOSIT: self.one.member, AccountKind.GUARANTEE: self.one.guarantor}.get(kind)
        self.one.pay_in(of_scheme(self.one.name, kind, holder), fen)
        self.cash += fen

    @rule(which=WHICH, fen=FEN)
    def repay(self, which: int, fen: int) -> None:
        name, kind = self.one.name, AccountKind.RECOURSE
        self.one.pay_in(Account(scheme_id=name, kind=kind, compensation_id=self.of(which)), fen)
        self.cash += fen

    @rule(fen=FEN, found=st.booleans())
    def pay_in_without_a_word(self, fen: int, found: bool) -> None:
        self.one.bank.pay_in(self.one.account, fen, "示例来款", self.one.now)
        self.one.later(DAY / 24)
        self.one.desk.collect()
        self.cash += fen
        if found:
            deposit = of_scheme(self.one.name, AccountKind.DEPOSIT, self.one.member).account_id
            given: dict[str, Any] = {"account_id": deposit, "fen": fen, "reason": "示例"}
            self.one.schemes.receive(self.one.of_scheme("attribution", APPROVER, **given))

    @rule(which=WHICH, off=st.sampled_from((0, 0, 0, -1, 1)), times=st.integers(1, 2), refuses=st.booleans())
    def answer(self, which: int, off: int, times: int, refuses: bool) -> None:
        """The bank speaks of an order, open or not: it refuses, books, books another amount, and says so twice."""
        orders = self.orders()
        if not orders:
            return
        order = orders[which % len(orders)]
        was_open, at = order.status in OPEN, self.one.now.isoformat()
        if refuses:
            self.one.bank.status(order.order_id, "RJCT", at, "AC04")
            self.one.desk.collect()
            return
        fen, reference = max(order.fen + off, 1), f"M-{next(self.references)}"
        if fen > self.cash:
            return  # no bank pays what is not there
        for time in range(times):
            self.one.bank.book(self.one.account, fen, "DBIT", reference, at, (order.order_id,), f"{reference}-{time}")
            self.one.desk.collect()
        self.cash -= fen
        if was_open:
            self.got[order.compensation_id] += min(fen, order.fen)

    def orders(self) -> list[Any]:
        found = []
        for which in range(3):
            with suppress(IndexError):
                found.append(self.one.order(self.of(which)))
        return found

    @rule(which=WHICH, pay=st.booleans())
    def settle(self, which: int, pay: bool) -> None:
        self.attempt(self.one.made("settlement", APPROVER, self.of(which), pay=pay, reason="示例"))

    @rule(which=WHICH)
    def undo(self, which: int) -> None:
        if orders := self.orders():
            order = orders[which % len(orders)]
            given = {"order_id": order.order_id, "statement": "示例"}
            self.attempt(self.one.made("non_execution", APPROVER, order.compensation_id, **given))

    @rule(which=WHICH, fen=FEN, set_off=st.booleans())
    def demand(self, which: int, fen: int, set_off: bool) -> None:
        of = self.of(which)
        self.attempt(self.one.assignment(of))
        self.attempt(self.one.letter("debtor_notice", of))
        for letter, kind in ((Letter.RECOURSE_DEMAND, "demand"), (Letter.TOP_UP_DEMAND, "top_up_demand")):
            self.attempt(self.one.issue(letter, of))
            self.attempt(self.one.letter(kind, of))
        self.one.later(11 * DAY)
        if set_off:
            self.attempt(self.one.made("set_off", APPROVER, of, fen=fen, reason="示例"))

    @rule(which=WHICH, write_off=st.sampled_from((None, "示例")))
    def close(self, which: int, write_off: str | None) -> None:
        self.attempt(self.one.made("closing", APPROVER, self.of(which), write_off=write_off))

    @invariant()
    def the_books_balance(self) -> None:
        balances = self.one.balances()
        assert sum(balances.values()) == 0
        assert balances.get("bank", 0) == self.cash
        assert all(fen <= 0 for name, fen in balances.items() if name.split("/")[0] in ("pool", "deposit", "guarantee"))

    def teardown(self) -> None:
        if not hasattr(self, "one"):
            return
        assert self.one.books().problems == ()
        for of, got in self.got.items():
            row = self.one.row(of)
            assert got <= row.payable_fen
            if row.phase in (CompensationPhase.PAYING, CompensationPhase.ASSESSING):
                assert got < row.payable_fen or not row.payable_fen
        with self.database.transaction() as session:
            assert verify(session).breaks == ()
            assert audit.count(session)[1] > 0


@pytest.fixture
def machine(addresses: Addresses, tmp_path: Path) -> Iterator[type[Ledger]]:
    Ledger.database, Ledger.folder = Database(addresses.database_url), tmp_path
    yield Ledger
    Ledger.database.close()


def test_in_whatever_order_people_and_the_bank_act_the_books_balance(machine: type[Ledger]) -> None:
    """Not shrunk where it fails: the steps that led there are printed, and each is a transaction or more."""
    some = settings(
        max_examples=6, stateful_step_count=25, deadline=None, derandomize=True, database=None,
        suppress_health_check=list(HealthCheck), phases=(Phase.generate,),
    )  # fmt: skip
    run_state_machine_as_test(machine, settings=some)
