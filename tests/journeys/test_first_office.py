"""A fresh installation is used by the command line alone: its office is entered, and handles a complaint."""

import asyncio
import json
from datetime import timedelta
from pathlib import Path

import pytest

from demo.watch import Watch
from domain.errors import Refused
from domain.names import matter_workflow
from servers import Addresses
from tests.complaining import a_complaint
from tests.officing import HANDLER, HEAD, STAFF, TODAY, commands, entering
from worker import at_work, connect


def test_the_officers_of_a_file_handle_a_complaint_and_their_office_hears_when_nobody_is_left_for_it(
    addresses: Addresses, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    run = commands(addresses, monkeypatch)
    enter = entering(run, tmp_path)
    enter(region="430703")
    assert enter() == ["示例局"]  # mistaken, and not used yet
    complaint, file = a_complaint(880, office_id="示例局"), tmp_path / "complaint.json"
    file.write_text(complaint.model_dump_json(), "utf-8")
    assert run("claim", "file", str(file))["answer_by"] == "2026-05-14"
    asyncio.run(_begun(addresses, complaint.complaint_id))
    (awaited,) = run("matter", "show", complaint.complaint_id)["awaited"]
    assert [one["zh"] for one in awaited["persons"]] == ["示例子", "示例丑"]
    act = {"kind": "acceptance_decision", "act_id": "880/1", "matter_id": complaint.complaint_id, "step": 1}
    at = (complaint.received_at + timedelta(hours=1)).isoformat()
    act |= {"actor": HEAD, "sent_at": at, "received_at": at, "accepted": True, "statement": "材料齐全。"}
    file.write_text(json.dumps(act), "utf-8")
    with pytest.raises(Refused, match="not_a_handler"):
        run("matter", "act", str(file))
    file.write_text(json.dumps(act | {"actor": HANDLER}), "utf-8")
    run("matter", "act", str(file))
    with pytest.raises(Refused, match="office_elsewhere"):
        enter(region="430703")
    assert run("inbox", "示例局") == []
    enter([STAFF[0] | {"left_on": str(TODAY)}, STAFF[1] | {"left_on": str(TODAY)}, STAFF[2]])
    assert [one["matter_id"] for one in run("inbox", "示例局")] == [complaint.complaint_id]  # nobody is left for it
    asyncio.run(_broken_off(addresses, complaint.complaint_id))


async def _begun(addresses: Addresses, matter_id: str) -> None:
    async with at_work(addresses) as desk:
        await Watch(desk.database).until(matter_id, lambda steps: steps[0] if steps else None)


async def _broken_off(addresses: Addresses, matter_id: str) -> None:
    client = await connect(addresses.temporal)
    await client.get_workflow_handle(matter_workflow(matter_id)).terminate("rehearsal over")
