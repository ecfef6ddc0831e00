"""A report from the front door to the national platform and back (令121号 8, 34-37, 40), on the real servers."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any

from temporalio.testing import TimeSkipper

from activities.handover import Exchanged
from activities.reconciler import ReconcilerActivities
from demo import cast
from demo.rehearsal import Rehearsal
from demo.watch import Watch
from domain.names import matter_workflow
from domain.procedure import Phase
from domain.results import Result
from domain.steps import StepKind
from servers import Addresses
from tests.journeys.test_informant import everything_but_informants
from tests.registering import HANDLER, HEAD, SECOND
from tests.reporting import WHO
from tests.submitting import JPEG, FrontDoor
from worker import at_work, worker

RUNS = count()
QUEUE = "hand-over-of-reports"  # of its own: what an earlier test has left behind looks at another register


class Journey:
    def __init__(self, door: FrontDoor, report: Rehearsal, token: str) -> None:
        self.door, self.report, self.token, self.runs = door, report, token, list[str]()

    async def exchange(self) -> Exchanged:
        """As the schedule does once a minute."""
        self.runs.append(f"hand-over-of-reports-{self.door.number}-{next(RUNS)}")
        client = self.report.desk.client
        done = await client.execute_workflow(
            "HandOver", id=self.runs[-1], task_queue=QUEUE, result_type=Exchanged
        )
        assert isinstance(done, Exchanged)
        return done

    async def histories(self) -> str:
        names = [*self.runs, matter_workflow(self.report.matter_id)]
        handles = [self.report.skipper.client.get_workflow_handle(one) for one in names]
        return "".join([(await one.fetch_history()).to_json() for one in handles])

    def told(self, kind: str) -> list[dict[str, Any]]:
        """What the platform has taken of one kind."""
        self.door.stand_in.answer(self.door.now)
        return [json.loads(one.read_bytes()) for one in (self.door.platform.path / "taken").glob(f"{kind}-*.json")]


@asynccontextmanager
async def received(addresses: Addresses, folder: Path, number: int) -> AsyncIterator[Journey]:
    """Submitted, handed over, numbered by the stand-in two days later; its verification is open."""
    assert addresses.national_platform is not None
    async with at_work(addresses) as desk, worker(desk, QUEUE):
        door = FrontDoor(desk.database, folder, number, Path(addresses.national_platform))
        with desk.database.transaction() as session:
            check = cast.enter_copy(session, number, "台灯", cast.BEGINS)
        made = door.submit_report(files=[JPEG])
        report = Rehearsal(desk, TimeSkipper(desk.client), Watch(desk.database), check, door.now)
        journey = Journey(door, report, made.token)
        assert await journey.exchange() == Exchanged(handed_over=1)
        door.now += timedelta(days=2)
        door.stand_in.answer(door.now)
        assert await journey.exchange() == Exchanged(read=1)
        assert (await ReconcilerActivities(desk).reconcile()).started == 1
        report.matter_id, report.began_at, report.now = made.number, door.now, door.now
        yield journey


def test_a_report_is_verified_and_its_result_told_where_a_law_wants_it(addresses: Addresses, tmp_path: Path) -> None:
    """The fifteen working days run from the platform's receipt. Who has reported is in the one file, nowhere else."""
    written = list[str]()

    async def walk() -> None:
        async with received(addresses, tmp_path, 807) as journey:
            report = journey.report
            step = await report.step(StepKind.VERIFICATION, Phase.REPORTING)
            assert step.due is not None
            assert step.due["on"] == "2026-05-28"
            said: dict[str, Any] = {"confirmed": True, "statement": "属实。", "second_officer": SECOND}
            await report.act("verification", step.number, HANDLER, **said)
            filing = (await report.step(StepKind.FILING, Phase.DRAFTING)).number
            assert await journey.exchange() == Exchanged()
            await report.act(
                "draft", filing, HANDLER, proposes=Result.NOT_FILED, statement="不予立案", ground="pr/20.1.4",
                second_officer=SECOND,
            )  # fmt: skip
            await report.act("approval", filing, HEAD, agreed=True, remarks="同意")
            assert await journey.exchange() == Exchanged(told=1)
            told = {"rule": "standards/35", "statement": "属实，不予立案。", "told_how": "通过全国12315平台反馈"}
            await report.act("result_telling", step.number, HANDLER, **told)
            assert await journey.exchange() == Exchanged(replied=1)
            assert await journey.exchange() == Exchanged()
            reference = f"演练12315-{report.matter_id}"
            (handed,) = journey.told("report")
            assert handed["informant"] == WHO
            assert journey.told("outcome") == [{"reference": reference, "outcome": "not_filed", "on": "2026-05-08"}]
            (reply,) = journey.told("reply")
            assert (reply["reference"], reply["result"]) == (reference, "属实，不予立案。")
            assert "由处理部门告知您" in journey.door.receipt(journey.token).told[0].zh
            written.append(json.dumps([reply, *journey.told("outcome")], ensure_ascii=False))
            written.append(await journey.histories())
            written.append(journey.door.receipt(journey.token).model_dump_json())
            await report.end()

    asyncio.run(walk())
    written.extend(row for _, row in everything_but_informants(addresses))
    assert [one for one in WHO.values() if any(one in words for words in written)] == []
