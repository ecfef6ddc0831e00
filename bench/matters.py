"""Matters of track C, from the clue to the closing, against a bare workflow with as many updates, activities, timers.

An input is a number of matters that people carry through side by side, each act as soon as its step waits for it. Ours
records and judges the check, checks and records every act, asks the rules, prints the order, keeps the audit chain.
"""

from datetime import datetime, timedelta
from typing import Any

from bench.bare_workflow import MATTER
from bench.side_by_side import SideBySide
from domain.acts import ACT
from domain.base import Text
from domain.calendar import SHANGHAI
from domain.circulation import CheckRegime, ProofOfInspection
from domain.names import matter_workflow
from domain.production import Production
from models import document, enterprise
from models.circulation import CirculationCheckRow, Origin
from models.session import Database

BEGAN = datetime(2025, 2, 10, 9, tzinfo=SHANGHAI)
BY_TWO = {"second_officer": "second"}
AGREED = {"agreed": True, "remarks": "同意"}
CERTIFICATE = "附具检验合格证明。"
ACTS: tuple[tuple[str, int, str, dict[str, Any]], ...] = (  # kind, step, who, what
    ("verification", 1, "handler", {"confirmed": True, "statement": "属实", **BY_TWO}),
    (
        "order_draft", 2, "handler",
        {"facts": "没有合格证明。", "demands": CERTIFICATE, "period_days": 15, "period_reason": "按库存量。", **BY_TWO},
    ),
    ("review", 2, "reviewer", AGREED),
    ("approval", 2, "head", AGREED),
    ("service", 2, "handler", {"signed_by": "示例收件人", "proof": "送达回证"}),
    ("answer", 2, "party", {"statement": "已改正"}),
    ("recheck", 3, "handler", {"passed": True, "statement": "合格", **BY_TWO}),
    ("service", 3, "handler", {"signed_by": "示例收件人", "proof": "送达回证"}),
    ("closing_draft", 4, "handler", {"statement": "办结"}),
    ("approval", 4, "head", AGREED),
)  # fmt: skip
BESIDE_ITS_STEP = "service", 3  # the result of the re-check, which the party is told when the step is over


class Matters(SideBySide):
    name, title = "matters", Text(zh="事项（每份八件）", en="matters of track C, eight side by side")
    at_least = 0.8

    def prepare(self) -> None:
        self.goods = Goods(self.desk.database)

    def one(self, number: int) -> CirculationCheckRow:
        return self.goods.check(number)

    async def handle(self, one: CirculationCheckRow) -> None:
        """One matter, from the check that finds a breach to the end of its workflow."""
        await self.desk.take_check(one, BEGAN)
        for number, (kind, step, who, what) in enumerate(ACTS, 1):
            at = BEGAN + timedelta(minutes=number)
            beside = (kind, step) == BESIDE_ITS_STEP
            await self.steps.reached(one.check_id, step + 1 if beside else step)
            paper = {"document": self._owed(one, at)} if beside else {}
            await self.desk.take(ACT.validate_python(stated(one, number, kind, step, who, at) | what | paper))
        await self.desk.client.get_workflow_handle(matter_workflow(one.check_id)).result()

    def _owed(self, check: CirculationCheckRow, at: datetime) -> str:
        with self.desk.database.transaction() as session:
            (paper,) = document.unserved(session, check.check_id, at)
            return paper.document_id

    async def bare(self, number: int) -> None:
        await self.bare_workflow(f"bare-{number}", MATTER, len(ACTS))


def stated(check: CirculationCheckRow, number: int, kind: str, step: int, who: str, at: datetime) -> dict[str, Any]:
    actor = check.party_id if who == "party" else who
    common = {"act_id": f"{check.check_id}/{number}", "matter_id": check.check_id, "step": step, "actor": actor}
    served = {"served_at": at} if kind == "service" else {}
    return {"kind": kind, "sent_at": at, "received_at": at} | common | served


class Goods:
    """Goods that were found without a proof of inspection."""

    def __init__(self, database: Database) -> None:
        with database.transaction() as session:
            self.party = enterprise.enter_enterprise(session, "示例商店", rehearsal=True)
            goods = {"name": "示例灯", "kind": "灯具", "model": "甲型", "brand": "示例牌"}
            product = enterprise.enter_product(session, self.party, **goods)
            self.lot = enterprise.enter_lot(session, product, "示例批次", Production())

    def check(self, number: int) -> CirculationCheckRow:
        return CirculationCheckRow(
            check_id=f"matter-{number}", origin=Origin.REHEARSAL, regime=CheckRegime.DAILY_INSPECTION, lot_id=self.lot,
            seen_on=BEGAN.date(), office_id="bench", party_id=self.party, plan="示例计划", inspection_code="示例码",
            inspection_notice="示例通知", proof_of_inspection=ProofOfInspection.NONE, sold_bare=False, note="",
        )  # fmt: skip
