"""Record the histories that test_replay.py replays: `python -m tests.workflows.record`, when a workflow has changed
and no matter is open any more that began under the old one."""

import asyncio
import json
import tempfile
from datetime import timedelta
from pathlib import Path

from temporalio.client import Client
from temporalio.testing import TimeSkipper

from activities.certificate_desk import CertificateDesk
from activities.compensation_desk import CompensationDesk
from activities.import_desk import import_spot_checks
from activities.recall_desk import RecallDesk
from demo import cast
from demo.play import play
from demo.plots import AnswerPlot, OrderPlot, Plot, SamplePlot
from demo.rehearsal import Rehearsal
from demo.watch import Watch
from domain.names import certificate_workflow, compensation_workflow, matter_workflow, recall_workflow
from domain.scheme_paper import Letter
from models.parameter import ParameterRow
from servers import Addresses, running
from tests.certifying import INSTITUTE, OF_ITS_DAY, OPERATOR, Certifying
from tests.paying import APPROVER, Paying
from tests.recalling import Recalling
from worker import at_work, bring_up_to_date

HISTORIES = Path(__file__).with_name("histories")
PLOTS: dict[str, Plot | SamplePlot] = {
    "not_confirmed": Plot(confirmed=False),
    "corrected_in_time": Plot(confirmed=True, orders=(OrderPlot(AnswerPlot.IN_TIME, corrected=True),)),
    "late_after_a_second_order": Plot(
        confirmed=True,
        orders=(OrderPlot(AnswerPlot.NEVER, corrected=False), OrderPlot(AnswerPlot.LATE, corrected=True)),
    ),
    "announced_and_punished": SamplePlot(
        order=OrderPlot(AnswerPlot.NEVER, corrected=False), announced=False, punished=True
    ),
}
ROW = {
    "source_record_id": "example-1",
    "source_facts_sha256": "0" * 64,
    "manufacturer": "示例企业",
    "product_name": "示例润滑油",
    "inspection_outcome": "conforming",
    "report_date": "2024-05-06",
}


async def record(addresses: Addresses, folder: Path) -> dict[str, str]:
    """Play each plot once, lead two lots to their ends, recall one, pay a consumer and import one row;
    returns the histories as JSON, without a word of this machine."""
    recorded = {}
    async with at_work(addresses) as desk:
        skipper, watch = TimeSkipper(desk.client), Watch(desk.database)
        with desk.database.transaction() as session:
            cast.enter_cast(session)
            checks = [
                cast.enter_copy(session, number, "润滑油", sampled=plot.sampled)
                for number, plot in enumerate(PLOTS.values(), 1)
            ]
        for (name, plot), check in zip(PLOTS.items(), checks, strict=True):
            await play(Rehearsal(desk, skipper, watch, check, cast.morning(cast.BEGINS)), plot)
            recorded[name] = await _history(desk.client, matter_workflow(check.check_id))
        recorded |= await _certificates(CertificateDesk(desk.database, desk.law, desk.client), skipper)
        recorded["recall"] = await _recall(RecallDesk(desk.database, desk.law, desk.client), skipper)
        recorded["compensation"] = await _compensation(CompensationDesk(desk), skipper)
        (folder / "row.jsonl").write_text(json.dumps(ROW))
        await import_spot_checks(desk, [folder / "row.jsonl"], cast.morning(cast.BEGINS), lambda _: None)
        (one,) = [one async for one in desk.client.list_workflows("WorkflowType = 'ImportFiles'")]
        recorded["import"] = await _history(desk.client, one.id)
    return recorded


async def _certificates(desk: CertificateDesk, skipper: TimeSkipper) -> dict[str, str]:
    """A lot that an institute passes after its day, and the run that an objection has revived."""
    passed, failed = Certifying(desk.database, "certificate-1"), Certifying(desk.database, "certificate-2")
    await desk.take(passed.application(route="institute", laboratory_id=INSTITUTE))
    due_on = passed.now.date() + timedelta(days=2)
    await desk.take(passed.made("acceptance", INSTITUTE, due_on=due_on, remind_days_before=(1, 0)))
    handle = desk.client.get_workflow_handle(certificate_workflow(passed.application_id))
    await skipper.fast_forward(handle, timedelta(days=3))
    while len(passed.told(*OF_ITS_DAY)) < 4:
        await asyncio.sleep(0.05)
    await desk.take(passed.inspection(actor=INSTITUTE))
    overdue = await _history(desk.client, certificate_workflow(passed.application_id))
    await desk.take(failed.application())
    await desk.take(failed.failing())
    await desk.client.get_workflow_handle(certificate_workflow(failed.application_id)).result()
    await desk.take(failed.made("objection", failed.maker, reason="样品受潮。"))
    await desk.take(failed.made("objection_answer", OPERATOR, reason="样品保存无异常。"))
    revived = await _history(desk.client, certificate_workflow(failed.application_id))
    return {"certificate_overdue": overdue, "certificate_revived": revived}


async def _recall(desk: RecallDesk, skipper: TimeSkipper) -> str:
    """A period for the plan passes, the plan comes, sellers report, the recall is closed."""
    goods = Recalling(desk.database, "recall-1")
    with desk.database.transaction() as session:
        session.get_one(ParameterRow, "recall_plan_days").value = 2
    await desk.take(goods.beginning())
    handle = desk.client.get_workflow_handle(recall_workflow(goods.name))
    await skipper.fast_forward(handle, timedelta(days=3))
    goods.now += timedelta(days=3)
    for act in (goods.plan(per_mille=200), goods.report(goods.first, returned=20), goods.closing()):
        await asyncio.sleep(1)  # so that each is heard for itself
        await desk.take(act)
    return await _history(desk.client, recall_workflow(goods.name))


async def _compensation(desk: CompensationDesk, skipper: TimeSkipper) -> str:
    """An order that is sent twice before the bank pays, a period that passes, the closing."""
    assert desk.bank is not None
    one = Paying(desk.database, desk.bank.folder.path, "record")
    for act in (one.application(), one.assessment(payee_account="00004"), one.decision()):
        await desk.take(act)
    handle = desk.client.get_workflow_handle(compensation_workflow(one.first))
    for times in (1, 2):
        while one.order().sendings < times:
            await asyncio.sleep(0.05)
        one.bank.answer()
        await desk.collect()
        await skipper.fast_forward(handle, timedelta(minutes=61))
    one.later(timedelta(days=1))
    for act in (one.assignment(), one.issue(Letter.TOP_UP_DEMAND), one.made("closing", APPROVER)):
        await asyncio.sleep(1)  # so that each is heard for itself
        await desk.take(act)
    return await _history(desk.client, compensation_workflow(one.first))


async def _history(client: Client, workflow_id: str) -> str:
    """After its end, an event on each line; who worked on it, and the queue named after him, are called `worker`."""
    handle = client.get_workflow_handle(workflow_id)
    await handle.result()
    events = json.loads((await handle.fetch_history()).to_json().replace(client.identity, "worker"))["events"]
    return '{"events": [\n' + ",\n".join(json.dumps(event) for event in events) + "\n]}"


def main() -> None:
    with tempfile.TemporaryDirectory(dir="/tmp") as folder, running(Path(folder), time_skipping=True) as servers:
        bring_up_to_date(servers.addresses.owner_url)
        recorded = asyncio.run(record(servers.addresses, Path(folder)))
    HISTORIES.mkdir(exist_ok=True)
    for name, history in recorded.items():
        (HISTORIES / f"{name}.json").write_text(history + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
