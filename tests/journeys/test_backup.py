"""A backup that is taken while a matter runs is restored elsewhere, and the matter goes on there as it would have."""

import asyncio
import hashlib
import io
import shutil
from pathlib import Path

import pytest
from temporalio.testing import TimeSkipper

from activities.evidence import hand_in, lost
from activities.evidence_store import EvidenceStore
from activities.reconciler import ReconcilerActivities
from demo import cast
from demo.acting import hand_over
from demo.rehearsal import Rehearsal
from demo.watch import Watch
from domain.acts import ACT, Act
from domain.errors import Refused
from domain.evidence_file import HandingIn
from domain.procedure import Phase
from domain.steps import StepKind
from models.session import Database
from servers import Addresses, back_up, restore, running
from servers.backup import Contents
from tests.registering import every_row
from tests.rehearsing import HANDLER, HEAD, SECOND, confirmed, served
from worker import at_work, bring_up_to_date

NUMBER = 701
JPEG = bytes.fromhex("ffd8ffe000104a46494600010101004800480000")


def register(addresses: Addresses) -> str:
    database = Database(addresses.database_url)
    rows = repr(every_row(database))
    database.close()
    return rows


def answer(rehearsal: Rehearsal, step: int) -> Act:
    """The party's, of which no workflow has heard."""
    moment = {"sent_at": rehearsal.now, "received_at": rehearsal.now}
    act = {"act_id": f"{rehearsal.matter_id}/answer", "matter_id": rehearsal.matter_id, "step": step, "kind": "answer"}
    return ACT.validate_python(act | moment | {"actor": rehearsal.party, "statement": "已改正"})


async def goes_on(rehearsal: Rehearsal) -> None:
    """The re-check passes, the matter is closed."""
    recheck = await rehearsal.step(StepKind.RECHECK, Phase.REPORTING)
    given = {"passed": True, "statement": "复查合格", "second_officer": SECOND}
    await rehearsal.act("recheck", recheck.number, HANDLER, **given)
    closing = await rehearsal.step(StepKind.CLOSING, Phase.DRAFTING)
    await hand_over(rehearsal)
    await rehearsal.act("closing_draft", closing.number, HANDLER, statement="办结")
    await rehearsal.act("approval", closing.number, HEAD, agreed=True, remarks="同意")
    await rehearsal.over()


@pytest.fixture(scope="module")
def backup(module_home: Path) -> Path:
    """A matter whose order runs, and an act that its workflow has not heard of when the backup is taken."""
    folder = module_home / "backup"

    async def story() -> None:
        with running(module_home / "one", time_skipping=True) as servers:
            bring_up_to_date(servers.addresses.owner_url)
            async with at_work(servers.addresses) as desk:
                with desk.database.transaction() as session:
                    cast.enter_cast(session)
                    check = cast.enter_copy(session, NUMBER, "润滑油")
                skipper, watch = TimeSkipper(desk.client), Watch(desk.database)
                rehearsal = Rehearsal(desk, skipper, watch, check, cast.morning(cast.BEGINS))
                await rehearsal.open()
                step = await confirmed(rehearsal)
                await served(rehearsal, step)
                desk.reception.receive(answer(rehearsal, step))
                given = HandingIn(matter_id=rehearsal.matter_id, officer=HANDLER, name="照片.jpg", statement="现场照片")
                store = EvidenceStore(servers.home / "evidence")
                with desk.database.transaction() as session:
                    hand_in(session, store, given, io.BytesIO(JPEG), len(JPEG))
                await asyncio.to_thread(back_up, servers.home, servers.addresses, folder)
                (module_home / "register").write_text(register(servers.addresses))
                await desk.deliver(rehearsal.matter_id)
                await goes_on(rehearsal)

    asyncio.run(story())
    return folder


def test_what_is_restored_is_what_was_backed_up_and_goes_on(backup: Path, module_home: Path) -> None:
    home = module_home / "other"
    restore(backup, home)

    async def story() -> None:
        with running(home, time_skipping=True) as servers:
            assert register(servers.addresses) == (module_home / "register").read_text()
            database = Database(servers.addresses.database_url)
            with database.transaction() as session:
                assert list(lost(session, EvidenceStore(home / "evidence"))) == []
                assert list(lost(session, EvidenceStore(home / "elsewhere")))
            database.close()
            async with at_work(servers.addresses) as desk:
                with desk.database.transaction() as session:
                    check = cast.enter_copy(session, NUMBER, "润滑油")
                skipper, watch = TimeSkipper(desk.client), Watch(desk.database)
                rehearsal = Rehearsal(desk, skipper, watch, check, cast.morning(cast.BEGINS))
                reconciler = ReconcilerActivities(desk)
                assert (await reconciler.reconcile()).told == 1
                row = await rehearsal.step(StepKind.ORDER_TO_CORRECT, Phase.DONE)
                assert row.ended_at is not None
                rehearsal.now, rehearsal.acts = row.ended_at, 100
                await goes_on(rehearsal)
                assert (await reconciler.reconcile()).told == 0

    asyncio.run(story())


def test_a_backup_overwrites_nothing(backup: Path, module_home: Path) -> None:
    with running(module_home / "empty") as servers, pytest.raises(Refused) as refused:
        back_up(servers.home, servers.addresses, backup)
    assert refused.value.code == "backup_exists"
    with pytest.raises(Refused) as refused:
        restore(backup, module_home / "empty")
    assert refused.value.code == "home_not_empty"


def test_a_backup_that_was_changed_is_not_restored(backup: Path, module_home: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken"
    shutil.copytree(backup, broken)
    with (broken / "register.dump").open("ab") as dump:
        dump.write(b"x")
    bare, outside = tmp_path / "bare", tmp_path / "outside"
    shutil.copytree(backup, bare)
    shutil.rmtree(bare / "evidence")
    shutil.copytree(backup, outside)
    (tmp_path / "stray").write_bytes(b"x")
    listed = Contents.model_validate_json((outside / "contents.json").read_text())
    files = listed.files | {"../stray": hashlib.sha256(b"x").hexdigest()}
    (outside / "contents.json").write_text(Contents(files=files).model_dump_json())
    for folder in (broken, bare, outside, tmp_path / "missing"):
        with pytest.raises(Refused) as refused:
            restore(folder, tmp_path / "home")
        assert refused.value.code == "backup_broken"
    assert not (tmp_path / "home").exists()
