"""From the front door to the national platform and back (令121号 8, 15, 40), on the real servers, by its workflow."""

import asyncio
import json
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import asdict
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from temporalio.testing import TimeSkipper

from activities import matter_story
from activities.handover import Exchanged
from activities.matter_file import file_of
from activities.reconciler import ReconcilerActivities
from demo import cast
from demo.rehearsal import Rehearsal
from demo.watch import Watch
from domain.complaint_acts import MediationManner, Side
from domain.procedure import Phase
from domain.steps import StepKind
from models import audit
from models.session import Database
from notices.binding import text_of
from servers import Addresses
from sources.exchange import IN
from tests.complaining import decided, filed_away, in_mediation, terminated
from tests.killing import ROOT
from tests.rehearsing import HANDLER
from tests.submitting import JPEG, PERSONAL, FrontDoor
from worker import at_work, worker

RUNS = count()
QUEUE = "hand-over-of-complaints"  # of its own: what an earlier test has left behind looks at another register


class Journey:
    def __init__(self, door: FrontDoor, complaint: Rehearsal, token: str) -> None:
        self.door, self.complaint, self.token = door, complaint, token

    async def exchange(self) -> Exchanged:
        """As the schedule does once a minute."""
        client = self.complaint.desk.client
        name = f"hand-over-{self.door.number}-{next(RUNS)}"
        done = await client.execute_workflow("HandOver", id=name, task_queue=QUEUE, result_type=Exchanged)
        assert isinstance(done, Exchanged)
        return done

    def reported(self) -> list[dict[str, Any]]:
        """What the platform has been told, taken away by it."""
        self.door.stand_in.answer(self.door.now)
        taken = (self.door.platform.path / "taken").glob("outcome-*.json")
        return [json.loads(one.read_bytes()) for one in sorted(taken, key=lambda one: one.stat().st_mtime_ns)]


@asynccontextmanager
async def received(addresses: Addresses, folder: Path, number: int) -> AsyncIterator[Journey]:
    """Submitted, handed over, numbered by the stand-in two days later; its matter is open."""
    assert addresses.national_platform is not None
    async with at_work(addresses) as desk, worker(desk, QUEUE):
        door = FrontDoor(desk.database, folder, number, Path(addresses.national_platform))
        with desk.database.transaction() as session:
            check = cast.enter_copy(session, number, "电热水壶", cast.BEGINS)
        made = door.submit(files=[JPEG])
        complaint = Rehearsal(desk, TimeSkipper(desk.client), Watch(desk.database), check, door.now)
        journey = Journey(door, complaint, made.token)
        assert await journey.exchange() == Exchanged(handed_over=1)
        door.now += timedelta(days=2)
        door.stand_in.answer(door.now)
        door.platform.put("0-broken", b"{", IN)
        assert await journey.exchange() == Exchanged(read=1, refused=1)
        assert (await ReconcilerActivities(desk).reconcile()).started == 1
        complaint.matter_id, complaint.began_at, complaint.now = made.number, door.now, door.now
        yield journey


