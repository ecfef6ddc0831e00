"""A scheme of an invented market: a member with a deposit, a guarantor, a pool, an embedded bank, and its payments."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from activities.auditing import verify
from activities.bank_desk import BankDesk, Collected
from activities.compensation_reception import CompensationReception
from activities.law import Law
from activities.ledger import Books, check
from activities.scheme_reception import SchemeReception
from demo import cast
from domain.accounts import Account, AccountKind, of_scheme
from domain.compensation import COMPENSATION_ACT, CompensationAct, CompensationPhase
from domain.errors import Refused
from domain.scheme import SCHEME_ACT, SchemeAct
from domain.scheme_paper import Letter
from models import accounts, bank, compensation, enterprise, scheme_paper
from models.compensation import CompensationRow
from models.scheme_paper import SchemePaperRow
from models.session import Database
from servers.bank import EmbeddedBank
from sources.exchange import BankFolder
from tests.market import NOON

HANDLER, APPROVER, OTHER = "运营-01", "运营-02", "运营-03"
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
BANK = "6222000000000001"
PAYEE = "6222020000000008"


Pay = Callable[..., "Paying"]


class Paying:
    """One scheme; acts are received by the register alone, at `now`. Amounts are fen."""

    began = NOON

    def __init__(
        self, database: Database, folder: Path, name: str = "one", *, deposit: int = 30_000, pool: int = 100_000,
        guarantee: int = 0, account: str = BANK, **agreed: Any,
    ) -> None:  # fmt: skip
        self.database, self.name, self.now, self.acts = database, f"示例市场-{name}", NOON, 0
        self.account, self.bank, self.assessed = account, EmbeddedBank(folder), dict[str, str]()
        self.desk = BankDesk(database, BankFolder(folder, embedded=True))
        self.schemes, self.reception = SchemeReception(database), CompensationReception(database, Law())
        with database.transaction() as session:
            cast.enter_cast(session)
            names = (f"示例{of}{name}" for of in ("店", "二店", "担保"))
            parties = [enterprise.enter_enterprise(session, one, rehearsal=True) for one in names]
            self.member, self.other, self.guarantor = parties
        self.found()
        self.join(self.member, guarantor_id=self.guarantor if guarantee else None, **agreed)
        for kind, fen, holder in ((AccountKind.DEPOSIT, deposit, self.member), (AccountKind.POOL, pool, None),
                                  (AccountKind.GUARANTEE, guarantee, self.guarantor)):  # fmt: skip
            if fen:
                self.pay_in(of_scheme(self.name, kind, holder), fen)

    def found(self, **given: Any) -> None:
        people = (
            {"person_id": HANDLER, "name": "示例经办", "roles": ("handler",)},
            {"person_id": APPROVER, "name": "示例审批", "roles": ("approver", "handler")},
            {"person_id": OTHER, "name": "示例审批二", "roles": ("approver",)},
        )
        lawful = {"name": self.name, "operator_name": "示例市场公司", "operator_kind": "market", "people": people,
                  "bank_account": self.account, "answer_minutes": 60, "sendings": 3, "rehearsal": True}  # fmt: skip
        self.schemes.receive(self.of_scheme("founding", APPROVER, **lawful | given))

    def join(self, enterprise_id: str, **given: Any) -> None:
        lawful = {"agreement_id": f"{self.name}/{enterprise_id}", "enterprise_id": enterprise_id,
                  "joined_on": date(2025, 1, 1), "scope": ("refund", "damage"), "deposit_fen": 30_000,
                  "repay_within_days": 10, "top_up_within_days": 5, "pay_within_days": 3}  # fmt: skip
        self.schemes.receive(self.of_scheme("joining", HANDLER, **lawful | given))

    def of_scheme(self, kind: str, actor: str, **content: Any) -> SchemeAct:
        common = {"act_id": self._next(), "scheme_id": self.name, "actor": actor, "received_at": self.now}
        return SCHEME_ACT.validate_python({"kind": kind} | common | content, strict=False)

    def made(self, kind: str, actor: str, of: str = "", **content: Any) -> CompensationAct:
        common = {"act_id": self._next(), "compensation_id": of or self.first, "actor": actor, "received_at": self.now}
        return COMPENSATION_ACT.validate_python({"kind": kind} | common | content, strict=False)

    def _next(self) -> str:
        self.acts += 1
        return f"{self.name}/{self.acts}"

    @property
    def first(self) -> str:
        return f"{self.name}-赔1"

    def application(self, of: str = "", **given: Any) -> CompensationAct:
        lawful = {"claim_id": f"投诉{of or self.first}", "scheme_id": self.name, "liable_id": self.member,
                  "consumer": "示例消费者", "traded_on": self.now.date() - 30 * DAY, "statement": "示例",
                  "demanded_on": self.now.date() - 20 * DAY, "refund_fen": 20_000, "damage_fen": 5_000}  # fmt: skip
        return self.made("application", given.pop("actor", HANDLER), of, **lawful | given)

    def assessment(self, of: str = "", **given: Any) -> CompensationAct:
        lawful = {"conduct": "refuses_without_reason", "consumer_at_fault": False, "facts_clear": True,
                  "evidence_sufficient": True, "basis_clear": True, "refund_fen": 20_000, "damage_fen": 5_000,
                  "payee_name": "示例消费者", "payee_account": PAYEE, "payee_bank": "示例银行",
                  "statement": "示例"}  # fmt: skip
        made = self.made("assessment", given.pop("actor", HANDLER), of, **lawful | given)
        self.assessed[made.compensation_id] = made.act_id
        return made

    def decision(self, of: str = "", agreed: bool = True, actor: str = APPROVER) -> CompensationAct:
        seen = self.assessed.get(of or self.first, "无")
        return self.made("decision", actor, of, agreed=agreed, reason="示例理由", assessment=seen)

    def assignment(self, of: str = "", *, ends_mediation: bool = False) -> CompensationAct:
        signed = {"signed_on": self.now.date(), "document": "示例文书", "ends_mediation": ends_mediation}
        return self.made("assignment", HANDLER, of, **signed)

    def issue(self, letter: Letter, of: str = "") -> CompensationAct:
        return self.made("letter_issue", HANDLER, of, letter=letter)

    def letter(self, kind: str, of: str = "") -> CompensationAct:
        """That a letter has arrived."""
        return self.made(kind, HANDLER, of, received_on=self.now.date(), channel="post", proof="示例回执")

    def receive(self, *acts: CompensationAct) -> None:
        for act in acts:
            self.reception.receive(act)

    def decided(self, of: str = "", **assessed: Any) -> None:
        """Applied for, assessed, decided: the money is reserved and ordered."""
        asked = {name: fen for name, fen in assessed.items() if name.endswith("_fen")}
        self.receive(self.application(of, **asked), self.assessment(of, **assessed), self.decision(of))

    def send(self, of: str = "") -> None:
        """The open order is left for the bank, as its workflow leaves it."""
        from activities.compensation import CompensationActivities  # so that a test of the register alone is quick

        order = self.order(of)
        CompensationActivities(self.database, self.desk.folder).send_order(order.order_id, self.now)

    def paid(self, of: str = "", **assessed: Any) -> None:
        self.decided(of, **assessed)
        self.send(of)
        self.exchange()

    def exchange(self) -> Collected:
        """The bank answers what waits for it, and its answers are collected."""
        self.bank.answer()
        return self.desk.collect()

    def pay_in(self, account: Account, fen: int) -> Collected:
        self.bank.pay_in(self.account, fen, f"示例缴款 {accounts.reference(account.account_id)}", self.now)
        self.now += timedelta(seconds=1)
        return self.desk.collect()

    def refused(self, act: CompensationAct) -> Refused:
        """The refusal of an act, of which nothing is on record."""
        with pytest.raises(Refused) as refused:
            self.receive(act)
        with self.database.transaction() as session:
            assert act.act_id not in {one.act_id for one in compensation.acts(session, act.compensation_id)}
        return refused.value

    def papers(self, kind: str | None = None, of: str = "") -> list[SchemePaperRow]:
        with self.database.transaction() as session:
            return scheme_paper.papers(session, of or self.first, kind)

    def order(self, of: str = "") -> bank.BankOrderRow:
        with self.database.transaction() as session:
            return bank.orders(session, of or self.first)[-1]

    def row(self, of: str = "") -> CompensationRow:
        with self.database.transaction() as session:
            return compensation.held(session, of or self.first)

    def phase(self, of: str = "") -> CompensationPhase:
        return self.row(of).phase

    def balances(self) -> dict[str, int]:
        """What is in each account, debits positive; empty ones are left out."""
        with self.database.transaction() as session:
            rows = accounts.accounts_of(session, self.name)
        return {row.account_id.removeprefix(f"{self.name}/"): row.balance_fen for row in rows if row.balance_fen}

    def questions(self) -> list[str]:
        with self.database.transaction() as session:
            return [one.code for one in bank.questions(session, self.name)]

    def sound(self) -> None:
        """The books hold, and so do the audit chains."""
        assert self.books().problems == ()
        with self.database.transaction() as session:
            assert verify(session).breaks == ()

    def books(self) -> Books:
        with self.database.transaction() as session:
            return check(session, self.name, self.now)

    def later(self, by: timedelta) -> datetime:
        self.now += by
        return self.now
