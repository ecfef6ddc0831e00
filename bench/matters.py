"""Matters of track C, from the clue to the closing, against a bare workflow with as many updates, activities, timers.

An input is a number of matters that people carry through side by side, each act as soon as its step waits for it. Ours
records and judges the check, checks and records every act, asks the rules, prints the order, keeps the audit chain.
"""

import asyncio
import shutil
import tempfile
from collections.abc import Sequence
from contextlib import AsyncExitStack, ExitStack
from datetime import date, datetime, timedelta
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any, Self

from sqlalchemy import text

from activities.front_desk import FrontDesk
from bench.bare_matter import APPROVED, QUEUE, BareMatter, nothing
from bench.harness import Figure, Side
from domain.acts import ACT
from domain.base import Text
from domain.calendar import SHANGHAI
from domain.circulation import CheckRegime, ProofOfInspection
from domain.names import matter_workflow
from domain.office import Office, Officer, Role
from domain.production import Production
from models import document, enterprise, office
from models.circulation import CirculationCheckRow, Origin
from models.session import Database
from servers import running
from worker import at_work, bring_up_to_date, worker_of

BEGAN = datetime(2025, 2, 10, 9, tzinfo=SHANGHAI)
GLANCE = 0.02  # seconds between two looks at which steps there are
PATIENCE = 120.0
SIDE_BY_SIDE = 8
OFFICE = Office(
    office_id="bench", name="示例市市场监督管理局", short_name="示市监", region="430700", government="示例市人民政府",
    court="示例市人民法院",
)  # fmt: skip
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


class Matters(Figure):
    name, title = "matters", Text(zh="事项（每份八件）", en="matters of track C, eight side by side")
    at_least = 0.8
    size, rounds = 1, 3

    def __init__(self, at_once: int = SIDE_BY_SIDE) -> None:
        self.at_once = at_once
        self._open, self.ids = ExitStack(), count(1)
        self._at_work = AsyncExitStack()

    def __enter__(self) -> Self:
        home = Path(tempfile.mkdtemp(prefix="hezheng-bench-", dir="/tmp"))
        self._open.callback(shutil.rmtree, home, ignore_errors=True)
        self.servers = self._open.enter_context(running(home))
        bring_up_to_date(self.servers.addresses.owner_url)
        self.runner = self._open.enter_context(asyncio.Runner())
        self.runner.run(self._begin())
        self.goods = Goods(self.desk.database)
        return self

    async def _begin(self) -> None:
        self.desk: FrontDesk = await self._at_work.enter_async_context(at_work(self.servers.addresses))
        await self._at_work.enter_async_context(worker_of(self.desk.client, QUEUE, [BareMatter], [nothing]))
        self.steps = Steps(self.desk.database)

    def __exit__(self, *_: object) -> None:
        self.runner.run(self._at_work.aclose())
        self._open.close()

    def sides(self, number: int) -> tuple[Side, Side]:
        ours, bare = ([self._batch() for _ in range(number)] for _ in range(2))
        checks = [[self.goods.check(one) for one in batch] for batch in ours]
        return (
            Side(partial(self._run, self.handle), checks, each=self.at_once),
            Side(partial(self._run, self.bare), bare, each=self.at_once),
        )

    def _batch(self) -> list[int]:
        return [next(self.ids) for _ in range(self.at_once)]

    def _run(self, one: Any, batch: Sequence[Any]) -> None:
        async def all_of_them() -> None:
            await asyncio.wait_for(asyncio.gather(*(one(each) for each in batch)), PATIENCE)

        self.runner.run(all_of_them())

    async def handle(self, check: CirculationCheckRow) -> None:
        """One matter, from the check that finds a breach to the end of its workflow."""
        await self.desk.take_check(check, BEGAN)
        for number, (kind, step, who, what) in enumerate(ACTS, 1):
            at = BEGAN + timedelta(minutes=number)
            beside = (kind, step) == BESIDE_ITS_STEP
            await self.steps.reached(check.check_id, step + 1 if beside else step)
            paper = {"document": self._owed(check, at)} if beside else {}
            await self.desk.take(ACT.validate_python(stated(check, number, kind, step, who, at) | what | paper))
        await self.desk.client.get_workflow_handle(matter_workflow(check.check_id)).result()

    def _owed(self, check: CirculationCheckRow, at: datetime) -> str:
        with self.desk.database.transaction() as session:
            (paper,) = document.unserved(session, check.check_id, at)
            return paper.document_id

    async def bare(self, number: int) -> None:
        """The ceiling: the same updates, one after another."""
        name = f"bare-{number}"
        handle = await self.desk.client.start_workflow(BareMatter.run, name, id=name, task_queue=QUEUE)
        for update in range(1, APPROVED + 1):
            await handle.execute_update(BareMatter.act, update, id=f"{name}/{update}")
        await handle.result()


def stated(check: CirculationCheckRow, number: int, kind: str, step: int, who: str, at: datetime) -> dict[str, Any]:
    actor = check.party_id if who == "party" else who
    common = {"act_id": f"{check.check_id}/{number}", "matter_id": check.check_id, "step": step, "actor": actor}
    served = {"served_at": at} if kind == "service" else {}
    return {"kind": kind, "sent_at": at, "received_at": at} | common | served


class Goods:
    """An office with its officers, and goods that were found without a proof of inspection."""

    def __init__(self, database: Database) -> None:
        with database.transaction() as session:
            roles = {
                "handler": (Role.HANDLER,), "second": (Role.HANDLER,), "reviewer": (Role.REVIEWER,),
                "head": (Role.HEAD_OF_DEPARTMENT,),
            }  # fmt: skip
            officers = [
                Officer(officer_id=name, name=f"示例{name}", office_id="bench", roles=may, certificate=f"示例{name}",
                        certificate_until=date(2027, 12, 31))
                for name, may in roles.items()
            ]  # fmt: skip
            office.register_office(session, OFFICE, tuple(officers))
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


class Steps:
    """Waits for steps to begin: one look at the register serves all matters."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self._waiting: dict[str, tuple[int, asyncio.Event]] = {}
        self._looking: asyncio.Task[None] | None = None

    async def reached(self, matter_id: str, step: int) -> None:
        if step == 1 or matter_id not in self._waiting or self._waiting[matter_id][0] != step:
            self._waiting[matter_id] = step, asyncio.Event()
        if self._looking is None or self._looking.done():
            self._looking = asyncio.create_task(self._look())
        await self._waiting[matter_id][1].wait()

    async def _look(self) -> None:
        while waiting := {name: one for name, one in self._waiting.items() if not one[1].is_set()}:
            begun = await asyncio.to_thread(self._begun, list(waiting))
            for name, (step, event) in waiting.items():
                if begun.get(name, 0) >= step:
                    event.set()
            await asyncio.sleep(GLANCE)

    def _begun(self, names: list[str]) -> dict[str, int]:
        query = text("select matter_id, max(number) from step where matter_id = any(:names) group by matter_id")
        with self.database.transaction() as session:
            return {name: number for name, number in session.execute(query, {"names": names})}