def test_a_refusal_is_reported_once_and_told_on_the_receipt(addresses: Addresses, tmp_path: Path) -> None:
    async def walk() -> None:
        async with received(addresses, tmp_path, 714) as journey:
            complaint, door = journey.complaint, journey.door
            step = await complaint.step(StepKind.ACCEPTANCE, Phase.REPORTING)
            due = complaint.steps()[0].due_at
            assert due == cast.morning(door.now.date()).replace(hour=0) + timedelta(days=11)  # to the end of the 18th
            assert [one.zh for one in door.receipt(journey.token).told] == ["投诉受理审查：办理中"]
            assert (await journey.exchange()).told == 0
            await decided(complaint, accepted=False, statement="法院已经受理。", ground="order121/16.1.2")
            await complaint.step(StepKind.ARCHIVING, Phase.REPORTING)
            assert (await journey.exchange()).told == 1
            assert (await journey.exchange()).told == 0
            reference = f"演练12315-{complaint.matter_id}"
            assert journey.reported() == [{"reference": reference, "outcome": "complaint_refused", "on": "2026-05-09"}]
            assert door.receipt(journey.token).told[0].zh == f"{step.kind.zh}：不予受理投诉（2026年5月9日）"
            assert (told := door.receipt(journey.token)).answer_by is None
            assert "最迟" not in told.stands.zh
            assert await filed_away(complaint) == "complaint_refused"
            assert (await journey.exchange()).told == 0
            with door.database.transaction() as session:
                file = file_of(session, complaint.desk.law, complaint.matter_id)
                story = matter_story.story(session, complaint.desk.law, complaint.matter_id, complaint.now)
            assert file.altered == ()
            assert "投诉材料1" in text_of(file.pdf)
            of_everybody = story.model_dump_json(exclude={"complaint"})  # what the complaint states is for officers
            assert not [one for one in PERSONAL.values() if one in of_everybody]

    asyncio.run(walk())


def test_acceptance_and_settlement_are_reported_each_when_its_step_has_ended(
    addresses: Addresses, tmp_path: Path
) -> None:
    async def walk() -> None:
        async with received(addresses, tmp_path, 715) as journey:
            number = await in_mediation(journey.complaint)
            assert (await journey.exchange()).told == 1
            await journey.complaint.act(
                "mediation_record", number, HANDLER, settled=True, manner=MediationManner.REMOTE,
                statement="双方同意。", terms="退还199元。",
            )  # fmt: skip
            assert (await journey.exchange()).told == 1
            assert [one["outcome"] for one in journey.reported()] == ["complaint_accepted", "settled"]
            assert all(set(one) == {"reference", "outcome", "on"} for one in journey.reported())

    asyncio.run(walk())


def test_a_platform_that_takes_nothing_is_told_of_a_termination_later(addresses: Addresses, tmp_path: Path) -> None:
    async def walk() -> None:
        async with received(addresses, tmp_path, 716) as journey:
            complaint = journey.complaint
            await decided(complaint, accepted=True, statement="受理。")
            step = await complaint.step(StepKind.MEDIATION, Phase.CONSENTING)
            await complaint.act(
                "consent", step.number, HANDLER, agreed=False, refused_by=Side.RESPONDENT, statement="不同意。"
            )
            await terminated(complaint, "order121/23.1.2")
            out = journey.door.platform.path / "out"
            for one in out.iterdir():
                one.unlink()
            out.rmdir()
            out.write_bytes(b"")
            assert (await journey.exchange()).told == 0
            out.unlink()
            assert (await journey.exchange()).told == 2
            assert [one["outcome"] for one in journey.reported()] == ["complaint_accepted", "terminated"]

    asyncio.run(walk())


@pytest.mark.parametrize(("kind", "table"), [("complaint", "complaint"), ("report", "clue")])
def test_whoever_dies_between_any_two_steps_leaves_one_of_each_and_one_outcome(
    addresses: Addresses, tmp_path: Path, kind: str, table: str
) -> None:
    died = subprocess.run(
        [sys.executable, "-m", "tests.dying_at_the_door", json.dumps(asdict(addresses)), str(tmp_path), kind],
        cwd=ROOT, capture_output=True, text=True, timeout=200,
    )  # fmt: skip
    assert died.returncode == 0, died.stderr
    deaths = int(died.stdout)
    assert deaths >= 8
    database = Database(addresses.database_url)
    door = FrontDoor(database, tmp_path, 719)
    with database.transaction() as session:
        for one in ("submission", table, "matter", "platform_outcome"):
            assert session.connection().exec_driver_sql(f"select count(*) from {one}").scalar_one() == deaths, one
        assert next(audit.breaks(session), None) is None
    assert door.questions() == []
    taken = [one.name.partition(".")[0] for one in (tmp_path / "12315" / "taken").iterdir()]
    assert len(taken) <= 2 * deaths + 4  # at most once more, where the note was lost, and under the same number
    database.close()
