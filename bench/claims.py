"""Claims from their intake to the money, against bare workflows with as many updates, signals, activities and timers.

An input is a number of claims side by side. The authority takes the complaint in, accepts it and tells the complainant;
the scheme is applied to, assesses, decides, orders; the embedded bank answers; the payment is booked, with its papers,
and closed. The complaint stays in mediation.
"""

import asyncio
from asyncio import to_thread
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from activities.compensation_desk import CompensationDesk
from bench.bare_workflow import ACCEPTANCE, PAYMENT
from bench.side_by_side import GLANCE, SideBySide
from domain.accounts import AccountKind, of_scheme
from domain.acts import ACT
from domain.base import Text
from domain.calendar import SHANGHAI
from domain.compensation import COMPENSATION_ACT, CompensationPhase
from domain.complaint import Complaint
from domain.names import compensation_workflow
from domain.scheme import SCHEME_ACT
from models import accounts, compensation, enterprise
from servers.bank import EmbeddedBank

BEGAN = datetime(2026, 5, 6, 9, tzinfo=SHANGHAI)
SCHEME, ACCOUNT, SHOP = "示例市场", "6222000000000009", "示例商店"
FUND = 10**12  # fen
PRICE = 19_900


class Claims(SideBySide):
    name, title = "claims", Text(zh="投诉至赔付（每份八件）", en="claims from intake to payment, eight side by side")
    at_least = 0.8

    def prepare(self) -> None:
        self.payments = CompensationDesk(self.desk)
        assert self.servers.addresses.bank is not None
        self.bank = EmbeddedBank(Path(self.servers.addresses.bank))
        with self.desk.database.transaction() as session:
            self.shop = enterprise.enter_enterprise(session, SHOP, rehearsal=True)
        people = [{"person_id": name, "name": f"示例{name}", "roles": [role]}
                  for name, role in (("clerk", "handler"), ("chief", "approver"))]  # fmt: skip
        self._of_scheme("founding", "chief", name=SCHEME, operator_name="示例市场公司", operator_kind="market",
                        people=people, bank_account=ACCOUNT, answer_minutes=60, sendings=3,
                        rehearsal=True)  # fmt: skip
        self._of_scheme("joining", "clerk", agreement_id="示例协议", enterprise_id=self.shop, joined_on="2025-01-01",
                        scope=["refund", "damage"], pay_within_days=3, repay_within_days=10,
                        top_up_within_days=5)  # fmt: skip
        deposit = of_scheme(SCHEME, AccountKind.DEPOSIT, self.shop).account_id
        self.bank.pay_in(ACCOUNT, FUND, f"示例缴款 {accounts.reference(deposit)}", BEGAN)
        self.runner.run(self.payments.collect())
        self.paid: dict[str, asyncio.Event] = {}  # those that wait
        self.answering: asyncio.Task[None] | None = None

    def _of_scheme(self, kind: str, actor: str, **content: Any) -> None:
        common = {"act_id": f"bench/{kind}", "scheme_id": SCHEME, "actor": actor, "received_at": BEGAN}
        self.payments.schemes.receive(SCHEME_ACT.validate_python({"kind": kind} | common | content, strict=False))

    def one(self, number: int) -> Complaint:
        given = {
            "complaint_id": f"claim-{number}", "office_id": "bench", "channel": "platform",
            "reference": f"示例编号{number}", "received_at": BEGAN, "goods": "示例牌水壶", "lot": f"示例批次{number}",
            "complainant": {"name": f"示例投诉人{number}", "phone": f"1380{number:07}", "address": "示例市示例路1号"},
            "respondent": {"name": SHOP, "address": "示例市示例路2号"}, "traded_on": "2026-04-10",
            "known_on": "2026-04-12", "price_fen": PRICE, "request": "退还货款。", "facts": "不能加热。",
            "rehearsal": True,
        }  # fmt: skip
        return Complaint.model_validate(given, strict=False)

    async def handle(self, one: Complaint) -> None:
        """One claim, from its intake to the end of its payment."""
        claim, at = one.complaint_id, BEGAN + timedelta(minutes=1)
        await self.desk.take_complaint(one)
        await self.steps.reached(claim, 1)
        common = {"matter_id": claim, "step": 1, "actor": "handler", "received_at": at, "sent_at": at}
        decided = {"kind": "acceptance_decision", "act_id": f"{claim}/1", "accepted": True, "statement": "属于职责。"}
        told = {"kind": "service", "act_id": f"{claim}/2", "served_at": at, "signed_by": "示例", "proof": "送达回证"}
        for act in (decided, told):
            await self.desk.take(ACT.validate_python(act | common, strict=False))
        await self.pay(claim)

    async def pay(self, claim: str) -> None:
        conditions: dict[str, Any] = dict.fromkeys(("facts_clear", "evidence_sufficient", "basis_clear"), True)
        sums: dict[str, Any] = {"refund_fen": PRICE, "damage_fen": 0, "statement": "示例"}
        await self._act(
            claim, "application", "clerk", claim_id=claim, scheme_id=SCHEME, liable_id=self.shop,
            consumer="示例消费者", traded_on=date(2026, 4, 10), demanded_on=date(2026, 4, 12), **sums,
        )  # fmt: skip
        await self._act(
            claim, "assessment", "clerk", conduct="refuses_without_reason", consumer_at_fault=False,
            payee_name="示例消费者", payee_account="6222020000000008", payee_bank="示例银行", **conditions, **sums,
        )  # fmt: skip
        paid = self.paid[claim] = asyncio.Event()
        await self._act(claim, "decision", "chief", agreed=True, reason="示例", assessment=f"{claim}/assessment")
        if self.answering is None or self.answering.done():
            self.answering = asyncio.create_task(self._answer())
        await paid.wait()
        await self._act(claim, "closing", "chief", minutes=1)
        await self.desk.client.get_workflow_handle(compensation_workflow(claim)).result()

    async def _answer(self) -> None:
        """The bank answers whatever waits for it, as long as somebody waits to be paid."""
        while self.paid:
            await to_thread(self.bank.answer)
            for claim in (await self.payments.collect()).compensations:
                if claim in self.paid and await to_thread(self._is_paid, claim):
                    self.paid.pop(claim).set()
            await asyncio.sleep(GLANCE)

    def _is_paid(self, claim: str) -> bool:
        with self.desk.database.transaction() as session:
            return compensation.compensation(session, claim).phase is CompensationPhase.ASSIGNING

    async def _act(self, claim: str, kind: str, actor: str, *, minutes: int = 0, **content: Any) -> None:
        at = BEGAN + timedelta(minutes=minutes)
        common = {"act_id": f"{claim}/{kind}", "compensation_id": claim, "actor": actor, "received_at": at}
        await self.payments.take(COMPENSATION_ACT.validate_python({"kind": kind} | common | content, strict=False))

    async def bare(self, number: int) -> None:
        await self.bare_workflow(f"bare-claim-{number}", ACCEPTANCE, updates=2)
        await self.bare_workflow(f"bare-payment-{number}", PAYMENT, updates=0, signals=5)  # those of ours
