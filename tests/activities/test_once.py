"""Temporal may carry out an activity twice, a person may send an act twice: each leaves what once leaves."""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from temporalio.testing import ActivityEnvironment

from activities.front_desk import FrontDesk
from activities.imports import ImportActivities
from activities.judging import take_check
from activities.reconciler import Reconciled
from demo import cast
from domain.acts import ACT, Act
from domain.imports import ImportKind
from domain.matter import SoFar, Step
from domain.results import Result
from domain.steps import StepKind, Track
from models import document, matter
from models.matter import StepRow
from models.session import Database
from servers import Addresses
from tests.registering import every_row
from worker import activities_of, at_work, connect, front_desk

HANDLER, SECOND, REVIEWER, HEAD = (one.officer_id for one in (cast.HANDLER, cast.SECOND, cast.REVIEWER, cast.HEAD))
BEGAN = cast.morning(cast.BEGINS)
MATTER = "rehearsal-801"
CLUE = Step(matter_id=MATTER, number=1, track=Track.CLUE, kind=StepKind.VERIFICATION)
ORDER = Step(
    matter_id=MATTER, number=2, track=Track.CORRECTION, kind=StepKind.ORDER_TO_CORRECT, period="correction_label"
)
REPORT: dict[str, Any] = {"statement": "属实", "second_officer": SECOND}
AGREED: dict[str, Any] = {"agreed": True, "remarks": "同意"}
DRAFT: dict[str, Any] = {
    "facts": "没有检验合格证明。",
    "demands": "附具检验合格证明。",
    "period_days": 15,
    "period_reason": "按库存量确定。",
    "second_officer": SECOND,
}
SERVED: dict[str, Any] = {"signed_by": "示例收件人", "proof": "送达回证"}


class Scene(NamedTuple):
    """A matter in the register, with no workflow: activities and acts are called by hand."""

    desk: FrontDesk
    party: str

    @property
    def activities(self) -> dict[str, Callable[..., Any]]:
        return {activity.__name__: activity for activity in activities_of(self.desk)}

    def call(self, name: str, *given: Any) -> Any:
        return ActivityEnvironment().run(self.activities[name], *given)

    def act(self, number: int, kind: str, step: int, actor: str, at: datetime = BEGAN, **content: Any) -> Act:
        common = {"act_id": f"{MATTER}/{number}", "matter_id": MATTER, "step": step, "actor": actor}
        return ACT.validate_python({"kind": kind, "sent_at": at, "received_at": at} | common | content)

    def register(self) -> dict[str, Sequence[str]]:
        return every_row(self.desk.database)

    def row(self, step: Step) -> StepRow:
        with self.desk.database.transaction() as session:
            return matter.step(session, step.matter_id, step.number)


@pytest.fixture
def scene(addresses: Addresses) -> Iterator[Scene]:
    """A clue that is registered; nobody has asked the rules yet."""
    database = Database(addresses.database_url)
    desk = front_desk(database, asyncio.run(connect(addresses.temporal)))
    with database.transaction() as session:
        cast.enter_cast(session)
        check = cast.enter_copy(session, 801, "润滑油")
    assert take_check(database, desk.law, check, BEGAN).opened
    assert check.party_id is not None
    yield Scene(desk, check.party_id)
    database.close()


def _clue_taken(scene: Scene) -> None:
    scene.call("choose_steps", SoFar(matter_id=MATTER, known=0, now=BEGAN))


def _order_approved(scene: Scene) -> None:
    _clue_taken(scene)
    scene.desk.reception.receive(scene.act(1, "verification", 1, HANDLER, confirmed=True, **REPORT))
    scene.call("choose_steps", SoFar(matter_id=MATTER, known=1, now=BEGAN))
    scene.desk.reception.receive(scene.act(2, "order_draft", 2, HANDLER, **DRAFT))
    scene.desk.reception.receive(scene.act(3, "review", 2, REVIEWER, **AGREED))
    scene.desk.reception.receive(scene.act(4, "approval", 2, HEAD, **AGREED))


def _order_served(scene: Scene) -> None:
    _order_approved(scene)
    scene.desk.reception.receive(scene.act(5, "service", 2, HANDLER, served_at=BEGAN, **SERVED))


def _choose_steps(scene: Scene, _: Path) -> tuple[object, ...]:
    return (SoFar(matter_id=MATTER, known=0, now=BEGAN),)


def _running_period(scene: Scene, _: Path) -> tuple[object, ...]:
    _order_served(scene)
    return ORDER, BEGAN


def _remind(scene: Scene, _: Path) -> tuple[object, ...]:
    _order_served(scene)
    rung = scene.call("running_period", ORDER, BEGAN).rungs[0]
    return ORDER, rung, rung.at


def _note_lapse(scene: Scene, _: Path) -> tuple[object, ...]:
    _order_served(scene)
    due_at = scene.row(ORDER).due_at
    assert due_at is not None
    return ORDER, due_at + timedelta(seconds=1)


def _import_files(scene: Scene, folder: Path) -> tuple[object, ...]:
    (folder / "two.jsonl").write_text(
        '{"source_record_id": "example-1", "source_facts_sha256": "' + "0" * 64 + '", "manufacturer": "示例企业",'
        ' "product_name": "示例润滑油", "inspection_outcome": "conforming", "report_date": "2024-05-06"}\nnot json\n'
    )
    imports = ImportActivities(scene.desk.database, scene.desk.law)
    return (imports.begin(ImportKind.SPOT_CHECKS, [folder / "two.jsonl"], BEGAN),)


