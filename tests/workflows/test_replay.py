"""What is under way must go on under new code: recorded histories replay, and a change that breaks them is caught."""

import asyncio
import base64
import json
import re
from pathlib import Path

import pytest
from temporalio import workflow
from temporalio.client import WorkflowHistory
from temporalio.contrib.pydantic import pydantic_data_converter
from temporalio.worker import Replayer, UnsandboxedWorkflowRunner
from temporalio.workflow import NondeterminismError

from activities.certificate import CertificateActivities
from activities.step import StepActivities
from domain.certificate import Life
from domain.matter import MatterOpened, Step
from domain.steps import StepKind, Track
from tests.workflows.record import HISTORIES
from worker import WORKFLOWS
from workflows.certificate import CertificateLifecycle
from workflows.matter import HandleMatter
from workflows.options import QUICK

RECORDED = sorted(HISTORIES.glob("*.json"))


@workflow.defn(name="HandleMatter")
class AsksMore(HandleMatter):
    """A change that nobody has versioned: one more activity at the beginning."""

    @workflow.init
    def __init__(self, opened: MatterOpened) -> None:
        super().__init__(opened)

    @workflow.run
    async def run(self, opened: MatterOpened) -> str:
        step = Step(matter_id=opened.matter_id, number=1, track=Track.CLUE, kind=StepKind.VERIFICATION)
        ask = StepActivities.running_period
        await workflow.execute_activity_method(ask, args=[step, opened.began_at], **QUICK)
        return await super().run(opened)


@workflow.defn(name="CertificateLifecycle")
class AsksMoreOfCertificates(CertificateLifecycle):
    """The same of a certificate: it notes before it looks."""

    @workflow.init
    def __init__(self, life: Life) -> None:
        super().__init__(life)

    @workflow.run
    async def run(self, life: Life) -> str:
        note = CertificateActivities.note_overdue
        await workflow.execute_activity_method(note, args=[life, self.clock.now()], **QUICK)
        return await super().run(life)


@pytest.mark.parametrize("recorded", RECORDED, ids=lambda path: path.stem)
def test_a_recorded_history_replays(recorded: Path) -> None:
    asyncio.run(_replay(recorded, WORKFLOWS))


MATTERS = [path for path in RECORDED if path.stem not in ("import", "recall", "compensation")]


@pytest.mark.parametrize("recorded", MATTERS, ids=lambda path: path.stem)
def test_what_asks_one_more_thing_no_longer_replays(recorded: Path) -> None:
    with pytest.raises(NondeterminismError):
        asyncio.run(_replay(recorded, [AsksMore, AsksMoreOfCertificates]))


def test_every_workflow_that_waits_for_something_is_recorded() -> None:
    first = [json.loads(path.read_text("utf-8"))["events"][0] for path in RECORDED]
    started = [event["workflowExecutionStartedEventAttributes"]["workflowType"]["name"] for event in first]
    others = ["CompensateFirst", *["HandleMatter"] * 4, "ImportFiles", "RecallGoods"]
    assert sorted(started) == ["CertificateLifecycle"] * 2 + others


@pytest.mark.parametrize("recorded", RECORDED, ids=lambda path: path.stem)
def test_a_history_names_neither_the_machine_nor_a_path(recorded: Path) -> None:
    history = recorded.read_text("utf-8")
    payloads = [base64.b64decode(one).decode() for one in re.findall(r'"data": "([^"]*)"', history)]
    assert payloads
    assert set(re.findall(r'"identity": "([^"]*)"', history)) <= {"worker", "history-service"}
    assert not [one for one in [history, *payloads] if re.search(r"/(tmp|home|root|work|Users)/|\d+@\w+", one)]


async def _replay(recorded: Path, workflows: list[type]) -> None:
    replayer = Replayer(
        workflows=workflows,
        data_converter=pydantic_data_converter,
        workflow_runner=UnsandboxedWorkflowRunner(),
    )
    await replayer.replay_workflow(WorkflowHistory.from_json(recorded.stem, recorded.read_text("utf-8")))