BY_HAND = {
    "choose_steps": (_choose_steps, {"step": 1}),
    "running_period": (_running_period, {"message": 0}),
    "remind": (_remind, {"message": 2, "audit": 1}),
    "note_lapse": (_note_lapse, {"step": 0, "message": 2}),
    "import_files": (_import_files, {"circulation_check": 1, "judgement": 1, "rejected_row": 1}),
}
WITH_TEMPORAL = {"reconcile"}
OF_CERTIFICATES = {"where_it_stands", "remind_laboratory", "note_overdue"}  # in test_certificate.py
OF_RECALLS = {"carry_on"}  # in test_recall.py
OF_COMPENSATIONS = {"what_is_due", "send_order"}  # in test_compensation_money.py
OF_MAIL = {"send_waiting"}  # in test_posting.py
OF_THE_PLATFORM = {"exchange"}  # in test_platform_desk.py


@pytest.mark.parametrize("name", BY_HAND)
def test_an_activity_carried_out_twice_leaves_one_row(scene: Scene, name: str, tmp_path: Path) -> None:
    prepare, rows = BY_HAND[name]
    given = prepare(scene, tmp_path)
    before = scene.register()
    first = scene.call(name, *given)
    once = scene.register()
    assert {table: len(once[table]) - len(before[table]) for table in rows} == rows
    assert scene.call(name, *given) == first
    assert scene.register() == once


def test_every_activity_of_the_worker_is_carried_out_twice_here(scene: Scene) -> None:
    others = WITH_TEMPORAL | OF_CERTIFICATES | OF_RECALLS | OF_COMPENSATIONS | OF_MAIL | OF_THE_PLATFORM
    assert set(scene.activities) == set(BY_HAND) | others


def test_reconciling_twice_starts_a_matter_and_tells_an_act_once(addresses: Addresses, scene: Scene) -> None:
    async def reconcile_twice() -> None:
        async with at_work(addresses) as desk:
            reconcile = {activity.__name__: activity for activity in activities_of(desk)}["reconcile"]
            _clue_taken(scene)
            desk.reception.receive(scene.act(1, "verification", 1, HANDLER, confirmed=False, **REPORT))
            assert await ActivityEnvironment().run(reconcile) == Reconciled(started=1, told=1, recounted=0)
            assert await ActivityEnvironment().run(reconcile) == Reconciled(started=0, told=0, recounted=0)
            handle = desk.client.get_workflow_handle(f"matter/{MATTER}")
            while len(scene.register()["step"]) < 2:
                await asyncio.sleep(0.05)
            await desk.take(scene.act(2, "closing_draft", 2, HANDLER, statement="办结"))
            await desk.take(scene.act(3, "approval", 2, HEAD, **AGREED))
            assert await handle.result() == "not_confirmed"

    asyncio.run(reconcile_twice())


def _unserved(scene: Scene) -> list[tuple[int, str]]:
    """Step and id of each paper that has not reached its addressee: here the notices of both re-checks."""
    with scene.desk.database.transaction() as session:
        unserved = document.unserved(session, MATTER, BEGAN + timedelta(days=90))
        return [(paper.step, paper.document_id) for paper in unserved]


def test_an_act_received_twice_is_one_act(scene: Scene) -> None:
    """A whole matter, with every act sent twice."""
    late = BEGAN + timedelta(days=60)

    def twice(number: int, *given: Any, **content: Any) -> None:
        act = scene.act(number, *given, **content)
        scene.desk.reception.receive(act)
        once = scene.register()
        scene.desk.reception.receive(act)
        assert scene.register() == once

    def ask(known: int) -> None:
        scene.call("choose_steps", SoFar(matter_id=MATTER, known=known, now=late))

    ask(0)
    twice(1, "verification", 1, HANDLER, confirmed=True, **REPORT)
    ask(1)
    twice(2, "order_draft", 2, HANDLER, **DRAFT)
    twice(3, "review", 2, REVIEWER, **AGREED)
    twice(4, "approval", 2, HEAD, **AGREED)
    twice(5, "service", 2, HANDLER, served_at=BEGAN, **SERVED)
    due_at = scene.row(ORDER).due_at
    assert due_at is not None
    scene.call("note_lapse", ORDER, late)
    ask(2)
    twice(6, "recheck", 3, HANDLER, at=late, passed=False, **REPORT)
    assert scene.row(ORDER).result is Result.UNANSWERED
    twice(7, "choice", 0, HEAD, at=late, begins=StepKind.ORDER_TO_CORRECT, reason="仍可改正")
    twice(8, "order_draft", 4, HANDLER, at=late, **DRAFT)
    twice(9, "review", 4, REVIEWER, at=late, **AGREED)
    twice(10, "approval", 4, HEAD, at=late, **AGREED)
    twice(11, "service", 4, HANDLER, at=late, served_at=late, **SERVED)
    twice(12, "answer", 4, scene.party, at=late, statement="已改正")
    ask(4)
    twice(13, "recheck", 5, HANDLER, at=late, passed=True, **REPORT)
    ask(5)
    for number, (step, paper) in enumerate(_unserved(scene), 14):
        twice(number, "service", step, HANDLER, at=late, served_at=late, document=paper, **SERVED)
    twice(16, "closing_draft", 6, HANDLER, at=late, statement="办结")
    twice(17, "approval", 6, HEAD, at=late, **AGREED)
    with scene.desk.database.transaction() as session:
        assert matter.lock(session, MATTER).ending == "in_time/passed/second_order"
        assert len(matter.acts(session, MATTER)) == 17
